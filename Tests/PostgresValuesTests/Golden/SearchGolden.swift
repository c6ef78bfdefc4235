/// Full text search.
/// One case a line: function ¦ arguments ⇒ answer. Taken from a PostgreSQL server.
let searchGolden = #"""
    web ¦ simple ¦ over jumps nearest v2 over /usr/local/bin naïve ⇒ 'over' & 'jumps' & 'nearest' & 'v2' & 'over' & '/usr/local/bin' & 'naïve'
    phrase ¦ simple ¦ and 日本語 which ⇒ 'and' <-> '日本語' <-> 'which'
    tov ¦ simple ¦ in dogs lazy ⇒ 'dogs':2 'in':1 'lazy':3
    toq ¦ english ¦ the | !in&embeddings | vectors ⇒ 'embed' | 'vector'
    toq ¦ simple ¦ in ⇒ 'in'
    toq ¦ english ¦ were ⇒ 
    rank ¦ simple ¦ x=1 over brown the and e.g. www.example.org abc123 searching ¦ ((!were)) <-> and ¦ 2 ⇒ 1e-21
    tsq ¦ !with ⇒ !'with'
    phrase ¦ english ¦ lazy nearest which fox with abc123 happily 10% which ⇒ 'lazi' <-> 'nearest' <2> 'fox' <2> 'abc123' <-> 'happili' <-> '10'
    rank ¦ simple ¦ foo_bar naïve /usr/local/bin foo_bar file.txt over for http://example.com/path/x.html ¦ lazy ¦ 32 ⇒ 0
    plain ¦ simple ¦ <b>bold</b> were which embeddings systems ⇒ 'bold' & 'were' & 'which' & 'embeddings' & 'systems'
    vcat ¦ rat:3A a:2,5 ¦ a:1 c:2B ⇒ 'a':2,5,6 'c':7B 'rat':3A
    @@ ¦ simple ¦ lazy 2024-01-02 co-op vectors ¦ neighbours <2> a:* ⇒ false
    @@ ¦ simple ¦ quick user@example.com systems systems vectors foo_bar 123abc for foo-bar-1 ¦ happily ⇒ false
    phrase ¦ english ¦ systems dogs 12:30 ⇒ 'system' <-> 'dog' <-> '12' <-> '30'
    web ¦ simple ¦ fox systems with brown abc123 with ⇒ 'fox' & 'systems' & 'with' & 'brown' & 'abc123' & 'with'
    vcat ¦  ¦ a:1 c:2B ⇒ 'a':1 'c':2B
    vcat ¦ 'it''s':4B,2C ¦ a:1 c:2B ⇒ 'a':5 'c':6B 'it''s':2C,4B
    toq ¦ simple ¦ 'lazy dog' <2> "the" & "the" <-> running & (with) | systems ⇒ 'lazy' <-> 'dog' <2> 'the' & 'the' <-> 'running' & 'with' | 'systems'
    web ¦ simple ¦ dogs quick with embeddings ⇒ 'dogs' & 'quick' & 'with' & 'embeddings'
    tsq ¦ were ⇒ 'were'
    web ¦ english ¦ systems systems quick ⇒ 'system' & 'system' & 'quick'
    phrase ¦ english ¦ found e-mail O'Neil searching systems over in ⇒ 'found' <-> 'e-mail' <-> 'e' <-> 'mail' <-> 'o' <-> 'neil' <-> 'search' <-> 'system'
    tov ¦ simple ¦ databases ⇒ 'databases':1
    plain ¦ english ¦ jumps it's running 3.14 happily databases README.md /usr/local/bin for ⇒ 'jump' & 'run' & '3.14' & 'happili' & 'databas' & 'readme.md' & '/usr/local/bin'
    tsv ¦ b:2,5 rat:3A:x ⇒ ERR 42601 syntax error in tsvector: "b:2,5 rat:3A:x"
    vcat ¦ a 'fat cat':1 ¦ a:1 c:2B ⇒ 'a':2 'c':3B 'fat cat':1
    tsv ¦  ⇒ 
    web ¦ english ¦ running searching vectors dogs C++ which for jumps ⇒ 'run' & 'search' & 'vector' & 'dog' & 'c' & 'jump'
    vcat ¦ 'it''s':4B,2C a:4B,2C a:1 ¦ a:1 c:2B ⇒ 'a':1,2C,4B,5 'c':6B 'it''s':2C,4B
    plain ¦ simple ¦ abc123 the for (a) and neighbours ⇒ 'abc123' & 'the' & 'for' & 'a' & 'and' & 'neighbours'
    plain ¦ english ¦ 2024-01-02 ⇒ '2024' & '-01' & '-02'
    rank ¦ english ¦ for ¦ !with ¦ 16 ⇒ 0
    rank ¦ simple ¦ found systems for ¦ (which) & a:* <-> found&(fox:A) ¦ 0 ⇒ 1e-20
    rank ¦ english ¦ 10% which which ¦ "the" & !fox | run:* ¦ 32 ⇒ 0
    phrase ¦ simple ¦ found ⇒ 'found'
    rank ¦ english ¦  ¦ embeddings ¦ 1 ⇒ 0
    web ¦ english ¦ OR ⇒ 
    plain ¦ simple ¦ which nearest databases the ⇒ 'which' & 'nearest' & 'databases' & 'the'
    tsq ¦ jumps ⇒ 'jumps'
    plain ¦ english ¦ quick foo_bar lazy running dogs for vectors ⇒ 'quick' & 'foo' & 'bar' & 'lazi' & 'run' & 'dog' & 'vector'
    @@ ¦ simple ¦ over node.js found well-known fox quick ¦ running ⇒ false
    plain ¦ simple ¦ searching a/b in neighbours running searching node.js which ⇒ 'searching' & 'a/b' & 'in' & 'neighbours' & 'running' & 'searching' & 'node.js' & 'which'
    rank ¦ simple ¦ fox happily which ¦ and ¦ 2 ⇒ 0
    web ¦ english ¦ running running the fox vectors ⇒ 'run' & 'run' & 'fox' & 'vector'
    vcat ¦ 'it''s' 'fat cat' ¦ a:1 c:2B ⇒ 'a':1 'c':2B 'fat cat' 'it''s'
    tov ¦ simple ¦ databases which fox ⇒ 'databases':1 'fox':3 'which':2
    vcat ¦ 'fat cat' 'fat cat':7,1 b:3A ¦ a:1 c:2B ⇒ 'a':8 'b':3A 'c':9B 'fat cat':1,7
    @@ ¦ simple ¦ lazy for and found brown were abc123 vectors it's ¦ were ⇒ true
    web ¦ english ¦ for for ⇒ 
    phrase ¦ simple ¦ jumps well-known running in were ⇒ 'jumps' <-> 'well-known' <-> 'well' <-> 'known' <-> 'running' <-> 'in' <-> 'were'
    web ¦ english ¦ or lazy found -"lazy dogs" databases ⇒ 'lazi' & 'found' & !( 'lazi' <-> 'dog' ) & 'databas'
    tov ¦ simple ¦ e-mail systems with and searching a/b found ⇒ 'a/b':8 'and':6 'e':2 'e-mail':1 'found':9 'mail':3 'searching':7 'systems':4 'with':5
    plain ¦ english ¦ systems dogs 12:30 ⇒ 'system' & 'dog' & '12' & '30'
    phrase ¦ simple ¦ databases over quick ⇒ 'databases' <-> 'over' <-> 'quick'
    web ¦ simple ¦ embeddings in brown ⇒ 'embeddings' & 'in' & 'brown'
    web ¦ simple ¦ and 日本語 which ⇒ 'and' & '日本語' & 'which'
    vcat ¦ 'fat cat':3A 'it''s':4B,2C b:3A ¦ a:1 c:2B ⇒ 'a':5 'b':3A 'c':6B 'fat cat':3A 'it''s':2C,4B
    @@ ¦ simple ¦ lazy happily naïve the e-mail ¦ brown:*B&searching <2> "the" & in&("the" | "the") ⇒ false
    vcat ¦ 'fat cat':7,1 x\\ y:7,1 'fat cat' ¦ a:1 c:2B ⇒ 'a':8 'c':9B 'fat cat':1,7 'x y':1,7
    phrase ¦ english ¦ happily ⇒ 'happili'
    tsq ¦ (databases) ⇒ 'databases'
    web ¦ english ¦ with ⇒ 
    tsv ¦ 'it''s':7,1 a:3A rat:1:1, ⇒ ERR 42601 syntax error in tsvector: "'it''s':7,1 a:3A rat:1:1,"
    toq ¦ simple ¦ brown ⇒ 'brown'
    tov ¦ english ¦ over for $5.00 and ⇒ '5.00':3
    web ¦ english ¦ brown ⇒ 'brown'
    web ¦ simple ¦ databases with "brown fox" " databases neighbours ⇒ 'databases' & 'with' & 'brown' <-> 'fox' & 'databases' <-> 'neighbours'
    toq ¦ simple ¦ brown:*B ⇒ 'brown':*B
    web ¦ simple ¦ running neighbours user@example.com node.js vectors nearest the ⇒ 'running' & 'neighbours' & 'user@example.com' & 'node.js' & 'vectors' & 'nearest' & 'the'
    toq ¦ simple ¦ vectors ⇒ 'vectors'
    tsv ¦ b 'fat cat'' ⇒ ERR 42601 syntax error in tsvector: "b 'fat cat''"
    vcat ¦ 'fat cat':4B,2C ¦ a:1 c:2B ⇒ 'a':5 'c':6B 'fat cat':2C,4B
    tsq ¦ vectors <-> brown | brown:*B <-> run:* ⇒ 'vectors' <-> 'brown' | 'brown':*B <-> 'run':*
    rank ¦ simple ¦ running Café neighbours quick in found lazy über-cool ¦ searching <-> found ¦ 16 ⇒ 2.890648e-21
    tsv ¦ b:4B,2C  z ⇒ 'b':2C,4B 'z'
    @@ ¦ simple ¦ 20-year-old searching ¦ (databases) ⇒ false
    web ¦ simple ¦ state-of-the-art the brown over ⇒ 'state-of-the-art' <-> 'state' <-> 'of' <-> 'the' <-> 'art' & 'the' & 'brown' & 'over'
    web ¦ simple ¦  ⇒ 
    rank ¦ english ¦ quick jumps brown over ¦ run:* | foo-bar | with | lazy | systems ¦ 2 ⇒ 0
    tsv ¦ 'it''s':4B,2C:x ⇒ ERR 42601 syntax error in tsvector: "'it''s':4B,2C:x"
    plain ¦ simple ¦  ⇒ 
    rank ¦ simple ¦  ¦ (running) <-> vectors ¦ 0 ⇒ 0
    rank ¦ english ¦ quick foo_bar lazy running dogs for vectors ¦ quick <2> (databases & found) ¦ 16 ⇒ 3.3333333e-21
    web ¦ simple ¦ in ⇒ 'in'
    tsv ¦ rat:1 b b:2,5 x\\ y:1  z ⇒ 'b':2,5 'rat':1 'x y':1 'z'
    web ¦ english ¦ fox neighbours which neighbours $5.00 www.example.org dogs searching fox ⇒ 'fox' & 'neighbour' & 'neighbour' & '5.00' & 'www.example.org' & 'dog' & 'search' & 'fox'
    phrase ¦ english ¦ and ⇒ 
    plain ¦ simple ¦ state-of-the-art the brown over ⇒ 'state-of-the-art' & 'state' & 'of' & 'the' & 'art' & 'the' & 'brown' & 'over'
    toq ¦ simple ¦ (embeddings) | (vectors) & running&embeddings ⇒ 'embeddings' | 'vectors' & 'running' & 'embeddings'
    tsv ¦ 'it''s':2,5:x ⇒ ERR 42601 syntax error in tsvector: "'it''s':2,5:x"
    tsq ¦ foo-bar ⇒ 'foo-bar'
    plain ¦ simple ¦ in ⇒ 'in'
    toq ¦ english ¦ fox <2> and ⇒ 'fox'
    rank ¦ english ¦ over for $5.00 and ¦ "the"&for | !foo-bar <2> !systems | !databases ¦ 0 ⇒ 0
    vcat ¦ x\\ y:4B,2C b:4B,2C b ¦ a:1 c:2B ⇒ 'a':5 'b':2C,4B 'c':6B 'x y':2C,4B
    plain ¦ english ¦ happily ⇒ 'happili'
    plain ¦ english ¦ happily node.js embeddings databases with ⇒ 'happili' & 'node.js' & 'embed' & 'databas'
    tsq ¦ (dogs&brown:*B <2> which) ⇒ 'dogs' & 'brown':*B <2> 'which'
    toq ¦ simple ¦ jumps & for&(embeddings) | !neighbours & were ⇒ 'jumps' & 'for' & 'embeddings' | !'neighbours' & 'were'
    tsv ¦ a:3A:0 ⇒ ERR 42601 syntax error in tsvector: "a:3A:0"
    web ¦ english ¦ happily node.js embeddings databases with ⇒ 'happili' & 'node.js' & 'embed' & 'databas'
    @@ ¦ simple ¦ systems 2024-01-02 running embeddings the which ¦ ((the <2> in)) ⇒ false
    @@ ¦ english ¦ quick jumps brown over ¦ run:* | foo-bar | with | lazy | systems ⇒ false
    phrase ¦ simple ¦ embeddings searching jumps neighbours neighbours ⇒ 'embeddings' <-> 'searching' <-> 'jumps' <-> 'neighbours' <-> 'neighbours'
    tov ¦ simple ¦ systems ⇒ 'systems':1
    tsq ¦ fox <-> brown:*B & the&(quick) ⇒ 'fox' <-> 'brown':*B & 'the' & 'quick'
    tsv ¦ 'fat cat':4B,2C b:7,1:x ⇒ ERR 42601 syntax error in tsvector: "'fat cat':4B,2C b:7,1:x"
    phrase ¦ simple ¦ systems ⇒ 'systems'
    web ¦ simple ¦ jumps well-known running in were ⇒ 'jumps' & 'well-known' <-> 'well' <-> 'known' & 'running' & 'in' & 'were'
    rank ¦ english ¦ O'Neil quick ¦ (databases) ¦ 16 ⇒ 0
    tsv ¦ b b:4B,2C rat:4B,2C  z ⇒ 'b':2C,4B 'rat':2C,4B 'z'
    phrase ¦ simple ¦ systems 2024-01-02 running embeddings the which ⇒ 'systems' <-> '2024' <-> '-01' <-> '-02' <-> 'running' <-> 'embeddings' <-> 'the' <-> 'which'
    vcat ¦ 'it''s':1 ¦ a:1 c:2B ⇒ 'a':2 'c':3B 'it''s':1
    web ¦ simple ¦ "brown fox" -lazy OR running for ⇒ 'brown' <-> 'fox' & !'lazy' | 'running' & 'for'
    tsv ¦ x\\ y:7,1:1, ⇒ ERR 42601 syntax error in tsvector: "x\\ y:7,1:1,"
    web ¦ english ¦ -"lazy dogs" or OR OR fox " ⇒ !( 'lazi' <-> 'dog' ) | 'fox'
    rank ¦ english ¦ happily node.js embeddings databases with ¦ (dogs&brown:*B <2> which) ¦ 16 ⇒ 4.3067655e-21
    toq ¦ simple ¦ !the&lazy <2> searching | brown:*B ⇒ !'the' & 'lazy' <2> 'searching' | 'brown':*B
    web ¦ english ¦ -"lazy dogs" for -lazy " which ⇒ !( 'lazi' <-> 'dog' ) & !'lazi'
    tov ¦ simple ¦ systems for x=1 quick which dogs example.com ⇒ '1':4 'dogs':7 'example.com':8 'for':2 'quick':5 'systems':1 'which':6 'x':3
    tov ¦ simple ¦  ⇒ 
    toq ¦ english ¦ fox <-> brown:*B & the&(quick) ⇒ 'fox' <-> 'brown':*B & 'quick'
    plain ¦ simple ¦ over node.js found well-known fox quick ⇒ 'over' & 'node.js' & 'found' & 'well-known' & 'well' & 'known' & 'fox' & 'quick'
    phrase ¦ simple ¦ in quick in found searching abc123 running databases ⇒ 'in' <-> 'quick' <-> 'in' <-> 'found' <-> 'searching' <-> 'abc123' <-> 'running' <-> 'databases'
    @@ ¦ english ¦ O'Neil quick ¦ (databases) ⇒ false
    rank ¦ simple ¦  ¦ foo-bar & (databases) | and & for <-> which <2> "the" ¦ 0 ⇒ 0
    toq ¦ simple ¦ happily ⇒ 'happily'
    toq ¦ english ¦ brown ⇒ 'brown'
    tsq ¦ lazy ⇒ 'lazy'
    @@ ¦ simple ¦ running neighbours user@example.com node.js vectors nearest the ¦ happily ⇒ false
    web ¦ simple ¦ jumps for dogs for with ⇒ 'jumps' & 'for' & 'dogs' & 'for' & 'with'
    vcat ¦ x\\ y:4B,2C ¦ a:1 c:2B ⇒ 'a':5 'c':6B 'x y':2C,4B
    web ¦ simple ¦ and running were which systems for brown ⇒ 'and' & 'running' & 'were' & 'which' & 'systems' & 'for' & 'brown'
    toq ¦ english ¦ !a:* | searching <-> databases <-> in&"the" ⇒ 'search' <-> 'databas'
    toq ¦ simple ¦ found <-> run:* & "the"&(databases) ⇒ 'found' <-> 'run':* & 'the' & 'databases'
    web ¦ simple ¦ fox brown -"lazy dogs" quick ⇒ 'fox' & 'brown' & !( 'lazy' <-> 'dogs' ) & 'quick'
    web ¦ english ¦ " dogs ⇒ 'dog'
    toq ¦ simple ¦ a:* | were&nearest ⇒ 'a':* | 'were' & 'nearest'
    tsq ¦ in ⇒ 'in'
    @@ ¦ english ¦  ¦ embeddings ⇒ false
    @@ ¦ english ¦  ¦ !a:* | searching <-> databases <-> in&"the" ⇒ false
    toq ¦ simple ¦ embeddings&in ⇒ 'embeddings' & 'in'
    plain ¦ simple ¦ x=1 over brown the and e.g. www.example.org abc123 searching ⇒ 'x' & '1' & 'over' & 'brown' & 'the' & 'and' & 'e.g' & 'www.example.org' & 'abc123' & 'searching'
    @@ ¦ english ¦ it's example.com found for searching x_y http://example.com/path/x.html jumps over ¦ databases | fox:A & !nearest & a:* | nearest ⇒ false
    web ¦ english ¦ jumps -lazy and ⇒ 'jump' & !'lazi'
    tsq ¦ !a:* | searching <-> databases <-> in&"the" ⇒ !'a':* | 'searching' <-> 'databases' <-> 'in' & '"the"'
    tsv ¦ rat 'fat cat' rat:4B,2C x\\ y:4B,2C  z ⇒ 'fat cat' 'rat':2C,4B 'x y':2C,4B 'z'
    tsq ¦ (were | vectors) <2> databases ⇒ ( 'were' | 'vectors' ) <2> 'databases'
    tsq ¦ fox:A <-> (vectors) ⇒ 'fox':A <-> 'vectors'
    toq ¦ simple ¦ which ⇒ 'which'
    plain ¦ simple ¦ quick searching vectors which ⇒ 'quick' & 'searching' & 'vectors' & 'which'
    tsq ¦ brown:*B ⇒ 'brown':*B
    tsq ¦ dogs ⇒ 'dogs'
    web ¦ simple ¦ OR happily ⇒ 'or' & 'happily'
    vcat ¦ a:4B,2C ¦ a:1 c:2B ⇒ 'a':2C,4B,5 'c':6B
    rank ¦ english ¦ embeddings the ¦ 'lazy dog' ¦ 1 ⇒ 1e-20
    plain ¦ simple ¦ quick ⇒ 'quick'
    web ¦ simple ¦ which running which OR were for ⇒ 'which' & 'running' & 'which' | 'were' & 'for'
    @@ ¦ english ¦ jumps it's running 3.14 happily databases README.md /usr/local/bin for ¦ ((run:* & lazy)) ⇒ false
    plain ¦ simple ¦ user@example.com dogs /usr/local/bin ⇒ 'user@example.com' & 'dogs' & '/usr/local/bin'
    phrase ¦ english ¦ happily node.js embeddings databases with ⇒ 'happili' <-> 'node.js' <-> 'embed' <-> 'databas'
    web ¦ simple ¦ nearest which with neighbours over which were systems were ⇒ 'nearest' & 'which' & 'with' & 'neighbours' & 'over' & 'which' & 'were' & 'systems' & 'were'
    tov ¦ simple ¦ quick over which which quick ⇒ 'over':2 'quick':1,5 'which':3,4
    plain ¦ english ¦ co-op databases 1e10 www.example.org 123abc jumps dogs which over ⇒ 'co-op' & 'co' & 'op' & 'databas' & '1e10' & 'www.example.org' & '123abc' & 'jump' & 'dog'
    vcat ¦ x\\ y ¦ a:1 c:2B ⇒ 'a':1 'c':2B 'x y'
    plain ¦ simple ¦ lazy happily naïve the e-mail ⇒ 'lazy' & 'happily' & 'naïve' & 'the' & 'e-mail' & 'e' & 'mail'
    @@ ¦ english ¦ happily node.js embeddings databases with ¦ (dogs&brown:*B <2> which) ⇒ false
    vcat ¦ 'it''s' ¦ a:1 c:2B ⇒ 'a':1 'c':2B 'it''s'
    web ¦ simple ¦ user@example.com dogs /usr/local/bin ⇒ 'user@example.com' & 'dogs' & '/usr/local/bin'
    phrase ¦ english ¦ the jumps lazy fox quick /usr/local/bin ⇒ 'jump' <-> 'lazi' <-> 'fox' <-> 'quick' <-> '/usr/local/bin'
    toq ¦ english ¦ a:* & lazy | !neighbours <-> a:* & "the" ⇒ 'lazi' | !'neighbour'
    tsv ¦ x\\ y:4B,2C b:4B,2C b:1, ⇒ ERR 42601 syntax error in tsvector: "x\\ y:4B,2C b:4B,2C b:1,"
    tsq ¦ fox <2> and ⇒ 'fox' <2> 'and'
    web ¦ english ¦ O'Neil quick ⇒ 'o' <-> 'neil' & 'quick'
    tsv ¦ 'fat cat':3A 'fat cat':1:x ⇒ ERR 42601 syntax error in tsvector: "'fat cat':3A 'fat cat':1:x"
    tsq ¦ with <2> which&foo-bar&quick ⇒ 'with' <2> 'which' & 'foo-bar' & 'quick'
    toq ¦ simple ¦ neighbours ⇒ 'neighbours'
    web ¦ english ¦ happily ⇒ 'happili'
    toq ¦ english ¦ quick <2> (databases & found) ⇒ 'quick' <2> ( 'databas' & 'found' )
    @@ ¦ english ¦ searching in dogs vectors for neighbours über-cool ¦ fox <2> and ⇒ false
    rank ¦ simple ¦ in ¦ neighbours <2> searching&were & !which ¦ 0 ⇒ 1e-20
    web ¦ simple ¦ systems ⇒ 'systems'
    @@ ¦ simple ¦ for running jumps ¦ foo-bar ⇒ false
    vcat ¦ 'it''s':2,5 ¦ a:1 c:2B ⇒ 'a':6 'c':7B 'it''s':2,5
    rank ¦ simple ¦ in dogs lazy ¦ ("the")&fox ¦ 1 ⇒ 5e-21
    plain ¦ english ¦ fox happily a,b 123abc embeddings were lazy abc123 -5 ⇒ 'fox' & 'happili' & 'b' & '123abc' & 'embed' & 'lazi' & 'abc123' & '-5'
    tsq ¦ and <2> databases ⇒ 'and' <2> 'databases'
    @@ ¦ english ¦ dogs ¦ databases ⇒ false
    toq ¦ simple ¦ quick ⇒ 'quick'
    tov ¦ simple ¦ the the over dogs ⇒ 'dogs':4 'over':3 'the':1,2
    tsq ¦ with ⇒ 'with'
    tov ¦ simple ¦ in ⇒ 'in':1
    web ¦ simple ¦ dogs U.S.A. ⇒ 'dogs' & 'u.s.a'
    @@ ¦ simple ¦ databases ¦ (!in <2> lazy <2> neighbours) ⇒ false
    phrase ¦ simple ¦ lazy happily naïve the e-mail ⇒ 'lazy' <-> 'happily' <-> 'naïve' <-> 'the' <-> 'e-mail' <-> 'e' <-> 'mail'
    vcat ¦ 'it''s':1 x\\ y:3A x\\ y:2,5 ¦ a:1 c:2B ⇒ 'a':6 'c':7B 'it''s':1 'x y':2,3A,5
    tsq ¦ happily&fox:A&in&systems <-> !happily ⇒ 'happily' & 'fox':A & 'in' & 'systems' <-> !'happily'
    web ¦ english ¦ " or or ⇒ 
    tsq ¦ !vectors <2> !the | !lazy <2> brown:*B & (searching) <2> the & !happily ⇒ !'vectors' <2> !'the' | !'lazy' <2> 'brown':*B & 'searching' <2> 'the' & !'happily'
    @@ ¦ english ¦ fox neighbours which neighbours $5.00 www.example.org dogs searching fox ¦ vectors ⇒ false
    rank ¦ simple ¦ systems 2024-01-02 running embeddings the which ¦ ((the <2> in)) ¦ 1 ⇒ 3.1546488e-21
    web ¦ english ¦ vectors happily ⇒ 'vector' & 'happili'
    web ¦ simple ¦ quick found for databases which searching ⇒ 'quick' & 'found' & 'for' & 'databases' & 'which' & 'searching'
    plain ¦ simple ¦ the the over dogs ⇒ 'the' & 'the' & 'over' & 'dogs'
    phrase ¦ simple ¦ dogs U.S.A. ⇒ 'dogs' <-> 'u.s.a'
    plain ¦ english ¦ with systems ⇒ 'system'
    toq ¦ simple ¦ happily&fox:A&in&systems <-> !happily ⇒ 'happily' & 'fox':A & 'in' & 'systems' <-> !'happily'
    tsq ¦ foo-bar & (databases) | and & for <-> which <2> "the" ⇒ 'foo-bar' & 'databases' | 'and' & 'for' <-> 'which' <2> '"the"'
    plain ¦ simple ¦ happily fox over ⇒ 'happily' & 'fox' & 'over'
    phrase ¦ simple ¦ brown ⇒ 'brown'
    tsq ¦ 'lazy dog' <-> systems ⇒ 'lazy dog' <-> 'systems'
    phrase ¦ english ¦ and for embeddings ⇒ 'embed'
    rank ¦ simple ¦ co-op neighbours ¦ a:* | were&nearest ¦ 2 ⇒ 0
    web ¦ simple ¦ lazy 2024-01-02 co-op vectors ⇒ 'lazy' & '2024' <-> '-01' <-> '-02' & 'co-op' <-> 'co' <-> 'op' & 'vectors'
    rank ¦ english ¦ foo-bar-1 a/b lazy ¦ vectors ¦ 16 ⇒ 0
    @@ ¦ simple ¦ <b>bold</b> were which embeddings systems ¦ with <2> which&foo-bar&quick ⇒ false
    phrase ¦ english ¦ jumps it's running 3.14 happily databases README.md /usr/local/bin for ⇒ 'jump' <3> 'run' <-> '3.14' <-> 'happili' <-> 'databas' <-> 'readme.md' <-> '/usr/local/bin'
    web ¦ english ¦ and and foo_bar embeddings ⇒ 'foo' <-> 'bar' & 'embed'
    phrase ¦ english ¦ neighbours found ⇒ 'neighbour' <-> 'found'
    tsv ¦ ' ⇒ ERR 42601 syntax error in tsvector: "'"
    rank ¦ simple ¦ vectors databases brown lazy ¦ !which <2> !happily | !happily <-> over ¦ 2 ⇒ 0
    web ¦ english ¦ the jumps lazy fox quick /usr/local/bin ⇒ 'jump' & 'lazi' & 'fox' & 'quick' & '/usr/local/bin'
    @@ ¦ english ¦ the jumps lazy fox quick /usr/local/bin ¦ (((run:*))) ⇒ false
    plain ¦ english ¦ user@example.com happily lazy ⇒ 'user@example.com' & 'happili' & 'lazi'
    web ¦ simple ¦ databases with jumps happily jumps running ⇒ 'databases' & 'with' & 'jumps' & 'happily' & 'jumps' & 'running'
    tov ¦ simple ¦ happily fox over ⇒ 'fox':2 'happily':1 'over':3
    toq ¦ simple ¦ ("the")&fox ⇒ 'the' & 'fox'
    @@ ¦ simple ¦ lazy running and 123abc ¦ happily ⇒ false
    web ¦ simple ¦ over node.js found well-known fox quick ⇒ 'over' & 'node.js' & 'found' & 'well-known' <-> 'well' <-> 'known' & 'fox' & 'quick'
    plain ¦ simple ¦ -5 /usr/local/bin fox running in databases ⇒ '-5' & '/usr/local/bin' & 'fox' & 'running' & 'in' & 'databases'
    @@ ¦ english ¦ foo-bar-1 a/b lazy ¦ vectors ⇒ false
    tsq ¦ running ⇒ 'running'
    tov ¦ simple ¦ lazy for and found brown were abc123 vectors it's ⇒ 'abc123':7 'and':3 'brown':5 'for':2 'found':4 'it':9 'lazy':1 's':10 'vectors':8 'were':6
    toq ¦ simple ¦ ((the <2> in)) ⇒ 'the' <2> 'in'
    tsq ¦ 'lazy dog' ⇒ 'lazy dog'
    web ¦ simple ¦ were lazy which ⇒ 'were' & 'lazy' & 'which'
    phrase ¦ english ¦ quick jumps brown over ⇒ 'quick' <-> 'jump' <-> 'brown'
    web ¦ simple ¦ systems vectors nearest ⇒ 'systems' & 'vectors' & 'nearest'
    toq ¦ english ¦ fox:A ⇒ 'fox':A
    web ¦ english ¦ " searching which the "brown fox" ⇒ 'search' & 'brown' & 'fox'
    @@ ¦ english ¦ were databases jumps nearest running brown nearest the with ¦ the | !in&embeddings | vectors ⇒ false
    phrase ¦ english ¦ jumps in it's fox -5 日本語 neighbours were jumps ⇒ 'jump' <4> 'fox' <-> '-5' <-> '日本語' <-> 'neighbour' <2> 'jump'
    tsq ¦ databases | fox:A & !nearest & a:* | nearest ⇒ 'databases' | 'fox':A & !'nearest' & 'a':* | 'nearest'
    tsv ¦ a:4B,2C ⇒ 'a':2C,4B
    toq ¦ english ¦ run:* | foo-bar | with | lazy | systems ⇒ 'run':* | 'foo-bar' <-> 'foo' <-> 'bar' | 'lazi' | 'system'
    @@ ¦ simple ¦ brown ¦ !a:* | !dogs & jumps <-> and&were ⇒ true
    @@ ¦ simple ¦ in 12:30 were 2024-01-02 quick searching with /usr/local/bin dogs ¦ fox:A & ((!in)) ⇒ false
    phrase ¦ english ¦ running searching vectors dogs C++ which for jumps ⇒ 'run' <-> 'search' <-> 'vector' <-> 'dog' <-> 'c' <3> 'jump'
    plain ¦ simple ¦ embeddings searching jumps neighbours neighbours ⇒ 'embeddings' & 'searching' & 'jumps' & 'neighbours' & 'neighbours'
    web ¦ english ¦ in running happily ⇒ 'run' & 'happili'
    web ¦ simple ¦ " -lazy fox embeddings quick ⇒ 'lazy' <-> 'fox' <-> 'embeddings' <-> 'quick'
    phrase ¦ simple ¦  ⇒ 
    @@ ¦ english ¦ which brown README.md quick 3.14 and vectors ¦ fox:A <-> (vectors) ⇒ false
    tsq ¦ searching ⇒ 'searching'
    phrase ¦ english ¦ for for ⇒ 
    plain ¦ simple ¦ e-mail systems with and searching a/b found ⇒ 'e-mail' & 'e' & 'mail' & 'systems' & 'with' & 'and' & 'searching' & 'a/b' & 'found'
    phrase ¦ simple ¦ lazy running and 123abc ⇒ 'lazy' <-> 'running' <-> 'and' <-> '123abc'
    web ¦ simple ¦ quick over which which quick ⇒ 'quick' & 'over' & 'which' & 'which' & 'quick'
    tov ¦ english ¦ and ⇒ 
    tov ¦ english ¦  ⇒ 
    tov ¦ english ¦ co-op databases 1e10 www.example.org 123abc jumps dogs which over ⇒ '123abc':7 '1e10':5 'co':2 'co-op':1 'databas':4 'dog':9 'jump':8 'op':3 'www.example.org':6
    rank ¦ simple ¦ lazy 2024-01-02 co-op vectors ¦ neighbours <2> a:* ¦ 16 ⇒ 3.1546488e-21
    phrase ¦ simple ¦ happily fox over ⇒ 'happily' <-> 'fox' <-> 'over'
    phrase ¦ simple ¦ nearest vectors ⇒ 'nearest' <-> 'vectors'
    web ¦ simple ¦ "brown fox" fox or found ⇒ 'brown' <-> 'fox' & 'fox' | 'found'
    vcat ¦ a:1 'it''s':2,5 x\\ y:3A ¦ a:1 c:2B ⇒ 'a':1,6 'c':7B 'it''s':2,5 'x y':3A
    tov ¦ simple ¦ databases the node.js vectors 1e10 running ⇒ '1e10':5 'databases':1 'node.js':3 'running':6 'the':2 'vectors':4
    toq ¦ english ¦ !with ⇒ 
    rank ¦ english ¦ jumps quick jumps node.js the ¦ (quick) ¦ 2 ⇒ 0.015198178
    rank ¦ english ¦ running searching vectors dogs C++ which for jumps ¦ a:* & lazy | !neighbours <-> a:* & "the" ¦ 32 ⇒ 0
    tsq ¦ neighbours <2> 'lazy dog' ⇒ 'neighbours' <2> 'lazy dog'
    @@ ¦ simple ¦ searching over #tag brown with ¦ 'lazy dog' <2> "the" & "the" <-> running & (with) | systems ⇒ false
    web ¦ simple ¦ running 2024-01-02 @you and lazy fox 1-2 ⇒ 'running' & '2024' <-> '-01' <-> '-02' & 'you' & 'and' & 'lazy' & 'fox' & '1' <-> '-2'
    plain ¦ english ¦ over for $5.00 and ⇒ '5.00'
    vcat ¦ 'fat cat':4B,2C b:7,1 ¦ a:1 c:2B ⇒ 'a':8 'b':1,7 'c':9B 'fat cat':2C,4B
    tsv ¦ rat:3A a:2,5:1, ⇒ ERR 42601 syntax error in tsvector: "rat:3A a:2,5:1,"
    tsv ¦ rat:3A 'fat cat':4B,2C a:1:1, ⇒ ERR 42601 syntax error in tsvector: "rat:3A 'fat cat':4B,2C a:1:1,"
    @@ ¦ simple ¦  ¦ (quick & embeddings) ⇒ false
    rank ¦ english ¦ and for embeddings ¦ neighbours <2> 'lazy dog' ¦ 0 ⇒ 1e-20
    web ¦ simple ¦ brown dogs databases brown ⇒ 'brown' & 'dogs' & 'databases' & 'brown'
    plain ¦ english ¦ searching in dogs vectors for neighbours über-cool ⇒ 'search' & 'dog' & 'vector' & 'neighbour' & 'über-cool' & 'über' & 'cool'
    rank ¦ english ¦ lazy nearest which fox with abc123 happily 10% which ¦ over ¦ 2 ⇒ 0
    tsv ¦ x\\ y:1  z ⇒ 'x y':1 'z'
    web ¦ english ¦ and for embeddings ⇒ 'embed'
    phrase ¦ simple ¦ nearest which with neighbours over which were systems were ⇒ 'nearest' <-> 'which' <-> 'with' <-> 'neighbours' <-> 'over' <-> 'which' <-> 'were' <-> 'systems' <-> 'were'
    tov ¦ simple ¦ -5 U.S.A. happily systems neighbours which over ⇒ '-5':1 'happily':3 'neighbours':5 'over':7 'systems':4 'u.s.a':2 'which':6
    phrase ¦ simple ¦ (a) #tag vectors /usr/local/bin and ⇒ 'a' <-> 'tag' <-> 'vectors' <-> '/usr/local/bin' <-> 'and'
    web ¦ simple ¦ lazy the databases and dogs brown fox lazy ⇒ 'lazy' & 'the' & 'databases' & 'and' & 'dogs' & 'brown' & 'fox' & 'lazy'
    toq ¦ english ¦ (foo-bar) ⇒ 'foo-bar' <-> 'foo' <-> 'bar'
    tsq ¦ (found & foo-bar&fox:A) ⇒ 'found' & 'foo-bar' & 'fox':A
    toq ¦ english ¦ databases & lazy&running&"the" <2> found ⇒ 'databas' & 'lazi' & 'run' & 'found'
    web ¦ english ¦ user@example.com happily lazy ⇒ 'user@example.com' & 'happili' & 'lazi'
    plain ¦ simple ¦ fox systems with brown abc123 with ⇒ 'fox' & 'systems' & 'with' & 'brown' & 'abc123' & 'with'
    toq ¦ english ¦ running ⇒ 'run'
    rank ¦ simple ¦  ¦ were <2> !vectors ¦ 1 ⇒ 0
    tsq ¦ fox:A ⇒ 'fox':A
    tsq ¦ brown ⇒ 'brown'
    tsq ¦ running <2> run:*&(!databases) <2> the <-> found ⇒ 'running' <2> 'run':* & !'databases' <2> 'the' <-> 'found'
    toq ¦ english ¦ !running ⇒ !'run'
    web ¦ english ¦ over for $5.00 and ⇒ '5.00'
    web ¦ english ¦ 123abc searching were example.com the ⇒ '123abc' & 'search' & 'example.com'
    plain ¦ simple ¦ and 日本語 which ⇒ 'and' & '日本語' & 'which'
    tsv ¦ 'fat cat':3A 'it''s':4B,2C b:3A' ⇒ ERR 42601 syntax error in tsvector: "'fat cat':3A 'it''s':4B,2C b:3A'"
    web ¦ simple ¦ vectors ⇒ 'vectors'
    web ¦ simple ¦ running running found ⇒ 'running' & 'running' & 'found'
    vcat ¦ b:3A x\\ y:4B,2C a 'fat cat':2,5 ¦ a:1 c:2B ⇒ 'a':6 'b':3A 'c':7B 'fat cat':2,5 'x y':2C,4B
    toq ¦ english ¦ dogs ⇒ 'dog'
    phrase ¦ english ¦ /usr/local/bin ⇒ '/usr/local/bin'
    tov ¦ english ¦ lazy nearest which fox with abc123 happily 10% which ⇒ '10':8 'abc123':6 'fox':4 'happili':7 'lazi':1 'nearest':2
    toq ¦ simple ¦ !'lazy dog' ⇒ !( 'lazy' <-> 'dog' )
    web ¦ simple ¦ fox vectors dogs " ⇒ 'fox' & 'vectors' & 'dogs'
    tov ¦ simple ¦ quick ⇒ 'quick':1
    phrase ¦ english ¦ fox happily a,b 123abc embeddings were lazy abc123 -5 ⇒ 'fox' <-> 'happili' <2> 'b' <-> '123abc' <-> 'embed' <2> 'lazi' <-> 'abc123' <-> '-5'
    vcat ¦ 'fat cat':2,5 rat:3A 'fat cat':4B,2C b:1 ¦ a:1 c:2B ⇒ 'a':6 'b':1 'c':7B 'fat cat':2C,4B,5 'rat':3A
    tsq ¦ (!in <2> lazy <2> neighbours) ⇒ !'in' <2> 'lazy' <2> 'neighbours'
    web ¦ simple ¦ dogs or OR ⇒ 'dogs' | 'or'
    stem ¦ stilted ⇒ stilt
    stem ¦ monaco ⇒ monaco
    stem ¦ dugald ⇒ dugald
    stem ¦ cycle ⇒ cycl
    stem ¦ duplex ⇒ duplex
    stem ¦ speculative ⇒ specul
    stem ¦ railway ⇒ railway
    stem ¦ biryani ⇒ biryani
    stem ¦ panty ⇒ panti
    stem ¦ begrudge ⇒ begrudg
    stem ¦ ale ⇒ ale
    stem ¦ semantics ⇒ semant
    stem ¦ browning ⇒ brown
    stem ¦ atom ⇒ atom
    stem ¦ glove ⇒ glove
    stem ¦ elixophyllin ⇒ elixophyllin
    stem ¦ constringe ⇒ constring
    stem ¦ hotel ⇒ hotel
    stem ¦ convoys ⇒ convoy
    stem ¦ incandescence ⇒ incandesc
    stem ¦ misdeed ⇒ misde
    stem ¦ orthodox ⇒ orthodox
    stem ¦ recurs ⇒ recur
    stem ¦ doronicum ⇒ doronicum
    stem ¦ flew ⇒ flew
    stem ¦ conn ⇒ conn
    stem ¦ backward ⇒ backward
    stem ¦ mosaic ⇒ mosaic
    stem ¦ continuing ⇒ continu
    stem ¦ outfield ⇒ outfield
    stem ¦ implement ⇒ implement
    stem ¦ specification ⇒ specif
    stem ¦ cultivated ⇒ cultiv
    stem ¦ smegma ⇒ smegma
    stem ¦ decade ⇒ decad
    stem ¦ heraldic ⇒ herald
    stem ¦ occult ⇒ occult
    stem ¦ saw ⇒ saw
    stem ¦ castes ⇒ cast
    stem ¦ discomfort ⇒ discomfort
    stem ¦ bangor ⇒ bangor
    stem ¦ sovietize ⇒ soviet
    stem ¦ sounds ⇒ sound
    stem ¦ reward ⇒ reward
    stem ¦ swaddle ⇒ swaddl
    stem ¦ reduce ⇒ reduc
    stem ¦ porter ⇒ porter
    stem ¦ boiled ⇒ boil
    stem ¦ methodical ⇒ method
    stem ¦ brightly ⇒ bright
    stem ¦ reared ⇒ rear
    stem ¦ viewpoint ⇒ viewpoint
    stem ¦ perky ⇒ perki
    stem ¦ lusitania ⇒ lusitania
    stem ¦ roll ⇒ roll
    stem ¦ reflective ⇒ reflect
    stem ¦ ounces ⇒ ounc
    stem ¦ remaining ⇒ remain
    stem ¦ percy ⇒ perci
    stem ¦ lxxxv ⇒ lxxxv
    stem ¦ stitching ⇒ stitch
    stem ¦ occurrence ⇒ occurr
    stem ¦ pleases ⇒ pleas
    stem ¦ hubbard ⇒ hubbard
    stem ¦ consent ⇒ consent
    stem ¦ skeleton ⇒ skeleton
    stem ¦ dumpy ⇒ dumpi
    stem ¦ ditch ⇒ ditch
    stem ¦ atomizer ⇒ atom
    stem ¦ mosses ⇒ moss
    stem ¦ carabid ⇒ carabid
    stem ¦ ford ⇒ ford
    stem ¦ digestive ⇒ digest
    stem ¦ circuit ⇒ circuit
    stem ¦ reef ⇒ reef
    stem ¦ conference ⇒ confer
    stem ¦ integration ⇒ integr
    stem ¦ nazi ⇒ nazi
    stem ¦ stevens ⇒ steven
    stem ¦ immeasurably ⇒ immeasur
    stem ¦ butcher ⇒ butcher
    stem ¦ break ⇒ break
    stem ¦ cord ⇒ cord
    stem ¦ inadequate ⇒ inadequ
    stem ¦ heroism ⇒ heroism
    stem ¦ anxieties ⇒ anxieti
    stem ¦ remilitarise ⇒ remilitaris
    stem ¦ tailflower ⇒ tailflow
    stem ¦ downiness ⇒ downi
    stem ¦ risks ⇒ risk
    stem ¦ quixote ⇒ quixot
    stem ¦ caspian ⇒ caspian
    stem ¦ boys ⇒ boy
    stem ¦ cosmetics ⇒ cosmet
    stem ¦ sank ⇒ sank
    stem ¦ transcription ⇒ transcript
    stem ¦ stroke ⇒ stroke
    stem ¦ crossbones ⇒ crossbon
    stem ¦ trends ⇒ trend
    stem ¦ aldous ⇒ aldous
    stem ¦ jumping ⇒ jump
    stem ¦ activating ⇒ activ
    stem ¦ arenaceous ⇒ arenac
    stem ¦ electrons ⇒ electron
    stem ¦ spilled ⇒ spill
    stem ¦ scald ⇒ scald
    stem ¦ phlegm ⇒ phlegm
    stem ¦ questioning ⇒ question
    stem ¦ manufacture ⇒ manufactur
    stem ¦ palaces ⇒ palac
    stem ¦ sourdough ⇒ sourdough
    stem ¦ vows ⇒ vow
    stem ¦ concerning ⇒ concern
    stem ¦ expel ⇒ expel
    stem ¦ briefly ⇒ briefli
    stem ¦ biradially ⇒ biradi
    stem ¦ awoke ⇒ awok
    stem ¦ dodecanol ⇒ dodecanol
    stem ¦ poorer ⇒ poorer
    stem ¦ chesapeake ⇒ chesapeak
    stem ¦ demotic ⇒ demot
    stem ¦ vodka ⇒ vodka
    stem ¦ carved ⇒ carv
    stem ¦ phthorimaea ⇒ phthorimaea
    stem ¦ lignin ⇒ lignin
    stem ¦ louvar ⇒ louvar
    stem ¦ justice ⇒ justic
    stem ¦ hitch ⇒ hitch
    stem ¦ overlook ⇒ overlook
    stem ¦ krupp ⇒ krupp
    stem ¦ press ⇒ press
    stem ¦ formosus ⇒ formosus
    stem ¦ reticular ⇒ reticular
    stem ¦ unconsciousness ⇒ unconsci
    stem ¦ outfox ⇒ outfox
    stem ¦ landscape ⇒ landscap
    stem ¦ culminate ⇒ culmin
    stem ¦ fine ⇒ fine
    stem ¦ braid ⇒ braid
    stem ¦ physiologist ⇒ physiologist
    stem ¦ crystals ⇒ crystal
    stem ¦ alistair ⇒ alistair
    stem ¦ retardant ⇒ retard
    stem ¦ nervus ⇒ nervus
    stem ¦ kachina ⇒ kachina
    stem ¦ rush ⇒ rush
    stem ¦ row ⇒ row
    stem ¦ emmentaler ⇒ emmental
    stem ¦ signature ⇒ signatur
    stem ¦ static ⇒ static
    stem ¦ flinch ⇒ flinch
    stem ¦ novel ⇒ novel
    stem ¦ scrambling ⇒ scrambl
    stem ¦ hemorrhagic ⇒ hemorrhag
    stem ¦ detailed ⇒ detail
    stem ¦ endotoxin ⇒ endotoxin
    stem ¦ uphold ⇒ uphold
    stem ¦ swede ⇒ swede
    stem ¦ expensive ⇒ expens
    stem ¦ elderly ⇒ elder
    stem ¦ polybot ⇒ polybot
    stem ¦ ieoh ⇒ ieoh
    stem ¦ felt ⇒ felt
    stem ¦ slabs ⇒ slab
    stem ¦ surmisal ⇒ surmis
    stem ¦ palestinians ⇒ palestinian
    stem ¦ alternates ⇒ altern
    stem ¦ pleistocene ⇒ pleistocen
    stem ¦ training ⇒ train
    stem ¦ employee ⇒ employe
    stem ¦ restriction ⇒ restrict
    stem ¦ sciences ⇒ scienc
    stem ¦ baltic ⇒ baltic
    stem ¦ nucleotides ⇒ nucleotid
    stem ¦ batting ⇒ bat
    stem ¦ sword ⇒ sword
    stem ¦ feting ⇒ fete
    stem ¦ stallions ⇒ stallion
    stem ¦ origin ⇒ origin
    stem ¦ monosaccharide ⇒ monosaccharid
    stem ¦ boniface ⇒ bonifac
    stem ¦ gamopetalous ⇒ gamopetal
    stem ¦ silent ⇒ silent
    stem ¦ turnstone ⇒ turnston
    stem ¦ castle ⇒ castl
    stem ¦ dasyuridae ⇒ dasyurida
    stem ¦ unbowed ⇒ unbow
    stem ¦ filefishes ⇒ filefish
    stem ¦ ichthyostega ⇒ ichthyostega
    stem ¦ stalkless ⇒ stalkless
    stem ¦ loved ⇒ love
    stem ¦ widespread ⇒ widespread
    stem ¦ katharine ⇒ katharin
    stem ¦ uninsurable ⇒ uninsur
    stem ¦ deleted ⇒ delet
    stem ¦ abstract ⇒ abstract
    stem ¦ commanding ⇒ command
    stem ¦ cue ⇒ cue
    stem ¦ ciudad ⇒ ciudad
    stem ¦ scaly ⇒ scali
    stem ¦ automobile ⇒ automobil
    stem ¦ mush ⇒ mush
    stem ¦ final ⇒ final
    stem ¦ gironde ⇒ girond
    stem ¦ forest ⇒ forest
    stem ¦ sculptured ⇒ sculptur
    stem ¦ guillotined ⇒ guillotin
    stem ¦ porcelain ⇒ porcelain
    stem ¦ cromwell ⇒ cromwel
    stem ¦ width ⇒ width
    stem ¦ impinge ⇒ imping
    stem ¦ stalin ⇒ stalin
    stem ¦ creation ⇒ creation
    stem ¦ subclass ⇒ subclass
    stem ¦ phenols ⇒ phenol
    stem ¦ noise ⇒ nois
    stem ¦ airless ⇒ airless
    stem ¦ echinoderms ⇒ echinoderm
    stem ¦ cocuswood ⇒ cocuswood
    stem ¦ venerable ⇒ vener
    stem ¦ gentlemen ⇒ gentlemen
    stem ¦ afflatus ⇒ afflatus
    stem ¦ littleness ⇒ littl
    stem ¦ beleaguering ⇒ beleagu
    stem ¦ spotwelding ⇒ spotweld
    stem ¦ sturt ⇒ sturt
    stem ¦ incentive ⇒ incent
    stem ¦ baron ⇒ baron
    stem ¦ batted ⇒ bat
    stem ¦ treatment ⇒ treatment
    stem ¦ fulfilling ⇒ fulfil
    stem ¦ vicinity ⇒ vicin
    stem ¦ immaculate ⇒ immacul
    stem ¦ agrology ⇒ agrolog
    stem ¦ popular ⇒ popular
    stem ¦ division ⇒ divis
    stem ¦ relation ⇒ relat
    stem ¦ scratched ⇒ scratch
    stem ¦ artemisia ⇒ artemisia
    stem ¦ bollworm ⇒ bollworm
    stem ¦ poetic ⇒ poetic
    stem ¦ madam ⇒ madam
    stem ¦ enunciation ⇒ enunci
    stem ¦ another ⇒ anoth
    stem ¦ generalised ⇒ generalis
    stem ¦ denigration ⇒ denigr
    stem ¦ bly ⇒ bli
    stem ¦ reagent ⇒ reagent
    """#
