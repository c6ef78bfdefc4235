/// Dates, times and intervals under ISO, MDY, PST8PDT, postgres_verbose.
/// One case a line: function ¦ arguments ⇒ answer. Taken from a PostgreSQL server.
let dateTimeISOGolden = #"""
    cfg ¦ ISO, MDY ¦ PST8PDT ¦ postgres_verbose ⇒ ok
    ddiff ¦ 2075-12-24 12:34:57.5 ¦ 3586-07-28 15:57:10 ⇒ -551732
    ivmul ¦ -36 weeks 0.5 sec ¦ 2 ⇒ @ 504 days -1 sec ago
    ext ¦ 22:19:53.000001 ¦ timezone_minute ⇒ ERR 0A000 unit "timezone_minute" not supported for type time without time zone
    trtz ¦ isodow ¦ 9515-09-10 16:33:23 ⇒ ERR 22023 unit "isodow" not recognized for type timestamp with time zone
    iv- ¦ 30 weeks 28 hours 22 days ¦ 29 days -8 years 0.5 sec ⇒ @ 8 years 203 days 27 hours 59 mins 59.5 secs
    date ¦ 1965.029 ⇒ 1965-01-29
    ivcmp ¦ -29 days 43 mons -36 mins 0.5 sec ¦ -8 years ⇒ 1
    ivmul ¦ -1 days -19 mins -1.25 secs ¦ 0 ⇒ @ 0
    tsdiff ¦ 2005-08-31 19:30:51 ¦ 1916-11-27 23:10:35.123456 ⇒ @ 32418 days 20 hours 20 mins 15.876544 secs
    iv ¦ PT3H ⇒ @ 3 hours
    triv ¦ timezone_minute ¦ -8 mons 47 hours -49 years ⇒ ERR 0A000 unit "timezone_minute" not supported for type interval
    exd ¦ 1958-08-01 02:45:53.000001 ¦ foo ⇒ ERR 22023 unit "foo" not recognized for type date
    timetz ¦ 17jan:3:26.7306Z ⇒ ERR 22007 invalid input syntax for type time with time zone: "17jan:3:26.7306Z"
    ji ¦ -45 hours -27 mons ⇒ @ 2 years 3 mons 1 day 21 hours ago
    ji ¦ 49 hours 16 days -1.25 secs ⇒ @ 18 days 59 mins 58.75 secs
    tstz ¦ March 9, 190132 20:54:27.26332728 UTC ⇒ ERR 22007 invalid input syntax for type timestamp with time zone: "March 9, 190132 20:54:27.26332728 UTC"
    timetz ¦ 14:47:56+02 ⇒ 14:47:56+02
    tsat ¦ 2099-04-14 18:07:37 ¦ CET-1CEST,M3.5.0,M10.5.0/3 ⇒ 2099-04-14 09:07:37-07
    t+ ¦ 16:33:23 ¦ -27 hours 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "-27 hours 00:00:01.000001"
    tsp ¦ 1965-02-15 08:40:08.999999 ¦ 0 ⇒ 1965-02-15 08:40:09
    ts+ ¦ 254044-12-19 00:43:42.999999 ¦ -19 mons 46 hours -1.25 secs ⇒ 254043-05-20 22:43:41.749999
    iv ¦ 20 pus -.25 microsecond 7.659 yea ⇒ ERR 22007 invalid input syntax for type interval: "20 pus -.25 microsecond 7.659 yea"
    ivdiv ¦ 38 days 15 hours -17 mons 0.5 sec ¦ 0.5 ⇒ @ 2 years 10 mons -76 days -30 hours -1 sec ago
    iv+ ¦ -12 years -4 hours 00:00:01.000001 ¦ 27 days ⇒ ERR 22007 invalid input syntax for type interval: "-12 years -4 hours 00:00:01.000001"
    ts ¦ 1/3/1906 7:03:28PM+02 ⇒ 1906-01-03 19:03:28
    mktime ¦ 13 ¦ 57 ¦ 7 ⇒ 13:57:07
    agetz ¦ 232854-03-13 06:16:02.000001 ¦ 1936-06-25 02:28:59.000001 ⇒ @ 230917 years 8 mons 18 days 3 hours 47 mins 3 secs
    date ¦ 320616 081424-08:00 ⇒ ERR 22007 invalid input syntax for type date: "320616 081424-08:00"
    ext ¦ 07:44:17.999999 ¦ week ⇒ ERR 0A000 unit "week" not supported for type time without time zone
    tsat ¦ 172768-02-01 19:10:14.123456 ¦ asia/kolkata ⇒ 172768-02-01 05:40:14.123456-08
    date ¦ J3114180 1:11:53PMPST8PDT ⇒ 3814-03-27
    ivneg ¦ 49 weeks -42 hours -1.25 secs ⇒ @ 343 days -42 hours -1.25 secs ago
    date ¦ 7031.0T75,T081530 foo ⇒ ERR 22007 invalid input syntax for type date: "7031.0T75,T081530 foo"
    ivneg ¦ 24 mons -41 hours -1.25 secs ⇒ @ 2 years -41 hours -1.25 secs ago
    ivmul ¦ -16 mins 40 years -29 mons -1.25 secs ¦ 3 ⇒ @ 112 years 9 mons -48 mins -3.75 secs
    tstz ¦ 04:25:10 eur-ope/berlin 151966-09-16 ⇒ ERR 22007 invalid input syntax for type timestamp with time zone: "04:25:10 eur-ope/berlin 151966-09-16"
    iv- ¦ 20 mons 26 days -1.25 secs ¦ -15 hours 0.5 sec ⇒ @ 1 year 8 mons 26 days 14 hours 59 mins 58.25 secs
    ivdiv ¦ -31 years 00:00:01.000001 ¦ 0.5 ⇒ @ 62 years -2.000002 secs ago
    exd ¦ 1916-09-30 12:37:21 ¦ dow ⇒ 6
    tsp ¦ 2065-05-15 07:44:17.999999 ¦ 4 ⇒ 2065-05-15 07:44:18
    ivneg ¦ 28 hours 0.5 sec ⇒ @ 28 hours 0.5 secs ago
    ts ¦ Tue, 9/31/2001 13:06:18.470943 ⇒ ERR 22007 invalid input syntax for type timestamp: "Tue, 9/31/2001 13:06:18.470943"
    ivdiv ¦ -5 years 12 weeks 00:00:01.000001 ¦ 1.333 ⇒ @ 3 years 9 mons -63 days 7 hours 43 mins 25.367127 secs ago
    ji ¦ -27 hours 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "-27 hours 00:00:01.000001"
    ts ¦ 320616 081424-08:00 ⇒ ERR 22007 invalid input syntax for type timestamp: "320616 081424-08:00"
    date ¦ Jul 2, 166496 8:41:44PM MET DST ⇒ ERR 22007 invalid input syntax for type date: "Jul 2, 166496 8:41:44PM MET DST"
    ivm ¦ 39 s 29 foo ¦ 67174399 ⇒ ERR 22007 invalid input syntax for type interval: "39 s 29 foo"
    timetz ¦ 001309 PM ⇒ 12:13:09-08
    triv ¦ century ¦ 49 hours 16 days -1.25 secs ⇒ @ 0
    iv- ¦ 5 hours 9 mons 0.5 sec ¦ -16 years ⇒ @ 16 years 9 mons 5 hours 0.5 secs
    attz ¦ 209441-12-21 14:22:54.123456 ¦ Etc/GMT+5 ⇒ 209441-12-21 17:22:54.123456
    t+ ¦ 20:29:26 ¦ 15 mons 22 years 00:00:01.000001 ⇒ 20:29:27.000001
    mktime ¦ 17 ¦ 11 ¦ 7 ⇒ 17:11:07
    ext ¦ 20:24:19.000001 ¦ decade ⇒ ERR 0A000 unit "decade" not supported for type time without time zone
    exi ¦ -21 mons -15 weeks 00:00:01.000001 ¦ second ⇒ 1.000001
    timetz ¦ 8:45:47PM EST ⇒ 20:45:47-05
    ivdiv ¦ 27 weeks 0.5 sec ¦ 1.333 ⇒ @ 141 days 18 hours 51 mins 2.940735 secs
    trtz ¦ month ¦ 5815-09-12 07:55:55.999999 ⇒ 5815-09-01 00:00:00-07
    tsat ¦ 2062-09-30 05:26:02.123456 ¦ Europe/London ⇒ 2062-09-29 21:26:02.123456-07
    timetz ¦ 2019z PM  ⇒ ERR 22008 date/time field value out of range: "2019z PM "
    exd ¦ 2089-02-17 00:00:29.000001 BC ¦ secs ⇒ ERR 0A000 unit "secs" not supported for type date
    ts+ ¦ 7627-05-31 22:12:43 ¦ -12 mins 1 days -1.25 secs ⇒ 7627-06-01 22:00:41.75
    t+ ¦ 18:18:12.000001 ¦ -12 mins -41 days -44 years -1.25 secs ⇒ 18:06:10.750001
    date ¦ 14-Feb-9137 ⇒ 9137-02-14
    ddiff ¦ 2005-03-13 21:03:48.123456 ¦ 2058-11-30 11:15:00.999999 ⇒ -19620
    time ¦ 4:2T8 am ⇒ ERR 22007 invalid input syntax for type time: "4:2T8 am"
    timetz ¦ 03:02:545.625954Z ⇒ ERR 22008 date/time field value out of range: "03:02:545.625954Z"
    jd ¦ -13 mins 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "-13 mins 00:00:01.000001"
    timetz ¦ 3:55:57PM ⇒ 15:55:57-08
    agetz ¦ 1955-05-19 15:12:31 ¦ 1987-06-30 10:29:30 BC ⇒ @ 3940 years 10 mons 19 days 4 hours 43 mins 1 sec
    ivdiv ¦ 6 mons 5 days -1.25 secs ¦ 0 ⇒ ERR 22012 division by zero
    timetz ¦ 17:31:26.7306Z ⇒ 17:31:26.7306+00
    iv+ ¦ -4 hours 18 days 49 weeks 0.5 sec ¦ 40 weeks 7 mons -3 hours ⇒ @ 7 mons 641 days -6 hours -59 mins -59.5 secs
    ext ¦ 12:46:03.123456 ¦ microseconds ⇒ 3123456
    ddiff ¦ 209441-12-21 14:22:54.123456 ¦ 133926-03-14 23:49:42 ⇒ 27581570
    tsdiff ¦ 209441-12-21 14:22:54.123456 ¦ 133926-03-14 23:49:42 ⇒ @ 27581569 days 14 hours 33 mins 12.123456 secs
    ivcmp ¦ -12 mins 29 mons -41 hours ¦ -25 mons ⇒ 1
    iv+ ¦ -11 years -1.25 secs ¦ 35 mons 10 years -18 mins 0.5 sec ⇒ @ 1 year 11 mons -18 mins -0.75 secs
    ivm ¦ +18502 seconds ¦ 201916415 ⇒ @ 5 hours 8 mins
    mktime ¦ 0 ¦ 59 ¦ 61 ⇒ ERR 22008 time field value out of range: 0:59:61
    date ¦ 07/01/3 ⇒ 2003-07-01
    timetz ¦ 52012:34 ⇒ ERR 22008 date/time field value out of range: "52012:34"
    date ¦ 2066-08-24 ⇒ 2066-08-24
    date ¦ jan 2  1932 AD ⇒ 1932-01-02
    jh ¦ 37 weeks ⇒ @ 259 days
    ivmul ¦ -30 hours -1.25 secs ¦ 1e10 ⇒ ERR 22008 interval out of range
    ji ¦ 43 years -49 mins -33 hours ⇒ @ 42 years 11 mons 28 days 14 hours 11 mins
    tsdiff ¦ 1919-06-30 20:09:51.000001 ¦ 2042-04-22 05:18:17.5 ⇒ @ 44856 days 9 hours 8 mins 26.499999 secs ago
    extz ¦ 4680-05-05 21:56:58.000001 ¦ decade ⇒ 468
    ddiff ¦ 2028-07-31 01:04:28.5 ¦ 2066-02-04 17:41:47 ⇒ -13702
    ivneg ¦ -4 hours 18 days 49 weeks 0.5 sec ⇒ @ 361 days -3 hours -59 mins -59.5 secs ago
    iv+ ¦ 39 hours 00:00:01.000001 ¦ -12 weeks -3 days 0.5 sec ⇒ ERR 22007 invalid input syntax for type interval: "39 hours 00:00:01.000001"
    ts ¦ 20690403 01:12:37 -3 ⇒ 2069-04-03 01:12:37
    date ¦ 15/5/1917 ⇒ ERR 22008 date/time field value out of range: "15/5/1917" HINT Perhaps you need a different "DateStyle" setting.
    ivmul ¦ -5 mons 15 days ¦ -1.5 ⇒ @ 7 mons -7 days -12 hours
    bin ¦ 2 hours 30 min ¦ 2072-09-23 03:43:06.123456 ¦ 1979-11-30 18:19:20.999999 ⇒ 2072-09-23 01:49:20.999999
    ivneg ¦ 38 hours 11 days -1.25 secs ⇒ @ 11 days 37 hours 59 mins 58.75 secs ago
    extz ¦ 1996-03-31 01:12:04.5 BC ¦ foo ⇒ ERR 22023 unit "foo" not recognized for type timestamp with time zone
    mktime ¦ -1 ¦ 27 ¦ 60 ⇒ ERR 22008 time field value out of range: -1:27:60
    tsat ¦ 188418-07-31 09:05:36 ¦ UTC ⇒ 188418-07-31 02:05:36-07
    date ¦ 14/41994 0022+0530jan ⇒ ERR 22007 invalid input syntax for type date: "14/41994 0022+0530jan"
    triv ¦ timezone_hour ¦ 15 years ⇒ ERR 0A000 unit "timezone_hour" not supported for type interval
    ivdiv ¦ -12 years -4 hours 00:00:01.000001 ¦ 1e10 ⇒ ERR 22007 invalid input syntax for type interval: "-12 years -4 hours 00:00:01.000001"
    ts+ ¦ 43967-02-03 14:21:45 ¦ 0 hours 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "0 hours 00:00:01.000001"
    agetz ¦ 2005-03-13 21:03:48.123456 ¦ 2058-11-30 11:15:00.999999 ⇒ @ 53 years 8 mons 16 days 14 hours 11 mins 12.876543 secs ago
    ivdiv ¦ 26 years ¦ 1.333 ⇒ @ 19 years 6 mons 1 day 18 hours 7 mins 49.9296 secs
    date ¦ 11/06/7+8 ⇒ 2007-11-06
    exd ¦ 186713-09-27 21:25:09.999999 ¦ timezone ⇒ ERR 0A000 unit "timezone" not supported for type date
    iv ¦ 6.413 s econds -2:50:07.25 ⇒ ERR 22007 invalid input syntax for type interval: "6.413 s econds -2:50:07.25"
    trtz ¦ year ¦ 1985-10-01 21:33:27.999999 ⇒ 1985-01-01 00:00:00-08
    date ¦ T23/1/1761 ⇒ ERR 22007 invalid input syntax for type date: "T23/1/1761"
    exd ¦ 1959-05-27 16:56:08.000001 ¦ isoyear ⇒ 1959
    iv ¦ -15 sec +.5 s ⇒ ERR 22007 invalid input syntax for type interval: "-15 sec +.5 s"
    exd ¦ 6815-01-10 18:31:26 ¦ epoch ⇒ 152894217600
    iv- ¦ 29 years -39 days ¦ 44 days -8 mons 0.5 sec ⇒ @ 29 years 8 mons -83 days -0.5 secs
    jd ¦ -8 mons 47 hours -49 years ⇒ @ 49 years 8 mons -47 hours ago
    exi ¦ -33 mons -49 weeks 50 years 0.5 sec ¦ foo ⇒ ERR 22023 unit "foo" not recognized for type interval
    mkdate ¦ 0 ¦ 2 ¦ 0 ⇒ ERR 22008 date field value out of range: 0-02-00
    ext ¦ 01:04:28.5 ¦ milliseconds ⇒ 28500.000
    date ¦ 5624-5-7 ⇒ 5624-05-07
    ts+ ¦ 1973-04-27 12:33:46.000001 ¦ -37 days 00:00:01.000001 ⇒ 1973-03-21 12:33:47.000002
    ext ¦ 21:07:08 ¦ millennium ⇒ ERR 0A000 unit "millennium" not supported for type time without time zone
    ivneg ¦ 0 mons -20 weeks 0.5 sec ⇒ @ 140 days -0.5 secs
    ji ¦ 33 days -1.25 secs ⇒ @ 1 mon 2 days 23 hours 59 mins 58.75 secs
    mktime ¦ 6 ¦ 36 ¦ 60 ⇒ 06:37:00
    timetz ¦ 7:4 PM EST ⇒ 19:04:00-05
    t+ ¦ 09:20:58.999999 ¦ 27 weeks 0.5 sec ⇒ 09:20:59.499999
    agetz ¦ 1953-05-20 18:29:42.5 ¦ 2051-07-31 19:10:58.000001 ⇒ @ 98 years 2 mons 11 days 41 mins 15.500001 secs ago
    jh ¦ 31 days -45 mons -25 mins 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "31 days -45 mons -25 mins 00:00:01.000001"
    tsat ¦ 2028-07-31 01:04:28.5 ¦ EST5EDT ⇒ 2028-07-30 22:04:28.5-07
    ivdiv ¦ 38 hours 36 mins 3 mons 00:00:01.000001 ¦ -1.5 ⇒ ERR 22007 invalid input syntax for type interval: "38 hours 36 mins 3 mons 00:00:01.000001"
    ji ¦ -21 mons -15 weeks 00:00:01.000001 ⇒ @ 2 years 14 days 23 hours 59 mins 58.999999 secs ago
    ivdiv ¦ -19 days ¦ 1.333 ⇒ @ 14 days 6 hours 5 mins 7.876969 secs ago
    iv ¦ +4.553decade +4.622 m ago ⇒ @ 45 years 6 mons 4 mins 37.32 secs ago
    bin ¦ 1 day ¦ 4680-05-05 21:56:58.000001 ¦ 2079-01-15 11:25:14.999999 ⇒ 4680-05-05 11:25:14.999999
    tz+ ¦ 182381-06-16 13:30:20.123456 ¦ 26 years ⇒ 182407-06-16 13:30:20.123456-07
    timetz ¦ 1:31+:39.223306 EST ⇒ ERR 22007 invalid input syntax for type time with time zone: "1:31+:39.223306 EST"
    ext ¦ 12:40:43.5 ¦ julian ⇒ ERR 0A000 unit "julian" not supported for type time without time zone
    exts ¦ 2037-10-31 05:34:29 ¦ isoyear ⇒ 2037
    triv ¦ doy ¦ -33 days 00:00:01.000001 ⇒ ERR 22023 unit "doy" not recognized for type interval
    ivneg ¦ -46 mins 11 years -1.25 secs ⇒ @ 11 years -46 mins -1.25 secs ago
    time ¦ 2046 PM ⇒ ERR 22008 date/time field value out of range: "2046 PM"
    tz+ ¦ 3710-03-13 10:31:51 ¦ -16 mins 40 years -29 mons -1.25 secs ⇒ 3747-10-13 10:15:49.75-07
    ivmul ¦ 21 mons 0.5 sec ¦ 0.1 ⇒ @ 2 mons 3 days 0.05 secs
    iv- ¦ -12 mins 1 days -1.25 secs ¦ 32 mons ⇒ @ 2 years 8 mons -1 days 12 mins 1.25 secs ago
    iv ¦ 150dzay -0.5 week ⇒ ERR 22007 invalid input syntax for type interval: "150dzay -0.5 week"
    tsdiff ¦ 2088-05-23 12:28:37.5 ¦ 0478-07-13 08:58:28 ⇒ @ 587990 days 3 hours 30 mins 9.5 secs
    ji ¦ 20 hours 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "20 hours 00:00:01.000001"
    mkdate ¦ 759 ¦ 11 ¦ 9 ⇒ 0759-11-09
    exts ¦ 1967-10-09 20:24:19.000001 ¦ decade ⇒ 196
    ivmul ¦ 49 weeks -42 hours -1.25 secs ¦ 3 ⇒ @ 1029 days -126 hours -3.75 secs
    ivm ¦ -16 months ¦ 470351871 ⇒ @ 1 year 4 mons ago
    ivneg ¦ -12 years -4 hours 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "-12 years -4 hours 00:00:01.000001"
    exts ¦ 2075-12-24 12:34:57.5 ¦ MON ⇒ 12
    tstz ¦ Mo,n 1981-07-25 1m33218 MET DST ⇒ ERR 22007 invalid input syntax for type timestamp with time zone: "Mo,n 1981-07-25 1m33218 MET DST"
    tz+ ¦ 2088-05-23 12:28:37.5 ¦ -23 years 21 hours 0.5 sec ⇒ 2065-05-24 09:28:38-07
    time ¦ 5:07 am ⇒ 05:07:00
    ext ¦ 01:57:25 ¦ dow ⇒ ERR 0A000 unit "dow" not supported for type time without time zone
    ji ¦ 23 mons -8 mins ⇒ @ 1 year 10 mons 29 days 23 hours 52 mins
    ivmul ¦ 28 hours 0.5 sec ¦ 2 ⇒ @ 56 hours 1 sec
    jh ¦ 14 mins -32 years ⇒ @ 32 years -14 mins ago
    date ¦ 1920-nov-9T2:14 PM ⇒ ERR 22007 invalid input syntax for type date: "1920-nov-9T2:14 PM"
    iv+ ¦ -5 years 12 weeks 00:00:01.000001 ¦ -0 mons -38 years -0 mins 0.5 sec ⇒ @ 43 years -84 days -1.500001 secs ago
    timetz ¦ 11T54 ⇒ ERR 22007 invalid input syntax for type time with time zone: "11T54"
    mktime ¦ 17 ¦ 42 ¦ 7 ⇒ 17:42:07
    bin ¦ 0 ¦ 232854-03-13 06:16:02.000001 ¦ 1936-06-25 02:28:59.000001 ⇒ ERR 22008 stride must be greater than zero
    tz+ ¦ 2099-04-14 18:07:37 ¦ -5 mons 15 days ⇒ 2098-11-29 18:07:37-08
    tstz ¦ 061350 EST 1936-08-05 ⇒ ERR 22007 invalid input syntax for type timestamp with time zone: "061350 EST 1936-08-05"
    exi ¦ -36 weeks 0.5 sec ¦ foo ⇒ ERR 22023 unit "foo" not recognized for type interval
    triv ¦ isoyear ¦ -15 hours -13 mins 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "-15 hours -13 mins 00:00:01.000001"
    age ¦ 188418-07-31 09:05:36 ¦ 3012-11-05 00:29:55 ⇒ @ 185405 years 8 mons 26 days 8 hours 35 mins 41 secs
    jh ¦ -29 days 43 mons -36 mins 0.5 sec ⇒ @ 3 years 7 mons -29 days -35 mins -59.5 secs
    jh ¦ 48 mons 11 years -1.25 secs ⇒ @ 15 years -1.25 secs
    t+ ¦ 20:39:07 ¦ 35 weeks 0.5 sec ⇒ 20:39:07.5
    ddiff ¦ 1956-01-31 05:23:22.123456 ¦ 2004-09-30 02:04:29.000001 ⇒ -17775
    trts ¦ MON ¦ 2075-12-24 12:34:57.5 ⇒ 2075-12-01 00:00:00
    iv ¦ 5 ⇒ @ 5 secs
    date ¦ December 24 0050 AD ⇒ 0050-12-24
    extz ¦ 2037-10-31 05:34:29 ¦ isoyear ⇒ 2037
    timetz ¦ 0:101+02 ⇒ ERR 22008 date/time field value out of range: "0:101+02"
    timetz ¦ 5:7 am ⇒ 05:07:00-08
    tz+ ¦ 2065-05-15 07:44:17.999999 ¦ 5 hours 9 mons 0.5 sec ⇒ 2066-02-15 12:44:18.499999-08
    ts- ¦ 172768-02-01 19:10:14.123456 ¦ 15 years ⇒ 172753-02-01 19:10:14.123456
    mkdate ¦ 2388 ¦ 8 ¦ 10 ⇒ 2388-08-10
    ji ¦ -6 mons ⇒ @ 6 mons ago
    jd ¦ 37 weeks ⇒ @ 8 mons 19 days
    exts ¦ 9019-06-09 03:31:22.999999 ¦ century ⇒ 91
    ivmul ¦ 38 days 15 hours -17 mons 0.5 sec ¦ 0.5 ⇒ @ 8 mons -4 days -7 hours -30 mins -0.25 secs ago
    time ¦ 02:42:01janEST ⇒ ERR 22007 invalid input syntax for type time: "02:42:01janEST"
    tz+ ¦ 1931-07-31 00:22:25.000001 ¦ 20 hours 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "20 hours 00:00:01.000001"
    ivdiv ¦ -21 days -15 mons -42 weeks 00:00:01.000001 ¦ 0 ⇒ ERR 22012 division by zero
    trts ¦ epoch ¦ 5778-09-30 08:46:09.5 ⇒ ERR 22023 unit "epoch" not recognized for type timestamp without time zone
    ext ¦ 18:58:14.999999 ¦ decade ⇒ ERR 0A000 unit "decade" not supported for type time without time zone
    mktime ¦ 14 ¦ 54 ¦ 7 ⇒ 14:54:07
    mkdate ¦ 685 ¦ 10 ¦ 9 ⇒ 0685-10-09
    ivneg ¦ -44 days 00:00:01.000001 ⇒ @ 44 days -1.000001 secs
    attz ¦ infinity ¦ Pacific/Apia ⇒ infinity
    date ¦ 1167-02-12 BC 2:44:42.0993 ⇒ 1167-02-12 BC
    bin ¦ -1 hour ¦ 2018-05-31 06:07:42.123456 ¦ 1967-10-20 17:31:03 ⇒ ERR 22008 stride must be greater than zero
    exd ¦ -infinity ¦ MON ⇒ NULL
    tstz ¦ 10/25/94T02:36:58+00 ⇒ 1994-10-24 19:36:58-07
    jd ¦ 31 days -45 mons -25 mins 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "31 days -45 mons -25 mins 00:00:01.000001"
    bin ¦ 7 days ¦ 1965-02-15 08:40:08.999999 ¦ 1904-04-30 23:07:15.123456 ⇒ 1965-02-13 23:07:15.123456
    ji ¦ -15 years 0 days -8 mons 00:00:01.000001 ⇒ @ 15 years 7 mons 29 days 23 hours 59 mins 58.999999 secs ago
    mktime ¦ 0 ¦ 50 ¦ 0 ⇒ 00:50:00
    tsat ¦ 1923-04-30 04:19:15.5 ¦ PST8PDT ⇒ 1923-04-30 04:19:15.5-08
    agetz ¦ 1916-08-31 20:39:07 ¦ 1900-04-27 20:53:14 ⇒ @ 16 years 4 mons 3 days 23 hours 45 mins 53 secs
    iv+ ¦ -31 years 00:00:01.000001 ¦ -27 mins 18 days -1.25 secs ⇒ @ 31 years -18 days 27 mins 0.249999 secs ago
    bin ¦ 7 days ¦ 1258-11-01 23:07:00.000001 ¦ 2088-04-07 12:13:27.000001 ⇒ 1258-10-30 12:13:27.000001
    tsat ¦ 5778-09-30 08:46:09.5 ¦ Asia/Tehran ⇒ 5778-09-29 22:16:09.5-07
    iv- ¦ -5 years 12 weeks 00:00:01.000001 ¦ -0 mons -38 years -0 mins 0.5 sec ⇒ @ 33 years 84 days 0.500001 secs
    tsp ¦ 254044-12-19 00:43:42.999999 ¦ 6 ⇒ 254044-12-19 00:43:42.999999
    ivdiv ¦ 20 mons 26 days -1.25 secs ¦ 0.1 ⇒ @ 16 years 8 mons 260 days -12.5 secs
    ji ¦ 5 hours 9 mons 0.5 sec ⇒ @ 9 mons 5 hours 0.5 secs
    age ¦ 3710-03-13 10:31:51 ¦ 2009-12-31 19:25:01.5 ⇒ @ 1700 years 2 mons 12 days 15 hours 6 mins 49.5 secs
    ddiff ¦ 1916-08-31 20:39:07 ¦ 1900-04-27 20:53:14 ⇒ 5970
    exi ¦ -16 hours -37 days 00:00:01.000001 ¦ isoyear ⇒ ERR 22007 invalid input syntax for type interval: "-16 hours -37 days 00:00:01.000001"
    tsdiff ¦ 254044-12-19 00:43:42.999999 ¦ 2073-06-07 22:55:10 ⇒ @ 92030712 days 1 hour 48 mins 32.999999 secs
    tsat ¦ infinity ¦ Australia/Lord_Howe ⇒ infinity
    ts ¦ 2067-june-4 7:47PM PT8PDT ⇒ 2067-06-04 19:47:00
    ts+ ¦ 277420-07-26 02:17:58.999999 ¦ -15 hours -13 mins 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "-15 hours -13 mins 00:00:01.000001"
    ivcmp ¦ 0 mons -20 weeks 0.5 sec ¦ 33 years -10 mons ⇒ -1
    date ¦ jan 17, 0011 ⇒ 0011-01-17
    ext ¦ 01:02:03.5 ¦ foo ⇒ ERR 22023 unit "foo" not recognized for type time without time zone
    time ¦ 21:40:56Z ⇒ 21:40:56
    exd ¦ 1955-05-19 15:12:31 ¦ millennium ⇒ 2
    date ¦ 1/5-/19/64 ⇒ ERR 22007 invalid input syntax for type date: "1/5-/19/64"
    jh ¦ -4 hours 18 days 49 weeks 0.5 sec ⇒ @ 360 days 20 hours 0.5 secs
    t+ ¦ 06:36:27.000001 ¦ -22 years 0.5 sec ⇒ 06:36:27.500001
    extz ¦ -infinity ¦ dow ⇒ NULL
    ji ¦ 13 mons 45 weeks -48 hours -1.25 secs ⇒ @ 1 year 11 mons 12 days 23 hours 59 mins 58.75 secs
    ddiff ¦ 1966-07-08 10:24:49.999999 ¦ 1999-09-30 15:40:40.123456 ⇒ -12137
    tz+ ¦ 2018-05-31 06:07:42.123456 ¦ -21 days -15 mons -42 weeks 00:00:01.000001 ⇒ 2016-04-19 06:07:43.123457-07
    ivm ¦ @ 7.977 year 0.435 seconds 4msecs ¦ 268500991 ⇒ ERR 22007 invalid input syntax for type interval: "@ 7.977 year 0.435 seconds 4msecs"
    jd ¦ -11 years 0.5 sec ⇒ @ 11 years -0.5 secs ago
    ts- ¦ infinity ¦ 31 mons -1.25 secs ⇒ infinity
    ivdiv ¦ -10 hours 0.5 sec ¦ 0.1 ⇒ @ 99 hours 59 mins 55 secs ago
    extz ¦ 1931-07-31 00:22:25.000001 ¦ epoch ⇒ -1212507454.999999
    trts ¦ isodow ¦ 1964-12-31 23:26:42 ⇒ ERR 22023 unit "isodow" not recognized for type timestamp without time zone
    tsp ¦ 2005-03-13 21:03:48.123456 ¦ 1 ⇒ 2005-03-13 21:03:48.1
    jd ¦ 23 mons -8 mins ⇒ @ 1 year 11 mons -8 mins
    timetz ¦ 140210 PM ⇒ ERR 22008 date/time field value out of range: "140210 PM"
    tsdiff ¦ 2065-05-15 07:44:17.999999 ¦ 96635-02-28 16:43:49.123456 ⇒ @ 34540906 days 8 hours 59 mins 31.123457 secs ago
    mkdate ¦ 1577 ¦ 3 ¦ 24 ⇒ 1577-03-24
    jd ¦ 6 mons 5 days -1.25 secs ⇒ @ 6 mons 5 days -1.25 secs
    t+ ¦ 01:02:03.5 ¦ 33 weeks 0.5 sec ⇒ 01:02:04
    ts ¦ Tue, 11/18/2083 14:47:34.827043 PST8PDT ⇒ ERR 22007 invalid input syntax for type timestamp: "Tue, 11/18/2083 14:47:34.827043 PST8PDT"
    date ¦ 00010507 1:20 PM+16 ⇒ ERR 22009 time zone displacement out of range: "00010507 1:20 PM+16"
    attz ¦ 1916-09-30 12:37:21 ¦ Africa/Casablanca ⇒ 1916-09-30 20:37:21
    ivdiv ¦ 31 mons -1.25 secs ¦ 1e10 ⇒ @ 0
    ts- ¦ 2085-06-20 00:21:56.000001 ¦ 29 years -39 days ⇒ 2056-07-29 00:21:56.000001
    timetz ¦ 20:12:34 ⇒ 20:12:34-08
    ivmul ¦ 36 mins 0.5 sec ¦ 0.5 ⇒ @ 18 mins 0.25 secs
    ivdiv ¦ -35 weeks -8 hours -27 days ¦ 3 ⇒ @ 90 days 18 hours 40 mins ago
    iv- ¦ 0 mons -20 weeks 0.5 sec ¦ 33 years -10 mons ⇒ @ 32 years 2 mons 140 days -0.5 secs ago
    timetz ¦ 1132 P M ⇒ ERR 22007 invalid input syntax for type time with time zone: "1132 P M"
    triv ¦ day ¦ -10 hours 0.5 sec ⇒ @ 0
    jh ¦ 16 weeks -25 hours 6 days 0.5 sec ⇒ @ 116 days 23 hours 0.5 secs
    trtz ¦ doy ¦ 1953-05-20 18:29:42.5 ⇒ ERR 22023 unit "doy" not recognized for type timestamp with time zone
    mktime ¦ 18 ¦ 57 ¦ 7 ⇒ 18:57:07
    ts- ¦ 2051-01-31 09:20:58.999999 ¦ 27 weeks 0.5 sec ⇒ 2050-07-26 09:20:58.499999
    bin ¦ 15 min ¦ 7516-07-15 14:52:38.000001 ¦ 2018-04-30 08:46:47 ⇒ 7516-07-15 14:46:47
    timetz ¦ 0139 ⇒ 01:39:00-08
    iv+ ¦ 45 years 0.5 sec ¦ -25 weeks -18 hours -28 mins ⇒ @ 45 years -175 days -18 hours -27 mins -59.5 secs
    mkdate ¦ 0 ¦ 9 ¦ 13 ⇒ ERR 22008 date field value out of range: 0-09-13
    mktime ¦ 17 ¦ 29 ¦ 5.5 ⇒ 17:29:05.5
    timetz ¦ 005130 PM ⇒ 12:51:30-08
    trtz ¦ year ¦ 1956-01-31 05:23:22.123456 ⇒ 1956-01-01 00:00:00-08
    tstz ¦ 20560228/ 4:22:25.0605+0530 ⇒ ERR 22007 invalid input syntax for type timestamp with time zone: "20560228/ 4:22:25.0605+0530"
    ext ¦ 03:13:24.5 ¦ second ⇒ 24.500000
    iv ¦ 10 y -19m +3:37 ⇒ ERR 22007 invalid input syntax for type interval: "10 y -19m +3:37"
    trts ¦ timezone ¦ 1919-06-30 20:09:51.000001 ⇒ ERR 0A000 unit "timezone" not supported for type timestamp without time zone
    tsdiff ¦ 1967-10-09 20:24:19.000001 ¦ 1923-10-31 06:29:37.123456 ⇒ @ 16049 days 13 hours 54 mins 41.876545 secs
    ivdiv ¦ -5 mons 15 days ¦ -1.5 ⇒ @ 3 mons
    ddiff ¦ 2053-11-13 23:30:34 ¦ 2029-06-30 21:30:24.999999 ⇒ 8902
    tsat ¦ 254044-12-19 00:43:42.999999 ¦ <+03>-3 ⇒ 254044-12-18 13:43:42.999999-08
    mkdate ¦ 1102 ¦ 2 ¦ 9 ⇒ 1102-02-09
    ivneg ¦ -22 years 0.5 sec ⇒ @ 22 years -0.5 secs
    mktime ¦ 8 ¦ 36 ¦ 0 ⇒ 08:36:00
    trts ¦ timezone ¦ 2063-01-14 16:00:36 ⇒ ERR 0A000 unit "timezone" not supported for type timestamp without time zone
    jh ¦ 33 weeks 0.5 sec ⇒ @ 231 days 0.5 secs
    date ¦ 2087-9-8 04:00-08:00 ⇒ 2087-09-08
    tstz ¦ 04:25:10 europe/berlin 151966-09-16 ⇒ ERR 22007 invalid input syntax for type timestamp with time zone: "04:25:10 europe/berlin 151966-09-16"
    ddiff ¦ 7627-05-31 22:12:43 ¦ 2060-12-09 00:05:20.123456 ⇒ 2033112
    attz ¦ 188418-07-31 09:05:36 ¦ UTC ⇒ 188418-07-31 16:05:36
    extz ¦ 182381-06-16 13:30:20.123456 ¦ minute ⇒ 30
    date ¦ 20660126 ⇒ 2066-01-26
    triv ¦ doy ¦ -16 mins 40 years -29 mons -1.25 secs ⇒ ERR 22023 unit "doy" not recognized for type interval
    timetz ¦ 16Z0 ⇒ ERR 22007 invalid input syntax for type time with time zone: "16Z0"
    exts ¦ 1954-04-27 09:48:45.5 ¦ century ⇒ 20
    t+ ¦ 23:07:00.000001 ¦ -16 hours -37 days 00:00:01.000001 ⇒ ERR 22007 invalid input syntax for type interval: "-16 hours -37 days 00:00:01.000001"
    timetz ¦ 4:2T8 am ⇒ ERR 22007 invalid input syntax for type time with time zone: "4:2T8 am"
    timetz ¦ 8:29 am ⇒ 08:29:00-08
    mktime ¦ 9 ¦ 13 ¦ 60 ⇒ 09:14:00
    tstz ¦ 26-Feb-2083 6:05:35PM UTC ⇒ 2083-02-26 10:05:35-08
    date ¦ 11 sep 2030 ⇒ 2030-09-11
    time ¦ 10:28:17.607590 EST ⇒ 10:28:17.60759
    exi ¦ -11 years 0.5 sec ¦ foo ⇒ ERR 22023 unit "foo" not recognized for type interval
    tsdiff ¦ 277420-07-26 02:17:58.999999 ¦ 2067-03-20 00:45:24 ⇒ @ 100570746 days 1 hour 32 mins 34.999999 secs
    agetz ¦ 1988-09-30 06:36:27.000001 ¦ 2043-03-11 23:06:21 ⇒ @ 54 years 5 mons 11 days 16 hours 29 mins 53.999999 secs ago
    ts- ¦ 1314-07-24 01:25:03.999999 ¦ -18 days ⇒ 1314-08-11 01:25:03.999999
    exts ¦ 1985-10-01 21:33:27.999999 ¦ year ⇒ 1985
    ddiff ¦ 2011-03-26 13:08:14 BC ¦ 2021-01-27 07:31:35 ⇒ -1472235
    ts+ ¦ 1919-08-31 07:56:01.5 ¦ -26 years 00:00:01.000001 ⇒ 1893-08-31 07:56:02.500001
    ts ¦ -infinity ⇒ -infinity
    iv+ ¦ -33 mons -49 weeks 50 years 0.5 sec ¦ -48 mins 43 weeks 0.5 sec ⇒ @ 47 years 3 mons -42 days -47 mins -59 secs
    ddiff ¦ 1805-02-23 22:36:24.000001 ¦ 2032-03-13 22:10:23.000001 BC ⇒ 1401052
    age ¦ 7516-07-15 14:52:38.000001 ¦ 2018-04-30 08:46:47 ⇒ @ 5498 years 2 mons 15 days 6 hours 5 mins 51.000001 secs
    exi ¦ 15 years ¦ timezone_hour ⇒ ERR 0A000 unit "timezone_hour" not supported for type interval
    tz+ ¦ 2091-06-30 13:02:22.000001 ¦ 0 mons -20 weeks 0.5 sec ⇒ 2091-02-10 13:02:22.500001-08
    exts ¦ 138207-02-18 05:12:16.000001 ¦ secs ⇒ 16.000001
    mktime ¦ 12 ¦ 22 ¦ 5.5 ⇒ 12:22:05.5
    iv+ ¦ -27 hours 00:00:01.000001 ¦ 21 years -1.25 secs ⇒ ERR 22007 invalid input syntax for type interval: "-27 hours 00:00:01.000001"
    tstz ¦ 6005-11-2 14:01:34.2196229+02 ⇒ 6005-11-02 05:01:34.219623-07
    tstz ¦ 07/20/24 21:02+0530 ⇒ 2024-07-20 08:32:00-07
    iv- ¦ -46 mins 11 years -1.25 secs ¦ -23 years -23 hours 19 days -1.25 secs ⇒ @ 34 years -19 days 22 hours 14 mins
    iv+ ¦ -15 hours -13 mins 00:00:01.000001 ¦ -43 years 39 hours -48 mons -1.25 secs ⇒ ERR 22007 invalid input syntax for type interval: "-15 hours -13 mins 00:00:01.000001"
    ts+ ¦ 1921-06-05 16:31:45 ¦ 48 mons 11 years -1.25 secs ⇒ 1936-06-05 16:31:43.75
    trts ¦ milliseconds ¦ 1991-11-13 08:04:58 ⇒ 1991-11-13 08:04:58
    tstz ¦ 21-Jul-8770 01:26:49+02 ⇒ 8770-07-20 16:26:49-07
    ddiff ¦ 186713-09-27 21:25:09.999999 ¦ 2052-05-17 17:20:52 ⇒ 67446177
    time ¦ 172830+m0/2 ⇒ ERR 22007 invalid input syntax for type time: "172830+m0/2"
    age ¦ 5815-09-12 07:55:55.999999 ¦ 1971-04-30 13:20:09.000001 ⇒ @ 3844 years 4 mons 11 days 18 hours 35 mins 46.999998 secs
    agetz ¦ 2037-10-31 05:34:29 ¦ 125148-04-20 09:22:15.999999 ⇒ @ 123110 years 5 mons 20 days 3 hours 47 mins 46.999999 secs ago
    iv- ¦ 39 hours 00:00:01.000001 ¦ -12 weeks -3 days 0.5 sec ⇒ ERR 22007 invalid input syntax for type interval: "39 hours 00:00:01.000001"
    """#
