/// Array literals, functions and operators over text[].
/// One case a line: function ¦ arguments ⇒ answer. Taken from a PostgreSQL server.
let arrayGolden = #"""
    atrim ¦ {{x\\,y,2},{1, a },{"",\\"}} ¦ -1 ⇒ ERR 2202E number of elements to trim must be between 0 and 3
    strtoa ¦ a ¦ , ¦ b ⇒ {a}
    array ¦ { {é,x\\,y},{ a ,a b}} ⇒ {{é,"x,y"},{a,"a b"}}
    aposs ¦ {"NULL",null,"",b,NULL} ¦ 1 ⇒ 
    array ¦ [0:2][-1:0]a={ {\\\\x, a }:,{2,"x,y"},{"a b","x,y"}} ⇒ ERR 22P02 malformed array literal: "[0:2][-1:0]a={ {\\\\x, a }:,{2,"x,y"},{"a b","x,y"}}" DETAIL Missing "=" after array dimensions.
    atrim ¦ [1:1][-1:1]={ {b, a ,a}} ¦ 3 ⇒ ERR 2202E number of elements to trim must be between 0 and 1
    acat ¦ {} ¦ {NULL} ⇒ {NULL}
    apos ¦ {{2,2},{\\",\\"}} ¦ b ⇒ ERR 0A000 searching for elements in multidimensional arrays is not supported
    aapp ¦ { {"{}","{}","a b"}} ¦ 1 ⇒ ERR 22000 argument must be empty or one-dimensional array
    a&& ¦ { { a ,null},{\\",a b}} ¦ {é} ⇒ false
    aprep ¦ {} ¦ b ⇒ {b}
    array ¦ { {a,2},{"\\"",3},{null,NULL}} ⇒ {{a,2},{"\\"",3},{NULL,NULL}}
    andims ¦ [3:5]={"\\"",x\\,y,2} ⇒ 1
    a&& ¦ {null,b,b,2,é} ¦ {{ {a,"\\""}},{ {NULL,1}}} ⇒ false
    aup ¦ [-2:-1][-2:-2][1:2]={ {{\\\\x,a b}},{{2,b}}} ¦ -2 ⇒ NULL
    array ¦ { é,3,\\\\x} ⇒ {é,3,"\\\\x"}
    andims ¦ {{null,1,\\\\x}} ⇒ 2
    array ¦ {{{2,1}},{{\\", a }}} ⇒ {{{2,1}},{{"\\"",a}}}
    asub ¦ {} ¦ 4 ⇒ NULL
    aapp ¦ [1:1][-1:1]={ {b, a ,a}} ¦ a ⇒ ERR 22000 argument must be empty or one-dimensional array
    array ¦ ={}\\ ⇒ ERR 22P02 malformed array literal: "={}\\" DETAIL Array value must start with "{" or dimension information.
    aslice2 ¦ {\\\\x,3,"{}"} ¦ 0 ¦ -1 ¦  ¦ 2 ⇒ {}
    asub ¦ {{ {"\\"","NULL"}},{ {"\\"",""}}} ¦ 3 ⇒ NULL
    array ¦ {\\\\x,,"{}"} ⇒ ERR 22P02 malformed array literal: "{\\\\x,,"{}"}" DETAIL Unexpected "," character.
    strtoa ¦ aXXb ¦ NULL ¦ b ⇒ {a,X,X,NULL}
    arem ¦ { {a,2},{"\\"",3},{null,NULL}} ¦ a ⇒ ERR 0A000 removing elements from multidimensional arrays is not supported
    aposs ¦ [1:2][1:1][-1:0]={ {{3,"\\""}},{ {"{}","a b"}}} ¦ b ⇒ ERR 0A000 searching for elements in multidimensional arrays is not supported
    apos ¦ {{ {2,null}},{{"",\\\\x}}} ¦ a ⇒ ERR 0A000 searching for elements in multidimensional arrays is not supported
    aup ¦ {x\\,y} ¦ 3 ⇒ NULL
    array ¦ {3,"N}[ULL"} ⇒ {3,"N}[ULL"}
    asub ¦ {null,"a b",1,"",\\\\x} ¦ 4 ⇒ 
    a&& ¦ { {é,x\\,y},{ a ,a b}} ¦ [2:3][-1:0]={ {"a b","a b"},{"",NULL}} ⇒ true
    acat ¦ {} ¦ [2:3]={\\\\x,"NULL"} ⇒ [2:3]={"\\\\x","NULL"}
    aapp ¦ { { a ,null},{\\",a b}} ¦ 2 ⇒ ERR 22000 argument must be empty or one-dimensional array
    arem ¦ {1,a b} ¦ b ⇒ {1,"a b"}
    array ¦ {3,"\\"",a,\\",é} ⇒ {3,"\\"",a,"\\"",é}
    a&& ¦ [-2:0]={\\",NULL,3} ¦ {} ⇒ false
    aslice ¦ {3,"\\"","",\\\\x,\\"} ¦ 1 ¦ -2 ⇒ {}
    arepl ¦ {} ¦ b ¦ NULL ⇒ {}
    aapp ¦ {} ¦ a ⇒ {a}
    aslice2 ¦ {{{x\\,y,""}},{ {a,3}}} ¦ 0 ¦ 2 ¦  ¦ 2 ⇒ {{{"x,y",""}},{{a,3}}}
    acmp ¦ {{NULL,a b},{a, a },{a,2}} ¦ {"",\\","a b",\\\\x,"NULL"} ⇒ 1
    acat ¦ [-2:-1]={\\",\\\\x} ¦ { {a b,"\\"",2}} ⇒ ERR 2202E cannot concatenate incompatible arrays DETAIL Arrays with differing dimensions are not compatible for concatenation.
    array ¦ {{{\\,y,""}},{ {a,3}[}} ⇒ ERR 22P02 malformed array literal: "{{{\\,y,""}},{ {a,3}[}}" DETAIL Unexpected array element.
    asub ¦ {{"a b", a },{é, a }} ¦ -1 ⇒ NULL
    aslice2 ¦ {{null,1,\\\\x}} ¦ -2 ¦ -2 ¦  ¦ 2 ⇒ {}
    atrim ¦ { {"{}","{}","a b"}} ¦ 2 ⇒ ERR 2202E number of elements to trim must be between 0 and 1
    a&& ¦ {1,a b,x\\,y,"{}",a} ¦ [1:5]={"",a,"\\"",3, a } ⇒ true
    acmp ¦ {null,"a b",1,"",\\\\x} ¦ {NULL,x\\,y, a } ⇒ -1
    andims ¦ {1,a b,x\\,y,"{}",a} ⇒ 1
    arepl ¦ { {é,x\\,y},{ a ,a b}} ¦ 2 ¦ b ⇒ {{é,"x,y"},{a,"a b"}}
    atrim ¦ {\\",\\\\x, a } ¦ -2 ⇒ ERR 2202E number of elements to trim must be between 0 and 3
    apos ¦ {\\\\x,3,"{}"} ¦ b ⇒ NULL
    array ¦ { { a ,é},{NULL,"a b},{NULL,3}} ⇒ ERR 22P02 malformed array literal: "{ { a ,é},{NULL,"a b},{NULL,3}}" DETAIL Unexpected end of input.
    adims ¦ {"NULL",null,"",b,NULL} ⇒ [1:5]
    aapp ¦ {é,3,\\\\x} ¦ 2 ⇒ {é,3,"\\\\x",2}
    aslice2 ¦ {1,a b} ¦ 2 ¦ -2 ¦  ¦ 2 ⇒ {}
    adims ¦ {"NULL"} ⇒ [1:1]
    aslice2 ¦ {{1,"\\""},{2,NULL}} ¦ 3 ¦ -2 ¦  ¦ 2 ⇒ {}
    andims ¦ [1:1][-1:1]={ {b, a ,a}} ⇒ 2
    acmp ¦ {{\\\\x,NULL,\\\\x}} ¦ {{é,"\\"",x\\,y}} ⇒ -1
    acmp ¦ [0:4]={"NULL",a b,NULL,"\\"",a} ¦ {{\\",NULL},{3,a b}} ⇒ 1
    a@> ¦ [-2:0]={\\",NULL,3} ¦ {} ⇒ true
    acat ¦ {"NULL"} ¦ { {{null,é}},{{2,é}}} ⇒ ERR 2202E cannot concatenate incompatible arrays DETAIL Arrays of 1 and 3 dimensions are not compatible for concatenation.
    asub2 ¦ [-2:-1]={\\",\\\\x} ¦ -1 ¦ -1 ⇒ NULL
    acat ¦ {} ¦ {"x,y"} ⇒ {"x,y"}
    array ¦ {{null,1,\\\\x}} ⇒ {{NULL,1,"\\\\x"}}
    alen ¦ [-2:0]={\\",NULL,3} ¦ 1 ⇒ 3
    asub ¦ {} ¦ -1 ⇒ NULL
    arem ¦ {1,a b,x\\,y,"{}",a} ¦ b ⇒ {1,"a b","x,y","{}",a}
    strtoa ¦ ,, ¦ , ¦ b ⇒ {"","",""}
    asub2 ¦ {} ¦ 3 ¦ 4 ⇒ NULL
    aapp ¦ [0:4]={"NULL",a b,NULL,"\\"",a} ¦ 2 ⇒ [0:5]={"NULL","a b",NULL,"\\"",a,2}
    alen ¦ {{1,"\\""},{2,NULL}} ¦ 3 ⇒ NULL
    adims ¦ {{"a b", a },{é, a }} ⇒ [1:2][1:2]
    array ¦ { {{ a ,"NULL"}[},{{a,"{}"}}}{ ⇒ ERR 22P02 malformed array literal: "{ {{ a ,"NULL"}[},{{a,"{}"}}}{" DETAIL Unexpected array element.
    strtoa ¦ aé b ¦ a ¦ 1 ⇒ {"","é b"}
    array ¦ [-2:-1]={\\",\\\\x} ⇒ [-2:-1]={"\\"","\\\\x"}
    strtoa ¦  ¦ NULL ¦ NULL ⇒ {}
    alen ¦ {3,"\\"","",\\\\x,\\"} ¦ 1 ⇒ 5
    acat ¦ { { {a,""}},{ {"x,y",2}}} ¦ {} ⇒ {{{a,""}},{{"x,y",2}}}
    a= ¦ {{{x\\,y,""}},{ {a,3}}} ¦ {{ a ,3},{"\\"",b},{1,"a b"}} ⇒ false
    aup ¦ {\\\\x,3,"{}"} ¦ 0 ⇒ NULL
    array ¦ {} ⇒ {}
    atrim ¦ {3,"\\"",a,\\",é} ¦ 2 ⇒ {3,"\\"",a}
    strtoa ¦  ¦ XX ¦ 2 ⇒ {}
    adims ¦ {\\",\\\\x, a } ⇒ [1:3]
    strtoa ¦ ,, ¦ a ¦ 1 ⇒ {",,"}
    atostr ¦ [-2:-1][-2:-2][1:2]={ {{\\\\x,a b}},{{2,b}}} ¦ - ¦ a ⇒ \\x-a b-2-b
    andims ¦ { {\\",\\\\x,é}} ⇒ 2
    array ¦ {{x\\,y,2},{1, a },{"",\\"}} ⇒ {{"x,y",2},{1,a},{"","\\""}}
    acat ¦ {x\\,y,"{}",b} ¦ {{1,\\\\x},{"","{}"},{"NULL",null}} ⇒ ERR 2202E cannot concatenate incompatible arrays DETAIL Arrays with differing dimensions are not compatible for concatenation.
    strtoa ¦ aé b ¦ a ¦ NULL ⇒ {"","é b"}
    arepl ¦ {"",a b} ¦ b ¦ a ⇒ {"","a b"}
    asub2 ¦ { { a ,null},{\\",a b}} ¦ -2 ¦ 1 ⇒ NULL
    strtoa ¦ abc ¦ a ¦ b ⇒ {"",bc}
    arem ¦ { { {a,""}},{ {"x,y",2}}} ¦ b ⇒ ERR 0A000 removing elements from multidimensional arrays is not supported
    atostr ¦ [0:2][-1:0]={ {\\\\x, a },{2,"x,y"},{"a b","x,y"}} ¦ - ¦ 2 ⇒ \\x-a-2-x,y-a b-x,y
    apos ¦ [-2:-1]={\\",\\\\x} ¦ b ⇒ NULL
    aposs ¦ [-2:-1]={\\",\\\\x} ¦ b ⇒ 
    atrim ¦ {{1,"\\""},{2,NULL}} ¦ 3 ⇒ ERR 2202E number of elements to trim must be between 0 and 2
    aslice2 ¦ [-2:-1]={\\",\\\\x} ¦ -1 ¦ -1 ¦  ¦ 2 ⇒ {}
    asub2 ¦ {{ {"\\"","NULL"}},{ {"\\"",""}}} ¦ 3 ¦ 0 ⇒ NULL
    adims ¦ { { a ,é},{NULL,"a b"},{NULL,3}} ⇒ [1:3][1:2]
    adims ¦ {{x\\,y,2},{1, a },{"",\\"}} ⇒ [1:3][1:2]
    aslice ¦ [0:4]={"NULL",a b,NULL,"\\"",a} ¦ -2 ¦ 2 ⇒ {"NULL","a b",NULL}
    atostr ¦ { {a,2},{"\\"",3},{null,NULL}} ¦ - ¦ a ⇒ a-2-"-3-a-a
    apos ¦ {{null,1,\\\\x}} ¦ 1 ⇒ ERR 0A000 searching for elements in multidimensional arrays is not supported
    acat ¦ {{b,""},{x\\,y,a},{a,x\\,y}} ¦ {NULL} ⇒ ERR 2202E cannot concatenate incompatible arrays DETAIL Arrays with differing dimensions are not compatible for concatenation.
    acat ¦ { {a,2},{"\\"",3},{null,NULL}} ¦ {{"{}","\\""},{null,\\\\x},{"a b",1}} ⇒ {{a,2},{"\\"",3},{NULL,NULL},{"{}","\\""},{NULL,"\\\\x"},{"a b",1}}
    a&& ¦ {\\",\\\\x, a } ¦ {é,"x,y"} ⇒ false
    a&& ¦ [-2:-1]={\\",\\\\x} ¦ { {a b,"\\"",2}} ⇒ true
    a@> ¦ {} ¦ {NULL} ⇒ false
    aslice2 ¦ {"NULL",null,"",b,NULL} ¦ -2 ¦ 0 ¦  ¦ 2 ⇒ {}
    a@> ¦ {1,a b} ¦ { {{\\",a}},{ {a,a b}}} ⇒ false
    atrim ¦ {{b,""},{x\\,y,a},{a,x\\,y}} ¦ 2 ⇒ {{b,""}}
    aup ¦ [2:6]={ a ,"",null,a b,"\\""} ¦ 3 ⇒ NULL
    aposs ¦ { { a ,null},{\\",a b}} ¦ 2 ⇒ ERR 0A000 searching for elements in multidimensional arrays is not supported
    arepl ¦ {{1,"\\""},{2,NULL}} ¦ 1 ¦ b ⇒ {{b,"\\""},{2,NULL}}
    andims ¦ [-2:0]={\\",NULL,3} ⇒ 1
    aposs ¦ { {é,x\\,y},{ a ,a b}} ¦ 2 ⇒ ERR 0A000 searching for elements in multidimensional arrays is not supported
    a&& ¦ { {{ a ,"NULL"}},{{a,"{}"}}} ¦ {NULL} ⇒ false
    andims ¦ {"NULL",null,"",b,NULL} ⇒ 1
    apos ¦ [-2:0]={\\",NULL,3} ¦ 1 ⇒ NULL
    asub ¦ { {é,x\\,y},{ a ,a b}} ¦ 0 ⇒ NULL
    array ¦ {"NULL",null,"",b,NULL} ⇒ {"NULL",NULL,"",b,NULL}
    acmp ¦ {{x\\,y,2},{1, a },{"",\\"}} ¦ {{ a ,NULL},{a b, a }} ⇒ 1
    arem ¦ {{ {2,null}},{{"",\\\\x}}} ¦ a ⇒ ERR 0A000 removing elements from multidimensional arrays is not supported
    aposs ¦ {} ¦ a ⇒ 
    aapp ¦ {{"a b", a },{é, a }} ¦ b ⇒ ERR 22000 argument must be empty or one-dimensional array
    asub2 ¦ {null,b,b,2,é} ¦ 0 ¦ 2 ⇒ NULL
    arem ¦ [2:4]={2,"a b",1} ¦ b ⇒ [2:4]={2,"a b",1}
    aup ¦ [0:2][-1:0]={ {\\\\x, a },{2,"x,y"},{"a b","x,y"}} ¦ 0 ⇒ NULL
    aposs ¦ {3,"\\"","",\\\\x,\\"} ¦ 1 ⇒ 
    apos ¦ {3,"\\"",a,\\",é} ¦ a ⇒ 3
    arepl ¦ {{"a b", a },{é, a }} ¦ b ¦ a ⇒ {{"a b",a},{é,a}}
    a= ¦ {3,"NULL"} ¦ {\\","x,y",""} ⇒ false
    adims ¦ [1:1][-1:1]={ {b, a ,a}} ⇒ [1:1][-1:1]
    andims ¦ { { a ,null},{\\",a b}} ⇒ 2
    a= ¦ { { a ,é},{NULL,"a b"},{NULL,3}} ¦ {{ { a ,\\"}},{ {"",""}}} ⇒ false
    aup ¦ {"NULL"} ¦ -2 ⇒ NULL
    a= ¦ {\\\\x} ¦ { {\\",a},{"a b",\\"}} ⇒ false
    a= ¦ { {{ a ,"NULL"}},{{a,"{}"}}} ¦ {NULL} ⇒ false
    arem ¦ {} ¦ a b ⇒ {}
    acmp ¦ {3,"\\"","",\\\\x,\\"} ¦ {{{"NULL",\\\\x}},{{b,b}}} ⇒ -1
    arem ¦ {{b,""},{x\\,y,a},{a,x\\,y}} ¦ b ⇒ ERR 0A000 removing elements from multidimensional arrays is not supported
    adims ¦ {\\\\x} ⇒ [1:1]
    strtoa ¦ a,b,,c ¦ XX ¦ a b ⇒ {"a,b,,c"}
    acat ¦ {"",a b} ¦ { a } ⇒ {"","a b",a}
    aprep ¦ [0:2][-1:0]={ {\\\\x, a },{2,"x,y"},{"a b","x,y"}} ¦ a ⇒ ERR 22000 argument must be empty or one-dimensional array
    aprep ¦ {\\",\\\\x, a } ¦ 1 ⇒ {1,"\\"","\\\\x",a}
    aslice ¦ { {{ a ,"NULL"}},{{a,"{}"}}} ¦ -1 ¦ 0 ⇒ {}
    asub2 ¦ {{x\\,y,2},{1, a },{"",\\"}} ¦ -1 ¦ 0 ⇒ NULL
    a= ¦ {{\\\\x,NULL,\\\\x}} ¦ {{é,"\\"",x\\,y}} ⇒ false
    arem ¦ {3,"\\"","",\\\\x,\\"} ¦ 1 ⇒ {3,"\\"","","\\\\x","\\""}
    aslice ¦ {1,a b,x\\,y,"{}",a} ¦ 0 ¦ -2 ⇒ {}
    aup ¦ {{1,"\\""},{2,NULL}} ¦ 3 ⇒ NULL
    atostr ¦ {x\\,y,"{}",b} ¦ - ¦ a b ⇒ x,y-{}-b
    asub2 ¦ {3,"\\"",a,\\",é} ¦ 2 ¦ 2 ⇒ NULL
    andims ¦ {\\\\x,3,"{}"} ⇒ 1
    atostr ¦ { {é,x\\,y},{ a ,a b}} ¦ - ¦ b ⇒ é-x,y-a-a b
    aslice ¦ {"NULL",null,"",b,NULL} ¦ -2 ¦ 0 ⇒ {}
    acat ¦ {x\\,y} ¦ {1} ⇒ {"x,y",1}
    asub ¦ {\\",\\\\x, a } ¦ -2 ⇒ NULL
    aprep ¦ {{{x\\,y,""}},{ {a,3}}} ¦ a b ⇒ ERR 22000 argument must be empty or one-dimensional array
    asub ¦ {x\\,y} ¦ 3 ⇒ NULL
    asub ¦ {"",a b} ¦ 1 ⇒ 
    aslice2 ¦ {{\\\\x,NULL,\\\\x}} ¦ -2 ¦ 4 ¦  ¦ 2 ⇒ {{"\\\\x",NULL}}
    strtoa ¦ ,, ¦  ¦ a b ⇒ {",,"}
    aprep ¦ [1:1][-1:1]={ {b, a ,a}} ¦ a ⇒ ERR 22000 argument must be empty or one-dimensional array
    apos ¦ {{NULL,a b},{a, a },{a,2}} ¦ a ⇒ ERR 0A000 searching for elements in multidimensional arrays is not supported
    aslice2 ¦ {{ {"\\"","NULL"}},{ {"\\"",""}}} ¦ 3 ¦ 0 ¦  ¦ 2 ⇒ {}
    atostr ¦ { { a ,é},{NULL,"a b"},{NULL,3}} ¦ - ¦ b ⇒ a-é-b-a b-b-3
    arem ¦ { { a ,null},{\\",a b}} ¦ 2 ⇒ ERR 0A000 removing elements from multidimensional arrays is not supported
    aslice ¦ {1,a b} ¦ 2 ¦ -2 ⇒ {}
    aslice ¦ [3:5]={"\\"",x\\,y,2} ¦ -2 ¦ 0 ⇒ {}
    a@> ¦ { {"NULL",1},{null,""}} ¦ [-1:0]={\\","{}"} ⇒ false
    array ¦ {]x\\,y} ⇒ {"]x,y"}
    a&& ¦ { {2,"a b"},{x\\,y,NULL},{b,NULL}} ¦ {{a,"{}"},{b,a b},{"\\"","{}"}} ⇒ true
    a@> ¦ [-2:-2][3:5]={{1,a b,a}} ¦ { {x\\,y,"a b"},{3,2},{x\\,y,é}} ⇒ false
    aup ¦ {{"a b", a },{é, a }} ¦ -1 ⇒ NULL
    apos ¦ {x\\,y} ¦ 1 ⇒ NULL
    aprep ¦ {"NULL"} ¦ 1 ⇒ {1,"NULL"}
    andims ¦ {{2,2},{\\",\\"}} ⇒ 2
    a&& ¦ { { a ,é},{NULL,"a b"},{NULL,3}} ¦ {{ { a ,\\"}},{ {"",""}}} ⇒ true
    arem ¦ {null,""} ¦ b ⇒ {NULL,""}
    a= ¦ [3:5]={"\\"",x\\,y,2} ¦ {NULL} ⇒ false
    asub2 ¦ {{1,"\\""},{2,NULL}} ¦ 3 ¦ -2 ⇒ NULL
    aslice ¦ [-2:-1][-2:-2][1:2]={ {{\\\\x,a b}},{{2,b}}} ¦ -2 ¦ 0 ⇒ {{{"\\\\x","a b"}},{{2,b}}}
    asub ¦ {x\\,y,"{}",b} ¦ -1 ⇒ NULL
    aposs ¦ { {"NULL",1},{null,""}} ¦ 2 ⇒ ERR 0A000 searching for elements in multidimensional arrays is not supported
    strtoa ¦ aXXb ¦ a ¦ b ⇒ {"",XXb}
    aslice2 ¦ {3,"\\"",a,\\",é} ¦ 2 ¦ 2 ¦  ¦ 2 ⇒ {}
    arem ¦ {x\\,y,"{}",b} ¦ 2 ⇒ {"x,y","{}",b}
    arepl ¦ [0:2][-1:0]={ {\\\\x, a },{2,"x,y"},{"a b","x,y"}} ¦ a ¦ 2 ⇒ [0:2][-1:0]={{"\\\\x",2},{2,"x,y"},{"a b","x,y"}}
    aup ¦ [-2:0]={\\",NULL,3} ¦ 1 ⇒ 0
    atrim ¦ { { a ,é},{NULL,"a b"},{NULL,3}} ¦ 1 ⇒ {{a,é},{NULL,"a b"}}
    aslice ¦ {{{x\\,y,""}},{ {a,3}}} ¦ 0 ¦ 2 ⇒ {{{"x,y",""}},{{a,3}}}
    alen ¦ {{ {2,null}},{{"",\\\\x}}} ¦ 4 ⇒ NULL
    arem ¦ {} ¦ b ⇒ {}
    a@> ¦ { { {a,""}},{ {"x,y",2}}} ¦ {} ⇒ true
    adims ¦ [3:5]={"\\"",x\\,y,2} ⇒ [3:5]
    asub2 ¦ [1:2][1:1][-1:0]={ {{3,"\\""}},{ {"{}","a b"}}} ¦ 4 ¦ 1 ⇒ NULL
    a&& ¦ {3,"NULL"} ¦ {\\","x,y",""} ⇒ false
    asub2 ¦ {"NULL"} ¦ -2 ¦ -2 ⇒ NULL
    apos ¦ {1,a b} ¦ b ⇒ NULL
    acat ¦ { {"{}","{}","a b"}} ¦ { { {null,"a b"}},{{"a b",NULL}}} ⇒ ERR 2202E cannot concatenate incompatible arrays DETAIL Arrays with differing dimensions are not compatible for concatenation.
    alen ¦ {{null,1,\\\\x}} ¦ -2 ⇒ NULL
    apos ¦ {null,""} ¦ b ⇒ NULL
    strtoa ¦ aXXb ¦ , ¦ a b ⇒ {aXXb}
    aposs ¦ { {"{}","{}","a b"}} ¦ 1 ⇒ ERR 0A000 searching for elements in multidimensional arrays is not supported
    aapp ¦ { {a,2},{"\\"",3},{null,NULL}} ¦ a ⇒ ERR 22000 argument must be empty or one-dimensional array
    aslice ¦ {x\\,y,"{}",b} ¦ -1 ¦ 4 ⇒ {"x,y","{}",b}
    aposs ¦ {{1,"\\""},{2,NULL}} ¦ 1 ⇒ ERR 0A000 searching for elements in multidimensional arrays is not supported
    strtoa ¦ a,b,,c ¦ a ¦ b ⇒ {"",",b,,c"}
    adims ¦ {{2,2},{\\",\\"}} ⇒ [1:2][1:2]
    andims ¦ {{NULL,a b},{a, a },{a,2}} ⇒ 2
    atostr ¦ {x\\,y} ¦ - ¦ 2 ⇒ x,y
    acmp ¦ [3:5]={"\\"",x\\,y,2} ¦ {NULL} ⇒ -1
    atostr ¦ {"",a b} ¦ - ¦ a ⇒ -a b
    alen ¦ {"NULL"} ¦ -2 ⇒ NULL
    aposs ¦ {} ¦ b ⇒ 
    atrim ¦ {é,3,\\\\x} ¦ 4 ⇒ ERR 2202E number of elements to trim must be between 0 and 3
    asub ¦ {{\\\\x,NULL,\\\\x}} ¦ -2 ⇒ NULL
    aposs ¦ [2:4]={2,"a b",1} ¦ b ⇒ 
    array ¦ {{ {a2,null}},{"",\\\\x}}} ⇒ ERR 22P02 malformed array literal: "{{ {a2,null}},{"",\\\\x}}}" DETAIL Multidimensional arrays must have sub-arrays with matching dimensions.
    aslice ¦ { {2,"a b"},{x\\,y,NULL},{b,NULL}} ¦ -2 ¦ 3 ⇒ {{2,"a b"},{"x,y",NULL},{b,NULL}}
    arepl ¦ { { a ,null},{\\",a b}} ¦ 2 ¦ NULL ⇒ {{a,NULL},{"\\"","a b"}}
    aprep ¦ [1:2][1:1][-1:0]={ {{3,"\\""}},{ {"{}","a b"}}} ¦ b ⇒ ERR 22000 argument must be empty or one-dimensional array
    array ¦ { {"}","{}","a b"}} ⇒ {{"}","{}","a b"}}
    acmp ¦ {x\\,y} ¦ {1} ⇒ 1
    a&& ¦ [2:6]={ a ,"",null,a b,"\\""} ¦ {} ⇒ false
    atrim ¦ [3:5]={"\\"",x\\,y,2} ¦ -2 ⇒ ERR 2202E number of elements to trim must be between 0 and 3
    arepl ¦ [-2:-2][3:5]={{1,a b,a}} ¦ NULL ¦ 1 ⇒ [-2:-2][3:5]={{1,"a b",a}}
    asub ¦ {3,"\\"","",\\\\x,\\"} ¦ 1 ⇒ 3
    arepl ¦ {"NULL",null,"",b,NULL} ¦ 1 ¦ 1 ⇒ {"NULL",NULL,"",b,NULL}
    acat ¦ {3,"\\"","",\\\\x,\\"} ¦ {{{"NULL",\\\\x}},{{b,b}}} ⇒ ERR 2202E cannot concatenate incompatible arrays DETAIL Arrays of 1 and 3 dimensions are not compatible for concatenation.
    aslice2 ¦ {{NULL,a b},{a, a },{a,2}} ¦ -2 ¦ -2 ¦  ¦ 2 ⇒ {}
    arem ¦ {null,b,b,2,é} ¦ 2 ⇒ {NULL,b,b,é}
    a@> ¦ [-2:-1]={\\",\\\\x} ¦ { {a b,"\\"",2}} ⇒ false
    asub2 ¦ [-2:0]={\\",NULL,3} ¦ 1 ¦ 1 ⇒ NULL
    a= ¦ {} ¦ {"x,y"} ⇒ false
    arem ¦ { {é,x\\,y},{ a ,a b}} ¦ 2 ⇒ ERR 0A000 removing elements from multidimensional arrays is not supported
    aup ¦ {{ {2,null}},{{"",\\\\x}}} ¦ 4 ⇒ NULL
    aslice ¦ {null,b,b,2,é} ¦ 0 ¦ 2 ⇒ {NULL,b}
    acmp ¦ {} ¦ {{1,a b},{a b,"\\""}} ⇒ -1
    a= ¦ { {2,"a b"},{x\\,y,NULL},{b,NULL}} ¦ {{a,"{}"},{b,a b},{"\\"","{}"}} ⇒ false
    aapp ¦ { {{"x,y",b}},{{a,\\\\x}}} ¦ a b ⇒ ERR 22000 argument must be empty or one-dimensional array
    acmp ¦ { {2,"a b"},{x\\,y,NULL},{b,NULL}} ¦ {{a,"{}"},{b,a b},{"\\"","{}"}} ⇒ -1
    apos ¦ { {a,2},{"\\"",3},{null,NULL}} ¦ a ⇒ ERR 0A000 searching for elements in multidimensional arrays is not supported
    atostr ¦ { {\\",\\\\x,é}} ¦ - ¦ 1 ⇒ "-\\x-é
    atrim ¦ [1:2][1:1][-1:0]={ {{3,"\\""}},{ {"{}","a b"}}} ¦ 4 ⇒ ERR 2202E number of elements to trim must be between 0 and 2
    acmp ¦ {"NULL",null,"",b,NULL} ¦ {} ⇒ 1
    aslice ¦ { { a ,null},{\\",a b}} ¦ -2 ¦ 1 ⇒ {{a,NULL}}
    arepl ¦ {{x\\,y,2},{1, a },{"",\\"}} ¦ a b ¦ a b ⇒ {{"x,y",2},{1,a},{"","\\""}}
    alen ¦ {null,\\","{}"} ¦ -2 ⇒ NULL
    array ¦ {{null,1,\\\\x}\\} ⇒ ERR 22P02 malformed array literal: "{{null,1,\\\\x}\\}" DETAIL Unexpected end of input.
    a= ¦ [1:2][1:1][-1:0]={ {{3,"\\""}},{ {"{}","a b"}}} ¦ { a } ⇒ false
    andims ¦ {} ⇒ NULL
    aslice2 ¦ [1:1][-1:1]={ {b, a ,a}} ¦ 3 ¦ 3 ¦  ¦ 2 ⇒ {}
    strtoa ¦  ¦  ¦ 1 ⇒ {}
    asub ¦ { {{ a ,"NULL"}},{{a,"{}"}}} ¦ -1 ⇒ NULL
    atrim ¦ [0:2][-1:0]={ {\\\\x, a },{2,"x,y"},{"a b","x,y"}} ¦ 0 ⇒ {{"\\\\x",a},{2,"x,y"},{"a b","x,y"}}
    arem ¦ [-2:0]={\\",NULL,3} ¦ 1 ⇒ [-2:0]={"\\"",NULL,3}
    aslice ¦ {{1,"\\""},{2,NULL}} ¦ 3 ¦ -2 ⇒ {}
    alen ¦ { {"NULL",1},{null,""}} ¦ -2 ⇒ NULL
    alen ¦ {1,a b} ¦ 2 ⇒ NULL
    a= ¦ {} ¦ {NULL} ⇒ false
    array ¦ [2:6]{ a ,"",null,a b,"\\"} ⇒ ERR 22P02 malformed array literal: "[2:6]{ a ,"",null,a b,"\\"}" DETAIL Missing "=" after array dimensions.
    a@> ¦ {{x\\,y,2},{1, a },{"",\\"}} ¦ {{ a ,NULL},{a b, a }} ⇒ false
    arepl ¦ {{2,2},{\\",\\"}} ¦ b ¦ 1 ⇒ {{2,2},{"\\"","\\""}}
    aslice ¦ {} ¦ 4 ¦ 2 ⇒ {}
    acat ¦ {null,"a b",1,"",\\\\x} ¦ {NULL,x\\,y, a } ⇒ {NULL,"a b",1,"","\\\\x",NULL,"x,y",a}
    apos ¦ {{{2,1}},{{\\", a }}} ¦ 2 ⇒ ERR 0A000 searching for elements in multidimensional arrays is not supported
    atostr ¦ {} ¦ - ¦ a b ⇒ 
    aprep ¦ [2:6]={ a ,"",null,a b,"\\""} ¦ b ⇒ [2:7]={b,a,"",NULL,"a b","\\""}
    aup ¦ {{NULL,a b},{a, a },{a,2}} ¦ -2 ⇒ NULL
    adims ¦ {x\\,y} ⇒ [1:1]
    aslice ¦ {3,"NULL"} ¦ 1 ¦ 3 ⇒ {3,"NULL"}
    a= ¦ {} ¦ [2:3]={\\\\x,"NULL"} ⇒ false
    atostr ¦ {null,"a b",1,"",\\\\x} ¦ - ¦ NULL ⇒ a b-1--\\x
    adims ¦ {} ⇒ NULL
    asub ¦ {} ¦ 3 ⇒ NULL
    atostr ¦ {{1,"\\""},{2,NULL}} ¦ - ¦ b ⇒ 1-"-2-b
    a@> ¦ [1:2][1:1][-1:0]={ {{3,"\\""}},{ {"{}","a b"}}} ¦ { a } ⇒ false
    alen ¦ { { a ,null},{\\",a b}} ¦ -2 ⇒ NULL
    a= ¦ {{b,""},{x\\,y,a},{a,x\\,y}} ¦ {NULL} ⇒ false
    strtoa ¦ aXXb ¦ NULL ¦ a ⇒ {NULL,X,X,b}
    aprep ¦ { {{"x,y",b}},{{a,\\\\x}}} ¦ a b ⇒ ERR 22000 argument must be empty or one-dimensional array
    a= ¦ {} ¦ [0:1]={x\\,y,1} ⇒ false
    a= ¦ {} ¦ { {"{}","a b"},{2,b}} ⇒ false
    strtoa ¦ abc ¦  ¦ a ⇒ {abc}
    apos ¦ [1:1][-1:1]={ {b, a ,a}} ¦ a ⇒ ERR 0A000 searching for elements in multidimensional arrays is not supported
    asub ¦ [2:4]={2,"a b",1} ¦ 4 ⇒ 1
    aapp ¦ [0:2][-1:0]={ {\\\\x, a },{2,"x,y"},{"a b","x,y"}} ¦ a ⇒ ERR 22000 argument must be empty or one-dimensional array
    aup ¦ {null,""} ¦ 2 ⇒ NULL
    a= ¦ {null,\\","{}"} ¦ {{"\\"",\\\\x},{"\\"",\\\\x}} ⇒ false
    arem ¦ [-2:-1]={\\",\\\\x} ¦ b ⇒ [-2:-1]={"\\"","\\\\x"}
    arem ¦ [1:1][-1:1]={ {b, a ,a}} ¦ a ⇒ ERR 0A000 removing elements from multidimensional arrays is not supported
    arem ¦ {{"a b", a },{é, a }} ¦ b ⇒ ERR 0A000 removing elements from multidimensional arrays is not supported
    aslice ¦ {} ¦ 4 ¦ -2 ⇒ {}
    asub ¦ { { {a,""}},{ {"x,y",2}}} ¦ 4 ⇒ NULL
    a@> ¦ {null,\\","{}"} ¦ {{"\\"",\\\\x},{"\\"",\\\\x}} ⇒ false
    aslice ¦ [1:2][1:1][-1:0]={ {{3,"\\""}},{ {"{}","a b"}}} ¦ 4 ¦ 1 ⇒ {}
    aslice2 ¦ {} ¦ 3 ¦ 1 ¦  ¦ 2 ⇒ {}
    andims ¦ { { a ,é},{NULL,"a b"},{NULL,3}} ⇒ 2
    andims ¦ {{{x\\,y,""}},{ {a,3}}} ⇒ 3
    a= ¦ {} ¦ {{ a ,\\\\x,a b}} ⇒ false
    aslice2 ¦ {{"a b", a },{é, a }} ¦ -1 ¦ -2 ¦  ¦ 2 ⇒ {}
    alen ¦ { {{"x,y",b}},{{a,\\\\x}}} ¦ 4 ⇒ NULL
    aslice ¦ [2:4]={2,"a b",1} ¦ 4 ¦ 2 ⇒ {}
    arepl ¦ {\\\\x} ¦ a ¦ a b ⇒ {"\\\\x"}
    acmp ¦ {3,"\\"",a,\\",é} ¦ {é} ⇒ -1
    array ¦ {"} ⇒ ERR 22P02 malformed array literal: "{"}" DETAIL Unexpected end of input.
    array ¦ }"{} ⇒ ERR 22P02 malformed array literal: "}"{}" DETAIL Array value must start with "{" or dimension information.
    arem ¦ {{1,"\\""},{2,NULL}} ¦ 1 ⇒ ERR 0A000 removing elements from multidimensional arrays is not supported
    alen ¦ [-2:-1]={\\",\\\\x} ¦ -1 ⇒ NULL
    aslice ¦ {{{2,1}},{{\\", a }}} ¦ 4 ¦ 1 ⇒ {}
    aslice ¦ {{2,2},{\\",\\"}} ¦ 4 ¦ 3 ⇒ {}
    aposs ¦ [2:6]={ a ,"",null,a b,"\\""} ¦ b ⇒ 
    arem ¦ [-2:-2][3:5]={{1,a b,a}} ¦ NULL ⇒ ERR 0A000 removing elements from multidimensional arrays is not supported
    array ¦ {null,""} ⇒ {NULL,""}
    adims ¦ [-2:-1]={\\",\\\\x} ⇒ [-2:-1]
    strtoa ¦ aé b ¦ NULL ¦ 1 ⇒ {a,é," ",b}
    acmp ¦ { {{ a ,"NULL"}},{{a,"{}"}}} ¦ {NULL} ⇒ -1
    adims ¦ {3,"\\"","",\\\\x,\\"} ⇒ [1:5]
    array ¦ {{ {"\\"","NULL"}},{ {"\\"",""}}} ⇒ {{{"\\"","NULL"}},{{"\\"",""}}}
    a&& ¦ {} ¦ {NULL} ⇒ false
    andims ¦ { {{ a ,"NULL"}},{{a,"{}"}}} ⇒ 3
    alen ¦ { {é,x\\,y},{ a ,a b}} ¦ 0 ⇒ NULL
    a&& ¦ [1:1][-1:1]={ {b, a ,a}} ¦ {"\\"","a b","\\"",é,"x,y"} ⇒ false
    acat ¦ [-2:0]={\\",NULL,3} ¦ {} ⇒ [-2:0]={"\\"",NULL,3}
    a@> ¦ {{ {"\\"","NULL"}},{ {"\\"",""}}} ¦ { {{"\\"",x\\,y}},{ {1,"x,y"}}} ⇒ false
    alen ¦ {3,"\\"",a,\\",é} ¦ 2 ⇒ NULL
    aup ¦ [1:2][1:1][-1:0]={ {{3,"\\""}},{ {"{}","a b"}}} ¦ 4 ⇒ NULL
    atostr ¦ {{null,1,\\\\x}} ¦ - ¦ 2 ⇒ 2-1-\\x
    alen ¦ {} ¦ 3 ⇒ NULL
    acmp ¦ {\\\\x,3,"{}"} ¦ { {3,é},{null,"NULL"}} ⇒ 1
    alen ¦ {{"a b", a },{é, a }} ¦ -1 ⇒ NULL
    adims ¦ {é,3,\\\\x} ⇒ [1:3]
    a= ¦ { {é,x\\,y},{ a ,a b}} ¦ [2:3][-1:0]={ {"a b","a b"},{"",NULL}} ⇒ false
    a&& ¦ {{x\\,y,2},{1, a },{"",\\"}} ¦ {{ a ,NULL},{a b, a }} ⇒ true
    strtoa ¦  ¦ NULL ¦ 1 ⇒ {}
    """#
