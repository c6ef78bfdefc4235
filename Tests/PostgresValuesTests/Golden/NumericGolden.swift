/// Numeric arithmetic, functions, casts and the text forms of the small scalar types.
/// One case a line: function ¦ arguments ⇒ answer. Taken from a PostgreSQL server.
let numericGolden = #"""
    minscale ¦ 1000000000.374 ⇒ 3
    ceil ¦ 15.836132060753e-2 ⇒ 1
    f4 ¦ -43.94e-6 ⇒ -4.394e-05
    bool ¦ 1e1.5 ⇒ ERR 22P02 invalid input syntax for type boolean: "1e1.5"
    agg ¦ var_samp ¦ 636 ⇒ NULL
    exp ¦ -4.123456 ⇒ 0.01618847030009791
    - ¦ 9000000000.55964421473601010397 ¦ 82025 ⇒ 8999917975.55964421473601010397
    minscale ¦ 55096919874108376960.570 ⇒ 2
    int2in ¦ \t3\n ⇒ 3
    log10 ¦ 241 ⇒ 2.3820170425748684
    i8 ¦ 1 ⇒ 1
    agg ¦ var_samp ¦ -173308477729.31245446 ¦ 4.32052765 ¦ -3515.05763992489052265334 ¦ 5567 ⇒ 7508957172607543663285.7391056592289080784209419478745951199556
    sqrt ¦ -0.10 ⇒ ERR 2201F cannot take square root of a negative number
    agg ¦ stddev_pop ¦ 8.20551693 ¦ 81621768.22 ⇒ 40810880.0072415350000000
    - ¦ 2.7 ¦ -5884.7213 ⇒ 5887.4213
    nf4 ¦ 8.57616 ⇒ 8.57616
    agg ¦ avg ¦ 29 ¦ 130.91402519 ⇒ 79.9570125950000000
    f4n ¦ 60199e-2 ⇒ 601.99
    f4n ¦ 53 ⇒ 53
    ceil ¦ 55096919874108376960.570 ⇒ 55096919874108376961
    sign ¦ 8.57616 ⇒ 1
    nf8 ¦ 311391206516.38650 ⇒ 311391206516.3865
    log ¦ 241 ¦ -1.808 ⇒ ERR 2201E cannot take logarithm of a negative number
    uuid ¦ \t3\n ⇒ ERR 22P02 invalid input syntax for type uuid: "\t3\n"
    power ¦ -0.123456 ¦ 17.5 ⇒ ERR 2201F a negative number raised to a non-integer power yields a complex result
    power ¦ -6.00001 ¦ -15 ⇒ -0.000000000002126769320877145
    f8 ¦ 00012 ⇒ 12
    power ¦ 8.25 ¦ 27.25 ⇒ 9405244672700801606876887.03
    abs ¦ 311391206516.38650 ⇒ 311391206516.38650
    ceil ¦ -5893556746074225874068736610006018719147.54189656421741652371 ⇒ -5893556746074225874068736610006018719147
    power ¦ 1527.68601758286243346975 ¦ -2 ⇒ 0.0000004284812207288681
    i8 ¦ 55096919874108376960.570 ⇒ ERR 22003 bigint out of range
    f4n ¦ 15.836132060753e-2 ⇒ 0.158361
    floor ¦ 5489380045261181416568735237409823484747 ⇒ 5489380045261181416568735237409823484747
    int4in ¦ NAN ⇒ ERR 22P02 invalid input syntax for type integer: "NAN"
    power ¦ -6.00001 ¦ -14.25 ⇒ ERR 2201F a negative number raised to a non-integer power yields a complex result
    agg ¦ stddev_pop ¦ -9999 ¦ 29245355e-17 ¦ 330102241272.38780384503391506942 ¦ 90000000000.93517 ¦ 51009 ⇒ 127882996662.8037744424821317314585264657052972677188
    agg ¦ var_samp ¦ -0 ¦ 8.587981993593 ¦ 148287367640.14702 ¦ -42.797047617367 ¦ 132649197461 ⇒ 5949970567592379461619.407486418778327345565431
    agg ¦ var_pop ¦ -983.39029529 ¦ 0774.3 ¦ 199999 ¦ 70 ¦ 45026.33139079e5 ⇒ 3243720844355451675.3098391841361895
    power ¦ 24.25 ¦ 1.5 ⇒ 119.41740084677777
    agg ¦ avg ¦ 8.20551693 ¦ 81621768.22 ⇒ 40810888.212758465000
    - ¦ 30080641e-9 ¦ 573559788026.57687 ⇒ -573559788026.546789359
    + ¦ -0.20349307 ¦ 60375 ⇒ 60374.79650693
    f4 ¦ 0.000 ⇒ 0
    / ¦ 8.57616 ¦ -77007 ⇒ -0.00011136857688262106
    agg ¦ stddev_pop ¦ 65.12445128356937643364 ¦ 1 ¦ NaN ¦ 99 ¦ 9 ⇒ NaN
    sqrt ¦ -88213.4 ⇒ ERR 2201F cannot take square root of a negative number
    gcd ¦ -99999.36554219 ¦ 134957779699.50715e5 ⇒ 0.00000001
    floor ¦ 2.5 ⇒ 2
    numtm ¦ 6.840388542143 ¦ 458758 ⇒ 6.84
    f8n ¦ 6e-14 ⇒ 0.00000000000006
    exp ¦ -25.00001 ⇒ 0.00000000001388780498621977
    log10 ¦ -Infinity ⇒ ERR 2201E cannot take logarithm of a negative number
    abs ¦ -759634490469.28 ⇒ 759634490469.28
    log ¦ -08597988.934094469294 ¦ 40901 ⇒ ERR 2201E cannot take logarithm of a negative number
    * ¦ -Infinity ¦ 480939203375 ⇒ -Infinity
    sqrt ¦ -90477583646751669020.996 ⇒ ERR 2201F cannot take square root of a negative number
    floor ¦ -82219540.78468 ⇒ -82219541
    f8n ¦ 15.836132060753e-2 ⇒ 0.15836132060753
    sqrt ¦ 53 ⇒ 7.280109889280518
    int4in ¦ 12. ⇒ ERR 22P02 invalid input syntax for type integer: "12."
    f8 ¦  12  ⇒ 12
    cmp ¦ 241 ¦ -1.808 ⇒ 1
    log ¦ 5044 ¦ 628 ⇒ 1.3233840188471405
    num ¦ NAN ⇒ NaN
    f4 ¦ 63176277.64523e10 ⇒ 6.3176275e+17
    sqrt ¦ -5893556746074225874068736610006018719147.54189656421741652371 ⇒ ERR 2201F cannot take square root of a negative number
    agg ¦ var_samp ¦ -3708.9 ¦ 89094321.174 ¦ -83.05636 ¦ 41.66432 ⇒ 1984505208067351.1565700505
    % ¦ -1839981549455753854400342748957356389980.58 ¦ 94549969.394700470140 ⇒ -41009573.170316702360
    num ¦ 5 ⇒ 5
    f8n ¦ 40112775e6 ⇒ 40112775000000
    numtm ¦ 6.077e20 ¦ 1638419 ⇒ ERR 22003 numeric field overflow DETAIL A field with precision 25, scale 15 must round to an absolute value less than 10^10.
    trunc ¦ 81363 ¦ 25 ⇒ 81363.0000000000000000000000000
    * ¦ 32398306278547749640 ¦ 0.00 ⇒ 0.00
    numtm ¦ -56461568.39926415 ¦ 589836 ⇒ ERR 22003 numeric field overflow DETAIL A field with precision 9, scale 8 must round to an absolute value less than 10^1.
    bytea ¦ \\08 ⇒ ERR 22P02 invalid input syntax for type bytea
    nf8 ¦ 32398306278547749640 ⇒ 3.239830627854775e+19
    exp ¦ 28 ⇒ 1446257064291.4752
    round ¦ -Infinity ¦ 11 ⇒ -Infinity
    f8n ¦ 6.077e20 ⇒ 607700000000000000000
    gcd ¦ -5893556746074225874068736610006018719147.54189656421741652371 ¦ 507371141716.10382 ⇒ 0.00000000000000000001
    sqrt ¦ 502108801958.7670 ⇒ 708596.36039057313
    power ¦ -99999.36554219 ¦ -11 ⇒ -0.0000000000000000000000000000000000000000000000000000001000069793015915
    trunc ¦ -99999.36554219 ¦ 9 ⇒ -99999.365542190
    i2 ¦ -5893556746074225874068736610006018719147.54189656421741652371 ⇒ ERR 22003 smallint out of range
    agg ¦ var_pop ¦ 19999999.41247584241781916368 ¦ 46167.953021378095 ¦ -85588812.28411e5 ¦ 1000000000.02736775893128428949 ¦ -810.4583 ⇒ 11721410255352296964814769.4971039783729979216140798913107290157985
    f8n ¦ 585233959146e27 ⇒ 585233959146000000000000000000000000000
    cmp ¦ 99999.823721602850 ¦ 29.32021446227122720962 ⇒ 1
    agg ¦ stddev_samp ¦ -999.8 ¦ 6.384444796255 ¦ -79 ¦ 5 ⇒ 490.259390276421810752099845
    power ¦ 25.123456 ¦ 7.5 ⇒ 31666156782.998362
    round ¦ 83661475432424960054.35 ¦ 8 ⇒ 83661475432424960054.35000000
    nf4 ¦ 32398306278547749640 ⇒ 3.2398306e+19
    gcd ¦ -4720018713036233621117179908609101898253 ¦ 96 ⇒ 1
    int2in ¦ + ⇒ ERR 22P02 invalid input syntax for type smallint: "+"
    f8 ¦ 6546586365805908588802063106809262976347.1 ⇒ 6.546586365805909e+39
    f8 ¦ 1000000000.2e-10 ⇒ 0.10000000002
    lcm ¦ 8.57616 ¦ -77007 ⇒ 1375884069.00000
    agg ¦ sum ¦ 07525515881877897225 ¦ 2237362804283952835610584271432918510229.20554 ⇒ 2237362804283952835618109787314796407454.20554
    - ¦ 32398306278547749640 ¦ 0.00 ⇒ 32398306278547749640.00
    f8 ¦ -8040e-11 ⇒ -8.04e-08
    f4 ¦ 40112775e6 ⇒ 4.0112776e+13
    sign ¦ 83661475432424960054.35 ⇒ 1
    round ¦ 6546586365805908588802063106809262976347.1 ¦ 19 ⇒ 6546586365805908588802063106809262976347.1000000000000000000
    + ¦ 4879976249552619292453959116255524090815.91127394693734535887 ¦ 54769042 ⇒ 4879976249552619292453959116255578859857.91127394693734535887
    agg ¦ sum ¦ -82134320908542908407.69 ⇒ -82134320908542908407.69
    minscale ¦ 311391206516.38650 ⇒ 4
    gcd ¦ -97433.58001729070417566649 ¦ 45296.23989 ⇒ 0.00000000000000000001
    div ¦ -222228743885 ¦ -6544442717862387077435915745047677722873 ⇒ 0
    log10 ¦ 5658133528300134587046226975507270631549.2 ⇒ 39.752673192311437
    f4 ¦ -68043226.72683341517288215558e14 ⇒ -6.8043226e+21
    % ¦ 585233959146 ¦ 36452473 ⇒ 25957604
    sqrt ¦ -8040e-11 ⇒ ERR 2201F cannot take square root of a negative number
    trunc ¦ 311391206516.38650 ¦ 21 ⇒ 311391206516.386500000000000000000
    nf8 ¦ -38608934443535484565.89601353377107960839e-3 ⇒ -3.860893444353549e+16
    agg ¦ avg ¦ -318955231736 ¦ -90 ⇒ -159477615913.00000000
    f8 ¦ -inf ⇒ -Infinity
    * ¦ -6628181063257748627468186758607549448512.6721 ¦ 3787.53741359 ⇒ -25104483761137469416007228505703523508067716.957973753839
    round ¦ 28.28 ¦ 0 ⇒ 28
    agg ¦ sum ¦ 636 ⇒ 636
    abs ¦ 9465.634196002233 ⇒ 9465.634196002233
    nf8 ¦ -5237005512401819252919891811043531647501 ⇒ -5.2370055124018193e+39
    num ¦ 5754596423210589592894633815106057595372.8 ⇒ 5754596423210589592894633815106057595372.8
    sqrt ¦ 9999999999.5 ⇒ 99999.99999750000
    f8 ¦ 62e0 ⇒ 62
    sqrt ¦ -68043226.72683341517288215558 ⇒ ERR 2201F cannot take square root of a negative number
    % ¦ 2.7 ¦ -5884.7213 ⇒ 2.7000
    i4 ¦ -1839981549455753854400342748957356389980.58 ⇒ ERR 22003 integer out of range
    nf8 ¦ 329412307175.19e15 ⇒ 3.2941230717519e+26
    nf8 ¦ 4879976249552619292453959116255524090815.91127394693734535887 ⇒ 4.8799762495526196e+39
    cmp ¦ -69695298048639175982 ¦ -58.69200970 ⇒ -1
    agg ¦ sum ¦ 81922.745e-6 ¦ 9171473021063277721715472979519684667245.5 ¦ -9 ¦ 5609661267922289441300382653224795370179.4440 ¦ 7.623 ⇒ 14781134288985567163015855632744480037423.648922745
    agg ¦ sum ¦ 11413986.7 ⇒ 11413986.7
    nf4 ¦ 944.3826 ⇒ 944.3826
    floor ¦ -759634490469.28 ⇒ -759634490470
    int8in ¦ 0.000 ⇒ ERR 22P02 invalid input syntax for type bigint: "0.000"
    sign ¦ -99999.36554219 ⇒ -1
    round ¦ -56461568.39926415 ¦ -3 ⇒ -56462000
    power ¦ -470.02243422 ¦ -6 ⇒ 0.00000000000000009274456655972293
    % ¦ 81363 ¦ 99999.37543 ⇒ 81363.00000
    f4 ¦ -470.02243422e-19 ⇒ -4.7002242e-17
    minscale ¦ -08597988.934094469294 ⇒ 12
    sqrt ¦ -43.94 ⇒ ERR 2201F cannot take square root of a negative number
    f8n ¦ 2.5 ⇒ 2.5
    sign ¦ 6.077e20 ⇒ 1
    cmp ¦ 5658133528300134587046226975507270631549.2 ¦ -90066.2 ⇒ 1
    ceil ¦ 5.8 ⇒ 6
    ceil ¦ 6546586365805908588802063106809262976347.1 ⇒ 6546586365805908588802063106809262976348
    power ¦ -2.123456 ¦ 14.00001 ⇒ ERR 2201F a negative number raised to a non-integer power yields a complex result
    minscale ¦ 6 ⇒ 0
    log ¦ 6.077e20 ¦ 59528.887 ⇒ 4.3528532450943784
    numtm ¦ -759634490469.28 ¦ 1179654 ⇒ -759634490469.28
    bool ¦ -32768 ⇒ ERR 22P02 invalid input syntax for type boolean: "-32768"
    - ¦ -10000000 ¦ 828.0437 ⇒ -10000828.0437
    power ¦ 2.7 ¦ -11 ⇒ 0.00001798865092451430
    f4n ¦ 74079003.75501483e-8 ⇒ 0.74079
    gcd ¦ 40112775 ¦ 908889056851.6213 ⇒ 0.0001
    agg ¦ stddev_samp ¦ 8416620111707824988135073554616856924025 ¦ 56991047 ⇒ 5951449155659680185533007937121606808815
    exp ¦ -10.5 ⇒ 0.00002753644934974716
    minscale ¦ 692 ⇒ 0
    % ¦ 329412307175.19e15 ¦ 79 ⇒ 18
    trim ¦ -5893556746074225874068736610006018719147.54189656421741652371 ⇒ -5893556746074225874068736610006018719147.54189656421741652371
    trim ¦ 61607249.53 ⇒ 61607249.53
    f8 ¦ 0113906276745418776179761757758202224759e-20 ⇒ 1.1390627674541878e+18
    lcm ¦ -222228743885 ¦ -6544442717862387077435915745047677722873 ⇒ 1454363284617893732506239782606639329790363923381605
    div ¦ 585233959146 ¦ 36452473 ⇒ 16054
    power ¦ -24.25 ¦ -13.123456 ⇒ ERR 2201F a negative number raised to a non-integer power yields a complex result
    f4 ¦ 2.5 ⇒ 2.5
    i2 ¦ 502108801958.7670 ⇒ ERR 22003 smallint out of range
    i4 ¦ 357369808907 ⇒ ERR 22003 integer out of range
    i4 ¦ 6885 ⇒ 6885
    agg ¦ var_pop ¦ 0.21217779 ⇒ 0
    nf4 ¦ 41974622395767193696.87528227240122847428 ⇒ 4.197462e+19
    agg ¦ var_pop ¦ 89908.861822029560 ¦ -100.80412340 ¦ 0 ⇒ 1798372617.690213429028258937287467
    abs ¦ 357369808907 ⇒ 357369808907
    trim ¦ -49440 ⇒ -49440
    power ¦ -14.5 ¦ -26.5 ⇒ ERR 2201F a negative number raised to a non-integer power yields a complex result
    ln ¦ -4 ⇒ ERR 2201E cannot take logarithm of a negative number
    f8 ¦ 1e131071 ⇒ ERR 22003 "1e131071" is out of range for type double precision
    int4in ¦ infinity ⇒ ERR 22P02 invalid input syntax for type integer: "infinity"
    agg ¦ stddev_pop ¦ -36 ¦ 38315267674281468454 ¦ -91553 ¦ 54266303 ¦ -8 ⇒ 15326107069707169911
    round ¦ 61607249.53 ¦ 0 ⇒ 61607250
    agg ¦ var_pop ¦ 1 ¦ -149e5 ¦ 79 ¦ 322503387852.755177442147 ¦ 77145819490268267205.377 ⇒ 952236392381717761926106875291865047185.834963397971756165115137
    agg ¦ var_pop ¦ -8 ¦ -20559 ⇒ 105585900.250000000000
    trunc ¦ 5 ¦ 19 ⇒ 5.0000000000000000000
    cmp ¦ -0.20349307 ¦ 60375 ⇒ -1
    agg ¦ var_samp ¦ 99999.6488 ¦ 5.1e-5 ¦ 94 ¦ 97716.17067564006264795331 ¦ -9710548146181574652806164350143052154007.66235494815156307621 ⇒ 18858949059862083226473591041969499989099135020267988158221385641861118761043790.5206357601706970266262213104970264467596
    num ¦ 1e200000 ⇒ ERR 22003 value overflows numeric format
    numtm ¦ 100.15 ¦ 1572892 ⇒ ERR 22003 numeric field overflow DETAIL A field with precision 24, scale 24 must round to an absolute value less than 1.
    round ¦ 40112775 ¦ -5 ⇒ 40100000
    agg ¦ sum ¦ 766.74 ¦ 1112.89546 ⇒ 1879.63546
    log10 ¦ 27652893179546903499 ⇒ 19.441740576008889
    nf4 ¦ -6628181063257748627468186758607549448512.6721 ⇒ ERR 22003 "-6628181063257748627468186758607549448512.6721" is out of range for type real
    trunc ¦ -Infinity ¦ 16 ⇒ -Infinity
    ln ¦ -90477583646751669020.996 ⇒ ERR 2201E cannot take logarithm of a negative number
    sqrt ¦ -1 ⇒ ERR 2201F cannot take square root of a negative number
    agg ¦ sum ¦ 04511876346376111958 ¦ -476.225 ¦ -02041817978183645320 ⇒ 2470058368192466161.775
    int2in ¦ 1e-46 ⇒ ERR 22P02 invalid input syntax for type smallint: "1e-46"
    log10 ¦ -222228743885 ⇒ ERR 2201E cannot take logarithm of a negative number
    num ¦ -inf ⇒ -Infinity
    num ¦ 585233959146 ⇒ 585233959146
    f4 ¦ inf ⇒ Infinity
    round ¦ 22254106198342166146.924 ¦ -10 ⇒ 22254106200000000000
    agg ¦ var_pop ¦ 7 ¦ -8.619 ¦ -371815576239 ¦ 19999999999.3 ⇒ 26925818203102196469578.515555
    trim ¦ 99999.823721602850 ⇒ 99999.82372160285
    agg ¦ avg ¦ 04511876346376111958 ¦ -476.225 ¦ -02041817978183645320 ⇒ 823352789397488720.592
    + ¦ 2.5 ¦ 3.083e-6 ⇒ 2.500003083
    int8in ¦ 1e+ ⇒ ERR 22P02 invalid input syntax for type bigint: "1e+"
    power ¦ 5.8 ¦ 10 ⇒ 43080420.689940582
    numtm ¦ -49440 ¦ 1900554 ⇒ -49440.000000
    % ¦ 63176277.64523 ¦ 413 ⇒ 80.64523
    nf8 ¦ -82219540.78468 ⇒ -82219540.78468
    abs ¦ -99999.36554219 ⇒ 99999.36554219
    i2 ¦ 5.8 ⇒ 6
    cmp ¦ 63176277.64523 ¦ 413 ⇒ 1
    f8n ¦ -93813.27e-28 ⇒ -0.000000000000000000000009381327
    / ¦ -6628181063257748627468186758607549448512.6721 ¦ 3787.53741359 ⇒ -1749997515397546277223700246798213291.44497780
    log10 ¦ 8.57616 ⇒ 0.9332928747821034
    f8 ¦ 55096919874108376960.570e24 ⇒ 5.509691987410837e+43
    cmp ¦ 5 ¦ 1493742469259050725549173631000292908793.63733 ⇒ -1
    * ¦ 41974622395767193696.87528227240122847428 ¦ 99078 ⇒ 4158761637727822017099009.21698496891477471384
    power ¦ 55096919874108376960.570 ¦ 0 ⇒ 1.0000000000000000
    nf4 ¦ -24.29 ⇒ -24.29
    f4 ¦ 1e-46 ⇒ ERR 22003 "1e-46" is out of range for type real
    floor ¦ -6628181063257748627468186758607549448512.6721 ⇒ -6628181063257748627468186758607549448513
    power ¦ 0 ¦ -26.123456 ⇒ ERR 2201F zero raised to a negative power is undefined
    sqrt ¦ -82219540.78468 ⇒ ERR 2201F cannot take square root of a negative number
    - ¦ -1 ¦ -4.94286 ⇒ 3.94286
    log ¦ -4 ¦ 36542600.29 ⇒ ERR 2201E cannot take logarithm of a negative number
    i4 ¦ -08597988.934094469294 ⇒ -8597989
    - ¦ -93813.27 ¦ -18832524 ⇒ 18738710.73
    round ¦ 3497726194224211968033309392349726337110 ¦ 23 ⇒ 3497726194224211968033309392349726337110.00000000000000000000000
    agg ¦ var_samp ¦ 38851.97824 ¦ 87653.188002487447 ¦ Infinity ¦ -7877.64402 ¦ 745881816865 ⇒ NaN
    gcd ¦ 62 ¦ -58.43 ⇒ 0.01
    abs ¦ -4 ⇒ 4
    ceil ¦ -22336154340244361127.7 ⇒ -22336154340244361127
    i8 ¦ 27652893179546903499 ⇒ ERR 22003 bigint out of range
    int4in ¦ +inf ⇒ ERR 22P02 invalid input syntax for type integer: "+inf"
    uuid ¦ 1e-400 ⇒ ERR 22P02 invalid input syntax for type uuid: "1e-400"
    int8in ¦ 4.9e-324 ⇒ ERR 22P02 invalid input syntax for type bigint: "4.9e-324"
    floor ¦ 40112775 ⇒ 40112775
    uuid ¦ a0eebc999c0b4ef8bb6d6bb9bd380a11 ⇒ a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
    minscale ¦ 74079003.75501483 ⇒ 8
    ceil ¦ 357369808907 ⇒ 357369808907
    nf8 ¦ 1527.68601758286243346975 ⇒ 1527.6860175828624
    f4 ¦ 5489380045261181416568735237409823484747 ⇒ ERR 22003 "5489380045261181416568735237409823484747" is out of range for type real
    agg ¦ stddev_pop ¦ 6634 ¦ -143.0353 ¦ 900000000.069 ¦ -80684838 ⇒ 402705863.64890690
    f8 ¦ 3.4e38 ⇒ 3.4e+38
    numtm ¦ 5489380045261181416568735237409823484747 ¦ 131076 ⇒ ERR 22003 numeric field overflow DETAIL A field with precision 2, scale 0 must round to an absolute value less than 10^2.
    ceil ¦ -99999.36554219 ⇒ -99999
    minscale ¦ -49440 ⇒ 0
    sqrt ¦ 5658133528300134587046226975507270631549.2 ⇒ 75220565860010216936.2
    i4 ¦ -222228743885 ⇒ ERR 22003 integer out of range
    log10 ¦ 40112775 ⇒ 7.603282707493978
    exp ¦ 13.123456 ⇒ 500546.60986259938
    int4in ¦ 1 2 ⇒ ERR 22P02 invalid input syntax for type integer: "1 2"
    f8n ¦ -8e16 ⇒ -80000000000000000
    ceil ¦ 502108801958.7670 ⇒ 502108801959
    sqrt ¦ -759634490469.28 ⇒ ERR 2201F cannot take square root of a negative number
    trunc ¦ 8.77 ¦ -11 ⇒ 0
    log10 ¦ 100000000000 ⇒ 11.000000000000000
    int8in ¦ NAN ⇒ ERR 22P02 invalid input syntax for type bigint: "NAN"
    f8 ¦ NAN ⇒ NaN
    f4 ¦ NAN ⇒ NaN
    bool ¦ NAN ⇒ ERR 22P02 invalid input syntax for type boolean: "NAN"
    uuid ¦ NAN ⇒ ERR 22P02 invalid input syntax for type uuid: "NAN"
    num ¦ +nan ⇒ ERR 22P02 invalid input syntax for type numeric: "+nan"
    int2in ¦ +nan ⇒ ERR 22P02 invalid input syntax for type smallint: "+nan"
    int4in ¦ +nan ⇒ ERR 22P02 invalid input syntax for type integer: "+nan"
    int8in ¦ +nan ⇒ ERR 22P02 invalid input syntax for type bigint: "+nan"
    f8 ¦ +nan ⇒ NaN
    f4 ¦ +nan ⇒ NaN
    bool ¦ +nan ⇒ ERR 22P02 invalid input syntax for type boolean: "+nan"
    uuid ¦ +nan ⇒ ERR 22P02 invalid input syntax for type uuid: "+nan"
    num ¦ -nan ⇒ ERR 22P02 invalid input syntax for type numeric: "-nan"
    int2in ¦ -nan ⇒ ERR 22P02 invalid input syntax for type smallint: "-nan"
    int4in ¦ -nan ⇒ ERR 22P02 invalid input syntax for type integer: "-nan"
    int8in ¦ -nan ⇒ ERR 22P02 invalid input syntax for type bigint: "-nan"
    f8 ¦ -nan ⇒ NaN
    f4 ¦ -nan ⇒ NaN
    bool ¦ -nan ⇒ ERR 22P02 invalid input syntax for type boolean: "-nan"
    uuid ¦ -nan ⇒ ERR 22P02 invalid input syntax for type uuid: "-nan"
    num ¦ inf ⇒ Infinity
    int2in ¦ inf ⇒ ERR 22P02 invalid input syntax for type smallint: "inf"
    int4in ¦ inf ⇒ ERR 22P02 invalid input syntax for type integer: "inf"
    int8in ¦ inf ⇒ ERR 22P02 invalid input syntax for type bigint: "inf"
    f8 ¦ inf ⇒ Infinity
    bool ¦ inf ⇒ ERR 22P02 invalid input syntax for type boolean: "inf"
    uuid ¦ inf ⇒ ERR 22P02 invalid input syntax for type uuid: "inf"
    num ¦ +inf ⇒ Infinity
    int2in ¦ +inf ⇒ ERR 22P02 invalid input syntax for type smallint: "+inf"
    int8in ¦ +inf ⇒ ERR 22P02 invalid input syntax for type bigint: "+inf"
    f8 ¦ +inf ⇒ Infinity
    f4 ¦ +inf ⇒ Infinity
    bool ¦ +inf ⇒ ERR 22P02 invalid input syntax for type boolean: "+inf"
    uuid ¦ +inf ⇒ ERR 22P02 invalid input syntax for type uuid: "+inf"
    int2in ¦ -inf ⇒ ERR 22P02 invalid input syntax for type smallint: "-inf"
    int4in ¦ -inf ⇒ ERR 22P02 invalid input syntax for type integer: "-inf"
    int8in ¦ -inf ⇒ ERR 22P02 invalid input syntax for type bigint: "-inf"
    f4 ¦ -inf ⇒ -Infinity
    bool ¦ -inf ⇒ ERR 22P02 invalid input syntax for type boolean: "-inf"
    uuid ¦ -inf ⇒ ERR 22P02 invalid input syntax for type uuid: "-inf"
    num ¦ infinity ⇒ Infinity
    int2in ¦ infinity ⇒ ERR 22P02 invalid input syntax for type smallint: "infinity"
    int8in ¦ infinity ⇒ ERR 22P02 invalid input syntax for type bigint: "infinity"
    f8 ¦ infinity ⇒ Infinity
    f4 ¦ infinity ⇒ Infinity
    bool ¦ infinity ⇒ ERR 22P02 invalid input syntax for type boolean: "infinity"
    uuid ¦ infinity ⇒ ERR 22P02 invalid input syntax for type uuid: "infinity"
    num ¦ infinit ⇒ ERR 22P02 invalid input syntax for type numeric: "infinit"
    int2in ¦ infinit ⇒ ERR 22P02 invalid input syntax for type smallint: "infinit"
    int4in ¦ infinit ⇒ ERR 22P02 invalid input syntax for type integer: "infinit"
    int8in ¦ infinit ⇒ ERR 22P02 invalid input syntax for type bigint: "infinit"
    f8 ¦ infinit ⇒ ERR 22P02 invalid input syntax for type double precision: "infinit"
    f4 ¦ infinit ⇒ ERR 22P02 invalid input syntax for type real: "infinit"
    bool ¦ infinit ⇒ ERR 22P02 invalid input syntax for type boolean: "infinit"
    uuid ¦ infinit ⇒ ERR 22P02 invalid input syntax for type uuid: "infinit"
    num ¦ 1..2 ⇒ ERR 22P02 invalid input syntax for type numeric: "1..2"
    int2in ¦ 1..2 ⇒ ERR 22P02 invalid input syntax for type smallint: "1..2"
    int4in ¦ 1..2 ⇒ ERR 22P02 invalid input syntax for type integer: "1..2"
    int8in ¦ 1..2 ⇒ ERR 22P02 invalid input syntax for type bigint: "1..2"
    f8 ¦ 1..2 ⇒ ERR 22P02 invalid input syntax for type double precision: "1..2"
    f4 ¦ 1..2 ⇒ ERR 22P02 invalid input syntax for type real: "1..2"
    bool ¦ 1..2 ⇒ ERR 22P02 invalid input syntax for type boolean: "1..2"
    uuid ¦ 1..2 ⇒ ERR 22P02 invalid input syntax for type uuid: "1..2"
    int2in ¦ 1e400 ⇒ ERR 22P02 invalid input syntax for type smallint: "1e400"
    int4in ¦ 1e400 ⇒ ERR 22P02 invalid input syntax for type integer: "1e400"
    int8in ¦ 1e400 ⇒ ERR 22P02 invalid input syntax for type bigint: "1e400"
    f8 ¦ 1e400 ⇒ ERR 22003 "1e400" is out of range for type double precision
    f4 ¦ 1e400 ⇒ ERR 22003 "1e400" is out of range for type real
    bool ¦ 1e400 ⇒ ERR 22P02 invalid input syntax for type boolean: "1e400"
    uuid ¦ 1e400 ⇒ ERR 22P02 invalid input syntax for type uuid: "1e400"
    int2in ¦ 1e-400 ⇒ ERR 22P02 invalid input syntax for type smallint: "1e-400"
    int4in ¦ 1e-400 ⇒ ERR 22P02 invalid input syntax for type integer: "1e-400"
    int8in ¦ 1e-400 ⇒ ERR 22P02 invalid input syntax for type bigint: "1e-400"
    f8 ¦ 1e-400 ⇒ ERR 22003 "1e-400" is out of range for type double precision
    f4 ¦ 1e-400 ⇒ ERR 22003 "1e-400" is out of range for type real
    bool ¦ 1e-400 ⇒ ERR 22P02 invalid input syntax for type boolean: "1e-400"
    num ¦ 1e-17000 ⇒ ERR 22003 value overflows numeric format
    int2in ¦ 1e-17000 ⇒ ERR 22P02 invalid input syntax for type smallint: "1e-17000"
    int4in ¦ 1e-17000 ⇒ ERR 22P02 invalid input syntax for type integer: "1e-17000"
    int8in ¦ 1e-17000 ⇒ ERR 22P02 invalid input syntax for type bigint: "1e-17000"
    f8 ¦ 1e-17000 ⇒ ERR 22003 "1e-17000" is out of range for type double precision
    f4 ¦ 1e-17000 ⇒ ERR 22003 "1e-17000" is out of range for type real
    bool ¦ 1e-17000 ⇒ ERR 22P02 invalid input syntax for type boolean: "1e-17000"
    uuid ¦ 1e-17000 ⇒ ERR 22P02 invalid input syntax for type uuid: "1e-17000"
    int2in ¦ 1e131071 ⇒ ERR 22P02 invalid input syntax for type smallint: "1e131071"
    int4in ¦ 1e131071 ⇒ ERR 22P02 invalid input syntax for type integer: "1e131071"
    int8in ¦ 1e131071 ⇒ ERR 22P02 invalid input syntax for type bigint: "1e131071"
    f4 ¦ 1e131071 ⇒ ERR 22003 "1e131071" is out of range for type real
    bool ¦ 1e131071 ⇒ ERR 22P02 invalid input syntax for type boolean: "1e131071"
    uuid ¦ 1e131071 ⇒ ERR 22P02 invalid input syntax for type uuid: "1e131071"
    num ¦ 1e131072 ⇒ ERR 22003 value overflows numeric format
    int2in ¦ 1e131072 ⇒ ERR 22P02 invalid input syntax for type smallint: "1e131072"
    int4in ¦ 1e131072 ⇒ ERR 22P02 invalid input syntax for type integer: "1e131072"
    int8in ¦ 1e131072 ⇒ ERR 22P02 invalid input syntax for type bigint: "1e131072"
    f8 ¦ 1e131072 ⇒ ERR 22003 "1e131072" is out of range for type double precision
    f4 ¦ 1e131072 ⇒ ERR 22003 "1e131072" is out of range for type real
    bool ¦ 1e131072 ⇒ ERR 22P02 invalid input syntax for type boolean: "1e131072"
    uuid ¦ 1e131072 ⇒ ERR 22P02 invalid input syntax for type uuid: "1e131072"
    int2in ¦ 1e200000 ⇒ ERR 22P02 invalid input syntax for type smallint: "1e200000"
    int4in ¦ 1e200000 ⇒ ERR 22P02 invalid input syntax for type integer: "1e200000"
    int8in ¦ 1e200000 ⇒ ERR 22P02 invalid input syntax for type bigint: "1e200000"
    f8 ¦ 1e200000 ⇒ ERR 22003 "1e200000" is out of range for type double precision
    f4 ¦ 1e200000 ⇒ ERR 22003 "1e200000" is out of range for type real
    bool ¦ 1e200000 ⇒ ERR 22P02 invalid input syntax for type boolean: "1e200000"
    uuid ¦ 1e200000 ⇒ ERR 22P02 invalid input syntax for type uuid: "1e200000"
    num ¦ 12e1000000000 ⇒ ERR 22003 value overflows numeric format
    int2in ¦ 12e1000000000 ⇒ ERR 22P02 invalid input syntax for type smallint: "12e1000000000"
    int4in ¦ 12e1000000000 ⇒ ERR 22P02 invalid input syntax for type integer: "12e1000000000"
    int8in ¦ 12e1000000000 ⇒ ERR 22P02 invalid input syntax for type bigint: "12e1000000000"
    f8 ¦ 12e1000000000 ⇒ ERR 22003 "12e1000000000" is out of range for type double precision
    f4 ¦ 12e1000000000 ⇒ ERR 22003 "12e1000000000" is out of range for type real
    bool ¦ 12e1000000000 ⇒ ERR 22P02 invalid input syntax for type boolean: "12e1000000000"
    uuid ¦ 12e1000000000 ⇒ ERR 22P02 invalid input syntax for type uuid: "12e1000000000"
    num ¦ 1e99999999999 ⇒ ERR 22003 value overflows numeric format
    int2in ¦ 1e99999999999 ⇒ ERR 22P02 invalid input syntax for type smallint: "1e99999999999"
    int4in ¦ 1e99999999999 ⇒ ERR 22P02 invalid input syntax for type integer: "1e99999999999"
    int8in ¦ 1e99999999999 ⇒ ERR 22P02 invalid input syntax for type bigint: "1e99999999999"
    f8 ¦ 1e99999999999 ⇒ ERR 22003 "1e99999999999" is out of range for type double precision
    f4 ¦ 1e99999999999 ⇒ ERR 22003 "1e99999999999" is out of range for type real
    bool ¦ 1e99999999999 ⇒ ERR 22P02 invalid input syntax for type boolean: "1e99999999999"
    uuid ¦ 1e99999999999 ⇒ ERR 22P02 invalid input syntax for type uuid: "1e99999999999"
    num ¦ abc ⇒ ERR 22P02 invalid input syntax for type numeric: "abc"
    int2in ¦ abc ⇒ ERR 22P02 invalid input syntax for type smallint: "abc"
    int4in ¦ abc ⇒ ERR 22P02 invalid input syntax for type integer: "abc"
    int8in ¦ abc ⇒ ERR 22P02 invalid input syntax for type bigint: "abc"
    f8 ¦ abc ⇒ ERR 22P02 invalid input syntax for type double precision: "abc"
    f4 ¦ abc ⇒ ERR 22P02 invalid input syntax for type real: "abc"
    bool ¦ abc ⇒ ERR 22P02 invalid input syntax for type boolean: "abc"
    uuid ¦ abc ⇒ ERR 22P02 invalid input syntax for type uuid: "abc"
    f8 ¦ 0x10 ⇒ 16
    f4 ¦ 0x10 ⇒ 16
    bool ¦ 0x10 ⇒ ERR 22P02 invalid input syntax for type boolean: "0x10"
    uuid ¦ 0x10 ⇒ ERR 22P02 invalid input syntax for type uuid: "0x10"
    f8 ¦ 1_000 ⇒ ERR 22P02 invalid input syntax for type double precision: "1_000"
    f4 ¦ 1_000 ⇒ ERR 22P02 invalid input syntax for type real: "1_000"
    bool ¦ 1_000 ⇒ ERR 22P02 invalid input syntax for type boolean: "1_000"
    uuid ¦ 1_000 ⇒ ERR 22P02 invalid input syntax for type uuid: "1_000"
    num ¦ 1e1.5 ⇒ ERR 22P02 invalid input syntax for type numeric: "1e1.5"
    int2in ¦ 1e1.5 ⇒ ERR 22P02 invalid input syntax for type smallint: "1e1.5"
    int4in ¦ 1e1.5 ⇒ ERR 22P02 invalid input syntax for type integer: "1e1.5"
    int8in ¦ 1e1.5 ⇒ ERR 22P02 invalid input syntax for type bigint: "1e1.5"
    f8 ¦ 1e1.5 ⇒ ERR 22P02 invalid input syntax for type double precision: "1e1.5"
    f4 ¦ 1e1.5 ⇒ ERR 22P02 invalid input syntax for type real: "1e1.5"
    uuid ¦ 1e1.5 ⇒ ERR 22P02 invalid input syntax for type uuid: "1e1.5"
    num ¦ --1 ⇒ ERR 22P02 invalid input syntax for type numeric: "--1"
    int2in ¦ --1 ⇒ ERR 22P02 invalid input syntax for type smallint: "--1"
    int4in ¦ --1 ⇒ ERR 22P02 invalid input syntax for type integer: "--1"
    int8in ¦ --1 ⇒ ERR 22P02 invalid input syntax for type bigint: "--1"
    f8 ¦ --1 ⇒ ERR 22P02 invalid input syntax for type double precision: "--1"
    f4 ¦ --1 ⇒ ERR 22P02 invalid input syntax for type real: "--1"
    bool ¦ --1 ⇒ ERR 22P02 invalid input syntax for type boolean: "--1"
    uuid ¦ --1 ⇒ ERR 22P02 invalid input syntax for type uuid: "--1"
    num ¦ 00012 ⇒ 12
    int2in ¦ 00012 ⇒ 12
    int4in ¦ 00012 ⇒ 12
    int8in ¦ 00012 ⇒ 12
    f4 ¦ 00012 ⇒ 12
    bool ¦ 00012 ⇒ ERR 22P02 invalid input syntax for type boolean: "00012"
    uuid ¦ 00012 ⇒ ERR 22P02 invalid input syntax for type uuid: "00012"
    num ¦ 0.000 ⇒ 0.000
    int2in ¦ 0.000 ⇒ ERR 22P02 invalid input syntax for type smallint: "0.000"
    int4in ¦ 0.000 ⇒ ERR 22P02 invalid input syntax for type integer: "0.000"
    f8 ¦ 0.000 ⇒ 0
    bool ¦ 0.000 ⇒ ERR 22P02 invalid input syntax for type boolean: "0.000"
    uuid ¦ 0.000 ⇒ ERR 22P02 invalid input syntax for type uuid: "0.000"
    num ¦ 12. ⇒ 12
    int2in ¦ 12. ⇒ ERR 22P02 invalid input syntax for type smallint: "12."
    int8in ¦ 12. ⇒ ERR 22P02 invalid input syntax for type bigint: "12."
    f8 ¦ 12. ⇒ 12
    f4 ¦ 12. ⇒ 12
    bool ¦ 12. ⇒ ERR 22P02 invalid input syntax for type boolean: "12."
    uuid ¦ 12. ⇒ ERR 22P02 invalid input syntax for type uuid: "12."
    num ¦ \t3\n ⇒ 3
    int4in ¦ \t3\n ⇒ 3
    int8in ¦ \t3\n ⇒ 3
    f8 ¦ \t3\n ⇒ 3
    f4 ¦ \t3\n ⇒ 3
    bool ¦ \t3\n ⇒ ERR 22P02 invalid input syntax for type boolean: "\t3\n"
    num ¦ 3.0 ⇒ 3.0
    int2in ¦ 3.0 ⇒ ERR 22P02 invalid input syntax for type smallint: "3.0"
    int4in ¦ 3.0 ⇒ ERR 22P02 invalid input syntax for type integer: "3.0"
    int8in ¦ 3.0 ⇒ ERR 22P02 invalid input syntax for type bigint: "3.0"
    f8 ¦ 3.0 ⇒ 3
    f4 ¦ 3.0 ⇒ 3
    bool ¦ 3.0 ⇒ ERR 22P02 invalid input syntax for type boolean: "3.0"
    uuid ¦ 3.0 ⇒ ERR 22P02 invalid input syntax for type uuid: "3.0"
    num ¦ 99999999999 ⇒ 99999999999
    int2in ¦ 99999999999 ⇒ ERR 22003 value "99999999999" is out of range for type smallint
    int4in ¦ 99999999999 ⇒ ERR 22003 value "99999999999" is out of range for type integer
    int8in ¦ 99999999999 ⇒ 99999999999
    f8 ¦ 99999999999 ⇒ 99999999999
    f4 ¦ 99999999999 ⇒ 1e+11
    bool ¦ 99999999999 ⇒ ERR 22P02 invalid input syntax for type boolean: "99999999999"
    uuid ¦ 99999999999 ⇒ ERR 22P02 invalid input syntax for type uuid: "99999999999"
    num ¦ 9223372036854775807 ⇒ 9223372036854775807
    int2in ¦ 9223372036854775807 ⇒ ERR 22003 value "9223372036854775807" is out of range for type smallint
    int4in ¦ 9223372036854775807 ⇒ ERR 22003 value "9223372036854775807" is out of range for type integer
    int8in ¦ 9223372036854775807 ⇒ 9223372036854775807
    f8 ¦ 9223372036854775807 ⇒ 9.223372036854776e+18
    f4 ¦ 9223372036854775807 ⇒ 9.223372e+18
    bool ¦ 9223372036854775807 ⇒ ERR 22P02 invalid input syntax for type boolean: "9223372036854775807"
    uuid ¦ 9223372036854775807 ⇒ ERR 22P02 invalid input syntax for type uuid: "9223372036854775807"
    num ¦ 9223372036854775808 ⇒ 9223372036854775808
    int2in ¦ 9223372036854775808 ⇒ ERR 22003 value "9223372036854775808" is out of range for type smallint
    int4in ¦ 9223372036854775808 ⇒ ERR 22003 value "9223372036854775808" is out of range for type integer
    int8in ¦ 9223372036854775808 ⇒ ERR 22003 value "9223372036854775808" is out of range for type bigint
    f8 ¦ 9223372036854775808 ⇒ 9.223372036854776e+18
    f4 ¦ 9223372036854775808 ⇒ 9.223372e+18
    bool ¦ 9223372036854775808 ⇒ ERR 22P02 invalid input syntax for type boolean: "9223372036854775808"
    uuid ¦ 9223372036854775808 ⇒ ERR 22P02 invalid input syntax for type uuid: "9223372036854775808"
    num ¦ -9223372036854775808 ⇒ -9223372036854775808
    int2in ¦ -9223372036854775808 ⇒ ERR 22003 value "-9223372036854775808" is out of range for type smallint
    int4in ¦ -9223372036854775808 ⇒ ERR 22003 value "-9223372036854775808" is out of range for type integer
    int8in ¦ -9223372036854775808 ⇒ -9223372036854775808
    f8 ¦ -9223372036854775808 ⇒ -9.223372036854776e+18
    f4 ¦ -9223372036854775808 ⇒ -9.223372e+18
    bool ¦ -9223372036854775808 ⇒ ERR 22P02 invalid input syntax for type boolean: "-9223372036854775808"
    uuid ¦ -9223372036854775808 ⇒ ERR 22P02 invalid input syntax for type uuid: "-9223372036854775808"
    num ¦ 32767 ⇒ 32767
    int2in ¦ 32767 ⇒ 32767
    int4in ¦ 32767 ⇒ 32767
    int8in ¦ 32767 ⇒ 32767
    f8 ¦ 32767 ⇒ 32767
    f4 ¦ 32767 ⇒ 32767
    bool ¦ 32767 ⇒ ERR 22P02 invalid input syntax for type boolean: "32767"
    uuid ¦ 32767 ⇒ ERR 22P02 invalid input syntax for type uuid: "32767"
    num ¦ 32768 ⇒ 32768
    int2in ¦ 32768 ⇒ ERR 22003 value "32768" is out of range for type smallint
    int4in ¦ 32768 ⇒ 32768
    int8in ¦ 32768 ⇒ 32768
    f8 ¦ 32768 ⇒ 32768
    f4 ¦ 32768 ⇒ 32768
    bool ¦ 32768 ⇒ ERR 22P02 invalid input syntax for type boolean: "32768"
    uuid ¦ 32768 ⇒ ERR 22P02 invalid input syntax for type uuid: "32768"
    num ¦ -32768 ⇒ -32768
    int2in ¦ -32768 ⇒ -32768
    int4in ¦ -32768 ⇒ -32768
    int8in ¦ -32768 ⇒ -32768
    f8 ¦ -32768 ⇒ -32768
    f4 ¦ -32768 ⇒ -32768
    uuid ¦ -32768 ⇒ ERR 22P02 invalid input syntax for type uuid: "-32768"
    num ¦ -32769 ⇒ -32769
    int2in ¦ -32769 ⇒ ERR 22003 value "-32769" is out of range for type smallint
    int4in ¦ -32769 ⇒ -32769
    int8in ¦ -32769 ⇒ -32769
    f8 ¦ -32769 ⇒ -32769
    f4 ¦ -32769 ⇒ -32769
    bool ¦ -32769 ⇒ ERR 22P02 invalid input syntax for type boolean: "-32769"
    uuid ¦ -32769 ⇒ ERR 22P02 invalid input syntax for type uuid: "-32769"
    num ¦ 2147483648 ⇒ 2147483648
    int2in ¦ 2147483648 ⇒ ERR 22003 value "2147483648" is out of range for type smallint
    int4in ¦ 2147483648 ⇒ ERR 22003 value "2147483648" is out of range for type integer
    int8in ¦ 2147483648 ⇒ 2147483648
    f8 ¦ 2147483648 ⇒ 2147483648
    f4 ¦ 2147483648 ⇒ 2.1474836e+09
    bool ¦ 2147483648 ⇒ ERR 22P02 invalid input syntax for type boolean: "2147483648"
    uuid ¦ 2147483648 ⇒ ERR 22P02 invalid input syntax for type uuid: "2147483648"
    num ¦ -2147483649 ⇒ -2147483649
    int2in ¦ -2147483649 ⇒ ERR 22003 value "-2147483649" is out of range for type smallint
    int4in ¦ -2147483649 ⇒ ERR 22003 value "-2147483649" is out of range for type integer
    int8in ¦ -2147483649 ⇒ -2147483649
    f8 ¦ -2147483649 ⇒ -2147483649
    f4 ¦ -2147483649 ⇒ -2.1474836e+09
    bool ¦ -2147483649 ⇒ ERR 22P02 invalid input syntax for type boolean: "-2147483649"
    uuid ¦ -2147483649 ⇒ ERR 22P02 invalid input syntax for type uuid: "-2147483649"
    num ¦ 1e-46 ⇒ 0.0000000000000000000000000000000000000000000001
    int4in ¦ 1e-46 ⇒ ERR 22P02 invalid input syntax for type integer: "1e-46"
    int8in ¦ 1e-46 ⇒ ERR 22P02 invalid input syntax for type bigint: "1e-46"
    f8 ¦ 1e-46 ⇒ 1e-46
    bool ¦ 1e-46 ⇒ ERR 22P02 invalid input syntax for type boolean: "1e-46"
    uuid ¦ 1e-46 ⇒ ERR 22P02 invalid input syntax for type uuid: "1e-46"
    num ¦ 1e-45 ⇒ 0.000000000000000000000000000000000000000000001
    int2in ¦ 1e-45 ⇒ ERR 22P02 invalid input syntax for type smallint: "1e-45"
    int4in ¦ 1e-45 ⇒ ERR 22P02 invalid input syntax for type integer: "1e-45"
    int8in ¦ 1e-45 ⇒ ERR 22P02 invalid input syntax for type bigint: "1e-45"
    f8 ¦ 1e-45 ⇒ 1e-45
    f4 ¦ 1e-45 ⇒ 1e-45
    bool ¦ 1e-45 ⇒ ERR 22P02 invalid input syntax for type boolean: "1e-45"
    uuid ¦ 1e-45 ⇒ ERR 22P02 invalid input syntax for type uuid: "1e-45"
    num ¦ 3.4e38 ⇒ 340000000000000000000000000000000000000
    int2in ¦ 3.4e38 ⇒ ERR 22P02 invalid input syntax for type smallint: "3.4e38"
    int4in ¦ 3.4e38 ⇒ ERR 22P02 invalid input syntax for type integer: "3.4e38"
    int8in ¦ 3.4e38 ⇒ ERR 22P02 invalid input syntax for type bigint: "3.4e38"
    f4 ¦ 3.4e38 ⇒ 3.4e+38
    bool ¦ 3.4e38 ⇒ ERR 22P02 invalid input syntax for type boolean: "3.4e38"
    uuid ¦ 3.4e38 ⇒ ERR 22P02 invalid input syntax for type uuid: "3.4e38"
    num ¦ 3.5e38 ⇒ 350000000000000000000000000000000000000
    int2in ¦ 3.5e38 ⇒ ERR 22P02 invalid input syntax for type smallint: "3.5e38"
    int4in ¦ 3.5e38 ⇒ ERR 22P02 invalid input syntax for type integer: "3.5e38"
    int8in ¦ 3.5e38 ⇒ ERR 22P02 invalid input syntax for type bigint: "3.5e38"
    f8 ¦ 3.5e38 ⇒ 3.5e+38
    f4 ¦ 3.5e38 ⇒ ERR 22003 "3.5e38" is out of range for type real
    bool ¦ 3.5e38 ⇒ ERR 22P02 invalid input syntax for type boolean: "3.5e38"
    uuid ¦ 3.5e38 ⇒ ERR 22P02 invalid input syntax for type uuid: "3.5e38"
    int2in ¦ 1e308 ⇒ ERR 22P02 invalid input syntax for type smallint: "1e308"
    int4in ¦ 1e308 ⇒ ERR 22P02 invalid input syntax for type integer: "1e308"
    int8in ¦ 1e308 ⇒ ERR 22P02 invalid input syntax for type bigint: "1e308"
    f8 ¦ 1e308 ⇒ 1e+308
    f4 ¦ 1e308 ⇒ ERR 22003 "1e308" is out of range for type real
    bool ¦ 1e308 ⇒ ERR 22P02 invalid input syntax for type boolean: "1e308"
    uuid ¦ 1e308 ⇒ ERR 22P02 invalid input syntax for type uuid: "1e308"
    int2in ¦ 1.8e308 ⇒ ERR 22P02 invalid input syntax for type smallint: "1.8e308"
    int4in ¦ 1.8e308 ⇒ ERR 22P02 invalid input syntax for type integer: "1.8e308"
    int8in ¦ 1.8e308 ⇒ ERR 22P02 invalid input syntax for type bigint: "1.8e308"
    f8 ¦ 1.8e308 ⇒ ERR 22003 "1.8e308" is out of range for type double precision
    f4 ¦ 1.8e308 ⇒ ERR 22003 "1.8e308" is out of range for type real
    bool ¦ 1.8e308 ⇒ ERR 22P02 invalid input syntax for type boolean: "1.8e308"
    uuid ¦ 1.8e308 ⇒ ERR 22P02 invalid input syntax for type uuid: "1.8e308"
    int2in ¦ 4.9e-324 ⇒ ERR 22P02 invalid input syntax for type smallint: "4.9e-324"
    int4in ¦ 4.9e-324 ⇒ ERR 22P02 invalid input syntax for type integer: "4.9e-324"
    f8 ¦ 4.9e-324 ⇒ 5e-324
    f4 ¦ 4.9e-324 ⇒ ERR 22003 "4.9e-324" is out of range for type real
    bool ¦ 4.9e-324 ⇒ ERR 22P02 invalid input syntax for type boolean: "4.9e-324"
    uuid ¦ 4.9e-324 ⇒ ERR 22P02 invalid input syntax for type uuid: "4.9e-324"
    int2in ¦ 2e-324 ⇒ ERR 22P02 invalid input syntax for type smallint: "2e-324"
    int4in ¦ 2e-324 ⇒ ERR 22P02 invalid input syntax for type integer: "2e-324"
    int8in ¦ 2e-324 ⇒ ERR 22P02 invalid input syntax for type bigint: "2e-324"
    f8 ¦ 2e-324 ⇒ ERR 22003 "2e-324" is out of range for type double precision
    f4 ¦ 2e-324 ⇒ ERR 22003 "2e-324" is out of range for type real
    bool ¦ 2e-324 ⇒ ERR 22P02 invalid input syntax for type boolean: "2e-324"
    uuid ¦ 2e-324 ⇒ ERR 22P02 invalid input syntax for type uuid: "2e-324"
    bool ¦ t ⇒ true
    bool ¦ T ⇒ true
    bool ¦ tr ⇒ true
    bool ¦ true ⇒ true
    bool ¦ truex ⇒ ERR 22P02 invalid input syntax for type boolean: "truex"
    bool ¦ y ⇒ true
    bool ¦ yes ⇒ true
    bool ¦ no ⇒ false
    bool ¦ n ⇒ false
    bool ¦ on ⇒ true
    bool ¦ of ⇒ false
    bool ¦ off ⇒ false
    bool ¦ o ⇒ ERR 22P02 invalid input syntax for type boolean: "o"
    bool ¦ 1 ⇒ true
    bool ¦ 0 ⇒ false
    bool ¦ f ⇒ false
    bool ¦ fals ⇒ false
    bool ¦  true  ⇒ true
    bool ¦ 2 ⇒ ERR 22P02 invalid input syntax for type boolean: "2"
    uuid ¦ A0EEBC999C0B4EF8BB6D6BB9BD380A11 ⇒ a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
    uuid ¦ {a0eebc999c0b4ef8bb6d6bb9bd380a11} ⇒ a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
    uuid ¦ {a0eebc999c0b4ef8bb6d6bb9bd380a11 ⇒ ERR 22P02 invalid input syntax for type uuid: "{a0eebc999c0b4ef8bb6d6bb9bd380a11"
    uuid ¦ a0eebc999c0b4ef8bb6d6bb9bd380a11} ⇒ ERR 22P02 invalid input syntax for type uuid: "a0eebc999c0b4ef8bb6d6bb9bd380a11}"
    uuid ¦ a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11 ⇒ a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
    uuid ¦ a0ee-bc99-9c0b-4ef8-bb6d-6bb9-bd38-0a11 ⇒ a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
    uuid ¦ a0e-ebc99 ⇒ ERR 22P02 invalid input syntax for type uuid: "a0e-ebc99"
    uuid ¦ a0eebc99--9c0b4ef8bb6d6bb9bd380a11 ⇒ ERR 22P02 invalid input syntax for type uuid: "a0eebc99--9c0b4ef8bb6d6bb9bd380a11"
    uuid ¦ a0eebc999c0b4ef8bb6d6bb9bd380a11- ⇒ ERR 22P02 invalid input syntax for type uuid: "a0eebc999c0b4ef8bb6d6bb9bd380a11-"
    uuid ¦ -a0eebc999c0b4ef8bb6d6bb9bd380a11 ⇒ ERR 22P02 invalid input syntax for type uuid: "-a0eebc999c0b4ef8bb6d6bb9bd380a11"
    uuid ¦  a0eebc999c0b4ef8bb6d6bb9bd380a11 ⇒ ERR 22P02 invalid input syntax for type uuid: " a0eebc999c0b4ef8bb6d6bb9bd380a11"
    uuid ¦ a0eebc999c0b4ef8bb6d6bb9bd380a11  ⇒ ERR 22P02 invalid input syntax for type uuid: "a0eebc999c0b4ef8bb6d6bb9bd380a11 "
    uuid ¦ a0eebc999c0b4ef8bb6d6bb9bd380a1 ⇒ ERR 22P02 invalid input syntax for type uuid: "a0eebc999c0b4ef8bb6d6bb9bd380a1"
    uuid ¦ a0eebc999c0b4ef8bb6d6bb9bd380a111 ⇒ ERR 22P02 invalid input syntax for type uuid: "a0eebc999c0b4ef8bb6d6bb9bd380a111"
    uuid ¦ {a0ee-bc99-9c0b-4ef8-bb6d-6bb9-bd38-0a11} ⇒ a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
    uuid ¦ {a0eebc999c0b4ef8bb6d6bb9bd380a11-} ⇒ ERR 22P02 invalid input syntax for type uuid: "{a0eebc999c0b4ef8bb6d6bb9bd380a11-}"
    bytea ¦ \\x ⇒ \\x
    bytea ¦ \\x00ff ⇒ \\x00ff
    bytea ¦ \\xFf 0a ⇒ \\xff0a
    bytea ¦ \\x0 ⇒ ERR 22023 invalid hexadecimal data: odd number of digits
    bytea ¦ \\xzz ⇒ ERR 22023 invalid hexadecimal digit: "z"
    bytea ¦ \\x0é ⇒ ERR 22023 invalid hexadecimal digit: "é"
    bytea ¦ abc ⇒ \\x616263
    bytea ¦ a\\\\b ⇒ \\x615c62
    bytea ¦ a\\000b ⇒ \\x610062
    bytea ¦ a\\400 ⇒ ERR 22P02 invalid input syntax for type bytea
    bytea ¦ a\\ ⇒ ERR 22P02 invalid input syntax for type bytea
    bytea ¦ é ⇒ \\xc3a9
    bytea ¦ \\x 0 0 ⇒ ERR 22023 invalid hexadecimal digit: " "
    bytea ¦ \\x00  ⇒ \\x00
    """#
