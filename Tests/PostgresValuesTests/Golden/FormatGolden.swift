/// to_char, to_timestamp, to_date and to_number, in the zone America/New_York.
/// One case a line: function ¦ arguments ⇒ answer. Taken from a PostgreSQL server.
let formatGolden = #"""
    totimestamp ¦ 2063-08-03 11:51:04.000 ¦ YYYY-MM-DD HH24:MI:SS.MS ⇒ 2063-08-03 11:51:04-04
    numchar ¦ 406.248 ¦ 9.9 ⇒  #.#
    numchar ¦ 12 ¦ 000.000 ⇒  012.000
    tochariv ¦ 3 years 9 mons 18 days 31:19:54 ¦ HH12:MI ⇒ 07:19
    totimestamp ¦ 20490418 ¦ YYYYMMDD ⇒ 2049-04-18 00:00:00-04
    tochariv ¦ 3 years 10 mons 2 days 38:33:13 ¦ DD HH24:MI ⇒ 02 38:33
    tochartz ¦ 1415-02-06 04:58:39.5 ¦ FMTZH.Q"T"FMTZ"T"I: ⇒ -04.1TLMTT5:
    tochartz ¦ 0088-12-12 16:47:54.000001 ¦ FMFF3x mon TZM"T"TZH- ⇒ 000x dec 56T-04-
    tochariv ¦ 3 years 10 mons 9 days 4:11:50 ¦ FMHH24 "h" FMMI "m" ⇒ 4 h 11 m
    totimestamp ¦ 1943-080 ¦ YYYY-MM ⇒ ERR 22008 date/time field value out of range: "1943-080"
    tonumber ¦ 123.456 ¦ 999 ⇒ 123
    todate ¦ Saturda9y, 03th January 2004 ¦ FMDay, FMDDth FMMonth YYYY ⇒ ERR 22007 invalid value "Saturda9y," for "Day" DETAIL The given value did not match any of the allowed values for this field.
    todate ¦ 2010-02 ¦ IYYY-IW ⇒ 2010-01-11
    tochariv ¦ 2 years 11 mons 6 days 12:46:44 ¦ FMHH24 "h" FMMI "m" ⇒ 12 h 46 m
    tochariv ¦ 2 years 11 mons 2 days 27:17:30 ¦ FMHH24 "h" FMMI "m" ⇒ 27 h 17 m
    tochartz ¦ 1017-11-04 17:22:55 ¦ DY/ID"T"pm"T"A.M./MS"T" ⇒ TUE/2TpmTP.M./000T
    numchar ¦ 2 ¦ 9.9 ⇒  2.0
    totimestamp ¦ 1967-51-4 ¦ IYYY-IW-ID ⇒ 1967-12-21 00:00:00-05
    tochartz ¦ 1465-02-16 00:03:00.123456 ¦ Month I.FMFF3: ⇒ February  5.123:
    todate ¦ Sat 14 ¦ Dy DD ⇒ 0001-01-14 BC
    totimestamp ¦ Tu e 08 ¦ Dy DD ⇒ ERR 22007 invalid value "Tu" for "Dy" DETAIL The given value did not match any of the allowed values for this field.
    tonumber ¦ 12,454.8- ¦ 99G999D9S ⇒ -12454.8
    numchar ¦ -0.5 ¦ MI999 ⇒ -  1
    tochariv ¦ 0 years 3 mons 16 days 26:57:6 ¦ MI:SS.MS ⇒ 57:06.000
    tochartz ¦ 0206-03-24 08:17:15.123456 ¦ YYYY-MM-DD HH24:MI:SS.MS ⇒ 0206-03-24 08:17:15.123
    tochar ¦ 1544-07-15 03:15:11.5 ¦ MM/DD/YYYY ⇒ 07/15/1544
    totimestamp ¦ 2030-285 ¦ YYYY-DDD ⇒ 2030-10-12 00:00:00-04
    tochar ¦ 1937-10-24 12:45:50.000001 ¦ I-SS.MS, FMMonth.FMQ/ ⇒ 7-50.000, October.4/
    tochariv ¦ 0 years 11 mons 3 days 20:15:38 ¦ MI:SS.MS ⇒ 15:38.000
    tochartz ¦ 1972-12-03 12:50:46 ¦ ad:month  ⇒ ad:december  
    totimestamp ¦ 2010-02 ¦ IYYY-IW ⇒ 2010-01-11 00:00:00-05
    totimestamp ¦ 07:52 PM ¦ HH12:MI AM ⇒ 0001-01-01 19:52:00-04:56:02 BC
    numchar ¦ -663 ¦ FM999.99 ⇒ -663.
    tonumber ¦ abc ¦ 9,999.99 ⇒ ERR 22P02 invalid input syntax for type numeric: " "
    tochar ¦ 2467-08-22 04:09:20.123456 ¦ IW, FMIYYY/SSSS FMYYY"T"MONTH- ⇒ 34, 2467/14960 467TAUGUST   -
    todate ¦ 2027-172 ¦ YYYY-DDD ⇒ 2027-06-21
    numchar ¦ -868 ¦ FMS99 ⇒ -##
    tochar ¦ 0866-07-01 17:28:59.123456 ¦ HH24:MI ⇒ 17:28
    tochartz ¦ 1035-09-16 01:22:14.5 ¦ month- ⇒ september-
    tonumber ¦ abc ¦ 99PR ⇒ ERR 22P02 invalid input syntax for type numeric: " "
    numchar ¦ 1234567.891 ¦ 0.0 ⇒  #.#
    todate ¦ 56-1x2-11 ¦ YY-MM-DD ⇒ ERR 22007 invalid value "x2" for "DD" DETAIL Value must be an integer.
    tochartz ¦ 1424-12-11 03:06:55.5 ¦ HH12:MI AM ⇒ 03:06 AM
    tochar ¦ 2229-05-19 12:09:02 ¦ TZ"T" ⇒ T
    todate ¦ 2030-285 ¦ YYYY-DDD ⇒ 2030-10-12
    tochar ¦ 2761-06-03 20:11:10 ¦ TZM"T"FMMONTH- ⇒ 00TJUNE-
    tochariv ¦ 1 years 0 mons 11 days 29:38:41 ¦ HH12:MI ⇒ 05:38
    numchar ¦ 1234567.891 ¦ 9,999 ⇒  #,###
    tochar ¦ 1604-09-24 23:32:08.5 ¦ FMTZMx day, FMW,  ⇒ 00x friday   , 4, 
    todate ¦ 01/28/1928 ¦ MM/DD/YYYY ⇒ 1928-01-28
    tonumber ¦ 0.5 ¦ S99 ⇒ 0
    numchar ¦ 0 ¦ 9 ⇒  0
    tochartz ¦ 1801-05-16 19:02:58.123456 ¦ FMMonth DD, YYYY ⇒ May 16, 1801
    numchar ¦ -0.3979 ¦ SG999 ⇒ +  0
    todate ¦ 2099-12-22T09:17:27.000000 ¦ YYYY-MM-DD"T"HH24:MI:SS.US ⇒ 2099-12-22
    tochar ¦ 2531-01-03 13:27:35.123456 ¦ MONTH:FF1, FMDY-dayx  ⇒ JANUARY  :1, WED-wednesdayx 
    tonumber ¦  ¦ S99 ⇒ ERR 22P02 invalid input syntax for type numeric: " "
    tochartz ¦ 0583-07-02 05:48:40.5 ¦ Y:rmTH  ⇒ 3:vii  
    totimestamp ¦ 1964-04 ¦ YYYY-MM ⇒ 1964-04-01 00:00:00-05
    todate ¦ 44-07-01 ¦ YY-MM-DD ⇒ 2044-07-01
    totimestamp ¦ 2062-03 ¦ IYYY-IW ⇒ 2062-01-16 00:00:00-05
    totimestamp ¦ 2056-01-13 ¦ YYYY-MM-DD ⇒ 2056-01-13 00:00:00-05
    tochariv ¦ 0 years 10 mons 15 days 18:37:19 ¦ HH24:MI:SS ⇒ 18:37:19
    tochartz ¦ 2467-08-22 04:09:20.123456 ¦ IW, FMIYYY/SSSS FMYYY"T"MONTH- ⇒ 34, 2467/14960 467TAUGUST   -
    tochariv ¦ 2 years 8 mons 4 days 36:20:8 ¦ HH12:MI ⇒ 12:20
    tochartz ¦ 2780-05-14 07:29:59.5 ¦ FMHH, FMYx YYYY: ⇒ 7, 0x 2780:
    todate ¦ 20350301 ¦ YYYYMMDD ⇒ 2035-03-01
    todate ¦ 04:27 PM ¦ HH12:MI AM ⇒ 0001-01-01 BC
    todate ¦ June 08, 2045 ¦ FMMonth DD, YYYY ⇒ 2045-06-08
    numchar ¦ 134.344 ¦ S9,999.9 ⇒   +134.3
    tochariv ¦ 3 years 0 mons 11 days 35:32:52 ¦ DD HH24:MI ⇒ 11 35:32
    totimestamp ¦ 06:11 AM ¦ HH12:MI AM ⇒ 0001-01-01 06:11:00-04:56:02 BC
    totimestamp ¦ 19.06.2058 ¦ DD.MM.YYYY ⇒ 2058-06-19 00:00:00-04
    tochariv ¦ 1 years 9 mons 0 days 7:14:18 ¦ DD HH24:MI ⇒ 00 07:14
    tochartz ¦ 0420-07-22 02:23:02.000001 ¦ YYYY ⇒ 0420
    tochariv ¦ 3 years 4 mons 13 days 26:36:36 ¦ YYYY-MM-DD ⇒ 0003-04-13
    tochartz ¦ 2738-07-15 20:47:24.123456 ¦ DY, FMWWTH- ⇒ FRI, 28TH-
    totimestamp ¦ 23:13 ¦ HH24:MI ⇒ 0001-01-01 23:13:00-04:56:02 BC
    todate ¦ 19.06.2058 ¦ DD.MM.YYYY ⇒ 2058-06-19
    todate ¦ 04-Jul-07 ¦ DD-Mon-YY ⇒ 2007-07-04
    totimestamp ¦ 07:00 PM ¦ HH12:MI AM ⇒ 0001-01-01 19:00:00-04:56:02 BC
    tochariv ¦ 0 years 11 mons 7 days 17:42:41 ¦ MI:SS.MS ⇒ 42:41.000
    tonumber ¦ 0.5 ¦ 999.99 ⇒ 0.5
    tonumber ¦ 0.5 ¦ 9,999.99 ⇒ 0.5
    tonumber ¦ -12 ¦ 99G999D9S ⇒ -12
    tonumber ¦ 123.456 ¦ 9,999.99 ⇒ 123.45
    totimestamp ¦ 1996 ¦ YYYY ⇒ 1996-01-01 00:00:00-05
    tochar ¦ 1247-08-22 16:58:46.5 ¦ FMUSthx HHTHx HH.FMMonth: ⇒ 500000thx 04THx 04.August:
    tochariv ¦ 0 years 4 mons 3 days 8:7:9 ¦ YYYY-MM-DD ⇒ 0000-04-03
    totimestamp ¦ 01980-184 ¦ YYYY-DDD ⇒ 1980-07-02 00:00:00-04
    tochartz ¦ 2096-04-20 23:10:27.5 ¦ Y,YYY.Y,YYY-US"T"Y:Y,YYY. ⇒ 2,096.2,096-500000T6:2,096.
    tochartz ¦ 0786-05-03 22:04:52.000001 ¦ IYYY-IW ⇒ 0786-18
    tochartz ¦ 0356-10-03 21:08:06 ¦ YYYY ⇒ 0356
    tochar ¦ 2066-04-02 18:55:11.5 ¦ D:IW, FF3x  ⇒ 6:13, 500x 
    numchar ¦ -2730 ¦ 999.99 ⇒ -###.##
    tonumber ¦   42  ¦ 99999 ⇒ 42
    totimestamp ¦ 2027-172 ¦ YYYY-DDD ⇒ 2027-06-21 00:00:00-04
    numchar ¦ 587 ¦ " x "99 ⇒  x  ##
    tochariv ¦ 0 years 1 mons 2 days 35:46:19 ¦ MI:SS.MS ⇒ 46:19.000
    tonumber ¦ +5 ¦ 99G999D9S ⇒ 5
    tochariv ¦ 2 years 9 mons 10 days 18:57:48 ¦ DD HH24:MI ⇒ 10 18:57
    tochar ¦ 0794-03-16 22:49:17.123456 ¦ HH24:FF1 FF3/ ⇒ 22:1 123/
    totimestamp ¦ 2086 ¦ YYYY ⇒ 2086-01-01 00:00:00-05
    tochartz ¦ 0999-04-28 10:14:47 ¦ TZH-FMad OF"T" ⇒ -04-ad -04:56T
    numchar ¦ 1234567.891 ¦ 9999MI ⇒ #### 
    tonumber ¦   42  ¦ 9,999.99 ⇒ 42
    tochartz ¦ 0015-09-18 09:52:35.000001 ¦ IW.FMIW-WW:FMRM-TZM"T" ⇒ 38.38-38:IX-56T
    totimestamp ¦ 10/21/2003- ¦ MM/DD/YYYY ⇒ 2003-10-21 00:00:00-04
    tochariv ¦ 2 years 9 mons 14 days 21:34:54 ¦ HH12:MI ⇒ 09:34
    numchar ¦ 816.938 ¦ 9,999,999.99 ⇒        816.94
    todate ¦ 2001-50-6 ¦ IYYY-IW-ID ⇒ 2001-12-15
    tochar ¦ 0121-07-02 20:43:10.5 ¦ YYYY-DDD ⇒ 0121-183
    todate ¦ Friday, 10 October 1947 ¦ Day, DD Month YYYY ⇒ 1947-10-10
    tochartz ¦ 0969-01-16 02:57:16 ¦ IYYY-IW ⇒ 0969-03
    tonumber ¦ -12 ¦ 99PR ⇒ -12
    tochariv ¦ 3 years 3 mons 9 days 22:11:41 ¦ FMHH24 "h" FMMI "m" ⇒ 22 h 11 m
    tochariv ¦ 0 years 7 mons 8 days 35:14:12 ¦ MI:SS.MS ⇒ 14:12.000
    tochariv ¦ 1 years 5 mons 6 days 25:5:3 ¦ MI:SS.MS ⇒ 05:03.000
    totimestamp ¦ March 11, 19x93 ¦ FMMonth DD, YYYY ⇒ 0019-03-11 00:00:00-04:56:02
    totimestamp ¦ 1905-09-16 ¦ YYYY-MM-DD ⇒ 1905-09-16 00:00:00-05
    todate ¦ 01:02 PM ¦ HH12:MI AM ⇒ 0001-01-01 BC
    todate ¦ 10/22/2003 ¦ MM/DD/YYYY ⇒ 2003-10-22
    numchar ¦ 12 ¦ FM999999999990.00 ⇒ 12.00
    numchar ¦ 1234567.891 ¦ FM99TH ⇒ ##
    todate ¦ Wednesda0y, 03th July 1946 ¦ FMDay, FMDDth FMMonth YYYY ⇒ ERR 22007 invalid value "Wednesda0y," for "Day" DETAIL The given value did not match any of the allowed values for this field.
    tochar ¦ 1465-02-16 00:03:00.123456 ¦ Month I.FMFF3: ⇒ February  5.123:
    tochartz ¦ 1869-09-19 11:40:20.123456 ¦ Dy DD ⇒ Sun 19
    tochar ¦ 1741-04-14 04:56:01.123456 ¦ IY, FMIYY-MM-FMIYYY DAY- ⇒ 41, 741-04-1741 FRIDAY   -
    numchar ¦ NaN ¦ 0000 ⇒  0NaN
    todate ¦ Wednesday, 19th March 2087 ¦ FMDay, FMDDth FMMonth YYYY ⇒ 2087-03-19
    totimestamp ¦ 1945-12-27T00:04:18.000000 ¦ YYYY-MM-DD"T"HH24:MI:SS.US ⇒ 1945-12-27 00:04:18-05
    tonumber ¦ abc ¦ 99G999D9S ⇒ ERR 22P02 invalid input syntax for type numeric: " "
    tochartz ¦ 0085-07-23 07:40:52.5 ¦ W FMIDth. ⇒ 4 1st.
    tochariv ¦ 3 years 7 mons 20 days 39:15:9 ¦ DD HH24:MI ⇒ 20 39:15
    tochar ¦ 0735-05-10 04:28:23 ¦ YYYYMMDD ⇒ 07350510
    totimestamp ¦ 16-Jul-06 ¦ DD-Mon-YY ⇒ 2006-07-16 00:00:00-04
    tochar ¦ 1253-03-13 09:36:32.5 ¦ IW, FMWx CC FF3, YYY: ⇒ 11, 2x 13 500, 253:
    todate ¦ 2020-11 ¦ YYYY-MM ⇒ 2020-11-01
    totimestamp ¦ 20350301 ¦ YYYYMMDD ⇒ 2035-03-01 00:00:00-05
    tochariv ¦ 1 years 0 mons 12 days 9:2:54 ¦ MI:SS.MS ⇒ 02:54.000
    tochar ¦ 0990-02-13 15:12:10.123456 ¦ Dy DD ⇒ Sat 13
    tonumber ¦ $1,234.50 ¦ 99G999D9S ⇒ 1234.5
    totimestamp ¦ 2093-19 ¦ IYYY-IW ⇒ 2093-05-04 00:00:00-04
    numchar ¦ -775.415 ¦ 9,999,999.99 ⇒       -775.42
    totimestamp ¦ 19270314x ¦ YYYYMMDD ⇒ 1927-03-14 00:00:00-05
    tochar ¦ 1577-10-14 08:45:29.123456 ¦ TZH AM: ⇒ +00 AM:
    todate ¦ 06-x9-17 ¦ YY-MM-DD ⇒ ERR 22007 invalid value "x9" for "MM" DETAIL Value must be an integer.
    todate ¦ 06/28/1982 ¦ MM/DD/YYYY ⇒ 1982-06-28
    totimestamp ¦ 1954 ¦ YYYY ⇒ 1954-01-01 00:00:00-05
    tochar ¦ 2504-07-08 12:11:20 ¦ YY-MM-DD ⇒ 04-07-08
    todate ¦ 07.10.1935 ¦ DD.MM.YYYY ⇒ 1935-10-07
    todate ¦ December 19, 2006 ¦ FMMonth DD, YYYY ⇒ 2006-12-19
    tonumber ¦ +5 ¦ 999 ⇒ 5
    totimestamp ¦ 21.05.2023 ¦ DD.MM.YYYY ⇒ 2023-05-21 00:00:00-04
    numchar ¦ -964.335 ¦ S9,999.9 ⇒   -964.3
    tochar ¦ 0085-07-23 07:40:52.5 ¦ W FMIDth. ⇒ 4 1st.
    tonumber ¦ <12> ¦ 99PR ⇒ -12
    totimestamp ¦ Tuesday, 26 May 2099 ¦ Day, DD Month YYYY ⇒ 2099-05-26 00:00:00-04
    numchar ¦ 1234567.891 ¦ FM999 ⇒ ###
    tochar ¦ 1295-09-02 14:37:19.5 ¦ D  ⇒ 6 
    tonumber ¦ abc ¦ S99 ⇒ ERR 22P02 invalid input syntax for type numeric: " "
    tonumber ¦ 1 234 ¦ 9,999.99 ⇒ 1234
    todate ¦ 07:52 PM ¦ HH12:MI AM ⇒ 0001-01-01 BC
    numchar ¦ 0 ¦ 099 ⇒  000
    tochartz ¦ 1683-02-27 02:38:11.000001 ¦ FMDay, FMDDth FMMonth YYYY ⇒ Saturday, 27th February 1683
    tochariv ¦ 2 years 8 mons 5 days 27:22:3 ¦ FMHH24 "h" FMMI "m" ⇒ 27 h 22 m
    tochariv ¦ 3 years 10 mons 7 days 33:29:12 ¦ YYYY-MM-DD ⇒ 0003-10-07
    tonumber ¦  ¦ L9,999.99 ⇒ ERR 22P02 invalid input syntax for type numeric: " "
    tonumber ¦ $1,234.50 ¦ L9,999.99 ⇒ 1234.50
    tochariv ¦ 1 years 4 mons 3 days 38:36:7 ¦ HH24:MI:SS ⇒ 38:36:07
    tochar ¦ 1431-11-03 03:26:57.000001 ¦ YYYY ⇒ 1431
    tochar ¦ 2692-10-14 01:50:52.123456 ¦ J rm.FMmonthTH/ ⇒ 2704580 x   .october/
    tonumber ¦ -12 ¦ S99 ⇒ -12
    todate ¦ 2068 ¦ YYYY ⇒ 2068-01-01
    totimestamp ¦ Friday, 10 October 1947 ¦ Day, DD Month YYYY ⇒ 1947-10-10 00:00:00-05
    numchar ¦ -561.000 ¦ FM999999999990.00 ⇒ -561.00
    tochar ¦ 0969-01-16 02:57:16 ¦ IYYY-IW ⇒ 0969-03
    tochariv ¦ 0 years 11 mons 10 days 13:59:4 ¦ DD HH24:MI ⇒ 10 13:59
    tochar ¦ 1502-02-16 10:12:23.5 ¦ month"T"IW"T"D:mon, US. ⇒ february T07T1:feb, 500000.
    todate ¦ 2008 ¦ YYYY ⇒ 2008-01-01
    tochar ¦ 0420-07-22 02:23:02.000001 ¦ YYYY ⇒ 0420
    tochariv ¦ 1 years 7 mons 6 days 35:23:4 ¦ MI:SS.MS ⇒ 23:04.000
    tochariv ¦ 2 years 1 mons 6 days 17:10:30 ¦ YYYY-MM-DD ⇒ 0002-01-06
    numchar ¦ -9 ¦ 999.99 ⇒   -9.00
    todate ¦ 2097-03 ¦ IYYY-IW ⇒ 2097-01-14
    todate ¦ 1980-02 ¦ IYYY-IW ⇒ 1980-01-07
    todate ¦ 1905-09-16 ¦ YYYY-MM-DD ⇒ 1905-09-16
    tochariv ¦ 0 years 2 mons 9 days 14:9:18 ¦ DD HH24:MI ⇒ 09 14:09
    todate ¦ 1996 ¦ YYYY ⇒ 1996-01-01
    totimestamp ¦ May 23, -922 ¦ FMMonth DD, YYYY ⇒ 0922-05-23 00:00:00-04:56:02 BC
    totimestamp ¦ 01/08/1963 ¦ MM/DD/YYYY ⇒ 1963-01-08 00:00:00-05
    tochar ¦ 0710-09-21 14:12:12.5 ¦ FMHH12th HH-A.M.x FMYYY"T"IW- ⇒ 2nd 02-P.M.x 710T38-
    totimestamp ¦ Sat urday, 08th September 1900 ¦ FMDay, FMDDth FMMonth YYYY ⇒ ERR 22007 invalid value "Sat" for "Day" DETAIL The given value did not match any of the allowed values for this field.
    tochar ¦ 1415-02-06 04:58:39.5 ¦ FMTZH.Q"T"FMTZ"T"I: ⇒ +00.1TT5:
    totimestamp ¦ 04-Jul-07 ¦ DD-Mon-YY ⇒ 2007-07-04 00:00:00-04
    numchar ¦ 322.898 ¦ S9,999.9 ⇒   +322.9
    todate ¦ 19280812 ¦ YYYYMMDD ⇒ 1928-08-12
    numchar ¦ 0 ¦ S999 ⇒   +0
    tochar ¦ 0978-06-06 21:27:41 ¦ WW DAYx Month: ⇒ 23 SATURDAY x June     :
    tochariv ¦ 0 years 11 mons 5 days 35:34:36 ¦ MI:SS.MS ⇒ 34:36.000
    numchar ¦ 0.4439 ¦ 9,999,999.99 ⇒           .44
    todate ¦ 1928-12-16 15:58:40 ¦ YYYY-MM-DD HH24:MI:SS ⇒ 1928-12-16
    tochar ¦ 0205-02-02 09:23:28.000001 ¦ rm.FMBC:FMtz: ⇒ ii  .AD::
    numchar ¦ 1234567.891 ¦ FM9.9 ⇒ #.#
    numchar ¦ -163.414 ¦ 99.0 ⇒ -##.#
    tochar ¦ 0206-03-24 08:17:15.123456 ¦ YYYY-MM-DD HH24:MI:SS.MS ⇒ 0206-03-24 08:17:15.123
    tochartz ¦ 0205-02-02 09:23:28.000001 ¦ rm.FMBC:FMtz: ⇒ ii  .AD:lmt:
    todate ¦ 19300307 ¦ YYYYMMDD ⇒ 1930-03-07
    tochartz ¦ 0280-08-26 07:47:59.000001 ¦ A.M.TH- ⇒ A.M.-
    tonumber ¦   42  ¦ 999 ⇒ 42
    tochar ¦ 1017-11-04 17:22:55 ¦ DY/ID"T"pm"T"A.M./MS"T" ⇒ TUE/2TpmTP.M./000T
    tochartz ¦ 2229-05-19 12:09:02 ¦ TZ"T" ⇒ EDTT
    todate ¦ 1979-03-27T12:49:22.090000 ¦ YYYY-MM-DD"T"HH24:MI:SS.US ⇒ 1979-03-27
    numchar ¦ -0.5 ¦ 9999.99 ⇒     -.50
    tochartz ¦ 1295-09-02 14:37:19.5 ¦ D  ⇒ 6 
    numchar ¦ -272 ¦ FM99TH ⇒ -##
    tochartz ¦ 1548-12-19 10:35:56.123456 ¦ YYYY: ⇒ 1548:
    tochar ¦ 0793-01-20 19:18:56.000001 ¦ FMDD HH24.FMDth-I- ⇒ 20 19.4th-3-
    todate ¦ 2024-11-02 ¦ YYYY-MM-DD ⇒ 2024-11-02
    tochar ¦ 2561-02-03 13:30:41.000001 ¦ DY, DY/IY.RMTH/SS  ⇒ TUE, TUE/61.II  /41 
    tochartz ¦ 0452-08-03 20:13:15 ¦ YYYY ⇒ 0452
    tochariv ¦ 1 years 1 mons 14 days 2:0:8 ¦ HH12:MI ⇒ 02:00
    todate ¦ Sun 21 ¦ Dy DD ⇒ 0001-01-21 BC
    totimestamp ¦ 1987-04-03 06:35:02.000 ¦ YYYY-MM-DD HH24:MI:SS.MS ⇒ 1987-04-03 06:35:02-05
    totimestamp ¦ 2092-12-18T12:31:44.000000 ¦ YYYY-MM-DD"T"HH24:MI:SS.US ⇒ 2092-12-18 12:31:44-05
    tochartz ¦ 0430-01-22 02:01:10 ¦ FMMSx tz- ⇒ 000x lmt-
    totimestamp ¦ December 19, 2006 ¦ FMMonth DD, YYYY ⇒ 2006-12-19 00:00:00-05
    tochartz ¦ 1937-10-24 12:45:50.000001 ¦ I-SS.MS, FMMonth.FMQ/ ⇒ 7-50.000, October.4/
    numchar ¦ 12 ¦ MI999 ⇒   12
    tochar ¦ 1328-09-06 10:58:46.000001 ¦ mon/FMY FMQ/FF1. ⇒ sep/8 3/0.
    numchar ¦ 0.0 ¦ L999 ⇒     0
    totimestamp ¦ Thursday, 06 June 1985 ¦ Day, DD Month YYYY ⇒ 1985-06-06 00:00:00-04
    tochariv ¦ 1 years 0 mons 2 days 16:56:36 ¦ FMHH24 "h" FMMI "m" ⇒ 16 h 56 m
    totimestamp ¦ 1923-10-17 18:51:52.000 ¦ YYYY-MM-DD HH24:MI:SS.MS ⇒ 1923-10-17 18:51:52-05
    todate ¦ Tu e 08 ¦ Dy DD ⇒ ERR 22007 invalid value "Tu" for "Dy" DETAIL The given value did not match any of the allowed values for this field.
    tochariv ¦ 0 years 10 mons 13 days 5:50:33 ¦ DD HH24:MI ⇒ 13 05:50
    tochariv ¦ 2 years 9 mons 5 days 17:21:51 ¦ MI:SS.MS ⇒ 21:51.000
    tochar ¦ 0015-09-18 09:52:35.000001 ¦ IW.FMIW-WW:FMRM-TZM"T" ⇒ 38.38-38:IX-00T
    todate ¦ 1945-12-27T00:04:18.000000 ¦ YYYY-MM-DD"T"HH24:MI:SS.US ⇒ 1945-12-27
    tochar ¦ 1563-03-27 10:10:57.123456 ¦ Mon Monthx FMID/ ⇒ Mar March    x 3/
    tochartz ¦ 1658-04-08 15:08:58.000001 ¦ YYYY-MM-DD HH24:MI:SS ⇒ 1658-04-08 15:08:58
    todate ¦ 190503-01 18:42:53 ¦ YYYY-MM-DD HH24:MI:SS ⇒ ERR 22008 date/time field value out of range: "190503-01 18:42:53"
    totimestamp ¦ 01/14/1920 ¦ MM/DD/YYYY ⇒ 1920-01-14 00:00:00-05
    tochartz ¦ 2552-02-28 20:20:20.000001 ¦ IYY.YYYY"T"FMFF1: ⇒ 552.2552T0:
    tonumber ¦ 1e5 ¦ 9,999.99 ⇒ 15
    tochar ¦ 2793-05-15 23:07:16 ¦ IYYY-IW-ID ⇒ 2793-19-6
    numchar ¦ -958 ¦ 999 ⇒ -958
    tochariv ¦ 0 years 10 mons 15 days 2:12:47 ¦ DD HH24:MI ⇒ 15 02:12
    numchar ¦ 68547 ¦ 0000 ⇒  ####
    tochar ¦ 1548-12-19 10:35:56.123456 ¦ YYYY: ⇒ 1548:
    tonumber ¦ abc ¦ 9.9 ⇒ ERR 22P02 invalid input syntax for type numeric: " "
    todate ¦ 04:49 PM ¦ HH12:MI AM ⇒ 0001-01-01 BC
    tochar ¦ 0975-10-18 04:23:58.000001 ¦ DD.MM.YYYY ⇒ 18.10.0975
    todate ¦ 17: 1 ¦ HH24:MI ⇒ 0001-01-01 BC
    tochartz ¦ 0794-03-16 22:49:17.123456 ¦ HH24:FF1 FF3/ ⇒ 22:1 123/
    tochartz ¦ 0277-12-20 16:06:54 ¦ IYYY-IW ⇒ 0277-51
    todate ¦ 1988-05002T22:21:46.000000 ¦ YYYY-MM-DD"T"HH24:MI:SS.US ⇒ ERR 22007 invalid value "T2" for "DD" DETAIL Value must be an integer.
    tochartz ¦ 2524-12-25 12:16:23.000001 ¦ DD-Mon-YY ⇒ 25-Dec-24
    numchar ¦ 0.0 ¦ 9 ⇒  0
    tonumber ¦ -12 ¦ 999.99 ⇒ -12
    numchar ¦ -460 ¦ 0999.9 ⇒ -0460.0
    tochariv ¦ 3 years 10 mons 6 days 22:48:44 ¦ MI:SS.MS ⇒ 48:44.000
    numchar ¦ NaN ¦ 0999.9 ⇒  0NaN
    numchar ¦ 0.9148 ¦ 099 ⇒  001
    tochartz ¦ 2862-09-15 18:46:54.5 ¦ AM.FMW: ⇒ PM.3:
    tochartz ¦ 0710-09-21 14:12:12.5 ¦ FMHH12th HH-A.M.x FMYYY"T"IW- ⇒ 2nd 02-P.M.x 710T38-
    tochariv ¦ 3 years 5 mons 14 days 19:1:19 ¦ HH12:MI ⇒ 07:01
    tochartz ¦ 2614-08-15 08:47:59.000001 ¦ Day, DD Month YYYY ⇒ Monday   , 15 August    2614
    todate ¦ 03:23 PM ¦ HH12:MI AM ⇒ 0001-01-01 BC
    tochariv ¦ 2 years 10 mons 20 days 22:40:1 ¦ YYYY-MM-DD ⇒ 0002-10-20
    todate ¦ 1991-357 ¦ YYYY-DDD ⇒ 1991-12-23
    numchar ¦ -242 ¦ 9.9 ⇒ -#.#
    totimestamp ¦ 01/28/1928 ¦ MM/DD/YYYY ⇒ 1928-01-28 00:00:00-05
    totimestamp ¦ 04 Feb 1906 ¦ DD Mon YYYY ⇒ 1906-02-04 00:00:00-05
    tonumber ¦ -12 ¦ 999 ⇒ -12
    totimestamp ¦ 0039-23-3 ¦ IYYY-IW-ID ⇒ 0039-06-08 00:00:00-04:56:02
    tochariv ¦ 3 years 4 mons 0 days 37:18:43 ¦ YYYY-MM-DD ⇒ 0003-04-00
    tochariv ¦ 0 years 1 mons 4 days 37:20:51 ¦ MI:SS.MS ⇒ 20:51.000
    tochariv ¦ 3 years 7 mons 20 days 6:56:42 ¦ FMHH24 "h" FMMI "m" ⇒ 6 h 56 m
    tonumber ¦ 123.456 ¦ L9,999.99 ⇒ 123.45
    todate ¦ 2062-03 ¦ IYYY-IW ⇒ 2062-01-16
    totimestamp ¦ 190503-01 18:42:53 ¦ YYYY-MM-DD HH24:MI:SS ⇒ ERR 22008 date/time field value out of range: "190503-01 18:42:53"
    tochar ¦ 2515-09-11 16:46:38.000001 ¦ Day, DD Month YYYY ⇒ Wednesday, 11 September 2515
    tochariv ¦ 1 years 8 mons 14 days 23:47:45 ¦ FMHH24 "h" FMMI "m" ⇒ 23 h 47 m
    numchar ¦ 0 ¦ " x "99 ⇒  x   0
    tochar ¦ 0088-10-10 15:56:58.5 ¦ JTH/ ⇒ 1753485TH/
    totimestamp ¦ 1932-44x7 ¦ IYYY-IW-ID ⇒ ERR 22007 invalid value "x" for "ID" DETAIL Value must be an integer.
    tochar ¦ 1658-04-08 15:08:58.000001 ¦ YYYY-MM-DD HH24:MI:SS ⇒ 1658-04-08 15:08:58
    tochartz ¦ 2531-01-03 13:27:35.123456 ¦ MONTH:FF1, FMDY-dayx  ⇒ JANUARY  :1, WED-wednesdayx 
    todate ¦ Thursday, 12th July 2040 ¦ FMDay, FMDDth FMMonth YYYY ⇒ 2040-07-12
    tochariv ¦ 1 years 0 mons 7 days 17:44:47 ¦ HH24:MI:SS ⇒ 17:44:47
    numchar ¦ -0.2675 ¦ 0999.9 ⇒ -0000.3
    numchar ¦ 0.0 ¦ 99 ⇒   0
    tochartz ¦ 0142-08-14 17:37:29.123456 ¦ MM/DD/YYYY ⇒ 08/14/0142
    tochariv ¦ 2 years 4 mons 20 days 15:37:43 ¦ MI:SS.MS ⇒ 37:43.000
    tochartz ¦ 2409-03-19 17:23:39.123456 ¦ FMJ-FMHH24x Mon/FMDy IDDD- ⇒ 2601007-17x Mar/Thu 081-
    totimestamp ¦ Saturda9y, 03th January 2004 ¦ FMDay, FMDDth FMMonth YYYY ⇒ ERR 22007 invalid value "Saturda9y," for "Day" DETAIL The given value did not match any of the allowed values for this field.
    tochartz ¦ 0820-12-03 22:33:07 ¦ YYYY-MM-DD ⇒ 0820-12-03
    totimestamp ¦ 2042 ¦ YYYY ⇒ 2042-01-01 00:00:00-05
    tonumber ¦ +5 ¦ 99999 ⇒ 5
    numchar ¦ -36611 ¦ FM999 ⇒ -###
    tochariv ¦ 2 years 9 mons 10 days 28:36:56 ¦ MI:SS.MS ⇒ 36:56.000
    tochariv ¦ 2 years 5 mons 17 days 22:17:34 ¦ FMHH24 "h" FMMI "m" ⇒ 22 h 17 m
    todate ¦ 1959-11-11 05:19:51.000 ¦ YYYY-MM-DD HH24:MI:SS.MS ⇒ 1959-11-11
    numchar ¦ -0.5 ¦ 0.0 ⇒ -0.5
    tochartz ¦ 2388-06-27 20:12:39 ¦ DD-Mon-YY ⇒ 27-Jun-88
    tochartz ¦ 0978-06-06 21:27:41 ¦ WW DAYx Month: ⇒ 23 SATURDAY x June     :
    tochariv ¦ 0 years 4 mons 11 days 24:27:26 ¦ HH12:MI ⇒ 12:27
    tochar ¦ 0889-10-14 04:44:54.123456 ¦ Q.Monthx month.Day.Y,YYYTH. ⇒ 4.October  x october  .Friday   .0,889TH.
    tochar ¦ 0356-10-03 21:08:06 ¦ YYYY ⇒ 0356
    tochar ¦ 2552-02-28 20:20:20.000001 ¦ IYY.YYYY"T"FMFF1: ⇒ 552.2552T0:
    tochariv ¦ 0 years 8 mons 2 days 21:36:40 ¦ MI:SS.MS ⇒ 36:40.000
    tochartz ¦ 1556-08-03 06:41:37.000001 ¦ IY, HH12/FMIWx Q/WWx  ⇒ 56, 06/31x 3/31x 
    numchar ¦ NaN ¦ RN ⇒ ###############
    tochar ¦ 2920-02-17 16:31:20.5 ¦ ad"T"mon/FF1TH/ ⇒ adTfeb/5TH/
    tochartz ¦ 2515-09-11 16:46:38.000001 ¦ Day, DD Month YYYY ⇒ Wednesday, 11 September 2515
    totimestamp ¦ 20 Ju  1998 ¦ DD Mon YYYY ⇒ ERR 22007 invalid value "Ju" for "Mon" DETAIL The given value did not match any of the allowed values for this field.
    totimestamp ¦ Thursday, 12th July 2040 ¦ FMDay, FMDDth FMMonth YYYY ⇒ 2040-07-12 00:00:00-04
    tonumber ¦  ¦ 99G999D9S ⇒ ERR 22P02 invalid input syntax for type numeric: " "
    numchar ¦ -9 ¦ SG999 ⇒ -  9
    numchar ¦ 0 ¦ 9V99 ⇒    0
    numchar ¦ 12 ¦ FM999 ⇒ 12
    todate ¦ 2 078-106 ¦ YYYY-DDD ⇒ 0002-03-19
    totimestamp ¦ June 08, 2045 ¦ FMMonth DD, YYYY ⇒ 2045-06-08 00:00:00-04
    tochar ¦ 0720-11-25 16:25:38.000001 ¦ dayTHx AMTHx DY"T" ⇒ thursday x PMx THUT
    """#
