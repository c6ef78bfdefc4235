/// LIKE, regular expressions and format().
/// One case a line: function ¦ arguments ⇒ answer. Taken from a PostgreSQL server.
let textGolden = #"""
    likee ¦ 11b.cé\nAb ¦ éabab_ ¦ ! ⇒ false
    format ¦ %*sa%I ¦ a\\b ¦ é ¦ Foo ⇒ ERR 22P02 invalid input syntax for type integer: "a\\b"
    likee ¦ aa1 ¦  ¦ ! ⇒ false
    rsplit ¦ \nAaAbb ¦ é(((a+a)x{2})(a+?(1))|((?:é+?ca??))[a-c](\\S(aa+?\\M){0,3}(a)+?))|.(?:ab *?ab)c ⇒ {"\nAaAbb"}
    rsub ¦ bBxabB.BA\n ¦ (?:c[[:alpha:]]ab)|[a-c]{2} ⇒ ab
    rcount ¦  ¦ bb{1,2}(?:((?:b)b(x))b(?: {2}?)) ⇒ 0
    rreplace ¦ xBa B baaba ¦ (?<!b)(?:x1[a-]|a((aaa*)[abc])\\w)[^a]? ¦ \\q ¦  ⇒ xBa B baaba
    rcount ¦  abAababbabb ¦ é{1,}x{1,2}(.((aaab){2} *?(a))|((ab {1,2}?){1,2}c{2}(a){1,}){1,2}?\\s??((1{2}?aa)??é??b)+){0,3} ⇒ 0
    rsplit ¦  . ¦ x|c ⇒ {" ."}
    ilike ¦ 2aab.a ¦  ⇒ false
    like ¦ 2aab.a ¦  ⇒ false
    ~* ¦ AacBa\n1bax ¦ (((. )a??(aa*?))(1\\.??(1?)){0,3})|c{1,2}?.?((\\y\\s(abc{2}))é\\.{0,3}|(\\d(a{1,2}a[[:digit:]x]{0,3}))??(.+?(aa)??){1,2}) ⇒ true
    rcount ¦ aab1ééaa  ¦ c((?:(?:a*ab\\S){1,2}\\S\\M)|c(( {1,2}?a*a)(?:é){1,2}?(a)){0,3}x|1+?)*?|b{1,2}éa|.?? ⇒ 10
    ilike ¦ é a2 b\nba ¦ A ⇒ false
    rmatch ¦ x\na ¦ ..{}1,2}?|b ¦  ⇒ NULL
    rmatch ¦ 21c. ab ¦ (?:(é)(é(?: ??)a){0,3} *)(?:a(?:(?:a))*) ¦  ⇒ NULL
    ~ ¦ aa1 ¦ \\y((\\M(c{0,3}a{1,2}? *)(?<=a))){2} {1,}|ab[[:digit:]x]{2}?a?|\\Mc ⇒ false
    ~ ¦ c  ¦ b{1,}(ab(?:x)*((?=a))|(?:é(.)((?!b)))(?:(?:1xc+)(\\s+))é) ⇒ false
    rsplit ¦ 2aab.a ¦ \\Mab(\\w(é)*?(?:(?:abaa{2})( aa{2}?)*))?? ⇒ {2aab.a}
    rinstr ¦ .1 Bé1 céx ¦ ((a?c(a{1,}aa)?)a(c1{1,2}?c)|((?:\\s)+b?){2}?\\s((^.c)(\\y))|[abc]( (a{2}?\\mc)){1,2}?((a+.){0,3}))|(a|(x+?(a){2}?){1,2}((\\A)(?:a)(aa*ab)){1,}a)b+? ⇒ 0
    rmatch ¦ B.bAA.bb ¦ .([a-c]+?ab|x{1,2}?\\.|c?(a (a)??))|[[:digit:]x](((1a+?x+?)){2}(c)(?:é\\.){1,2}?) ¦ x ⇒ NULL
    similar ¦ x\na ¦ +c{2}_ ⇒ ERR 2201B invalid regular expression: quantifier operand invalid
    similar ¦ ab \nbBbca  ¦ a% ⇒ true
    rsplit ¦ aa2 ¦ (( c){1,2}.|([abc])??){2}? (ab((é{2}?.b{2}?))?|a{2}(é1+)*?(ab(é)*)*?|($)+)|\\M ⇒ {aa2}
    similar ¦ B.bAA.bb ¦ b ⇒ false
    ~* ¦ éab ¦ ((([^\\d]aa*?)([[:digit:]x])b*?)??é{2}(a..?)|(é*?){1,}a1){1,}é{1,2}é|\\y ⇒ true
    ~* ¦ 1 1 ¦ é*?^a ⇒ false
    rmatch ¦  éb..xa.a ¦ [[:alpha:]]{2}(?:^.|(x1)?[^a]{2}|ab)+(\\Z[[:alpha:]](\\A (?:[[:alpha:]]b))|\\Mc+? +){2}?|((?:(?<=a) ){1,2}?bx*|([a-]{1,}(a??b)b){1,}|c*ab[a-]{1,}){1,}b{2}? ¦  ⇒ NULL
    rmatch ¦  ¦ bb{1,\\2}(?:((?:b)b(x))b(?: {2}?)) ¦  ⇒ ERR 2201B invalid regular expression: invalid repetition count(s)
    rreplace ¦ .1 Bé1 céx ¦ ((a?c(a{1,}aa)?)a(c1{1,2}?c)|((?:\\s)+b?){2}?\\s((^.c)(\\y))|[abc]( (a{2}?\\mc)){1,2}?((a+.){0,3}))|(a|(x+?(a){2}?){1,2}((\\A)(?:a)(aa*ab)){1,}a)b+? ¦ \\q ¦  ⇒ .1 Bé1 céx
    ql ¦ _x ⇒ '_x'
    like ¦  ¦  ⇒ true
    rcount ¦ cééca ¦ (.\\S{1,2}?(b{1,}b{1,2}(?:\\M)*){2})b{1,2} ⇒ 0
    ilike ¦  ¦  ⇒ true
    format ¦ %s%2$s%*s ¦ it's ¦ select ¦ Foo ⇒ ERR 22P02 invalid input syntax for type integer: "Foo"
    ~* ¦ é a2 b\nba ¦ [abc]{2}1{1,2}?((b.+)?é*?((?:[[:alpha:]]\\M.)??a1?)) ⇒ false
    ~ ¦  ¦ bb{1,2}(?:((?:b)b(x))b(?: {2}?)) ⇒ false
    rmatches ¦ ab ¦ x((?:(?:a{1,2}?a(?=a))é)1)|$ ⇒ {NULL}
    ~ ¦ B.bAA.bb ¦ .([a-c]+?ab|x{1,2}?\\.|c?(a (a)??))|[[:digit:]x](((1a+?x+?)){2}(c)(?:é\\.){1,2}?) ⇒ false
    rsplit ¦ 2x \n.bc ¦ (ab(?:\\y\\S(bc{0,3}é{2}){1,2}){2}|x|b\\d{2}?((?:ab)(?:[]a]a??a)*?)){0,3}^ ⇒ {"2x \n.bc"}
    ilike ¦  ¦ abé_ab ⇒ false
    rcount ¦ x\na ¦ ..{1,2}?|b ⇒ 1
    rmatches ¦ 1 1 ¦ é*?^a ⇒ 
    ~* ¦ aéa2 ¦ ((é(\\A)ab)|(?:[a-](?=a))((?=a)c+?).){1,}(b ?(?<!b)){2}[[:digit:]x]{2} ⇒ false
    rmatch ¦ ab \nbBbca  ¦ (?:(?: {2}(a*?))(?<=a)|[abc].{0,3}(?:é{2}?\\y))?[^a](xa) ¦ w ⇒ NULL
    rcount ¦ B.bAA.bb ¦ .([a-c]+?ab|x{1,2}?\\.|c?(a (a)??))|[[:digit:]x](((1a+?x+?)){2}(c)(?:é\\.){1,2}?) ⇒ 0
    ~ ¦  éb..xa.a ¦ [[:alpha:]]{2}(?:^.|(x1)?[^a]{2}|ab)+(\\Z[[:alpha:]](\\A (?:[[:alpha:]]b))|\\Mc+? +){2}?|((?:(?<=a) *){1,2}?bx*|([a-]{1,}(a??b)b){1,}|c*ab[a-]{1,}){1,}b{2}? ⇒ false
    format ¦ %-*s%xa%10s ¦ a\\b ¦ it's ¦ Foo ⇒ ERR 22P02 invalid input syntax for type integer: "a\\b"
    rsplit ¦ xca1\n ¦ b(?:(\\m(?:1+?))| ($é){1,2}?( c*é){1,2}|\\A((1)*){1,2}){1,2}?|é|x1 ? ⇒ {"xca1\n"}
    rsplit ¦ bBxabB.BA\n ¦ (?:c[[:alpha:]]ab)|[a-c]{2} ⇒ {bBx,"B.BA\n"}
    rcount ¦ .bB\ncbB\n2c ¦ c1b ⇒ 0
    ilike ¦  .A ¦  ⇒ false
    qi ¦ 12 ⇒ "12"
    rmatch ¦ 11b.cé\nAb ¦ ab\\Z|((-a*?^)x??|.b){1,2}?|ab((?<=a)|(a{1,}))* ¦  ⇒ {1b,NULL,NULL,NULL}
    rsplit ¦  éb..xa.a ¦ [[:alpha:]]{2}(?:^.|(x1)?[^a]{2}|ab)+(\\Z[[:alpha:]](\\A (?:[[:alpha:]]b))|\\Mc+? +){2}?|((?:(?<=a) *){1,2}?bx*|([a-]{1,}(a??b)b){1,}|c*ab[a-]{1,}){1,}b{2}? ⇒ {" éb..xa.a"}
    ~ ¦ b.cabé ¦ (?:(.a)+[abc]|(?:[a-c]*?ab)*?(?:a(c))){1,} ⇒ true
    ~ ¦ 2aab.a ¦ \\Mab(\\w(é)*?(?:(?:abaa{2})( aa{2}?)*))?? ⇒ false
    ql ¦ select ⇒ 'select'
    rcount ¦ c  ¦ b{1,}(ab(?:x)*((?=a))|(?:é(.)((?!b)))(?:(?:1xc+)(\\s+))é) ⇒ 0
    ~* ¦  éb..xa.a ¦ [[:alpha:]]{2}(?:^.|(x1)?[^a]{2}|ab)+(\\Z[[:alpha:]](\\A (?:[[:alpha:]]b))|\\Mc+? +){2}?|((?:(?<=a) *){1,2}?bx*|([a-]{1,}(a??b)b){1,}|c*ab[a-]{1,}){1,}b{2}? ⇒ false
    rinstr ¦ .abb  ¦ (a+|((?=a))(1(a){2}?)(é)) ⇒ 2
    rmatch ¦ 2aab.a ¦ \\Mab(\\w(é)*?(?:(?:abaa{2})( aa{2}?)*))?? ¦  ⇒ NULL
    rsub ¦ xca\n\n\n\n ¦ b??( ?\\s(?:($[a-c]a{2}?)a{0,3}é+)*?)? ⇒ NULL
    qi ¦ name ⇒ name
    ql ¦ 12 ⇒ '12'
    rmatch ¦ Aab2 ¦ (?:éé1|ab(\\y.é){1,}(ab*)){2}?(?:(?<!b)(c))c{2}?|\\s{1,2} ¦  ⇒ NULL
    ~* ¦ aa2 ¦ (( c){1,2}.|([abc])??){2}? (ab((é{2}?.b{2}?))?|a{2}(é1+)*?(ab(é)*)*?|($)+)|\\M ⇒ true
    rmatch ¦  .A ¦ (?:((?:c)\\w{1,2}?){1,}c1{2}|[a-]{1,2}?)+((?: +?[[:digit:]x]){1,2}?([^a](?<=a)c{1,})((a??aa){0,3})+?|[]a]?$(\\y(?:[a-c][a-c]*\\s+))){2}?($.b{2})|(a?)?(ab ){2}? ¦ w ⇒ NULL
    qi ¦ user ⇒ "user"
    rinstr ¦ c  ¦ b{1,}(ab(?:x)*((?=a))|(?:é(.)((?!b)))(?:(?:1xc+)(\\s+))é) ⇒ 0
    rsplit ¦ 1Aé ¦ []a][^a]*? ⇒ {1Aé}
    rcount ¦ é.a ¦  (?:\\y\\M|(?:a( {0,3}a{2}?)){2}\\yab|\\S.(?:(?:c)??))|aba* ⇒ 0
    similar ¦  b2B1\nxbab2 ¦ [ab] ⇒ false
    rmatches ¦ \nAaAbb ¦ é(((a+a)x{2})(a+?(1))|((?:é+?ca??))[a-c](\\S(aa+?\\M){0,3}(a)+?))|.(?:ab *?ab)c ⇒ 
    similar ¦ xBa B baaba ¦ _b ⇒ false
    ql ¦  ⇒ ''
    ql ¦ NULL ⇒ 'NULL'
    likee ¦ cééca ¦ éab__ ¦ ! ⇒ false
    similar ¦ AacBa\n1bax ¦ [ab]c{2}% ⇒ false
    ~* ¦ 2aaaa B1\n ¦ . ⇒ true
    ~ ¦ xca\n\n\n\n ¦ b??( ?\\s(?:($[a-c]a{2}?)a{0,3}é+)*?)? ⇒ true
    rreplace ¦ B.bAA.bb ¦ .([a-c]+?ab|x{1,2}?\\.|c?(a (a)??))|[[:digit:]x](((1a+?x+?)){2}(c)(?:é\\.){1,2}?) ¦ - ¦ g ⇒ B.bAA.bb
    ilike ¦ .aaaBB\nbab ¦  ⇒ false
    rsub ¦ B\n. ¦ ( ??.|é*(?!b)(c *?é))+b*. ⇒ \n
    similar ¦  abAababbabb ¦ _b ⇒ false
    rsub ¦  ¦ (ab1{2}?\\y) ⇒ NULL
    rsplit ¦ xBa B baaba ¦ (?<!b)(?:x1[a-]|a((aaa*)[abc])\\w)[^a]? ⇒ {"xBa B baaba"}
    ql ¦ user ⇒ 'user'
    rmatches ¦ .abb  ¦ (a+|((?=a))(1(a){2}?)(é)) ⇒ {a,NULL,NULL,NULL,NULL}
    rsplit ¦ \nb \n . ¦ 1*\\S((?:x\\.1{1,2}?))|\\y|ab(?:\\mac) ⇒ {"\n",b," \n ."}
    rinstr ¦ \nAaAbb ¦ é(((a+a)x{2})(a+?(1))|((?:é+?ca??))[a-c](\\S(aa+?\\M){0,3}(a)+?))|.(?:ab *?ab)c ⇒ 0
    similar ¦  ¦ (a|b)a ⇒ false
    rsub ¦ ab \nbBbca  ¦ (?:(?: {2}(a*?))(?<=a)|[abc].{0,3}(?:é{2}?\\y))?[^a](xa) ⇒ NULL
    ~* ¦ 21c. ab ¦ (?:(é)(é(?: ??)a){0,3} )(?:a(?:(?:a))*) ⇒ false
    rsub ¦ b ¦ x|(?:([[:digit:]x]){1,2}?ab(x))*(?:(x{1,2}(.{1,}[[:alpha:]]+?a)x+?)(?:bb){1,2}?|(?:(é{1,2})(x*?)c)((é{1,2}?a{1,})+(?!b)) ) ⇒ NULL
    rreplace ¦ a\nbbb2.\n  ¦ $((([abc])(c*){1,})*b|ab ){0,3}|((?:x+)((?:\\S?1)é)??|c(ab(a{1,2}?)){0,3})x(1|( (?:a))) ¦ [\\&] ¦ g ⇒ a\nbbb2.\n []
    like ¦ 1 1 ¦ _\\_ ⇒ false
    rmatches ¦ \ncb ¦ a[]a]{2}b{0,3}|(?!b) ⇒ {""};{""};{""}
    rcount ¦  éb..xa.a ¦ [[:alpha:]]{2}(?:^.|(x1)?[^a]{2}|ab)+(\\Z[[:alpha:]](\\A (?:[[:alpha:]]b))|\\Mc+? +){2}?|((?:(?<=a) *){1,2}?bx*|([a-]{1,}(a??b)b){1,}|c*ab[a-]{1,}){1,}b{2}? ⇒ 0
    similar ¦ \n \n ¦ b. ⇒ false
    rsplit ¦ 21c. ab ¦ (?:(é)(é(?: ??)a){0,3} )(?:a(?:(?:a))*) ⇒ {"21c. ab"}
    similar ¦ abab2abABa\n ¦ .%+a ⇒ ERR 2201B invalid regular expression: quantifier operand invalid
    ql ¦ a\\b ⇒ E'a\\\\b'
    qi ¦ 1a ⇒ "1a"
    similar ¦ éab ¦ b ⇒ false
    rcount ¦  b2B1\nxbab2 ¦ (?:((?: )$ab){1,}.|($){1,}é+){1,2}?(1(.(?:a){1,2}))((?:$a{1,2}\\d)|((?:aa.+))(?=a)(?<!b))?? ⇒ 0
    rmatch ¦ 1Aé ¦ []a][^a]*? ¦ x ⇒ NULL
    ~ ¦ ab \nbBbca  ¦ (?:(?: {2}(a*?))(?<=a)|[abc].{0,3}(?:é{2}?\\y))?[^a](xa) ⇒ false
    rsub ¦ é a2 b\nba ¦ [abc]{2}1{1,2}?((b.+)?é*?((?:[[:alpha:]]\\M.)??a1?)) ⇒ NULL
    likee ¦  b2B1\nxbab2 ¦ _ ¦ ! ⇒ false
    rreplace ¦ \nAAéAéaaa ¦ \\s{2}c?ab|(ab)\\d ¦ <\\1> ¦ g ⇒ \nAAéAéaaa
    likee ¦ 1Aé ¦ !A!%! ¦ ! ⇒ false
    ~ ¦ .bB\ncbB\n2c ¦ c1b ⇒ false
    ~* ¦ B\n. ¦ ( ??.|é*(?!b)(c *?é))+b*. ⇒ true
    rsub ¦ Aab2 ¦ (?:éé1|ab(\\y.é){1,}(ab)){2}?(?:(?<!b)(c))c{2}?|\\s{1,2} ⇒ NULL
    qi ¦ table ⇒ "table"
    rsub ¦ .1 Bé1 céx ¦ ((a?c(a{1,}aa)?)a(c1{1,2}?c)|((?:\\s)+b?){2}?\\s((^.c)(\\y))|[abc]( (a{2}?\\mc)){1,2}?((a+.){0,3}))|(a|(x+?(a){2}?){1,2}((\\A)(?:a)(aa*ab)){1,}a)b+? ⇒ NULL
    rcount ¦ abab2abABa\n ¦ (ab {1,2})^(\\.{2}?(?: *?){2}?b|é) ⇒ 0
    format ¦ %3$s%*s%s ¦ NULL ¦ NULL ¦ NULL ⇒ ERR 22023 too few arguments for format()
    ~* ¦ xa\n ¦ c{2}?(a{1,2}?|(?=a)1{1,2}x?)|ab|a*[]a]{1,} ⇒ true
    rcount ¦ .aaaBB\nbab ¦ 1?(?<!b)((1+?(x{0,3}a[]a]{2}?))((x)?[abc]*)b{2}?){1,}|(?:(?!b)|((a\\d+)*?)(ab(a*a{1,2}?)(aaa){1,})*)\\sab ⇒ 0
    rmatches ¦ b ¦ x|(?:([[:digit:]x]){1,2}?ab(x))*(?:(x{1,2}(.{1,}[[:alpha:]]+?a)x+?)(?:bb){1,2}?|(?:(é{1,2})(x*?)c)((é{1,2}?a{1,})+(?!b)) ) ⇒ 
    rmatches ¦ B.bAA.bb ¦ .([a-c]+?ab|x{1,2}?\\.|c?(a (a)??))|[[:digit:]x](((1a+?x+?)){2}(c)(?:é\\.){1,2}?) ⇒ 
    rmatch ¦ aab1ééaa  ¦ c((?:(?:a*ab\\S){1,2}\\S\\M)|c(( {1,2}?a*a)(?:é){1,2}?(a)){0,3}x|1+?)*?|b{1,2}éa|.?? ¦ n ⇒ {NULL,NULL,NULL,NULL}
    ql ¦ table ⇒ 'table'
    like ¦ xa\n ¦  ⇒ false
    rcount ¦ \ncb ¦ a[]a]{2}b{0,3}|(?!b) ⇒ 3
    rinstr ¦ \nb \n . ¦ 1*\\S((?:x\\.1{1,2}?))|\\y|ab(?:\\mac) ⇒ 2
    rmatch ¦ é.a ¦  (?:\\y\\M|(?:a( {0,3}a{2}?)){2}\\yab|\\S.(?:(?:c)??))|aba* ¦ p ⇒ NULL
    rreplace ¦ \n \n ¦ ((?:a{1,2}?)[a-]{0,3}). ¦ \\q ¦  ⇒ \n \n
    rmatches ¦ x1..xbcb ¦ ((b)|((a*).(\\ya{1,2}?a*)+){2} {2})(?:( b(a{1,2}?a+ ))|.((é+?$$){2}?(c+?aa*)?ab)|b)(?:[[:digit:]x]((?: {1,}a?)(?:a+[[:alpha:]]{2}a){1,})b|[^a]+?| é){0,3} ⇒ 
    rsub ¦ 11b.cé\nAb ¦ ab\\Z|((a*?^)x??|.b){1,2}?|ab((?<=a)|(a{1,}))* ⇒ 
    rmatch ¦ éab ¦ ((([^\\d]aa*?)([[:digit:]x])b*?)??é{2}(a..?)|(é*?){1,}a1){1,}é{1,2}é|\\y ¦ s ⇒ {NULL,NULL,NULL,NULL,NULL,NULL}
    format ¦ %*s%*s ¦ a b ¦ a\\b ¦ a b ⇒ ERR 22P02 invalid input syntax for type integer: "a b"
    rreplace ¦ bé \n\n1béb ¦ b{2}|x(((?<!b)))( (.{2}(?!b).)1??|1+?a) ¦ - ¦ g ⇒ bé \n\n1béb
    rsplit ¦  .A ¦ (?:((?:c)\\w{1,2}?){1,}c1{2}|[a-]{1,2}?)+((?: +?[[:digit:]x]){1,2}?([^a](?<=a)c{1,})((a??aa){0,3})+?|[]a]?$(\\y(?:[a-c][a-c]*\\s+))){2}?($.b{2})|(a?)?(ab ){2}? ⇒ {" .A"}
    rmatch ¦ b.cabé ¦ (:(.a)+[abc]|(?:[a-c]*?ab)*?(?:a(c))){1,} ¦  ⇒ NULL
    rsplit ¦ AacBa\n1bax ¦ (((. )a??(aa*?))(1\\.??(1?)){0,3})|c{1,2}?.?((\\y\\s(abc{2}))é\\.{0,3}|(\\d(a{1,2}a[[:digit:]x]{0,3}))??(.+?(aa)??){1,2}) ⇒ {Aa,""}
    ~* ¦ 11b.cé\nAb ¦ ab\\Z|((a*?^)x??|.b){1,2}?|ab((?<=a)|(a{1,}))* ⇒ true
    rinstr ¦ .bB\ncbB\n2c ¦ c1b ⇒ 0
    rsub ¦ xca1\n ¦ b(?:(\\m(?:1+?))| ($é){1,2}?( c*é){1,2}|\\A((1)*){1,2}){1,2}?|é|x1 ? ⇒ NULL
    ~ ¦ .aaaBB\nbab ¦ 1?(?<!b)((1+?(x{0,3}a[]a]{2}?))((x)?[abc]*)b{2}?){1,}|(?:(?!b)|((a\\d+)*?)(ab(a*a{1,2}?)(aaa){1,})*)\\sab ⇒ false
    rmatches ¦  éb..xa.a ¦ [[:alpha:]]{2}(?:^.|(x1)?[^a]{2}|ab)+(\\Z[[:alpha:]](\\A (?:[[:alpha:]]b))|\\Mc+? +){2}?|((?:(?<=a) *){1,2}?bx*|([a-]{1,}(a??b)b){1,}|c*ab[a-]{1,}){1,}b{2}? ⇒ 
    rcount ¦ ba\n2abaa2 ¦ (((?:a).*\\w{1,})1(?:é{2}(?<!b)(?:[^\\d]*?a)+?){2}?|(?<!b)(?:1??)) ⇒ 8
    likee ¦ BA ¦ _a%_ ¦ ! ⇒ false
    ~* ¦ b.cabé ¦ (?:(.a)+[abc]|(?:[a-c]*?ab)*?(?:a(c))){1,} ⇒ true
    rsub ¦  abAababbabb ¦ é{1,}x{1,2}(.((aaab){2} *?(a))|((ab {1,2}?){1,2}c{2}(a){1,}){1,2}?\\s??((1{2}?aa)??é??b)+){0,3} ⇒ NULL
    rsplit ¦ .bB\ncbB\n2c ¦ c1b ⇒ {".bB\ncbB\n2c"}
    rsub ¦ 2aaaa B1\n ¦ . ⇒ 2
    rmatch ¦ \nb \n . ¦ 1*\\S((?:x\\.1{1,2}?))|\\y|ab(?:\\mac) ¦ s ⇒ {NULL}
    ql ¦ é ⇒ 'é'
    rreplace ¦ 1 1 ¦ é*?^a ¦ \\2\\\\ ¦ g ⇒ 1 1
    rinstr ¦ ééab2... ¦ [[:digit:]x]\\y|1? ⇒ 1
    like ¦ .aaaBB\nbab ¦  ⇒ false
    like ¦ 2aaaa B1\n ¦ \\% ⇒ false
    ilike ¦ bé \n\n1béb ¦ A_ ⇒ false
    rmatch ¦ .1 Bé1 céx ¦ ((a?c(a{1,}aa)?)a(c1{1,2}?c)|((?:\\s)+b?){2}?\\s((^.c)(\\y))|[abc]( (a{2}?\\mc)){1,2}?((a+.){0,3}))|(a|(x+?(a){2}?){1,2}((\\A)(?:a)(aa*ab)){1,}a)b+? ¦ p ⇒ NULL
    ql ¦ A ⇒ 'A'
    rmatch ¦ \nA \n.BB2Ba ¦ ?<!b)(b{2}|(c+){2}?\\A)+ ¦  ⇒ ERR 2201B invalid regular expression: quantifier operand invalid
    format ¦ %-*s%*s%10s ¦ Foo ¦ NULL ¦ -3 ⇒ ERR 22P02 invalid input syntax for type integer: "Foo"
    ~* ¦ ab ¦ x((?:(?:a{1,2}?a(?=a))é)1)|$ ⇒ true
    like ¦ é.a ¦  ⇒ false
    rmatch ¦ .bB\ncbB\n2c ¦ c1b ¦  ⇒ NULL
    rsplit ¦ xa\n ¦ c{2}?(a{1,2}?|(?=a)1{1,2}x?)|ab|a*[]a]{1,} ⇒ {x,"\n"}
    qi ¦ foo_1 ⇒ foo_1
    ~* ¦ xca\n\n\n\n ¦ b??( ?\\s(?:($[a-c]a{2}?)a{0,3}é+)*?)? ⇒ true
    rsplit ¦ bé \n\n1béb ¦ b{2}|x(((?<!b)))( (.{2}(?!b).)1??|1+?a) ⇒ {"bé \n\n1béb"}
    rmatches ¦ cééca ¦ (.\\S{1,2}?(b{1,}b{1,2}(?:\\M)*){2})b{1,2} ⇒ 
    rmatch ¦ xbabaaba2ab  ¦ $c ¦  ⇒ NULL
    rmatches ¦ ééab2... ¦ [[:digit:]x]\\y|1? ⇒ {""};{""};{""};{""};{2};{""};{""};{""};{""}
    rinstr ¦ x1..xbcb ¦ ((b)|((a*).(\\ya{1,2}?a*)+){2} {2})(?:( b(a{1,2}?a+ ))|.((é+?$$){2}?(c+?aa*)?ab)|b)(?:[[:digit:]x]((?: {1,}a?)(?:a+[[:alpha:]]{2}a){1,})b|[^a]+?| é){0,3} ⇒ 0
    rcount ¦ xca1\n ¦ b(?:(\\m(?:1+?))| ($é){1,2}?( c*é){1,2}|\\A((1)*){1,2}){1,2}?|é|x1 ? ⇒ 0
    rreplace ¦ Babaab.B\n2 ¦ (\\y|c.[[:alpha:]]{1,2}?){2}( (?:(?:a{1,}1))|(?:é)((a??aa))??x)é+? ¦ - ¦ g ⇒ Babaab.B\n2
    like ¦  abAababbabb ¦ _ab\\ ⇒ ERR 22025 LIKE pattern must not end with escape character
    format ¦ %%1$L%10s ¦ a\\b ¦ a b ¦ 12 ⇒ %1$L       a\\b
    likee ¦ 2a abb1A ¦ !é%_ ¦ ! ⇒ false
    ql ¦ name ⇒ 'name'
    rsub ¦ \n \n ¦ ((?:a{1,2}?)[a-]{0,3}). ⇒ NULL
    rreplace ¦ 21c. ab ¦ (?:(é)(é(?: ??)a){0,3} )(?:a(?:(?:a))*) ¦ \\2\\\\ ¦  ⇒ 21c. ab
    ilike ¦ 1 1 ¦ _\\_ ⇒ false
    rreplace ¦ x\na ¦ ..{1,2}?|b ¦ \\2\\\\ ¦ g ⇒ \\
    ql ¦ a b ⇒ 'a b'
    similar ¦ 11b.cé\nAb ¦ b ⇒ false
    rcount ¦ a\nbbb2.\n  ¦ $((([abc])(c*){1,})*b|ab ){0,3}|((?:x+)((?:\\S?1)é)??|c(ab(a{1,2}?)){0,3})x(1|( (?:a))) ⇒ 1
    like ¦ 1bcab 1  ¦ A%_ab% ⇒ false
    ~* ¦  ¦ bb{1,2}(?:((?:b)b(x))b(?: {2}?)) ⇒ false
    rsub ¦ .abb  ¦ (a+|((?=a))(1(a){2}?)(é)) ⇒ a
    similar ¦ Babaab.B\n2 ¦ _(a|b) ⇒ false
    ilike ¦ \nAaAbb ¦ ab\\%%\\%_ ⇒ false
    rsub ¦  . ¦ x|c ⇒ NULL
    format ¦ %%10s%L ¦ -3 ¦ a\\b ¦ select ⇒ %10s'-3'
    rmatch ¦ xbabaaba2ab  ¦ c ¦ x ⇒ NULL
    rmatch ¦ .aaaBB\nbab ¦ 1?(?<!b)((1+?(*x{0,3}a[]a]{2}?))((x)?[abc]*)b{2}?){1,}|(?:(?!b)|((a\\d+)*?)(ab(a*a{1,2}?)(aaa){1,})*)\\sab ¦  ⇒ ERR 2201B invalid regular expression: quantifier operand invalid
    rmatch ¦ .bB\ncbB\n2c ¦ |c1b ¦  ⇒ {""}
    qi ¦ A ⇒ "A"
    ~ ¦ bé \n\n1béb ¦ b{2}|x(((?<!b)))( (.{2}(?!b).)1??|1+?a) ⇒ false
    ilike ¦ éab ¦ %%é ⇒ false
    rreplace ¦  . ¦ x|c ¦ - ¦ g ⇒  .
    likee ¦ B\nB ¦ %!%_ ¦ ! ⇒ false
    rcount ¦ B\n. ¦ ( ??.|é*(?!b)(c *?é))+b*. ⇒ 1
    ~* ¦ 1bcab 1  ¦ (?<=a)((?:bab\\Z)+?)b{0,3}|$é{2}? ⇒ false
    rreplace ¦ cééca ¦ (.\\S{1,2}?(b{1,}b{1,2}(?:\\M)*){2})b{1,2} ¦ [\\&] ¦  ⇒ cééca
    rinstr ¦ abab2abABa\n ¦ (ab {1,2})^(\\.{2}?(?: *?){2}?b|é) ⇒ 0
    rinstr ¦ 21c. ab ¦ (?:(é)(é(?: ??)a){0,3} )(?:a(?:(?:a))*) ⇒ 0
    ql ¦ x ⇒ 'x'
    ~ ¦ Babaab.B\n2 ¦ (\\y|c.[[:alpha:]]{1,2}?){2}( (?:(?:a{1,}1))|(?:é)((a??aa))??x)é+? ⇒ false
    similar ¦ ééab2... ¦ c{2}%% ⇒ false
    ilike ¦ é.a ¦  ⇒ false
    likee ¦ AacBa\n1bax ¦ %é ¦ ! ⇒ false
    ilike ¦ a\nbbb2.\n  ¦ b\\% ⇒ false
    ~* ¦ .abb  ¦ (a+|((?=a))(1(a){2}?)(é)) ⇒ true
    format ¦ %*s ¦ a\\b ¦ a b ¦ x ⇒ ERR 22P02 invalid input syntax for type integer: "a\\b"
    ~ ¦ a\nbbb2.\n  ¦ $((([abc])(c*){1,})*b|ab ){0,3}|((?:x+)((?:\\S?1)é)??|c(ab(a{1,2}?)){0,3})x(1|( (?:a))) ⇒ true
    like ¦ \nb \n . ¦ \\ ⇒ ERR 22025 LIKE pattern must not end with escape character
    similar ¦ 1Aé ¦ (a|b)_(a|b) ⇒ false
    rsplit ¦ abab2abABa\n ¦ (ab {1,2})^(\\.{2}?(?: *?){2}?b|é) ⇒ {"abab2abABa\n"}
    ~ ¦ 1 1 ¦ é*?^a ⇒ false
    format ¦ %L ¦ foo_1 ¦ x ¦ 12 ⇒ 'foo_1'
    rsplit ¦ BA ¦ [^\\d]c ⇒ {BA}
    like ¦ c  ¦ \\% ⇒ false
    rmatches ¦ Babaab.B\n2 ¦ (\\y|c.[[:alpha:]]{1,2}?){2}( (?:(?:a{1,}1))|(?:é)((a??aa))??x)é+? ⇒ 
    rinstr ¦ cééca ¦ (.\\S{1,2}?(b{1,}b{1,2}(?:\\M)*){2})b{1,2} ⇒ 0
    like ¦  b2B1\nxbab2 ¦ _ ⇒ false
    rreplace ¦ \nAaAbb ¦ é(((a+a)x{2})(a+?(1))|((?:é+?ca??))[a-c](\\S(aa+?\\M){0,3}(a)+?))|.(?:ab *?ab)c ¦ [\\&] ¦  ⇒ \nAaAbb
    qi ¦ é ⇒ "é"
    rcount ¦ 1Aé ¦ []a][^a]*? ⇒ 0
    rsub ¦ \nAaAbb ¦ é(((a+a)x{2})(a+?(1))|((?:é+?ca??))[a-c](\\S(aa+?\\M){0,3}(a)+?))|.(?:ab *?ab)c ⇒ NULL
    rsub ¦ x\na ¦ ..{1,2}?|b ⇒ x\na
    rreplace ¦ bBxabB.BA\n ¦ (?:c[[:alpha:]]ab)|[a-c]{2} ¦ - ¦  ⇒ bBx-B.BA\n
    rsplit ¦ ééab2... ¦ [[:digit:]x]\\y|1? ⇒ {é,é,a,b,.,.,.}
    ql ¦ 1a ⇒ '1a'
    ~ ¦ B\n. ¦ ( ??.|é*(?!b)(c *?é))+b*. ⇒ true
    rmatch ¦  ¦ [[:digit:]x]*? ¦ s ⇒ {""}
    qi ¦  ⇒ ""
    ~ ¦ \n \n ¦ ((?:a{1,2}?)[a-]{0,3}). ⇒ false
    likee ¦ aa2 ¦ %a%é ¦ ! ⇒ false
    like ¦ bé \n\n1béb ¦ A_ ⇒ false
    likee ¦ \nA \n.BB2Ba ¦ ab!é%ab ¦ ! ⇒ false
    similar ¦ \nAaAbb ¦ . ⇒ false
    rmatches ¦ bBxabB.BA\n ¦ (?:c[[:alpha:]]ab)|[a-c]{2} ⇒ {ab}
    rsplit ¦ .1 Bé1 céx ¦ ((a?c(a{1,}aa)?)a(c1{1,2}?c)|((?:\\s)+b?){2}?\\s((^.c)(\\y))|[abc]( (a{2}?\\mc)){1,2}?((a+.){0,3}))|(a|(x+?(a){2}?){1,2}((\\A)(?:a)(aa*ab)){1,}a)b+? ⇒ {".1 Bé1 céx"}
    rreplace ¦ 11b.cé\nAb ¦ ab\\Z|((a*?^)x??|.b){1,2}?|ab((?<=a)|(a{1,}))* ¦ \\q ¦ g ⇒ \\q1\\q.cé\n\\q
    ilike ¦ xa\n ¦  ⇒ false
    format ¦ %10s%-*s%I ¦ Foo ¦ select ¦ foo_1 ⇒ ERR 22P02 invalid input syntax for type integer: "select"
    rmatch ¦ xa\n ¦ c{2}?(a{1,2}?|(?=a)1{1,2[}x?)|ab|a*[]a]{1,} ¦  ⇒ ERR 2201B invalid regular expression: invalid repetition count(s)
    rreplace ¦ 1bcab 1  ¦ (?<=a)((?:bab\\Z)+?)b{0,3}|$é{2}? ¦ \\q ¦ g ⇒ 1bcab 1 
    rreplace ¦ x1..xbcb ¦ ((b)|((a*).(\\ya{1,2}?a*)+){2} {2})(?:( b(a{1,2}?a+ ))|.((é+?$$){2}?(c+?aa*)?ab)|b)(?:[[:digit:]x]((?: {1,}a?)(?:a+[[:alpha:]]{2}a){1,})b|[^a]+?| é){0,3} ¦ - ¦ g ⇒ x1..xbcb
    rmatch ¦ aab1ééaa  ¦ c((?:(?:a*ab\\S){1,2}\\S\\M)|c(( {1,2}?a*a)(?:é){1,2}?(a)){0,3}x|1+?)*?|b{1,2}éa|.??? ¦  ⇒ ERR 2201B invalid regular expression: quantifier operand invalid
    format ¦ %%%%*s ¦ a\\b ¦ a b ¦ select ⇒ %%*s
    like ¦ ba\n2abaa2 ¦  ⇒ false
    likee ¦ ééab2... ¦  ¦ ! ⇒ false
    like ¦ x1..xbcb ¦ %b_ ⇒ false
    rreplace ¦ .bB\ncbB\n2c ¦ c1b ¦ \\2\\\\ ¦  ⇒ .bB\ncbB\n2c
    rmatches ¦ 11b.cé\nAb ¦ ab\\Z|((a*?^)x??|.b){1,2}?|ab((?<=a)|(a{1,}))* ⇒ {"","",NULL,NULL};{1b,NULL,NULL,NULL};{Ab,NULL,NULL,NULL}
    rcount ¦ \nb \n . ¦ 1*\\S((?:x\\.1{1,2}?))|\\y|ab(?:\\mac) ⇒ 2
    format ¦ %s ¦ Foo ¦ a\\b ¦ it's ⇒ Foo
    ilike ¦ ba\n2abaa2 ¦  ⇒ false
    ~ ¦ aa2 ¦ (( c){1,2}.|([abc])??){2}? (ab((é{2}?.b{2}?))?|a{2}(é1+)*?(ab(é)*)*?|($)+)|\\M ⇒ true
    ~ ¦ \nAAéAéaaa ¦ \\s{2}c?ab|(ab)\\d ⇒ false
    like ¦ b.cabé ¦ A ⇒ false
    rmatch ¦ ab \nbBbca  ¦ (?:(?: {2}(a*?))(?<=a)|[abc].{0,3}(?:é{2}{?\\y))?[^a](xa) ¦  ⇒ NULL
    qi ¦ a b ⇒ "a b"
    rsub ¦ aéa2 ¦ ((é(\\A)ab)|(?:[a-](?=a))((?=a)c+?).){1,}(b ?(?<!b)){2}[[:digit:]x]{2} ⇒ NULL
    rreplace ¦ 2x \n.bc ¦ (ab(?:\\y\\S(bc{0,3}é{2}){1,2}){2}|x|b\\d{2}?((?:ab)(?:[]a]a??a)*?)){0,3}^ ¦ <\\1> ¦ g ⇒ <>2x \n.bc
    ~ ¦ .abb  ¦ (a+|((?=a))(1(a){2}?)(é)) ⇒ true
    rcount ¦ .abb  ¦ (a+|((?=a))(1(a){2}?)(é)) ⇒ 1
    rcount ¦ .1 Bé1 céx ¦ ((a?c(a{1,}aa)?)a(c1{1,2}?c)|((?:\\s)+b?){2}?\\s((^.c)(\\y))|[abc]( (a{2}?\\mc)){1,2}?((a+.){0,3}))|(a|(x+?(a){2}?){1,2}((\\A)(?:a)(aa*ab)){1,}a)b+? ⇒ 0
    ilike ¦  éb..xa.a ¦ ab%ab% ⇒ false
    rinstr ¦ aa1 ¦ \\y((\\M(c{0,3}a{1,2}? *)(?<=a))){2} {1,}|ab[[:digit:]x]{2}?a?|\\Mc ⇒ 0
    similar ¦ a\nbbb2.\n  ¦ _. ⇒ false
    like ¦ \n \n ¦ bé_%_ ⇒ false
    rsplit ¦ 2aaaa B1\n ¦ . ⇒ {"","","","","","","","","",""}
    rcount ¦ b.cabé ¦ (?:(.a)+[abc]|(?:[a-c]*?ab)*?(?:a(c))){1,} ⇒ 1
    rsplit ¦ éab ¦ ((([^\\d]aa*?)([[:digit:]x])b*?)??é{2}(a..?)|(é*?){1,}a1){1,}é{1,2}é|\\y ⇒ {éab}
    similar ¦ b.cabé ¦ (a|b) ⇒ false
    rmatch ¦ .abb  ¦ (a+|((?=a))(1(a){2}?)(é)) ¦ x ⇒ {a,NULL,NULL,NULL,NULL}
    rsplit ¦ \nAAéAéaaa ¦ \\s{2}c?ab|(ab)\\d ⇒ {"\nAAéAéaaa"}
    rmatch ¦ é.a ¦  (?:\\y\\M|(?:a( {0,3}a{2}?)){2}\\yab|\\S.(?:(?:c)??))|aba:* ¦  ⇒ NULL
    format ¦ %1$L%3$s ¦ a\\b ¦ it's ¦ Foo ⇒ E'a\\\\b'Foo
    rmatch ¦  abAababbabb ¦ é{1,}x{1,2}(.((aaab){2} *?(a))|((ab {1,2}?){1,2}c{2}(a){1,}){1,^2}?\\s??((1{2}?aa)??é??b)+){0,3} ¦  ⇒ ERR 2201B invalid regular expression: invalid repetition count(s)
    rsub ¦ aab1ééaa  ¦ c((?:(?:a*ab\\S){1,2}\\S\\M)|c(( {1,2}?a*a)(?:é){1,2}?(a)){0,3}x|1+?)*?|b{1,2}éa|.?? ⇒ NULL
    rcount ¦ 21c. ab ¦ (?:(é)(é(?: ??)a){0,3} )(?:a(?:(?:a))*) ⇒ 0
    like ¦ aéa2 ¦ \\%b% ⇒ false
    likee ¦ xa\n ¦  ¦ ! ⇒ false
    rmatch ¦ 1 1 ¦ é*?^a ¦  ⇒ NULL
    rcount ¦ bé \n\n1béb ¦ b{2}|x(((?<!b)))( (.{2}(?!b).)1??|1+?a) ⇒ 0
    ~ ¦ xca1\n ¦ b(?:(\\m(?:1+?))| ($é){1,2}?( c*é){1,2}|\\A((1)*){1,2}){1,2}?|é|x1 ? ⇒ false
    ~ ¦ \nAaAbb ¦ é(((a+a)x{2})(a+?(1))|((?:é+?ca??))[a-c](\\S(aa+?\\M){0,3}(a)+?))|.(?:ab *?ab)c ⇒ false
    ~* ¦ cééca ¦ (.\\S{1,2}?(b{1,}b{1,2}(?:\\M)*){2})b{1,2} ⇒ false
    format ¦ %-5s|%I%1$%5$s ¦ a\\b ¦ select ¦ 12 ⇒ ERR 22023 unrecognized format() type specifier "%" HINT For a single "%" use "%%".
    ~* ¦ x1..xbcb ¦ ((b)|((a*).(\\ya{1,2}?a*)+){2} {2})(?:( b(a{1,2}?a+ ))|.((é+?$$){2}?(c+?aa*)?ab)|b)(?:[[:digit:]x]((?: {1,}a?)(?:a+[[:alpha:]]{2}a){1,})b|[^a]+?| é){0,3} ⇒ false
    rmatch ¦ Babaab.B\n2 ¦ (\\y|c.[[:alpha:]]{1,2}?){2}( (?:(?:a{1,}1))|(?:é)((a??aa))??x)é+? ¦ i ⇒ NULL
    ~* ¦ x\na ¦ ..{1,2}?|b ⇒ true
    likee ¦ \ncb ¦  ¦ ! ⇒ false
    format ¦ %L ¦ select ¦ -3 ¦ a\\b ⇒ 'select'
    ~* ¦ bBxabB.BA\n ¦ (?:c[[:alpha:]]ab)|[a-c]{2} ⇒ true
    rinstr ¦ aa2 ¦ (( c){1,2}.|([abc])??){2}? (ab((é{2}?.b{2}?))?|a{2}(é1+)*?(ab(é)*)*?|($)+)|\\M ⇒ 4
    like ¦ 2x \n.bc ¦ abb_Ab ⇒ false
    rsplit ¦ \nA \n.BB2Ba ¦ (?<!b)(b{2}|(c+){2}?\\A)+ ⇒ {"\nA \n.BB2Ba"}
    similar ¦ 1bcab 1  ¦ .[ab] ⇒ false
    rsplit ¦ aab1ééaa  ¦ c((?:(?:a*ab\\S){1,2}\\S\\M)|c(( {1,2}?a*a)(?:é){1,2}?(a)){0,3}x|1+?)*?|b{1,2}éa|.?? ⇒ {"","","","","","","","","",""}
    like ¦ 11b.cé\nAb ¦ éabab_ ⇒ false
    rmatch ¦ BA ¦ [^\\d] ¦  ⇒ {B}
    rmatches ¦  ¦ bb{1,2}(?:((?:b)b(x))b(?: {2}?)) ⇒ 
    ~* ¦ ééab2... ¦ [[:digit:]x]\\y|1? ⇒ true
    likee ¦ abab2abABa\n ¦ __% ¦ ! ⇒ true
    rmatch ¦ a\nbbb2.\n  ¦ $((([abc])(c*){1,})*b|ab ){0,3}|((?:x+)((?:\\S?1)é)??|c(ab(a{1,2}?)){0,3})x(1|( (?:a))) ¦ x ⇒ {NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL}
    ilike ¦ aéa2 ¦ \\%b% ⇒ false
    rinstr ¦ bBxabB.BA\n ¦ (?:c[[:alpha:]]ab)|[a-c]{2} ⇒ 4
    likee ¦ 2aab.a ¦  ¦ ! ⇒ false
    ~* ¦ Aab2 ¦ (?:éé1|ab(\\y.é){1,}(ab)){2}?(?:(?<!b)(c))c{2}?|\\s{1,2} ⇒ false
    rsub ¦ 1 1 ¦ é*?^a ⇒ NULL
    rsplit ¦ 1 1 ¦ é*?^a ⇒ {"1 1"}
    similar ¦  ¦ a_+_ ⇒ false
    ilike ¦ aab1ééaa  ¦  ⇒ false
    rinstr ¦ \nA \n.BB2Ba ¦ (?<!b)(b{2}|(c+){2}?\\A)+ ⇒ 0
    rsub ¦ \nAAéAéaaa ¦ \\s{2}c?ab|(ab)\\d ⇒ NULL
    like ¦ ab \nbBbca  ¦ \\%é% ⇒ false
    similar ¦ 2aaaa B1\n ¦ ._ ⇒ false
    like ¦ \ncb ¦  ⇒ false
    rmatch ¦  ¦ bb{1,2}(?:((?:b)b(x))b(?: {2}?)) ¦ i ⇒ NULL
    ilike ¦ xca\n\n\n\n ¦ ab ⇒ false
    similar ¦ aa1 ¦ (a|b)+ ⇒ false
    rinstr ¦ xBa B baaba ¦ (?<!b)(?:x1[a-]|a((aaa*)[abc])\\w)[^a]? ⇒ 0
    rsub ¦ xa\n ¦ c{2}?(a{1,2}?|(?=a)1{1,2}x?)|ab|a*[]a]{1,} ⇒ NULL
    rreplace ¦ B\nB ¦  *?\\m|(a(((?<!b)a{1,2} *?)*?){2}?|.{1,2}){2}?.|x ¦ [\\&] ¦  ⇒ [B\nB]
    rmatches ¦ \n \n ¦ ((?:a{1,2}?)[a-]{0,3}). ⇒ 
    rinstr ¦ \n \n ¦ ((?:a{1,2}?)[a-]{0,3}). ⇒ 0
    rmatch ¦ \nAaAbb ¦ é(((a+a)x{2})(a^+?(1))|((?:é+?ca??))[a-c](\\S(aa+?\\M){0,3}(a)+?))|.(?:ab *?ab)c ¦  ⇒ ERR 2201B invalid regular expression: quantifier operand invalid
    rreplace ¦ abab2abABa\n ¦ (ab {1,2})^(\\.{2}?(?: *?){2}?b|é) ¦ <\\1> ¦ g ⇒ abab2abABa\n
    rmatches ¦ 21c. ab ¦ (?:(é)(é(?: ??)a){0,3} )(?:a(?:(?:a))*) ⇒ 
    rreplace ¦ BA ¦ [^\\d]c ¦ <\\1> ¦  ⇒ BA
    rreplace ¦ \ncb ¦ a[]a]{2}b{0,3}|(?!b) ¦ <\\1> ¦ g ⇒ <>\n<>cb<>
    rmatches ¦ 2x \n.bc ¦ (ab(?:\\y\\S(bc{0,3}é{2}){1,2}){2}|x|b\\d{2}?((?:ab)(?:[]a]a??a)*?)){0,3}^ ⇒ {NULL,NULL,NULL}
    similar ¦  éb..xa.a ¦ +%. ⇒ ERR 2201B invalid regular expression: quantifier operand invalid
    rinstr ¦ xca\n\n\n\n ¦ b??( ?\\s(?:($[a-c]a{2}?)a{0,3}é+)*?)? ⇒ 1
    rsplit ¦ \n \n ¦ ((?:a{1,2}?)[a-]{0,3}). ⇒ {"\n \n"}
    rcount ¦ Aab2 ¦ (?:éé1|ab(\\y.é){1,}(ab)){2}?(?:(?<!b)(c))c{2}?|\\s{1,2} ⇒ 0
    rcount ¦ xBa B baaba ¦ (?<!b)(?:x1[a-]|a((aaa*)[abc])\\w)[^a]? ⇒ 0
    format ¦ %10s%I%s ¦ Foo ¦ é ¦ it's ⇒        Foo"é"it's
    format ¦ %1$L%-5s| ¦ select ¦ NULL ¦ foo_1 ⇒ 'select'     |
    rsplit ¦  ¦ [[:digit:]x]*? ⇒ {""}
    like ¦ BA ¦ _a%_ ⇒ false
    ~* ¦ 1Aé ¦ []a][^a]*? ⇒ true
    rreplace ¦ éab ¦ ((([^\\d]aa*?)([[:digit:]x])b*?)??é{2}(a..?)|(é*?){1,}a1){1,}é{1,2}é|\\y ¦ \\2\\\\ ¦ g ⇒ \\éab\\
    rreplace ¦ .abb  ¦ (a+|((?=a))(1(a){2}?)(é)) ¦ \\2\\\\ ¦ g ⇒ .\\bb 
    ~ ¦ éab ¦ ((([^\\d]aa*?)([[:digit:]x])b*?)??é{2}(a..?)|(é*?){1,}a1){1,}é{1,2}é|\\y ⇒ true
    like ¦ bBxabB.BA\n ¦ a ⇒ false
    ilike ¦ \nA \n.BB2Ba ¦ ab\\é%ab ⇒ false
    format ¦ %10s ¦ NULL ¦ a b ¦ é ⇒           
    format ¦ %5$s%I ¦ Foo ¦ x ¦ x ⇒ ERR 22023 too few arguments for format()
    like ¦ x\na ¦ A% ⇒ false
    likee ¦ .1 Bé1 céx ¦  ¦ ! ⇒ false
    rmatch ¦ \nAAéAéaaa ¦ \\s${2}c?ab|(ab)\\d ¦  ⇒ ERR 2201B invalid regular expression: quantifier operand invalid
    ~* ¦ BA ¦ [^\\d]c ⇒ false
    rsub ¦  ¦ [[:digit:]x]*? ⇒ 
    rsplit ¦ x1..xbcb ¦ ((b)|((a*).(\\ya{1,2}?a*)+){2} {2})(?:( b(a{1,2}?a+ ))|.((é+?$$){2}?(c+?aa*)?ab)|b)(?:[[:digit:]x]((?: {1,}a?)(?:a+[[:alpha:]]{2}a){1,})b|[^a]+?| é){0,3} ⇒ {x1..xbcb}
    rmatches ¦ .aaaBB\nbab ¦ 1?(?<!b)((1+?(x{0,3}a[]a]{2}?))((x)?[abc]*)b{2}?){1,}|(?:(?!b)|((a\\d+)*?)(ab(a*a{1,2}?)(aaa){1,})*)\\sab ⇒ 
    like ¦ AacBa\n1bax ¦ %é ⇒ false
    likee ¦ a\nbbb2.\n  ¦ b!% ¦ ! ⇒ false
    rcount ¦ 11b.cé\nAb ¦ ab\\Z|((a*?^)x??|.b){1,2}?|ab((?<=a)|(a{1,}))* ⇒ 3
    rinstr ¦ éab ¦ ((([^\\d]aa*?)([[:digit:]x])b*?)??é{2}(a..?)|(é*?){1,}a1){1,}é{1,2}é|\\y ⇒ 1
    rsub ¦ abab2abABa\n ¦ (ab {1,2})^(\\.{2}?(?: *?){2}?b|é) ⇒ NULL
    rmatch ¦ é a2 b\nba ¦ [ab]{2}1{1,2}?((b.+)?é*?((?:[[:alpha:]]\\M.)??a1?)) ¦  ⇒ NULL
    like ¦ aa1 ¦  ⇒ false
    rcount ¦ é a2 b\nba ¦ [abc]{2}1{1,2}?((b.+)?é*?((?:[[:alpha:]]\\M.)??a1?)) ⇒ 0
    rsub ¦ \nb \n . ¦ 1*\\S((?:x\\.1{1,2}?))|\\y|ab(?:\\mac) ⇒ NULL
    rmatch ¦ 2x \n.bc ¦ (ab(?:\\y\\S(bc{0,3}é{2}){1,2}){2}|x|b\\d{2}?((?:ab)(?:[]a]a??a)*?)){03}^ ¦  ⇒ NULL
    qi ¦ select ⇒ "select"
    ilike ¦  ¦ \\bA ⇒ false
    ~ ¦ 11b.cé\nAb ¦ ab\\Z|((a*?^)x??|.b){1,2}?|ab((?<=a)|(a{1,}))* ⇒ true
    similar ¦ B\n. ¦ %+[ab] ⇒ ERR 2201B invalid regular expression: quantifier operand invalid
    similar ¦ aab1ééaa  ¦ a%b ⇒ false
    likee ¦ \n \n ¦ bé_%_ ¦ ! ⇒ false
    like ¦  .A ¦  ⇒ false
    like ¦ .1 Bé1 céx ¦  ⇒ false
    similar ¦ .bB\ncbB\n2c ¦ % ⇒ true
    rmatch ¦ .abb  ¦ (a+|(?=a))(1(a){2}?)(é)) ¦  ⇒ ERR 2201B invalid regular expression: parentheses () not balanced
    similar ¦ x1..xbcb ¦ __% ⇒ true
    format ¦ %%a%1$L%10s ¦ x ¦ foo_1 ¦ it's ⇒ %a'x'     foo_1
    qi ¦ NULL ⇒ "NULL"
    format ¦ %-*s%%1$ ¦ 12 ¦ x ¦ it's ⇒ x           %1$
    rcount ¦ B\nB ¦  *?\\m|(a(((?<!b)a{1,2} *?)*?){2}?|.{1,2}){2}?.|x ⇒ 1
    rreplace ¦ AacBa\n1bax ¦ (((. )a??(aa*?))(1\\.??(1?)){0,3})|c{1,2}?.?((\\y\\s(abc{2}))é\\.{0,3}|(\\d(a{1,2}a[[:digit:]x]{0,3}))??(.+?(aa)??){1,2}) ¦ [\\&] ¦ g ⇒ Aa[cBa\n1bax]
    rsub ¦  éb..xa.a ¦ [[:alpha:]]{2}(?:^.|(x1)?[^a]{2}|ab)+(\\Z[[:alpha:]](\\A (?:[[:alpha:]]b))|\\Mc+? +){2}?|((?:(?<=a) *){1,2}?bx*|([a-]{1,}(a??b)b){1,}|c*ab[a-]{1,}){1,}b{2}? ⇒ NULL
    similar ¦  ¦ ..b ⇒ false
    format ¦ %3$s%5$s%2$s ¦ a b ¦ a\\b ¦ foo_1 ⇒ ERR 22023 too few arguments for format()
    rmatches ¦ 2aaaa B1\n ¦ . ⇒ {2};{a};{a};{a};{a};{" "};{B};{1};{"\n"}
    similar ¦ BA ¦ a%.(a|b) ⇒ false
    rcount ¦ BA ¦ [^\\d]c ⇒ 0
    rmatches ¦ b.cabé ¦ (?:(.a)+[abc]|(?:[a-c]*?ab)*?(?:a(c))){1,} ⇒ {ca,NULL}
    """#
