// Each line is a statement and the rows it gives (or the error). All of them agree with PostgreSQL 18 and pgvector 0.8.

let statementTable = #"""
    create table t(id serial primary key, k int, b bigint, n numeric(10,2), f float8, s text, d date, ts timestamptz, j jsonb, v vector(3), a int[], u bool, iv interval, h halfvec(2), bt bit(4))   →   
    insert into t(k,b,n,f,s,d,ts,j,v,a,u,iv,h,bt) values (1,10,1.50,1.5,'apple','2024-01-01','2024-01-01 10:00+00','{"x":1,"t":["a"]}','[1,2,3]','{1,2}',true,'1 day','[1,2]',b'1010')   →   
    insert into t(k,b,n,f,s,d,ts,j,v,a,u,iv,h,bt) values (1,20,2.25,'NaN','banana','2024-02-01','2024-02-01 11:00+00','{"x":2}','[4,5,6]','{3}',false,'2 hours','[3,4]',b'1111'),(2,30,10.00,-0.5,'cherry','2023-12-31',null,null,'[7,8,9]',null,null,'1 month',null,b'0000'),(2,null,null,null,null,null,null,null,null,'{}',true,null,'[0,0]',null),(3,9007199254740993,9.99,2.5,'Äpfel','2024-03-01','2024-03-01 00:00+02','[1,2]','[0,0,0]','{5,6,7}',false,'-1 day','[5,6]',b'0101')   →   
    select count(*), count(b), count(distinct k), sum(k), sum(b), sum(n), sum(f), avg(k), avg(n), avg(f), min(s), max(s), min(d), max(n), min(f), max(f) from t   →   5|4|3|9|9007199254741053|23.74|NaN|1.8000000000000000|5.9350000000000000|NaN|apple|Äpfel|2023-12-31|10.00|-0.5|NaN
    select k, count(*), sum(n), avg(b), string_agg(s, ',' order by s desc), array_agg(id order by id) from t group by k order by k   →   1|2|3.75|15.0000000000000000|banana,apple|{1,2} ; 2|2|10.00|30.0000000000000000|cherry|{3,4} ; 3|1|9.99|9007199254740993.0000|Äpfel|{5}
    select k, string_agg(distinct s, '-') from t group by k order by k   →   1|apple-banana ; 2|cherry ; 3|Äpfel
    select stddev(k), variance(k), stddev_pop(n), var_samp(f), var_pop(k) from t where f <> 'NaN'   →   1.00000000000000000000|1.00000000000000000000|4.0045834850691887|2.333333333333333|0.66666666666666666667
    select bool_and(u), bool_or(u), every(u) from t   →   f|t|f
    select json_agg(k order by id), jsonb_agg(s order by id), jsonb_object_agg(id, s) from t   →   [1, 1, 2, 2, 3]|["apple", "banana", "cherry", null, "Äpfel"]|{"1": "apple", "2": "banana", "3": "cherry", "4": null, "5": "Äpfel"}
    select avg(v), sum(v) from t   →   [3,3.75,4.5]|[12,15,18]
    select avg(h), sum(h) from t   →   [2.25,3]|[9,12]
    select max(v) from t   →   42883: function max(vector) does not exist
    select percentile_cont(0.5) within group (order by k), percentile_disc(0.5) within group (order by s), mode() within group (order by k) from t   →   2|banana|1
    select count(*) filter (where k > 1), sum(k) filter (where s is not null) from t   →   3|7
    select id, row_number() over (order by id), rank() over (order by k), dense_rank() over (order by k), sum(k) over (order by id), avg(n) over (partition by k order by id), lag(s) over (order by id), lead(id, 2, -1) over (order by id), first_value(s) over (partition by k order by id), ntile(2) over (order by id) from t order by id   →   1|1|1|1|1|1.50000000000000000000|NULL|3|apple|1 ; 2|2|1|1|2|1.8750000000000000|apple|4|apple|1 ; 3|3|3|2|4|10.0000000000000000|banana|5|cherry|1 ; 4|4|3|2|6|10.0000000000000000|cherry|-1|cherry|2 ; 5|5|5|3|9|9.9900000000000000|NULL|-1|Äpfel|2
    select id, sum(n) over (order by id rows between 1 preceding and current row), sum(f) over (order by id rows between 1 preceding and 1 following), string_agg(s, ',') over (order by id rows between 1 preceding and current row), array_agg(k) over (order by id rows between 1 preceding and current row) from t order by id   →   1|1.50|NaN|apple|{1} ; 2|3.75|NaN|apple,banana|{1,1} ; 3|12.25|NaN|banana,cherry|{1,2} ; 4|10.00|2|cherry|{2,2} ; 5|9.99|2.5|Äpfel|{2,3}
    select id, percent_rank() over (order by k), cume_dist() over (order by k), nth_value(s,2) over (order by id) from t order by id   →   1|0|0.4|NULL ; 2|0|0.4|banana ; 3|0.5|0.8|banana ; 4|0.5|0.8|banana ; 5|1|1|banana
    select id from t order by n desc nulls last, id   →   3 ; 5 ; 2 ; 1 ; 4
    select id from t order by n, id   →   1 ; 2 ; 5 ; 3 ; 4
    select id from t order by f, id   →   3 ; 1 ; 5 ; 2 ; 4
    select id from t order by v desc nulls last, id   →   3 ; 2 ; 1 ; 5 ; 4
    select id from t order by iv, id   →   5 ; 2 ; 1 ; 3 ; 4
    select id from t order by j, id   →   5 ; 2 ; 1 ; 3 ; 4
    select id from t order by a, id   →   4 ; 1 ; 2 ; 5 ; 3
    select id from t order by bt, id   →   3 ; 5 ; 1 ; 2 ; 4
    select distinct k from t order by k   →   1 ; 2 ; 3
    select id, v <-> '[1,1,1]' as dist from t order by v <-> '[1,1,1]', id limit 3   →   5|1.7320508075688772 ; 1|2.23606797749979 ; 2|7.0710678118654755
    select id, v <=> '[0,0,0]' from t order by id   →   1|NaN ; 2|NaN ; 3|NaN ; 4|NULL ; 5|NaN
    select id, 1 - (v <=> '[1,2,3]') from t order by v <=> '[1,2,3]', id   →   1|1 ; 2|0.9746318461970762 ; 3|0.9594119455666703 ; 5|NaN ; 4|NULL
    select id from t where v = '[1,2,3]'   →   1
    select id from t where v in ('[1,2,3]','[4,5,6]') order by id   →   1 ; 2
    select count(distinct v), count(distinct n) from t   →   4|4
    select v, count(*) from t group by v order by v   →   [0,0,0]|1 ; [1,2,3]|1 ; [4,5,6]|1 ; [7,8,9]|1 ; NULL|1
    select id from t where n = 1.5   →   1
    select id from t where n in (1.5, 10) order by id   →   1 ; 3
    select id from t where k = any(array[1,3]) order by id   →   1 ; 2 ; 5
    select id from t where k = any('{2}') order by id   →   3 ; 4
    select id from t where k <> all(array[1,2]) order by id   →   5
    select id from t where s = any(array['apple','cherry']) order by id   →   1 ; 3
    select id from t where n = any(array[1.5,2.250]) order by id   →   1 ; 2
    select id from t where n > any(select n from t where k=1) order by id   →   2 ; 3 ; 5
    select id from t where n >= all(select n from t where n is not null) order by id   →   3
    select id from t where k in (select k from t where s = 'apple') order by id   →   1 ; 2
    select id from t where k not in (select k from t where s like 'b%') order by id   →   3 ; 4 ; 5
    select id from t where exists (select 1 from t t2 where t2.k = t.k and t2.id <> t.id) order by id   →   1 ; 2 ; 3 ; 4
    select (select s from t where id = 1), array(select id from t order by id)   →   apple|{1,2,3,4,5}
    select (select s from t)   →   21000: more than one row returned by a subquery used as an expression
    select id, (select count(*) from t t2 where t2.k = t.k) from t order by id   →   1|2 ; 2|2 ; 3|2 ; 4|2 ; 5|1
    select id from t where j @> '{"x":1}'   →   1
    select id, j->>'x', j->'t'->>0, j #>> '{t,0}' from t order by id   →   1|1|a|a ; 2|2|NULL|NULL ; 3|NULL|NULL|NULL ; 4|NULL|NULL|NULL ; 5|NULL|NULL|NULL
    select id from t where j ? 'x' order by id   →   1 ; 2
    select id from t where (j->>'x')::int > 1   →   2
    select id, unnest(a) from t order by id, 2   →   1|1 ; 1|2 ; 2|3 ; 5|5 ; 5|6 ; 5|7
    select id, e from t, unnest(a) as e order by id, e   →   1|1 ; 1|2 ; 2|3 ; 5|5 ; 5|6 ; 5|7
    select id, e from t, unnest(a) with ordinality as x(e, o) order by id, o   →   1|1 ; 1|2 ; 2|3 ; 5|5 ; 5|6 ; 5|7
    select * from generate_series(1,3) g   →   1 ; 2 ; 3
    select g, g*2 from generate_series(1,3) as g   →   1|2 ; 2|4 ; 3|6
    select generate_series(1,3), generate_series(1,2)   →   1|1 ; 2|2 ; 3|NULL
    select * from jsonb_each('{"a":1,"b":"x"}')   →   a|1 ; b|"x"
    select * from jsonb_each_text('{"a":1,"b":"x"}') as e(k,v)   →   a|1 ; b|x
    select key, value from jsonb_each('{"a":1}')   →   a|1
    select jsonb_array_elements('[1,2]')   →   1 ; 2
    select * from json_array_elements_text('["a","b"]')   →   a ; b
    select jsonb_object_keys('{"a":1,"b":2}')   →   a ; b
    select * from regexp_split_to_table('a,b,c', ',')   →   a ; b ; c
    select * from string_to_table('a-b','-')   →   a ; b
    select regexp_matches('foobar', 'o(.)', 'g')   →   {o}
    select id, s || '-' || k, upper(s), length(s), s like 'a%', s ilike 'A%', s ~ '^b', s similar to '(a|b)%' from t order by id   →   1|apple-1|APPLE|5|t|t|f|t ; 2|banana-1|BANANA|6|f|f|t|t ; 3|cherry-2|CHERRY|6|f|f|f|f ; 4|NULL|NULL|NULL|NULL|NULL|NULL|NULL ; 5|Äpfel-3|ÄPFEL|5|f|f|f|f
    select id, extract(month from d), date_trunc('month', ts), d + 1, d + interval '1 month', age(d, '2020-01-01') from t order by id   →   1|1|2024-01-01 00:00:00+00|2024-01-02|2024-02-01 00:00:00|4 years ; 2|2|2024-02-01 00:00:00+00|2024-02-02|2024-03-01 00:00:00|4 years 1 mon ; 3|12|NULL|2024-01-01|2024-01-31 00:00:00|3 years 11 mons 30 days ; 4|NULL|NULL|NULL|NULL|NULL ; 5|3|2024-02-01 00:00:00+00|2024-03-02|2024-04-01 00:00:00|4 years 2 mons
    select id, ts at time zone 'Europe/Berlin', to_json(ts) from t order by id   →   1|2024-01-01 11:00:00|"2024-01-01T10:00:00+00:00" ; 2|2024-02-01 12:00:00|"2024-02-01T11:00:00+00:00" ; 3|NULL|NULL ; 4|NULL|NULL ; 5|2024-02-29 23:00:00|"2024-02-29T22:00:00+00:00"
    select coalesce(s, 'none'), nullif(k, 1), greatest(k, b), least(n, 2), case when k = 1 then 'one' when k = 2 then 'two' else 'many' end from t order by id   →   apple|NULL|10|1.50|one ; banana|NULL|20|2|one ; cherry|2|30|2|two ; none|2|2|2|two ; Äpfel|3|9007199254740993|2|many
    select id, a[1], a[1:2], array_length(a,1), a || 9, a @> '{1}', cardinality(a), array_to_string(a,',') from t order by id   →   1|1|{1,2}|2|{1,2,9}|t|2|1,2 ; 2|3|{3}|1|{3,9}|f|1|3 ; 3|NULL|NULL|NULL|{9}|NULL|NULL|NULL ; 4|NULL|{}|NULL|{9}|f|0| ; 5|5|{5,6}|3|{5,6,7,9}|f|3|5,6,7
    select id, row(k, s) from t order by id   →   1|(1,apple) ; 2|(1,banana) ; 3|(2,cherry) ; 4|(2,) ; 5|(3,Äpfel)
    select id from t where (k, id) < (2, 3) order by id   →   1 ; 2
    select id from t where (k, s) in ((1,'apple'),(2,'cherry')) order by id   →   1 ; 3
    select id from t where s is distinct from 'apple' order by id   →   2 ; 3 ; 4 ; 5
    select id from t where n between 1 and 3 order by id   →   1 ; 2
    select id, v + '[1,1,1]', v * v, v || '[1]', l2_normalize(v), vector_norm(v), vector_dims(v), subvector(v,1,2), binary_quantize(v) from t order by id   →   1|[2,3,4]|[1,4,9]|[1,2,3,1]|[0.26726124,0.5345225,0.80178374]|3.7416573867739413|3|[1,2]|111 ; 2|[5,6,7]|[16,25,36]|[4,5,6,1]|[0.45584232,0.5698029,0.68376344]|8.774964387392123|3|[4,5]|111 ; 3|[8,9,10]|[49,64,81]|[7,8,9,1]|[0.5025707,0.5743665,0.64616233]|13.92838827718412|3|[7,8]|111 ; 4|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL ; 5|[1,1,1]|[0,0,0]|[0,0,0,1]|[0,0,0]|0|3|[0,0]|000
    select id, v::halfvec, v::sparsevec, v::real[], h::vector from t order by id   →   1|[1,2,3]|{1:1,2:2,3:3}/3|{1,2,3}|[1,2] ; 2|[4,5,6]|{1:4,2:5,3:6}/3|{4,5,6}|[3,4] ; 3|[7,8,9]|{1:7,2:8,3:9}/3|{7,8,9}|NULL ; 4|NULL|NULL|NULL|[0,0] ; 5|[0,0,0]|{}/3|{0,0,0}|[5,6]
    select id, bt <~> b'1111', bt & b'1100', bt::int from t order by id   →   1|2|1000|10 ; 2|0|1100|15 ; 3|4|0000|0 ; 4|NULL|NULL|NULL ; 5|2|0100|5
    select round(100.0 * count(v) / count(*), 2) from t   →   80.00
    select k, round(avg(v <-> '[1,2,3]')::numeric, 3) from t group by k having count(*) > 1 order by k   →   1|2.598 ; 2|10.392
    select sum(id), k from t group by k having sum(id) > 3 order by 2   →   7|2 ; 5|3
    select id, num_nulls(k, b, n), concat(s, k, u), format('%s-%I-%L', s, 'a b', s) from t order by id   →   1|0|apple1t|apple-"a b"-'apple' ; 2|0|banana1f|banana-"a b"-'banana' ; 3|0|cherry2|cherry-"a b"-'cherry' ; 4|2|2t|-"a b"-NULL ; 5|0|Äpfel3f|Äpfel-"a b"-'Äpfel'
    select k+1 as x, count(*) from t group by x order by x   →   2|2 ; 3|2 ; 4|1
    select id from t order by v <#> '[1,1,1]', id   →   3 ; 2 ; 1 ; 5 ; 4
    select id from t where v <-> '[1,2,3]' < 6 order by id   →   1 ; 2 ; 5
    select f, f = 'NaN', f > 1e300 from t order by id   →   1.5|f|f ; NaN|t|t ; -0.5|f|f ; NULL|NULL|NULL ; 2.5|f|f
    select n::int, n::text, f::numeric, b::float8, k::numeric(5,1) from t where id in (1,3) order by id   →   2|1.50|1.5|10|1.0 ; 10|10.00|-0.5|30|2.0
    update t set n = n * 2, v = v + '[1,1,1]', a = array_append(a, 100) where id = 1 returning n, v, a   →   3.00|[2,3,4]|{1,2,100}
    update t set v = '[1,2]' where id = 1   →   22000: expected 3 dimensions, not 2
    update t set v = array[1,2,3], h = v::halfvec where id = 1   →   22000: expected 2 dimensions, not 3
    update t set k = 'x' where id = 1   →   22P02: invalid input syntax for type integer: "x"
    update t set k = 1.5 where id = 1 returning k   →   2
    insert into t(s) values (5) returning s   →   5
    insert into t(k) values ('abc')   →   22P02: invalid input syntax for type integer: "abc"
    insert into t(n) values (123456789.123)   →   22003: numeric field overflow
    insert into t(v) values ('[1,2]')   →   22000: expected 3 dimensions, not 2
    insert into t(bt) values (b'10')   →   22026: bit string length 2 does not match type bit(4)
    select 1/0   →   22012: division by zero
    select sum(2147483647), sum(9223372036854775807::int8) from generate_series(1,3)   →   6442450941|27670116110564327421
    select 2147483647 + k from t where id = 1   →   22003: integer out of range
    select pg_typeof(sum(k)), pg_typeof(avg(k)), pg_typeof(count(*)), pg_typeof(sum(b)), pg_typeof(array_agg(s)) from t   →   bigint|numeric|bigint|numeric|text[]
    select max(a), min(a) from t   →   {5,6,7}|{}
    select corr(k, id), regr_slope(k, id) from t   →   0.6708203932499369|0.3
    select string_agg(k::text, ',' order by k desc, id) from t   →   3,2,2,2,1
    select array_agg(distinct k order by k desc) from t   →   {NULL,3,2,1}
    select count(distinct (k, s)) from t   →   6
    select sum(distinct k), avg(distinct n) from t   →   6|6.3100000000000000
    select sum(iv), avg(iv), max(iv) from t   →   1 mon 02:00:00|7 days 12:30:00|1 mon
    select jsonb_agg(distinct k) from t   →   [1, 2, 3, null]
    select array_agg(v order by id) from t   →   {"[2,3,4]","[4,5,6]","[7,8,9]",NULL,"[0,0,0]",NULL}
    select bit_and(k), bit_or(k) from t   →   0|3
    select max(s order by s) from t   →   Äpfel
    select to_char(1234.5, '9,999.99')   →    1,234.50
    select to_char(timestamp '2024-02-29 13:14:15', 'YYYY-MM-DD HH24:MI:SS')   →   2024-02-29 13:14:15
    select to_date('2024-02-29','YYYY-MM-DD'), to_timestamp('2024-02-29 10','YYYY-MM-DD HH24')   →   2024-02-29|2024-02-29 10:00:00+00
    select to_number('1,234.5','9,999.9')   →   1234.5
    select '5 minutes'::interval, interval '1' day, interval '1-2' year to month   →   00:05:00|1 day|1 year 2 mons
    select x, y from unnest(array[1,2], array['a','b']) as t(x,y)   →   1|a ; 2|b
    select to_tsvector('english', 'The quick brown foxes jumped') @@ plainto_tsquery('english','fox')   →   t
    select json_agg(d) from (select 1 as id, 'x' as s) d   →   [{"id":1,"s":"x"}]
    select row(1,null) = row(1,2), (1,2) = (select 1,2)   →   NULL|t
    """#
