/// Dates, times and intervals under German, YMD, EST5EDT, iso_8601.
/// One case a line: function ¦ arguments ⇒ answer. Taken from a PostgreSQL server.
let dateTimeStyledGolden = #"""
    ts+ ¦ 52092-08-25 15:57:13 ¦ 38 hours 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "38 hours 00:00:01.000001"
    tstz ¦ December 12 0046 AD 0935 foo ⇒ ERR 22007 invalid input syntax for type timestamp with time zone: "December 12 0046 AD 0935 foo"
    time ¦ 11:19 PM ⇒ 23:19:00
    mktime ¦ 24 ¦ 57 ¦ 60 ⇒ ERR 22008 time field value out of range: 24:57:60
    time ¦ 2159 ⇒ 21:59:00
    ivcmp ¦ 35 weeks 16 mons 00:00:01.000001 ¦ -50 weeks 7 years 00:00:01.000001 ⇒ -1
    timetz ¦ 18431Z+02 ⇒ ERR 22007 invalid input syntax for type time with time zone: "18431Z+02"
    ts+ ¦ -infinity ¦ -9 weeks -11 mons ⇒ -infinity
    t+ ¦ 05:49:57.999999 ¦ 6 weeks -1.25 secs ⇒ 05:49:56.749999
    exi ¦ 24 mons -50 hours 13 mins 00:00:01.000001 ¦ decade ⇒ ERR 22007 invalid input syntax for type interval: "24 mons -50 hours 13 mins 00:00:01.000001"
    date ¦ 6/26/2045 22191 CET ⇒ ERR 22007 invalid input syntax for type date: "6/26/2045 22191 CET"
    ts- ¦ 1919-05-04 07:26:29 ¦ 24 mons -50 hours 13 mins 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "24 mons -50 hours 13 mins 00:00:01.000001"
    exi ¦ -29 mons -1.25 secs ¦ hour ⇒ 0
    exd ¦ 1934-02-08 05:16:14.000001 BC ¦ secs ⇒ ERR 0A000 unit "secs" not supported for type date
    time ¦ 18431Z+02 ⇒ ERR 22007 invalid input syntax for type time: "18431Z+02"
    iv ¦ -1.5 us 16 year 8.355 ms -7:35:07 ⇒ ERR 22007 invalid input syntax for type interval: "-1.5 us 16 year 8.355 ms -7:35:07"
    time ¦ 11:36:494.01272p22 ⇒ ERR 22008 date/time field value out of range: "11:36:494.01272p22"
    ts ¦ 19:44:22 PST8PDT 810619 ⇒ ERR 22007 invalid input syntax for type timestamp: "19:44:22 PST8PDT 810619"
    date ¦ 23 jan 2085 23:10:56.251/910 +05:45:30 ⇒ ERR 22007 invalid input syntax for type date: "23 jan 2085 23:10:56.251/910 +05:45:30"
    t+ ¦ 03:06:02.000001 ¦ 17 mins 13 weeks ⇒ 03:23:02.000001
    ivm ¦ +.25century ¦ 67698687 ⇒ ERR 22007 invalid input syntax for type interval: "+.25century"
    time ¦ 224638Z ⇒ 22:46:38
    bin ¦ 15 min ¦ infinity ¦ 1921-12-31 15:44:29 ⇒ infinity
    trts ¦ isodow ¦ 2043-07-20 18:48:00.123456 ⇒ ERR 22023 unit "isodow" not recognized for type timestamp without time zone
    ivneg ¦ 22 years -46 hours 50 mons 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "22 years -46 hours 50 mons 00:00:01.000001"
    mktime ¦ 19 ¦ 33 ¦ 5.5 ⇒ 19:33:05.5
    ts ¦ june 21, 2025T04:52:58+16 ⇒ ERR 22009 time zone displacement out of range: "june 21, 2025T04:52:58+16"
    exi ¦ 33 mins 00:00:01.000001 ¦ decade ⇒ ERR 22007 invalid input syntax for type interval: "33 mins 00:00:01.000001"
    mktime ¦ 19 ¦ 3 ¦ 61 ⇒ ERR 22008 time field value out of range: 19:03:61
    ivneg ¦ 38 hours 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "38 hours 00:00:01.000001"
    ivmul ¦ -4 days -50 years 38 mons 0.5 sec ¦ 1e10 ⇒ ERR 22008 interval out of range
    triv ¦ week ¦ 34 years 1 days -9 mins 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "34 years 1 days -9 mins 00:00:01.000001"
    time ¦ 06:19:34Z ⇒ 06:19:34
    ext ¦ 00:57:57 ¦ timezone ⇒ ERR 0A000 unit "timezone" not supported for type time without time zone
    iv+ ¦ 24 mons -50 hours 13 mins 00:00:01.000001 ¦ 30 mons 25 weeks 0.5 sec ⇒ ERR 22007 invalid input syntax for type interval: "24 mons -50 hours 13 mins 00:00:01.000001"
    ext ¦ 17:56:55 ¦ century ⇒ ERR 0A000 unit "century" not supported for type time without time zone
    exts ¦ 45567-12-31 12:34:08 ¦ julian ⇒ 18364429.52370370370370370370
    extz ¦ 108112-09-30 18:08:55.5 ¦ secs ⇒ 55.500000
    iv ¦ 1 2 3 ⇒ ERR 22007 invalid input syntax for type interval: "1 2 3"
    exd ¦ 1934-10-12 07:23:07.5 ¦ foo ⇒ ERR 22023 unit "foo" not recognized for type date
    date ¦ 2088-jan- ⇒ ERR 22007 invalid input syntax for type date: "2088-jan-"
    bin ¦ -1 hour ¦ 2017-04-02 18:11:00.000001 ¦ 2020-06-23 00:01:53.123456 ⇒ ERR 22008 stride must be greater than zero
    extz ¦ 2019-11-09 03:21:21 ¦ isoyear ⇒ 2019
    ext ¦ 15:27:48 ¦ timezone_hour ⇒ ERR 0A000 unit "timezone_hour" not supported for type time without time zone
    mktime ¦ 16 ¦ 6 ¦ 59.999999 ⇒ 16:06:59.999999
    date ¦ 9-auust-0035 ⇒ ERR 22007 invalid input syntax for type date: "9-auust-0035"
    ext ¦ 01:02:03.5 ¦ milliseconds ⇒ 3500.000
    exi ¦ -35 hours 0.5 sec ¦ foo ⇒ ERR 22023 unit "foo" not recognized for type interval
    time ¦ 180217 ⇒ 18:02:17
    ivcmp ¦ -49 days -4 years 00:00:01.000001 ¦ 10 mons 00:00:01.000001 ⇒ -1
    time ¦ 21:20:15+02 ⇒ 21:20:15
    iv ¦ .25hrs +13:39 ⇒ ERR 22007 invalid input syntax for type interval: ".25hrs +13:39"
    exi ¦ 15 mons -8 days 30 mins 0.5 sec ¦ millennium ⇒ 0
    timetz ¦ 075954.8Z ⇒ 07:59:54.8+00
    time ¦ 075948Z ⇒ 07:59:48
    tsp ¦ infinity ¦ 5 ⇒ infinity
    t+ ¦ 13:10:41.000001 ¦ 2 mons -25 days -1.25 secs ⇒ 13:10:39.750001
    iv ¦ 0.5 foo ⇒ ERR 22007 invalid input syntax for type interval: "0.5 foo"
    tstz ¦ 2046.262 00:32:03 America/New_ork ⇒ ERR 22023 time zone "america/new_ork" not recognized
    iv ¦ -0.5m( -14:54:07 ⇒ ERR 22007 invalid input syntax for type interval: "-0.5m( -14:54:07"
    timetz ¦ 09 :20:37PM ⇒ ERR 22007 invalid input syntax for type time with time zone: "09 :20:37PM"
    ivdiv ¦ 33 mons 3 mins 11 hours 00:00:01.000001 ¦ 3 ⇒ ERR 22007 invalid input syntax for type interval: "33 mons 3 mins 11 hours 00:00:01.000001"
    t+ ¦ 01:02:03.5 ¦ -9 weeks -11 mons ⇒ 01:02:03.5
    ts ¦ 22:54:2.4,3 1928-09-02 BC ⇒ ERR 22007 invalid input syntax for type timestamp: "22:54:2.4,3 1928-09-02 BC"
    bin ¦ -1 hour ¦ 0202-05-05 23:21:13.999999 ¦ 1943-04-07 13:11:21.5 ⇒ ERR 22008 stride must be greater than zero
    date ¦ 0086-05-256 BC ⇒ ERR 22008 date/time field value out of range: "0086-05-256 BC" HINT Perhaps you need a different "DateStyle" setting.
    time ¦ 02426 PM ⇒ ERR 22007 invalid input syntax for type time: "02426 PM"
    exd ¦ 1907-02-28 10:38:58 ¦ julian ⇒ 2417635
    ext ¦ 05:49:57.999999 ¦ decade ⇒ ERR 0A000 unit "decade" not supported for type time without time zone
    iv ¦ -2.35 ms 38 foo+29:52:07 ⇒ ERR 22007 invalid input syntax for type interval: "-2.35 ms 38 foo+29:52:07"
    ddiff ¦ 122412-05-16 11:47:07.123456 ¦ 1771-09-06 11:32:55.5 ⇒ 44063108
    timetz ¦ 09:2130 ⇒ ERR 22008 date/time field value out of range: "09:2130"
    date ¦ 8032z6 ⇒ ERR 22007 invalid input syntax for type date: "8032z6"
    t+ ¦ 03:45:28.000001 ¦ -29 mons -1.25 secs ⇒ 03:45:26.750001
    date ¦ 9856-1 am2-19 ⇒ ERR 22007 invalid input syntax for type date: "9856-1 am2-19"
    ivm ¦ 8.548 ms -4.333 ms ¦ 469827583 ⇒ ERR 22007 invalid input syntax for type interval: "8.548 ms -4.333 ms"
    exd ¦ 1935-09-05 12:52:14 ¦ microseconds ⇒ ERR 0A000 unit "microseconds" not supported for type date
    exts ¦ 2079-02-15 07:59:54 ¦ second ⇒ 54.000000
    ts ¦ 3889(-jan06-27 04:49:28 MET DST ⇒ ERR 22007 invalid input syntax for type timestamp: "3889(-jan06-27 04:49:28 MET DST"
    ddiff ¦ 2293-02-24 17:56:55 ¦ 7103-03-31 19:53:13 ⇒ -1756850
    ivcmp ¦ -29 weeks -23 mins 0.5 sec ¦ -26 weeks 50 mons -1.25 secs ⇒ -1
    time ¦ 10:53:35PM ES-T ⇒ ERR 22023 time zone "es-t" not recognized
    bin ¦ 2 hours 30 min ¦ -infinity ¦ 230052-11-30 23:39:26 ⇒ -infinity
    ext ¦ 07:03:11.5 ¦ timezone_minute ⇒ ERR 0A000 unit "timezone_minute" not supported for type time without time zone
    jd ¦ -17 days -43 years -25 hours 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "-17 days -43 years -25 hours 00:00:01.000001"
    ivneg ¦ 3 hours 29 mons 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "3 hours 29 mons 00:00:01.000001"
    mktime ¦ 2 ¦ 19 ¦ 60 ⇒ 02:20:00
    ts ¦ 4 Oct 1967 012 +05:45:0 ⇒ ERR 22007 invalid input syntax for type timestamp: "4 Oct 1967 012 +05:45:0"
    date ¦ 26/5/2009 ⇒ ERR 22008 date/time field value out of range: "26/5/2009" HINT Perhaps you need a different "DateStyle" setting.
    exd ¦ 2048-03-31 06:09:10 ¦ MON ⇒ 3
    ts ¦ 7/12/1937 0a0:00:28 PDT ⇒ ERR 22007 invalid input syntax for type timestamp: "7/12/1937 0a0:00:28 PDT"
    timetz ¦ 12:16 PM PM ⇒ ERR 22007 invalid input syntax for type time with time zone: "12:16 PM PM"
    time ¦ 1:59:50PMZ ⇒ ERR 22007 invalid input syntax for type time: "1:59:50PMZ"
    ivcmp ¦ -15 years -37 days 25 mons -1.25 secs ¦ 0 weeks ⇒ -1
    ivdiv ¦ -36 years -28 days -1.25 secs ¦ 0 ⇒ ERR 22012 division by zero
    mktime ¦ 8 ¦ 19 ¦ 59.999999 ⇒ 08:19:59.999999
    ext ¦ 02:30:02 ¦ microseconds ⇒ 2000000
    exts ¦ 222582-05-10 00:13:40.000001 ¦ epoch ⇒ 6961853492020.000001
    mktime ¦ 7 ¦ 20 ¦ 0 ⇒ 07:20:00
    ddiff ¦ 1919-12-06 06:24:45.5 ¦ 2031-07-22 09:40:55.000001 ⇒ -40771
    ts ¦ 150627 204604 EST. ⇒ ERR 22023 time zone "est." not recognized
    exd ¦ 52092-08-25 15:57:13 ¦ timezone_hour ⇒ ERR 0A000 unit "timezone_hour" not supported for type date
    bin ¦ -1 hour ¦ 2011-09-20 01:43:10.000001 ¦ 1974-02-28 12:33:59.123456 ⇒ ERR 22008 stride must be greater than zero
    bin ¦ 1 month ¦ 2048-03-31 06:09:10 ¦ 8615-04-30 08:57:27.000001 ⇒ ERR 0A000 timestamps cannot be binned into intervals containing months or years
    timetz ¦ 10:45 am EST ⇒ 10:45:00-05
    tz+ ¦ -infinity ¦ 11 hours 46 days -1.25 secs ⇒ -infinity
    tz+ ¦ 1919-05-04 07:26:29 ¦ 24 mons -50 hours 13 mins 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "24 mons -50 hours 13 mins 00:00:01.000001"
    ivcmp ¦ 42 mins 17 mons 40 days ¦ 33 years 0 hours -1.25 secs ⇒ -1
    time ¦ 1Z:59:50PMZ ⇒ ERR 22007 invalid input syntax for type time: "1Z:59:50PMZ"
    timetz ¦ 22521Z ⇒ ERR 22007 invalid input syntax for type time with time zone: "22521Z"
    trtz ¦ foo ¦ infinity ⇒ ERR 22023 unit "foo" not recognized for type timestamp with time zone
    date ¦ 002Z3.155 am ⇒ ERR 22007 invalid input syntax for type date: "002Z3.155 am"
    ext ¦ 14:55:51.5 ¦ timezone_minute ⇒ ERR 0A000 unit "timezone_minute" not supported for type time without time zone
    exts ¦ 2094-12-02 09:52:56.000001 ¦ week ⇒ 48
    timetz ¦ 23:4jan7:45 ⇒ ERR 22007 invalid input syntax for type time with time zone: "23:4jan7:45"
    ddiff ¦ 2019-11-09 03:21:21 ¦ 243350-01-31 06:33:31 ⇒ -88144056
    trtz ¦ timezone_minute ¦ 1963-07-17 01:55:18.000001 ⇒ ERR 0A000 unit "timezone_minute" not supported for type timestamp with time zone
    time ¦ 04:,07:23 PM ⇒ ERR 22007 invalid input syntax for type time: "04:,07:23 PM"
    ts ¦ 20:40:05 -3 04/27/07 ⇒ ERR 22007 invalid input syntax for type timestamp: "20:40:05 -3 04/27/07"
    iv ¦ 1 days -2.233mec/s +2:57:07.25 ago ⇒ ERR 22007 invalid input syntax for type interval: "1 days -2.233mec/s +2:57:07.25 ago"
    exd ¦ 2019-11-09 03:21:21 ¦ isoyear ⇒ 2019
    timetz ¦ 20:32 PM ⇒ ERR 22008 date/time field value out of range: "20:32 PM"
    mkdate ¦ 2455 ¦ 0 ¦ 23 ⇒ ERR 22008 date field value out of range: 2455-00-23
    time ¦ 1198+02 ⇒ ERR 22008 date/time field value out of range: "1198+02"
    ivdiv ¦ 20 hours -12 mons 28 weeks 00:00:01.000001 ¦ 0.5 ⇒ ERR 22007 invalid input syntax for type interval: "20 hours -12 mons 28 weeks 00:00:01.000001"
    ivdiv ¦ 37 mins 4 weeks 00:00:01.000001 ¦ 0.5 ⇒ ERR 22007 invalid input syntax for type interval: "37 mins 4 weeks 00:00:01.000001"
    time ¦ 090455+02 ⇒ 09:04:55
    exts ¦ 2041-10-03 03:06:02.000001 ¦ month ⇒ 10
    exi ¦ 0 years 42 mons 11 days 0.5 sec ¦ MON ⇒ 6
    exd ¦ 9970-04-10 16:41:02 ¦ minute ⇒ ERR 0A000 unit "minute" not supported for type date
    time ¦ 03:19:4:1 ⇒ ERR 22007 invalid input syntax for type time: "03:19:4:1"
    ts ¦ December 14 am, 114612 7:33:37PM+00 ⇒ ERR 22007 invalid input syntax for type timestamp: "December 14 am, 114612 7:33:37PM+00"
    ddiff ¦ 2073-11-26 20:08:25.123456 ¦ 73859-01-31 03:40:34.999999 ⇒ -26218998
    exts ¦ 2019-11-09 03:21:21 ¦ isoyear ⇒ 2019
    ivm ¦ 0.5 sec -0.5days +8.481 decade -1:43 ¦ 196607 ⇒ ERR 22007 invalid input syntax for type interval: "0.5 sec -0.5days +8.481 decade -1:43"
    timetz ¦ 12:29:30PM PM ⇒ ERR 22007 invalid input syntax for type time with time zone: "12:29:30PM PM"
    exd ¦ infinity ¦ milliseconds ⇒ ERR 0A000 unit "milliseconds" not supported for type date
    time ¦ a0719 ⇒ ERR 22023 time zone "a0719" not recognized
    iv+ ¦ 33 mins 00:00:01.000001 ¦ 38 days 20 mins 0.5 sec ⇒ ERR 22007 invalid input syntax for type interval: "33 mins 00:00:01.000001"
    tz+ ¦ 1963-07-17 01:55:18.000001 ¦ 37 mins 4 weeks 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "37 mins 4 weeks 00:00:01.000001"
    triv ¦ timezone_minute ¦ -20 mins -11 mons 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "-20 mins -11 mons 00:00:01.000001"
    mkdate ¦ 1381 ¦ 13 ¦ 30 ⇒ ERR 22008 date field value out of range: 1381-13-30
    bin ¦ 0 ¦ 2016-05-13 16:38:25 ¦ 1946-07-08 19:46:26.123456 ⇒ ERR 22008 stride must be greater than zero
    timetz ¦ 3:44:jan56PM+02 ⇒ ERR 22007 invalid input syntax for type time with time zone: "3:44:jan56PM+02"
    tstz ¦ 210314T727+0530 ⇒ ERR 22007 invalid input syntax for type timestamp with time zone: "210314T727+0530"
    extz ¦ 2005-08-31 19:06:43.5 ¦ foo ⇒ ERR 22023 unit "foo" not recognized for type timestamp with time zone
    exi ¦ -43 mons -19 days 28 weeks ¦ microseconds ⇒ 0
    t+ ¦ 15:57:13 ¦ 38 hours 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "38 hours 00:00:01.000001"
    triv ¦ timezone ¦ 4 hours 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "4 hours 00:00:01.000001"
    mktime ¦ 19 ¦ 38 ¦ 5.5 ⇒ 19:38:05.5
    date ¦ 15316Z8-11-17 ⇒ ERR 22007 invalid input syntax for type date: "15316Z8-11-17"
    timetz ¦ 14:54:30.3578923 EST ⇒ 14:54:30.357892-05
    ts ¦ nov 2-8, 0064 13:34:43.4 -3 ⇒ ERR 22007 invalid input syntax for type timestamp: "nov 2-8, 0064 13:34:43.4 -3"
    """#
