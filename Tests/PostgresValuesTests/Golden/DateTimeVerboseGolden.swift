/// Dates, times and intervals under SQL, YMD, Asia/Tehran, postgres_verbose.
/// One case a line: function ¦ arguments ⇒ answer. Taken from a PostgreSQL server.
let dateTimeVerboseGolden = #"""
    cfg ¦ SQL, YMD ¦ Asia/Tehran ¦ postgres_verbose ⇒ ok
    ivmul ¦ -48 days -42 weeks 00:00:01.000001 ¦ 2 ⇒ @ 684 days -2.000002 secs ago
    ts+ ¦ 2075-09-16 19:30:48 ¦ 37 days -40 hours 0.5 sec ⇒ 10/22/2075 03:30:48.5
    agetz ¦ 2081-01-31 22:27:41.999999 ¦ 2044-05-31 06:28:48 ⇒ @ 36 years 8 mons 15 hours 58 mins 53.999999 secs
    triv ¦ isoyear ¦ 38 hours 49 weeks 0.5 sec ⇒ ERR 22023 unit "isoyear" not recognized for type interval
    tsp ¦ 2091-07-08 17:45:51.999999 ¦ 1 ⇒ 07/08/2091 17:45:52
    iv ¦ .25y ⇒ @ 3 mons
    timetz ¦ 1:45 am+02 ⇒ 01:45:00+02
    extz ¦ 162519-01-06 00:27:41.5 ¦ dow ⇒ 5
    date ¦ 8-august-1941 12:27:50+16 ⇒ ERR 22009 time zone displacement out of range: "8-august-1941 12:27:50+16"
    ivneg ¦ -13 years -1.25 secs ⇒ @ 13 years 1.25 secs
    exd ¦ 172674-01-07 22:57:02.5 ¦ doy ⇒ 7
    iv- ¦ -19 mins 0.5 sec ¦ -32 mons 0.5 sec ⇒ @ 2 years 8 mons -19 mins
    date ¦ 19m31-6-28 ⇒ ERR 22007 invalid input syntax for type date: "19m31-6-28"
    extz ¦ infinity ¦ quarter ⇒ NULL
    timetz ¦ 07:49 ⇒ 07:49:00+03:30
    age ¦ 274601-12-17 07:54:58 ¦ 1977-07-31 07:28:56 ⇒ @ 272624 years 4 mons 17 days 26 mins 2 secs
    ddiff ¦ 2097-10-31 07:00:35.5 ¦ 2029-02-28 21:09:23.5 ⇒ 25082
    agetz ¦ 2037-02-28 07:05:47.5 ¦ 2072-11-03 13:14:34.000001 ⇒ @ 35 years 8 mons 3 days 6 hours 8 mins 46.500001 secs ago
    tsat ¦ 274601-12-17 07:54:58 ¦ Europe/Berlin ⇒ 12/17/274601 10:24:58 +0330
    tsdiff ¦ 166621-07-31 18:55:56 ¦ 2040-04-09 09:17:19 ⇒ @ 60112088 days 9 hours 38 mins 37 secs
    exd ¦ 1998-03-03 06:40:45.999999 ¦ quarter ⇒ 1
    agetz ¦ 1928-05-23 15:28:05 ¦ 2014-11-17 06:09:25.123456 ⇒ @ 86 years 5 mons 24 days 14 hours 41 mins 20.123456 secs ago
    age ¦ 2026-09-14 07:32:19.123456 ¦ 1979-07-09 10:15:15.123456 ⇒ @ 47 years 2 mons 4 days 21 hours 17 mins 4 secs
    ext ¦ 17:33:12.000001 ¦ minute ⇒ 33
    trtz ¦ isoyear ¦ 1926-03-31 01:12:41.000001 ⇒ ERR 22023 unit "isoyear" not recognized for type timestamp with time zone
    agetz ¦ 2097-10-31 07:00:35.5 ¦ 2029-02-28 21:09:23.5 ⇒ @ 68 years 8 mons 2 days 9 hours 51 mins 12 secs
    extz ¦ 267483-03-24 11:43:34.5 ¦ quarter ⇒ 1
    ts+ ¦ 2049-10-31 04:27:31.5 ¦ -36 days 00:00:01.000001 ⇒ 09/25/2049 04:27:32.500001
    tsp ¦ 287929-11-25 01:53:32.5 ¦ 2 ⇒ 11/25/287929 01:53:32.5
    time ¦ 17:46 EST ⇒ 17:46:00
    iv ¦ +-2 ⇒ ERR 22007 invalid input syntax for type interval: "+-2"
    trtz ¦ isodow ¦ 1939-11-12 13:19:29.123456 ⇒ ERR 22023 unit "isodow" not recognized for type timestamp with time zone
    ji ¦ 11 years 24 hours -6 mons -1.25 secs ⇒ @ 10 years 6 mons 23 hours 59 mins 58.75 secs
    bin ¦ 0 ¦ 2004-11-21 22:49:11 BC ¦ 2081-03-31 13:42:07.123456 ⇒ ERR 22008 stride must be greater than zero
    tsp ¦ 172674-01-07 22:57:02.5 ¦ 5 ⇒ 01/07/172674 22:57:02.5
    date ¦  700212 ⇒ 02/12/1970
    iv- ¦ -22 mins 00:00:01.000001 ¦ 44 mons 0.5 sec ⇒ ERR 22007 invalid input syntax for type interval: "-22 mins 00:00:01.000001"
    mkdate ¦ 2719 ¦ 10 ¦ 28 ⇒ 10/28/2719
    trtz ¦ secs ¦ 200221-07-28 18:22:00 ⇒ 07/28/200221 18:22:00 +0330
    ext ¦ 08:43:41.5 ¦ MON ⇒ ERR 0A000 unit "mon" not supported for type time without time zone
    ts ¦ 10/jan7/a2034T14:20+0530 ⇒ ERR 22007 invalid input syntax for type timestamp: "10/jan7/a2034T14:20+0530"
    tz+ ¦ 172674-01-07 22:57:02.5 ¦ 30 mins -0 hours 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "30 mins -0 hours 00:00:01.000001"
    tz+ ¦ 47912-09-16 08:49:40.000001 ¦ -37 mons 43 days 44 mins -1.25 secs ⇒ 09/28/47909 09:33:38.750001 +0330
    triv ¦ year ¦ -26 years -1.25 secs ⇒ @ 26 years ago
    ddiff ¦ 87289-06-02 00:43:25.999999 ¦ 2036-09-11 16:15:01.000001 ⇒ 31137918
    iv- ¦ 46 mins -16 mons 0.5 sec ¦ -10 weeks -48 days 00:00:01.000001 ⇒ @ 1 year 4 mons -118 days -45 mins -59.499999 secs ago
    ivmul ¦ 11 years 24 hours -6 mons -1.25 secs ¦ 1.333 ⇒ @ 13 years 11 mons 28 days 49 hours 45 mins 5.53375 secs
    ts ¦ 19600524 ⇒ 05/24/1960 00:00:00
    tstz ¦ 20:41:57 EST 1990062 ⇒ ERR 22008 date/time field value out of range: "20:41:57 EST 1990062" HINT Perhaps you need a different "DateStyle" setting.
    jh ¦ -40 mons 28 mins -34 days ⇒ @ 3 years 4 mons 33 days 23 hours 32 mins ago
    triv ¦ day ¦ 34 hours 0.5 sec ⇒ @ 0
    ts- ¦ 1995-08-15 04:43:58.123456 ¦ -30 hours 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "-30 hours 00:00:01.000001"
    ivm ¦ 1.5 ms ¦ 196607 ⇒ @ 0
    exi ¦ 45 days -43 mins 0.5 sec ¦ timezone ⇒ ERR 0A000 unit "timezone" not supported for type interval
    date ¦ MAY 27 2056 AD ⇒ 05/27/2056
    date ¦ 20631305 6:47 PM PDT ⇒ ERR 22008 date/time field value out of range: "20631305 6:47 PM PDT" HINT Perhaps you need a different "DateStyle" setting.
    bin ¦ 1 month ¦ 2037-02-28 07:05:47.5 ¦ 2072-11-03 13:14:34.000001 ⇒ ERR 0A000 timestamps cannot be binned into intervals containing months or years
    iv- ¦ 15 mons 00:00:01.000001 ¦ 34 mons 11 mins 0.5 sec ⇒ @ 1 year 7 mons 10 mins 59.499999 secs ago
    tsat ¦ 1962-09-05 18:04:39.123456 ¦ CET-1CEST,M3.5.0,M10.5.0/3 ⇒ 09/05/1962 19:34:39.123456 +0330
    iv ¦ +.25 day 19:57:07-.25 ⇒ ERR 22007 invalid input syntax for type interval: "+.25 day 19:57:07-.25"
    exts ¦ 1970-06-27 22:55:34.5 ¦ dow ⇒ 6
    ts+ ¦ 287929-11-25 01:53:32.5 ¦ -37 mins -9 mons 0.5 sec ⇒ 02/25/287929 01:16:33
    iv ¦ 1 years -17:41 ⇒ @ 1 year -17 hours -41 mins
    tsp ¦ 1967-05-14 07:23:53.000001 ¦ 0 ⇒ 05/14/1967 07:23:53
    tstz ¦ 1995.084 ⇒ 03/25/1995 00:00:00 +0430
    ts ¦ 9/6/1939 5:02 PM ⇒ ERR 22008 date/time field value out of range: "9/6/1939 5:02 PM" HINT Perhaps you need a different "DateStyle" setting.
    tsp ¦ 32564-03-19 00:21:18.5 ¦ 5 ⇒ 03/19/32564 00:21:18.5
    timetz ¦ 7:31:57.365 EST ⇒ 07:31:57.365-05
    ts- ¦ 1962-09-05 18:04:39.123456 ¦ -0 days 39 weeks 17 mons -1.25 secs ⇒ 07/06/1960 18:04:40.373456
    date ¦ J,3802473 ⇒ 09/18/5698
    jh ¦ -37 mons 43 days 44 mins -1.25 secs ⇒ @ 3 years 1 mon -43 days -43 mins -58.75 secs ago
    date ¦ 09/03/03 1141 PST8PDT ⇒ 03/03/2009
    trtz ¦ secs ¦ 1939-01-14 15:00:45.000001 ⇒ 01/14/1939 15:00:45 +0330
    agetz ¦ 2028-05-16 15:31:20 ¦ 1946-04-06 00:02:23.999999 ⇒ @ 82 years 1 mon 10 days 15 hours 28 mins 56.000001 secs
    iv+ ¦ 46 years 50 days -1.25 secs ¦ -0 days 33 mins -1.25 secs ⇒ @ 46 years 50 days 32 mins 57.5 secs
    ivcmp ¦ 11 mons -32 mins -0 weeks ¦ 26 days -1.25 secs ⇒ 1
    timetz ¦ 4:32:27PM ⇒ 16:32:27+03:30
    time ¦ -11:27+02 ⇒ ERR 22007 invalid input syntax for type time: "-11:27+02"
    tsp ¦ 24295-02-28 03:33:23.123456 ¦ 4 ⇒ 02/28/24295 03:33:23.1235
    mktime ¦ 0 ¦ 46 ¦ 5.5 ⇒ 00:46:05.5
    time ¦ 190:55:40 ⇒ ERR 22008 date/time field value out of range: "190:55:40"
    tsp ¦ 1995-08-15 04:43:58.123456 ¦ 6 ⇒ 08/15/1995 04:43:58.123456
    time ¦ 2041Z ⇒ 20:41:00
    iv ¦ -.25months ⇒ ERR 22007 invalid input syntax for type interval: "-.25months"
    ivm ¦ 1.407decade +66608 day -1204282 foo -0:32:07 ago ¦ 458751 ⇒ ERR 22007 invalid input syntax for type interval: "1.407decade +66608 day -1204282 foo -0:32:07 ago"
    trtz ¦ minute ¦ 1982-06-23 17:33:12.000001 ⇒ 06/23/1982 17:33:00 +0330
    mkdate ¦ -3793 ¦ 10 ¦ 17 ⇒ 10/17/3793 BC
    exi ¦ 32 weeks 4 hours 0.5 sec ¦ dow ⇒ ERR 0A000 unit "dow" not supported for type interval
    ivdiv ¦ 45 days -43 mins 0.5 sec ¦ 0.5 ⇒ @ 90 days -1 hours -25 mins -59 secs
    attz ¦ 2097-12-20 17:26:01.999999 ¦ Europe/London ⇒ 12/20/2097 13:56:01.999999
    ivneg ¦ -20 mins -22 years 0.5 sec ⇒ @ 22 years 19 mins 59.5 secs
    iv+ ¦ 12 years ¦ 16 mins ⇒ @ 12 years 16 mins
    date ¦ J26 6002 ⇒ 12/20/4714 BC
    date ¦ august 25 8434 AD ⇒ 08/25/8434
    ts ¦ 10/17/83 1047 CET ⇒ ERR 22008 date/time field value out of range: "10/17/83 1047 CET" HINT Perhaps you need a different "DateStyle" setting.
    bin ¦ 0 ¦ 32564-03-19 00:21:18.5 ¦ 1900-11-20 18:06:30.123456 ⇒ ERR 22008 stride must be greater than zero
    date ¦ 20p1:4-10-16 ⇒ ERR 22007 invalid input syntax for type date: "20p1:4-10-16"
    exd ¦ 1147-12-31 01:21:33.999999 ¦ hour ⇒ ERR 0A000 unit "hour" not supported for type date
    jh ¦ 5 mins 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "5 mins 00:00:01.000001"
    agetz ¦ 1939-11-12 13:19:29.123456 ¦ 1992-08-12 09:47:15.000001 BC ⇒ @ 3930 years 3 mons 3 hours 32 mins 14.123455 secs
    timetz ¦ 22:16:15.700508 ⇒ 22:16:15.700508+03:30
    ji ¦ 11 mons -32 mins -0 weeks ⇒ @ 10 mons 29 days 23 hours 28 mins
    ext ¦ 00:11:23.5 ¦ decade ⇒ ERR 0A000 unit "decade" not supported for type time without time zone
    ext ¦ 07:17:42.999999 ¦ julian ⇒ ERR 0A000 unit "julian" not supported for type time without time zone
    ivm ¦ +1.5 m ¦ 470351871 ⇒ @ 1 min 30 secs
    date ¦ 4/12/21 ⇒ 12/21/2004
    trtz ¦ year ¦ 1904-09-30 19:58:02.123456 ⇒ 01/01/1904 00:00:00 LMT
    exi ¦ -5 mons 00:00:01.000001 ¦ doy ⇒ ERR 0A000 unit "doy" not supported for type interval
    ddiff ¦ 274601-12-17 07:54:58 ¦ 1977-07-31 07:28:56 ⇒ 99574010
    trtz ¦ epoch ¦ 2026-09-14 07:32:19.123456 ⇒ ERR 22023 unit "epoch" not recognized for type timestamp with time zone
    date ¦ 1982-12-03 ⇒ 12/03/1982
    tstz ¦ 18.0.1990 24:06 -3 ⇒ ERR 22008 date/time field value out of range: "18.0.1990 24:06 -3"
    exts ¦ 2078-05-31 05:51:51 ¦ timezone_hour ⇒ ERR 0A000 unit "timezone_hour" not supported for type timestamp without time zone
    ji ¦ -28 mins 34 mons 48 days ⇒ @ 2 years 11 mons 17 days 23 hours 32 mins
    ivneg ¦ -5 mons 0.5 sec ⇒ @ 5 mons -0.5 secs
    trtz ¦ second ¦ 1910-02-07 02:02:25 ⇒ 02/07/1910 02:02:25 LMT
    date ¦ 220506 ⇒ 05/06/2022
    agetz ¦ 1936-09-25 08:28:29.000001 ¦ 1929-01-21 18:41:58 ⇒ @ 7 years 8 mons 3 days 13 hours 46 mins 31.000001 secs
    tsat ¦ 2028-09-30 03:01:45 ¦ EST5EDT ⇒ 09/30/2028 10:31:45 +0330
    trtz ¦ secs ¦ 2079-10-26 09:58:39.123456 ⇒ 10/26/2079 09:58:39 +0330
    date ¦ 9/13/0062 21:10:11 CET ⇒ ERR 22008 date/time field value out of range: "9/13/0062 21:10:11 CET" HINT Perhaps you need a different "DateStyle" setting.
    ivmul ¦ -28 mins 34 mons 48 days ¦ 1.333 ⇒ @ 3 years 9 mons 73 days 14 hours 50 mins 2.16 secs
    tsp ¦ 2037-02-28 07:05:47.5 ¦ 6 ⇒ 02/28/2037 07:05:47.5
    tstz ¦ 20:41:57 EST 19900612 ⇒ 06/13/1990 05:11:57 +0330
    ivdiv ¦ -22 years 4 days 00:00:01.000001 ¦ 0.5 ⇒ @ 44 years -8 days -2.000002 secs ago
    ts ¦ 1903-08-22 BC 184821 foo ⇒ ERR 22007 invalid input syntax for type timestamp: "1903-08-22 BC 184821 foo"
    t+ ¦ 19:58:02.123456 ¦ 10 mons -1 days 42 weeks ⇒ 19:58:02.123456
    timetz ¦ 52041Za ⇒ ERR 22007 invalid input syntax for type time with time zone: "52041Za"
    ivdiv ¦ 6 hours ¦ 2 ⇒ @ 3 hours
    iv+ ¦ 36 years 0.5 sec ¦ 17 years 5 hours -17 mins 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "17 years 5 hours -17 mins 00:00:01.000001"
    ts+ ¦ 1946-05-06 04:11:17.000001 ¦ 8 years -14 mons 00:00:01.000001 ⇒ 03/06/1953 04:11:18.000002
    ddiff ¦ 2070-02-28 00:42:38 ¦ 180104-06-17 15:24:42 ⇒ -65025692
    ivm ¦ +0.5hrs ago ¦ 201392127 ⇒ @ 30 mins ago
    ts- ¦ 2075-09-16 19:30:48 ¦ 37 days -40 hours 0.5 sec ⇒ 08/12/2075 11:30:47.5
    ivcmp ¦ 18 weeks -1.25 secs ¦ 6 weeks -17 years -21 hours ⇒ 1
    ts ¦ august 8 192 bc2 AD 17:06:10 PDT ⇒ ERR 22007 invalid input syntax for type timestamp: "august 8 192 bc2 AD 17:06:10 PDT"
    ji ¦ 27 mins ⇒ @ 27 mins
    date ¦ 2089.188 13:13:49.1597+00 ⇒ 07/07/2089
    ivdiv ¦ 28 years -1.25 secs ¦ 0 ⇒ ERR 22012 division by zero
    t+ ¦ 22:55:34.5 ¦ -15 weeks -1.25 secs ⇒ 22:55:33.25
    agetz ¦ 2052-03-18 08:43:41.5 ¦ 2035-09-18 21:52:40.5 ⇒ @ 16 years 5 mons 29 days 10 hours 51 mins 1 sec
    trts ¦ quarter ¦ infinity ⇒ infinity
    date ¦ 15/9/49075 7:06 am+00 ⇒ ERR 22008 date/time field value out of range: "15/9/49075 7:06 am+00" HINT Perhaps you need a different "DateStyle" setting.
    ivm ¦ 1-2 3 4:05:06 ¦ 589823 ⇒ @ 1 year 2 mons 3 days
    iv+ ¦ -33 hours -1 mins -1.25 secs ¦ 34 mins 7 weeks ⇒ @ 49 days -32 hours -27 mins -1.25 secs
    mktime ¦ 22 ¦ 33 ¦ 5.5 ⇒ 22:33:05.5
    date ¦ 200-09-02 BC ⇒ 09/02/0200 BC
    exd ¦ 163756-06-01 18:28:05.5 ¦ timezone ⇒ ERR 0A000 unit "timezone" not supported for type date
    age ¦ 8327-12-05 15:01:28.5 ¦ 75215-03-31 23:24:11 ⇒ @ 66887 years 3 mons 26 days 8 hours 22 mins 42.5 secs ago
    mkdate ¦ -3199 ¦ 6 ¦ 1 ⇒ 06/01/3199 BC
    t+ ¦ 18:28:05.5 ¦ 47 weeks ⇒ 18:28:05.5
    attz ¦ 1147-12-31 01:21:33.999999 ¦ UTC ⇒ 12/30/1147 21:55:49.999999
    agetz ¦ 2029-02-05 00:11:23.5 ¦ 2021-04-30 04:34:58 ⇒ @ 7 years 9 mons 4 days 19 hours 36 mins 25.5 secs
    tstz ¦ 1997.353 21:12:53 EST ⇒ 12/20/1997 05:42:53 +0330
    exi ¦ -28 mins 34 mons 48 days ¦ MON ⇒ 10
    triv ¦ doy ¦ -5 mons 00:00:01.000001 ⇒ ERR 22023 unit "doy" not recognized for type interval
    agetz ¦ 2034-06-07 09:57:00 ¦ 8268-08-31 15:11:20.5 ⇒ @ 6234 years 2 mons 24 days 5 hours 14 mins 20.5 secs ago
    exi ¦ -36 days 00:00:01.000001 ¦ doy ⇒ ERR 0A000 unit "doy" not supported for type interval
    ji ¦ -13 mons 10 years 00:00:01.000001 ⇒ @ 8 years 11 mons 1.000001 secs
    ts+ ¦ 1914-01-14 10:18:07.123456 ¦ -31 hours -3 days -1.25 secs ⇒ 01/10/1914 03:18:05.873456
    iv- ¦ -30 weeks 3 hours -36 mons 0.5 sec ¦ 8 hours 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "8 hours 00:00:01.000001"
    exd ¦ 2009-01-31 22:31:40 ¦ milliseconds ⇒ ERR 0A000 unit "milliseconds" not supported for type date
    trtz ¦ dow ¦ 166621-07-31 18:55:56 ⇒ ERR 22023 unit "dow" not recognized for type timestamp with time zone
    ext ¦ 18:28:05.5 ¦ timezone ⇒ ERR 0A000 unit "timezone" not supported for type time without time zone
    trts ¦ dow ¦ 166621-07-31 18:55:56 ⇒ ERR 22023 unit "dow" not recognized for type timestamp without time zone
    exi ¦ -0 mons 00:00:01.000001 ¦ foo ⇒ ERR 22023 unit "foo" not recognized for type interval
    timetz ¦ 0TZ7:49 ⇒ ERR 22007 invalid input syntax for type time with time zone: "0TZ7:49"
    exts ¦ 1147-12-31 01:21:33.999999 ¦ hour ⇒ 1
    trtz ¦ timezone ¦ 102223-05-13 16:18:09.5 ⇒ ERR 0A000 unit "timezone" not supported for type timestamp with time zone
    time ¦ 0:40:34 PM ⇒ 12:40:34
    iv- ¦ -43 days -5 mins 32 hours 00:00:01.000001 ¦ 18 days -1.25 secs ⇒ ERR 22007 invalid input syntax for type interval: "-43 days -5 mins 32 hours 00:00:01.000001"
    trts ¦ MON ¦ 274601-12-17 07:54:58 ⇒ 12/01/274601 00:00:00
    ivdiv ¦ 12 years ¦ 1.333 ⇒ @ 9 years 19 hours 26 mins 41.5392 secs
    ivcmp ¦ -19 hours 15 weeks 32 mins ¦ 8 days -3 hours 29 weeks 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "8 days -3 hours 29 weeks 00:00:01.000001"
    ts- ¦ 1900-08-15 00:51:10.999999 ¦ 45 days -43 mins 0.5 sec ⇒ 07/01/1900 01:34:10.499999
    ivcmp ¦ 23 hours -38 years -40 mons ¦ -48 hours -26 years -29 days ⇒ -1
    ivcmp ¦ 44 hours -42 years 44 mons -1.25 secs ¦ 29 years -1.25 secs ⇒ -1
    tsdiff ¦ 1914-01-14 10:18:07.123456 ¦ 1919-10-12 03:26:38 ⇒ @ 2096 days 17 hours 8 mins 30.876544 secs ago
    iv ¦ 1.5 hour +661500 m .25 millennium ⇒ @ 250 years 11026 hours 30 mins
    ivdiv ¦ -5 mons 00:00:01.000001 ¦ 3 ⇒ @ 1 mon 20 days -0.333334 secs ago
    ts ¦ 20631305 6:47 PM PDT ⇒ ERR 22008 date/time field value out of range: "20631305 6:47 PM PDT" HINT Perhaps you need a different "DateStyle" setting.
    extz ¦ 1982-06-23 17:33:12.000001 ¦ minute ⇒ 33
    tz+ ¦ 1941-10-22 12:32:43 BC ¦ 36 years 0.5 sec ⇒ 10/22/1905 12:32:43.5 LMT BC
    ivneg ¦ -29 mons -6 days ⇒ @ 2 years 5 mons 6 days
    date ¦ 10/10/14 ⇒ 10/14/2010
    date ¦ J4512856 6:19:28PM EST ⇒ 09/05/7643
    t+ ¦ 08:51:51 ¦ 46 mins -16 mons 0.5 sec ⇒ 09:37:51.5
    ts ¦ 2015.268 090152 ⇒ 09/25/2015 09:01:52
    exts ¦ 267483-03-24 11:43:34.5 ¦ quarter ⇒ 1
    ivm ¦ +1.5day -0.682 months 4:40:07.25 ¦ 67174399 ⇒ @ 19 days -5 hours ago
    ivneg ¦ -28 mins 34 mons 48 days ⇒ @ 2 years 10 mons 48 days -28 mins ago
    ivm ¦ -27 years ¦ 201916415 ⇒ @ 27 years ago
    ddiff ¦ 1926-03-31 01:12:41.000001 ¦ 178250-08-12 01:24:19.000001 ⇒ -64401153
    timetz ¦ 000660 ⇒ 00:07:00+03:30
    exi ¦ -31 hours -3 days -1.25 secs ¦ quarter ⇒ 1
    timetz ¦ 1720 PM ⇒ ERR 22008 date/time field value out of range: "1720 PM"
    exi ¦ 37 days -40 hours 0.5 sec ¦ epoch ⇒ 3052800.500000
    iv ¦ +.25 days +3.515 m +16:33 ago ⇒ ERR 22007 invalid input syntax for type interval: "+.25 days +3.515 m +16:33 ago"
    triv ¦ milliseconds ¦ -4 years 10 mons 28 days ⇒ @ 3 years 2 mons -28 days ago
    date ¦ 2036.,225 ⇒ ERR 22007 invalid input syntax for type date: "2036.,225"
    ji ¦ 25 mins -45 days ⇒ @ 1 mon 14 days 23 hours 35 mins ago
    ivmul ¦ -26 years -30 mins ¦ 2 ⇒ @ 52 years 1 hour ago
    trtz ¦ hour ¦ 1147-12-31 01:21:33.999999 ⇒ 12/31/1147 01:00:00 LMT
    ivcmp ¦ -29 hours -1.25 secs ¦ -28 weeks 00:00:01.000001 ⇒ 1
    exts ¦ 1928-05-23 15:28:05 ¦ quarter ⇒ 2
    tsat ¦ 8327-12-05 15:01:28.5 ¦ Pacific/Apia ⇒ 12/05/8327 05:31:28.5 +0330
    mktime ¦ 23 ¦ 56 ¦ 61 ⇒ ERR 22008 time field value out of range: 23:56:61
    tz+ ¦ 287929-11-25 01:53:32.5 ¦ -37 mins -9 mons 0.5 sec ⇒ 02/25/287929 01:16:33 +0330
    attz ¦ 1967-05-14 07:23:53.000001 ¦ UTC ⇒ 05/14/1967 03:53:53.000001
    ivdiv ¦ 46 mins -16 mons 0.5 sec ¦ 1e10 ⇒ @ 0
    ddiff ¦ 2095-11-30 20:01:07 ¦ 9552-11-04 15:48:07.5 ⇒ -2723587
    tsat ¦ 1926-03-31 01:12:41.000001 ¦ Foo/Bar ⇒ ERR 22023 time zone "Foo/Bar" not recognized
    ts ¦ 0365.1409 ⇒ ERR 22007 invalid input syntax for type timestamp: "0365.1409"
    tstz ¦ 24/11/1928 3:3937.35735374 CEST ⇒ ERR 22008 date/time field value out of range: "24/11/1928 3:3937.35735374 CEST"
    exts ¦ 1900-08-15 00:51:10.999999 ¦ timezone ⇒ ERR 0A000 unit "timezone" not supported for type timestamp without time zone
    ts+ ¦ 17308-12-03 15:20:10.5 ¦ 23 hours -38 years -40 mons ⇒ 08/04/17267 14:20:10.5
    timetz ¦ z9:40 PMZ ⇒ ERR 22007 invalid input syntax for type time with time zone: "z9:40 PMZ"
    ivdiv ¦ 25 mins -45 days ¦ 0 ⇒ ERR 22012 division by zero
    tz+ ¦ 166621-07-31 18:55:56 ¦ 28 years -1.25 secs ⇒ 07/31/166649 18:55:54.75 +0330
    ivdiv ¦ 36 years 0.5 sec ¦ 1.333 ⇒ @ 27 years 2 days 10 hours 20 mins 4.906294 secs
    ivcmp ¦ 32 mons -1.25 secs ¦ -11 weeks -4 mons -1.25 secs ⇒ 1
    date ¦ 1958-Dece mber-14 1937 pEST ⇒ ERR 22007 invalid input syntax for type date: "1958-Dece mber-14 1937 pEST"
    iv- ¦ 46 years 50 days -1.25 secs ¦ -0 days 33 mins -1.25 secs ⇒ @ 46 years 50 days -33 mins
    t+ ¦ 07:00:35.5 ¦ -28 mins 34 mons 48 days ⇒ 06:32:35.5
    time ¦ 4003 ⇒ ERR 22008 date/time field value out of range: "4003"
    ts- ¦ 24295-02-28 03:33:23.123456 ¦ -40 mons 28 mins -34 days ⇒ 08/01/24298 03:05:23.123456
    trts ¦ foo ¦ 1979-07-16 13:14:38.123456 ⇒ ERR 22023 unit "foo" not recognized for type timestamp without time zone
    extz ¦ 2090-07-11 09:30:27.123456 ¦ isoyear ⇒ 2090
    date ¦ 2071-07-8 BC 05:34 ⇒ 07/08/2071 BC
    jd ¦ 38 hours 49 weeks 0.5 sec ⇒ @ 11 mons 13 days 38 hours 0.5 secs
    time ¦ 07:36:28.71 PM ⇒ 19:36:28.71
    age ¦ 162519-01-06 00:27:41.5 ¦ 2040-03-27 04:58:48.000001 ⇒ @ 160478 years 9 mons 9 days 19 hours 28 mins 53.499999 secs
    mkdate ¦ 0 ¦ 8 ¦ 5 ⇒ ERR 22008 date field value out of range: 0-08-05
    iv- ¦ 12 years ¦ 16 mins ⇒ @ 12 years -16 mins
    ivmul ¦ -30 hours 00:00:01.000001 ¦ 0.1 ⇒ ERR 22007 invalid input syntax for type interval: "-30 hours 00:00:01.000001"
    age ¦ 189171-11-30 08:55:01.5 ¦ 188513-07-31 19:32:45.000001 ⇒ @ 658 years 3 mons 29 days 13 hours 22 mins 16.499999 secs
    iv ¦ -145foo -3 year 1.656decade ⇒ ERR 22007 invalid input syntax for type interval: "-145foo -3 year 1.656decade"
    mkdate ¦ 0 ¦ 13 ¦ 11 ⇒ ERR 22008 date field value out of range: 0-13-11
    date ¦ 10.4.1921 8:24 PMZ ⇒ ERR 22007 invalid input syntax for type date: "10.4.1921 8:24 PMZ"
    ji ¦ -29 mons -6 days ⇒ @ 2 years 5 mons 6 days ago
    mkdate ¦ 2730 ¦ 2 ¦ 12 ⇒ 02/12/2730
    tsat ¦ 2097-10-31 07:00:35.5 ¦ Asia/Tehran ⇒ 10/31/2097 07:00:35.5 +0330
    timetz ¦ 01434x0Z ⇒ ERR 22007 invalid input syntax for type time with time zone: "01434x0Z"
    extz ¦ 2009-01-31 22:31:40 ¦ milliseconds ⇒ 40000.000
    trtz ¦ century ¦ 1951-11-30 06:03:45.123456 BC ⇒ 01/01/2000 00:00:00 LMT BC
    date ¦ 19 87-1-17 ⇒ ERR 22007 invalid input syntax for type date: "19 87-1-17"
    bin ¦ 1 month ¦ 2038-05-31 21:14:05.5 ¦ 2092-02-15 20:03:48 ⇒ ERR 0A000 timestamps cannot be binned into intervals containing months or years
    iv ¦ 0.5foo .25 week  bc-9:3:07.25 ⇒ ERR 22007 invalid input syntax for type interval: "0.5foo .25 week  bc-9:3:07.25"
    ts ¦  J2672640 ⇒ 05/04/2605 00:00:00
    tstz ¦ 10/7/2034T14:20+0530 ⇒ ERR 22008 date/time field value out of range: "10/7/2034T14:20+0530" HINT Perhaps you need a different "DateStyle" setting.
    ddiff ¦ 2078-05-31 05:51:51 ¦ 6936-02-28 08:23:11.123456 ⇒ -1774255
    date ¦ 19620812 ⇒ 08/12/1962
    ivm ¦ +0.5 months -22:08:07 ¦ 327679 ⇒ @ 0
    timetz ¦ 04 ⇒ ERR 22007 invalid input syntax for type time with time zone: "04"
    trtz ¦ second ¦ 20957-05-10 22:51:11 ⇒ 05/10/20957 22:51:11 +0330
    ivneg ¦ 5 mins 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "5 mins 00:00:01.000001"
    iv ¦ P1.5Y2.5M3.5D ⇒ @ 1 year 8 mons 18 days 12 hours
    iv ¦ P1Y-2M ⇒ @ 10 mons
    exts ¦ 24295-02-28 03:33:23.123456 ¦ julian ⇒ 10594685.14818429925925925926
    date ¦ 2/10/207 ⇒ ERR 22008 date/time field value out of range: "2/10/207" HINT Perhaps you need a different "DateStyle" setting.
    ivmul ¦ 18 weeks -1.25 secs ¦ 1e10 ⇒ ERR 22008 interval out of range
    ext ¦ 02:46:51 ¦ decade ⇒ ERR 0A000 unit "decade" not supported for type time without time zone
    iv+ ¦ -30 weeks 3 hours -36 mons 0.5 sec ¦ 8 hours 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "8 hours 00:00:01.000001"
    ivmul ¦ -13 mons 00:00:01.000001 ¦ 3 ⇒ @ 3 years 3 mons -3.000003 secs ago
    bin ¦ 1 month ¦ 6858-12-08 18:21:14 ¦ 71487-12-31 07:39:13 ⇒ ERR 0A000 timestamps cannot be binned into intervals containing months or years
    tsp ¦ 1998-03-03 06:40:45.999999 ¦ 5 ⇒ 03/03/1998 06:40:46
    ivneg ¦ -30 mons -49 weeks ⇒ @ 2 years 6 mons 343 days
    ivdiv ¦ 37 days -40 hours 0.5 sec ¦ 1e10 ⇒ @ 0.000306 secs
    ts ¦ 05/19/82 16:11:40.25890 CEST ⇒ ERR 22008 date/time field value out of range: "05/19/82 16:11:40.25890 CEST" HINT Perhaps you need a different "DateStyle" setting.
    age ¦ 2078-05-31 05:51:51 ¦ 6936-02-28 08:23:11.123456 ⇒ @ 4857 years 8 mons 28 days 2 hours 31 mins 20.123456 secs ago
    iv+ ¦ -43 weeks 00:00:01.000001 ¦ 11 years 19 mons 41 hours 0.5 sec ⇒ @ 12 years 7 mons -301 days 41 hours 1.500001 secs
    tsdiff ¦ 1914-07-27 08:18:42.5 ¦ 1904-03-31 02:26:00.123456 ⇒ @ 3770 days 5 hours 52 mins 42.376544 secs
    jd ¦ -5 mons 00:00:01.000001 ⇒ @ 5 mons -1.000001 secs ago
    t+ ¦ 01:02:03.5 ¦ 18 days -48 mins 32 hours 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "18 days -48 mins 32 hours 00:00:01.000001"
    ts+ ¦ 2013-10-31 07:17:42.999999 ¦ -19 mins 0.5 sec ⇒ 10/31/2013 06:58:43.499999
    iv ¦ P1Y ⇒ @ 1 year
    tsat ¦ 1147-12-31 01:21:33.999999 ¦ UTC ⇒ 12/31/1147 04:47:17.999999 LMT
    iv ¦ 2.242s -.25 week 21foo ⇒ ERR 22007 invalid input syntax for type interval: "2.242s -.25 week 21foo"
    time ¦ 14:00:30 ⇒ 14:00:30
    tstz ¦ 1900-04-09 12:02 CET ⇒ 04/09/1900 14:27:44 LMT
    ts- ¦ 1914-07-27 08:18:42.5 ¦ 20 mins -32 hours -1 mons 0.5 sec ⇒ 08/28/1914 15:58:42
    extz ¦ 1951-11-30 06:03:45.123456 BC ¦ century ⇒ -20
    tsp ¦ 2075-09-16 19:30:48 ¦ 5 ⇒ 09/16/2075 19:30:48
    ts+ ¦ 2081-01-31 22:27:41.999999 ¦ -48 days -42 weeks 00:00:01.000001 ⇒ 02/24/2080 22:27:43
    mkdate ¦ 1770 ¦ 6 ¦ 4 ⇒ 06/04/1770
    exts ¦ 2028-09-24 11:29:58.123456 ¦ century ⇒ 21
    ivcmp ¦ 46 years 50 days -1.25 secs ¦ -0 days 33 mins -1.25 secs ⇒ 1
    ts ¦ J451856 6:19:28PM EST ⇒ 01/14/3476 18:19:28 BC
    tstz ¦ J2672640 ⇒ 05/04/2605 00:00:00 +0330
    time ¦ 000660 ⇒ 00:07:00
    tsp ¦ 1957-05-08 09:21:14.000001 ¦ 1 ⇒ 05/08/1957 09:21:14
    ivneg ¦ 34 years 00:00:01.000001 ⇒ @ 34 years 1.000001 secs ago
    agetz ¦ 2075-09-16 19:30:48 ¦ 2087-06-30 09:30:40.000001 ⇒ @ 11 years 9 mons 13 days 13 hours 59 mins 52.000001 secs ago
    date ¦ 73038-Jul-24 201650+0530 ⇒ 07/24/73038
    bin ¦ 0 ¦ 102224-08-31 02:40:05.000001 ¦ 4970-02-28 17:44:44.000001 ⇒ ERR 22008 stride must be greater than zero
    date ¦ 8407109 0631+02 ⇒ ERR 22008 date/time field value out of range: "8407109 0631+02" HINT Perhaps you need a different "DateStyle" setting.
    exts ¦ 2095-11-30 20:01:07 ¦ minute ⇒ 1
    date ¦ 2021-08-04 1BC 8:19 PM+02 ⇒ ERR 22007 invalid input syntax for type date: "2021-08-04 1BC 8:19 PM+02"
    attz ¦ 1914-01-14 10:18:07.123456 ¦ Pacific/Apia ⇒ 01/13/1914 19:22:23.123456
    date ¦ 840719 0631+02 ⇒ 07/19/1984
    ts ¦ 2058-06-01 01:11:12 PST8PDT ⇒ 06/01/2058 01:11:12
    date ¦ 4//1916 130916Z ⇒ ERR 22007 invalid input syntax for type date: "4//1916 130916Z"
    attz ¦ 1962-09-05 18:04:39.123456 ¦ CET-1CEST,M3.5.0,M10.5.0/3 ⇒ 09/05/1962 16:34:39.123456
    t+ ¦ 20:48:07 ¦ 11 mons -32 mins -0 weeks ⇒ 20:16:07
    date ¦ june 24 2081 AD ⇒ 06/24/2081
    ddiff ¦ 172674-01-07 22:57:02.5 ¦ infinity ⇒ ERR 22008 cannot subtract infinite dates
    ext ¦ 22:57:02.5 ¦ doy ⇒ ERR 0A000 unit "doy" not supported for type time without time zone
    ts- ¦ 1946-05-06 04:11:17.000001 ¦ 8 years -14 mons 00:00:01.000001 ⇒ 07/06/1939 04:11:16
    age ¦ 9376-09-20 12:47:05 ¦ 182165-04-08 01:23:04.123456 ⇒ @ 172788 years 6 mons 17 days 12 hours 35 mins 59.123456 secs ago
    ivmul ¦ 30 mins -0 hours 00:00:01.000001 ¦ 0 ⇒ ERR 22007 invalid input syntax for type interval: "30 mins -0 hours 00:00:01.000001"
    date ¦ 9/6/1939 5:02 PM ⇒ ERR 22008 date/time field value out of range: "9/6/1939 5:02 PM" HINT Perhaps you need a different "DateStyle" setting.
    tz+ ¦ 2078-05-31 05:51:51 ¦ 44 hours -32 years 0.5 sec ⇒ 06/02/2046 01:51:51.5 +0330
    agetz ¦ 1970-06-27 22:55:34.5 ¦ 2004-09-10 02:57:30.5 ⇒ @ 34 years 2 mons 12 days 4 hours 1 min 56 secs ago
    ext ¦ 22:49:11 ¦ timezone ⇒ ERR 0A000 unit "timezone" not supported for type time without time zone
    timetz ¦ 2059:27.156 ESpT ⇒ ERR 22008 date/time field value out of range: "2059:27.156 ESpT"
    trtz ¦ doy ¦ 1920-11-25 08:43:46.999999 ⇒ ERR 22023 unit "doy" not recognized for type timestamp with time zone
    jh ¦ 34 weeks ⇒ @ 238 days
    tstz ¦ 24/6/1927 0108 ⇒ ERR 22008 date/time field value out of range: "24/6/1927 0108" HINT Perhaps you need a different "DateStyle" setting.
    exi ¦ -22 years 4 days 00:00:01.000001 ¦ julian ⇒ ERR 0A000 unit "julian" not supported for type interval
    extz ¦ 1974-08-31 01:54:34 ¦ timezone_hour ⇒ 3
    tsdiff ¦ 1920-11-25 08:43:46.999999 ¦ 1907-06-14 14:00:10 ⇒ @ 4912 days 18 hours 43 mins 36.999999 secs
    mkdate ¦ -1616 ¦ 8 ¦ 28 ⇒ 08/28/1616 BC
    timetz ¦ 0600 ⇒ 06:00:00+03:30
    t+ ¦ 07:23:53.000001 ¦ -19 hours 15 weeks 32 mins ⇒ 12:55:53.000001
    tsat ¦ 2052-03-18 08:43:41.5 ¦ Foo/Bar ⇒ ERR 22023 time zone "Foo/Bar" not recognized
    bin ¦ 1 month ¦ 2097-10-31 07:00:35.5 ¦ 2029-02-28 21:09:23.5 ⇒ ERR 0A000 timestamps cannot be binned into intervals containing months or years
    tstz ¦ Mon 20.6.1935 21:34+16 ⇒ ERR 22007 invalid input syntax for type timestamp with time zone: "Mon 20.6.1935 21:34+16"
    tsp ¦ 200221-07-28 18:22:00 ¦ 1 ⇒ 07/28/200221 18:22:00
    """#
