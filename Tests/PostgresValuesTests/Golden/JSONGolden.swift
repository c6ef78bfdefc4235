/// JSON input, output, operators and functions.
/// One case a line: function ¦ arguments ⇒ answer. Taken from a PostgreSQL server.
let jSONGolden = #"""
    #> ¦ "1" ¦ b|-1 ⇒ NULL
    #> ¦ true ¦  ⇒ true
    jsonb ¦ fale ⇒ ERR 22P02 invalid input syntax for type json DETAIL Token "fale" is invalid.
    ?| ¦ [true,-0.0,1.5e-3 ] ¦ c ⇒ false
    ? ¦ {"z\\\\n"  :[  true,[ ] ],"aa": [{ "1"  :-2.5  }, [true, 0], ["a",1.00,false] ],"z\\\\n"  :  {"k1":  -0, "é" : 123456789012345678901234567890} } ¦ "q" ⇒ false
    -i ¦ [[  ],{ "b":{"a":  null ,"a"  :"\\u00e9" ,"1":"1" ,"1"  :true} , "k1":[] }] ¦ -1 ⇒ [[]]
    -ks ¦ {"z\\\\n"  :[  true,[ ] ],"aa": [{ "1"  :-2.5  }, [true, 0], ["a",1.00,false] ],"z\\\\n"  :  {"k1":  -0, "é" : 123456789012345678901234567890} } ¦ c ⇒ {"aa": [{"1": -2.5}, [true, 0], ["a", 1.00, false]], "z\\\\n": {"k1": 0, "é": 123456789012345678901234567890}}
    jsonb ¦ [ -01.0] ⇒ ERR 22P02 invalid input syntax for type json DETAIL Token "-01" is invalid.
    ? ¦ "\\u00e9" ¦  ⇒ false
    typeof ¦ -0.0 ⇒ number
    #> ¦ 3 ¦ a| 1|0 ⇒ NULL
    elems ¦ [  0.1,{"aa":null ,"c" :{"a b":true  ,  "0"  :1.5e-3  ,  "-1":null  ,  "aa"  :null}}] ⇒ 0.1|{"c": {"0": 0.0015, "-1": null, "aa": null, "a b": true}, "aa": null}
    typeof ¦ {"z\\\\n"  :[  true,[ ] ],"aa": [{ "1"  :-2.5  }, [true, 0], ["a",1.00,false] ],"z\\\\n"  :  {"k1":  -0, "é" : 123456789012345678901234567890} } ⇒ object
    #> ¦ null ¦  ⇒ null
    ? ¦ [[""]] ¦ b ⇒ false
    jsonb ¦ {"a":1,} ⇒ ERR 22P02 invalid input syntax for type json DETAIL Expected string, but found "}".
    || ¦ 1 ¦ null ⇒ [1, null]
    jcmp ¦ {"-1":null  ,"-1":1.00  ,"a":null} ¦ {"-1":1E+3} ⇒ 1
    typeof ¦ { "k1":  null,"aa":"é","":  {"":{"1":  1.0,"a b" : -0,"\\"q\\"":null,"a b": ""}},"a b": "\\u0001" } ⇒ object
    ? ¦ "1" ¦ aa ⇒ false
    strip ¦ null ⇒ null
    -ks ¦ 1 ¦ |-1|é ⇒ ERR 22023 cannot delete from scalar
    pretty ¦ -1 ⇒ -1
    #>> ¦ "\\ud83d\\ude00" ¦ 1|1|aa ⇒ NULL
    pretty ¦ [[  ],{ "b":{"a":  null ,"a"  :"\\u00e9" ,"1":"1" ,"1"  :true} , "k1":[] }] ⇒ [\n    [\n    ],\n    {\n        "b": {\n            "1": true,\n            "a": "é"\n        },\n        "k1": [\n        ]\n    }\n]
    jsonb ¦ +3  ⇒ ERR 22P02 invalid input syntax for type json DETAIL Token "+" is invalid.
    ?| ¦ [  "a",["x y",true,null],null] ¦  ⇒ false
    ? ¦ { "k1":  null,"aa":"é","":  {"":{"1":  1.0,"a b" : -0,"\\"q\\"":null,"a b": ""}},"a b": "\\u0001" } ¦  ⇒ true
    json ¦ [[  ],{ "b":{"a":  null ,"a"  :"\\u00e9" ,"1":"1" ,"1"  :true} , "k1":[] }] ⇒ [[  ],{ "b":{"a":  null ,"a"  :"\\u00e9" ,"1":"1" ,"1"  :true} , "k1":[] }]
    pretty ¦ [  "a",["x y",true,null],null] ⇒ [\n    "a",\n    [\n        "x y",\n        true,\n        null\n    ],\n    null\n]
    ?| ¦ "b" ¦ c| 1|é ⇒ false
    elems ¦ true ⇒ ERR 22023 cannot extract elements from a scalar
    jsonb ¦ [[  ],{ "b":{"a":  null ,"a"  :"\\u00e9" ,"1":"1" ,"1"  :true} , "k1":[] }] ⇒ [[], {"b": {"1": true, "a": "é"}, "k1": []}]
    -k ¦ {} ¦ c ⇒ {}
    || ¦ true ¦ "" ⇒ [true, ""]
    jcmp ¦ { "k1":  null,"aa":"é","":  {"":{"1":  1.0,"a b" : -0,"\\"q\\"":null,"a b": ""}},"a b": "\\u0001" } ¦ {"a" :0  ,"":{  }} ⇒ 1
    j-> ¦ "é" ¦ a ⇒ NULL
    jlen ¦ [] ⇒ 0
    ->i ¦ null ¦ -2 ⇒ NULL
    ?& ¦ "\\ud83d\\ude00" ¦ -1 ⇒ false
    ->> ¦ {} ¦ c ⇒ NULL
    #> ¦ [] ¦  ⇒ []
    elems ¦ [  ] ⇒ 
    ->> ¦ 1 ¦ aa ⇒ NULL
    ? ¦ null ¦ c ⇒ false
    jsonb ¦ } ⇒ ERR 22P02 invalid input syntax for type json DETAIL Expected JSON value, but found "}".
    jlen ¦ "a" ⇒ ERR 22023 cannot get array length of a scalar
    @> ¦ true ¦ "" ⇒ false
    typeof ¦ {} ⇒ object
    -ks ¦ true ¦ z\\n|z\\n|z\\n ⇒ ERR 22023 cannot delete from scalar
    keys ¦ {"aa":[[ ],  [ "abc"  ],  {}],"k1" :3,"a b":  "\\u00e9","\\"q\\"" :  { "c":[  false ]}  } ⇒ aa|k1|"q"|a b
    -ks ¦ [  0.1,{"aa":null ,"c" :{"a b":true  ,  "0"  :1.5e-3  ,  "-1":null  ,  "aa"  :null}}] ¦  ⇒ [0.1, {"c": {"0": 0.0015, "-1": null, "aa": null, "a b": true}, "aa": null}]
    -i ¦ [  ] ¦ 1 ⇒ []
    -> ¦ "abc" ¦ b ⇒ NULL
    @> ¦ { } ¦ 1e2 ⇒ false
    eacht ¦ "\\ud83d\\ude00" ⇒ ERR 22023 cannot call jsonb_each_text on a non-object
    elemst ¦ [  "a",["x y",true,null],null] ⇒ a|["x y", true, null]|NULL
    #>> ¦ {"aa":[[ ],  [ "abc"  ],  {}],"k1" :3,"a b":  "\\u00e9","\\"q\\"" :  { "c":[  false ]}  } ¦ 0|x ⇒ NULL
    jlen ¦ {"z\\\\n"  :[  true,[ ] ],"aa": [{ "1"  :-2.5  }, [true, 0], ["a",1.00,false] ],"z\\\\n"  :  {"k1":  -0, "é" : 123456789012345678901234567890} } ⇒ ERR 22023 cannot get array length of a non-array
    json ¦ "é\\u00e9 ⇒ ERR 22P02 invalid input syntax for type json DETAIL Token ""é\\u00e9" is invalid.
    @> ¦ "b" ¦ 10 ⇒ false
    || ¦ [true,-0.0,1.5e-3 ] ¦ [true, false, [ true,"\\n\\t\\"\\\\\\/",[true,false ] ]  ] ⇒ [true, 0.0, 0.0015, true, false, [true, "\\n\\t\\"\\\\/", [true, false]]]
    j->> ¦ 1 ¦ aa ⇒ NULL
    keys ¦ {} ⇒ 
    json ¦ {"c" :false ,"0" :{"f-1" :[  true, null]  } ,"\\"q\\"": {"aa":  false,""  : {"1" :  "1", "1": true, "z\\\\n":null, "b"  :null  } }} ⇒ {"c" :false ,"0" :{"f-1" :[  true, null]  } ,"\\"q\\"": {"aa":  false,""  : {"1" :  "1", "1": true, "z\\\\n":null, "b"  :null  } }}
    || ¦ {  } ¦ 1.0 ⇒ [{}, 1.0]
    keys ¦ [  0.1,{"aa":null ,"c" :{"a b":true  ,  "0"  :1.5e-3  ,  "-1":null  ,  "aa"  :null}}] ⇒ ERR 22023 cannot call jsonb_object_keys on an array
    -> ¦ null ¦ c ⇒ NULL
    keys ¦ -0.0 ⇒ ERR 22023 cannot call jsonb_object_keys on a scalar
    j->> ¦ [ [   ],  {"k1"  :  ""},  "x y"] ¦ a b ⇒ NULL
    #>> ¦ [ [   ],  {"k1"  :  ""},  "x y"] ¦  ⇒ [[], {"k1": ""}, "x y"]
    jsonb ¦ {"abc":{"d":[1,2,{"e":bad thing}]}} ⇒ ERR 22P02 invalid input syntax for type json DETAIL Token "bad" is invalid.
    jsonb ¦ [  0.1,{"aa":null ,"c" :{"a b":true  ,  "0"  :1.5e-3  ,  "-1":null  ,  "aa"  :null}}] ⇒ [0.1, {"c": {"0": 0.0015, "-1": null, "aa": null, "a b": true}, "aa": null}]
    ? ¦ 0.1 ¦ a b ⇒ false
    ->>i ¦ { "aa":true} ¦ -4 ⇒ NULL
    ? ¦ true ¦ -1 ⇒ false
    jlen ¦ null ⇒ ERR 22023 cannot get array length of a scalar
    || ¦ -1 ¦ { "aa":  null} ⇒ [-1, {"aa": null}]
    j->> ¦ -0.0 ¦ b ⇒ NULL
    ->>i ¦ -0.0 ¦ 1 ⇒ NULL
    jlen ¦ { "k1":  null,"aa":"é","":  {"":{"1":  1.0,"a b" : -0,"\\"q\\"":null,"a b": ""}},"a b": "\\u0001" } ⇒ ERR 22023 cannot get array length of a non-array
    ->>i ¦ -1 ¦ 1 ⇒ NULL
    ? ¦ [ -0.0] ¦ aa ⇒ false
    -i ¦ true ¦ 1 ⇒ ERR 22023 cannot delete from scalar
    -ks ¦ false ¦ c|b|1 ⇒ ERR 22023 cannot delete from scalar
    elemst ¦ {"aa":[[ ],  [ "abc"  ],  {}],"k1" :3,"a b":  "\\u00e9","\\"q\\"" :  { "c":[  false ]}  } ⇒ ERR 22023 cannot extract elements from an object
    @> ¦ "a" ¦ {"c":  []  ,"1"  :"x y"} ⇒ false
    json ¦ 3 ⇒ 3
    ? ¦ {"-1":null  ,"-1":1.00  ,"a":null} ¦ 1 ⇒ false
    jsonb ¦ false ⇒ false
    ->>i ¦ "a" ¦ 1 ⇒ NULL
    @> ¦ [ ] ¦ false ⇒ false
    jsonb ¦ 0].0 ⇒ ERR 22P02 invalid input syntax for type json DETAIL Expected end of input, but found "]".
    -i ¦ true ¦ 4 ⇒ ERR 22023 cannot delete from scalar
    elems ¦ [ ] ⇒ 
    -i ¦ [] ¦ -4 ⇒ []
    #- ¦ -1 ¦  ⇒ ERR 22023 cannot delete path in scalar
    keys ¦ "abc" ⇒ ERR 22023 cannot call jsonb_object_keys on a scalar
    jlen ¦ "\\ud83d\\ude00" ⇒ ERR 22023 cannot get array length of a scalar
    insert ¦ [ [   ],  {"k1"  :  ""},  "x y"] ¦ k1|-3 ¦ "a" ¦ true ⇒ ERR 22P02 path element at position 1 is not an integer: "k1"
    ->i ¦ "é" ¦ -2 ⇒ NULL
    jsonb ¦ { "k1":  null,"aa":"é",":  {"":{"1":  1.0,"a b"  -0,"\\"q\\"":null,"a b": ""}},"a b": "\\u0001" } ⇒ ERR 22P02 invalid input syntax for type json DETAIL Expected ":", but found "":{"".
    @> ¦ {} ¦ {} ⇒ true
    pretty ¦ "\\u00e9" ⇒ "é"
    || ¦ "abc" ¦ [] ⇒ ["abc"]
    pretty ¦ false ⇒ false
    jcmp ¦ [] ¦ "\\n\\t\\"\\\\\\/" ⇒ -1
    ?& ¦ null ¦  ⇒ true
    || ¦ false ¦ 1E+3 ⇒ [false, 1000]
    ->>i ¦ 0.1 ¦ -4 ⇒ NULL
    #- ¦ { "k1":  null,"aa":"é","":  {"":{"1":  1.0,"a b" : -0,"\\"q\\"":null,"a b": ""}},"a b": "\\u0001" } ¦  ⇒ {"": {"": {"1": 1.0, "\\"q\\"": null, "a b": ""}}, "aa": "é", "k1": null, "a b": "\\u0001"}
    set ¦ "b" ¦  1 ¦ 10 ¦ false ⇒ ERR 22023 cannot set path in scalar
    j-> ¦ [  "a",["x y",true,null],null] ¦ 1 ⇒ NULL
    ?| ¦ 3 ¦ x ⇒ false
    ->> ¦ [true,-0.0,1.5e-3 ] ¦ z\\n ⇒ NULL
    json ¦ { "aa":true} ⇒ { "aa":true}
    ?| ¦ [ ] ¦ 2 ⇒ false
    strip ¦ true ⇒ true
    @> ¦ {"aa":[[ ],  [ "abc"  ],  {}],"k1" :3,"a b":  "\\u00e9","\\"q\\"" :  { "c":[  false ]}  } ¦ {"aa":[[ ],  [ "abc"  ],  {}],"k1" :3,"a b":  "\\u00e9","\\"q\\"" :  { "c":[  false ]}  } ⇒ true
    -> ¦ { "aa":true} ¦  ⇒ NULL
    #- ¦ [  ] ¦ 1|-3 ⇒ []
    jcmp ¦ [[  ],{ "b":{"a":  null ,"a"  :"\\u00e9" ,"1":"1" ,"1"  :true} , "k1":[] }] ¦ false ⇒ 1
    elemst ¦ {"c" :false ,"0" :{"-1" :[  true, null]  } ,"\\"q\\"": {"aa":  false,""  : {"1" :  "1", "1": true, "z\\\\n":null, "b"  :null  } }} ⇒ ERR 22023 cannot extract elements from an object
    pretty ¦ null ⇒ null
    ?| ¦ "1" ¦  ⇒ false
    || ¦ [  "a",["x y",true,null],null] ¦ [  [ [ "é",1E+3],{  },1.00 ],true,{  "-1" :  {"\\"q\\"":-2.5,"" :123456789012345678901234567890,"c"  :"\\u00e9"},"\\"q\\"": -1} ] ⇒ ["a", ["x y", true, null], null, [["é", 1000], {}, 1.00], true, {"-1": {"": 123456789012345678901234567890, "c": "é", "\\"q\\"": -2.5}, "\\"q\\"": -1}]
    #> ¦ {"aa":[[ ],  [ "abc"  ],  {}],"k1" :3,"a b":  "\\u00e9","\\"q\\"" :  { "c":[  false ]}  } ¦ 0|x ⇒ NULL
    -> ¦ [  "a",["x y",true,null],null] ¦ 1 ⇒ NULL
    jcmp ¦ null ¦ {"-1":"\\ud83d\\ude00", "aa":  {""  :{"-1" : "","0":  "a"},  "-1":1e2 }  } ⇒ -1
    eacht ¦ [ ] ⇒ ERR 22023 cannot call jsonb_each_text on a non-object
    #- ¦ [[""]] ¦ z\\n|NULL|"q" ⇒ ERR 22P02 path element at position 1 is not an integer: "z\\n"
    #- ¦ [true,-0.0,1.5e-3 ] ¦ 0|z\\n ⇒ [true, 0.0, 0.0015]
    strip ¦ 1 ⇒ 1
    json ¦ {"é" :{  "k1":true }  ,"1"+  :1.0} ⇒ ERR 22P02 invalid input syntax for type json DETAIL Token "+" is invalid.
    each ¦ null ⇒ ERR 22023 cannot call jsonb_each on a non-object
    jsonb ¦ "abc" ⇒ "abc"
    elemst ¦ { } ⇒ ERR 22023 cannot extract elements from an object
    set ¦ false ¦ c ¦ 1E+3 ¦ false ⇒ ERR 22023 cannot set path in scalar
    ->> ¦ null ¦ c ⇒ NULL
    ->>i ¦ {"z\\\\n"  :[  true,[ ] ],"aa": [{ "1"  :-2.5  }, [true, 0], ["a",1.00,false] ],"z\\\\n"  :  {"k1":  -0, "é" : 123456789012345678901234567890} } ¦ -1 ⇒ NULL
    set ¦ {"aa":[[ ],  [ "abc"  ],  {}],"k1" :3,"a b":  "\\u00e9","\\"q\\"" :  { "c":[  false ]}  } ¦  ¦ [ 1.5e-3 ] ¦ false ⇒ {"aa": [[], ["abc"], {}], "k1": 3, "\\"q\\"": {"c": [false]}, "a b": "é"}
    jsonb ¦ "abc ⇒ ERR 22P02 invalid input syntax for type json DETAIL Token ""abc" is invalid.
    ?& ¦ "abc" ¦  ⇒ true
    keys ¦ "a" ⇒ ERR 22023 cannot call jsonb_object_keys on a scalar
    j-> ¦ "\\u00e9" ¦  ⇒ NULL
    each ¦ [  0.1,{"aa":null ,"c" :{"a b":true  ,  "0"  :1.5e-3  ,  "-1":null  ,  "aa"  :null}}] ⇒ ERR 22023 cannot call jsonb_each on a non-object
    jsonb ¦ nul ⇒ ERR 22P02 invalid input syntax for type json DETAIL Token "nul" is invalid.
    ?| ¦ { "k1":  null,"aa":"é","":  {"":{"1":  1.0,"a b" : -0,"\\"q\\"":null,"a b": ""}},"a b": "\\u0001" } ¦  ⇒ false
    || ¦ 3 ¦ [  0.1,"abc",[  [  3]]] ⇒ [3, 0.1, "abc", [[3]]]
    -> ¦ "\\ud83d\\ude00" ¦ 1 ⇒ NULL
    -> ¦ {"c" :false ,"0" :{"-1" :[  true, null]  } ,"\\"q\\"": {"aa":  false,""  : {"1" :  "1", "1": true, "z\\\\n":null, "b"  :null  } }} ¦ k1 ⇒ NULL
    j->> ¦ [ -0.0] ¦ aa ⇒ NULL
    ->> ¦ "abc" ¦ b ⇒ NULL
    ->i ¦ null ¦ 1 ⇒ NULL
    jlen ¦ true ⇒ ERR 22023 cannot get array length of a scalar
    ->>i ¦ [true,-0.0,1.5e-3 ] ¦ -4 ⇒ NULL
    elems ¦ [] ⇒ 
    elemst ¦ [  ] ⇒ 
    -i ¦ {"aa":[[ ],  [ "abc"  ],  {}],"k1" :3,"a b":  "\\u00e9","\\"q\\"" :  { "c":[  false ]}  } ¦ 0 ⇒ ERR 22023 cannot delete from object using integer index
    jlen ¦ [  0.1,{"aa":null ,"c" :{"a b":true  ,  "0"  :1.5e-3  ,  "-1":null  ,  "aa"  :null}}] ⇒ 2
    elemst ¦ { "k1":  null,"aa":"é","":  {"":{"1":  1.0,"a b" : -0,"\\"q\\"":null,"a b": ""}},"a b": "\\u0001" } ⇒ ERR 22023 cannot extract elements from an object
    ?& ¦ {"-1":null  ,"-1":1.00  ,"a":null} ¦ -1|-1|0 ⇒ false
    jsonb ¦  ⇒ ERR 22P02 invalid input syntax for type json DETAIL The input string ended unexpectedly.
    @> ¦ false ¦ 1E+3 ⇒ false
    @> ¦ [] ¦ {"":"abc","a b": null } ⇒ false
    -> ¦ {} ¦ c ⇒ NULL
    ? ¦ [] ¦  ⇒ false
    keys ¦ "b" ⇒ ERR 22023 cannot call jsonb_object_keys on a scalar
    typeof ¦ -1 ⇒ number
    -k ¦ [[  ],{ "b":{"a":  null ,"a"  :"\\u00e9" ,"1":"1" ,"1"  :true} , "k1":[] }] ¦ b ⇒ [[], {"b": {"1": true, "a": "é"}, "k1": []}]
    ?| ¦ -0.0 ¦ 0|c ⇒ false
    eacht ¦ {"-1":null  ,"-1":1.00  ,"a":null} ⇒ a=NULL|-1=1.00
    ?& ¦ {"z\\\\n"  :[  true,[ ] ],"aa": [{ "1"  :-2.5  }, [true, 0], ["a",1.00,false] ],"z\\\\n"  :  {"k1":  -0, "é" : 123456789012345678901234567890} } ¦ c ⇒ false
    eacht ¦ [ -0.0] ⇒ ERR 22023 cannot call jsonb_each_text on a non-object
    jsonb ¦   ] ⇒ ERR 22P02 invalid input syntax for type json DETAIL Expected JSON value, but found "]".
    || ¦ "1" ¦ [] ⇒ ["1"]
    each ¦ "\\ud83d\\ude00" ⇒ ERR 22023 cannot call jsonb_each on a non-object
    #> ¦ 0.1 ¦ c ⇒ NULL
    elemst ¦ {} ⇒ ERR 22023 cannot extract elements from an object
    ->>i ¦ [[  ],{ "b":{"a":  null ,"a"  :"\\u00e9" ,"1":"1" ,"1"  :true} , "k1":[] }] ¦ -1 ⇒ {"b": {"1": true, "a": "é"}, "k1": []}
    json ¦ { "k1":  null,"aa":"é",":  {"":{"1":  1.0,"a b"  -0,"\\"q\\"":null,"a b": ""}},"a b": "\\u0001" } ⇒ ERR 22P02 invalid input syntax for type json DETAIL Expected ":", but found "":{"".
    -i ¦ false ¦ 2 ⇒ ERR 22023 cannot delete from scalar
    ?| ¦ [ -0.0] ¦ c ⇒ false
    eacht ¦ "é" ⇒ ERR 22023 cannot call jsonb_each_text on a non-object
    keys ¦ false ⇒ ERR 22023 cannot call jsonb_object_keys on a scalar
    elems ¦ "a" ⇒ ERR 22023 cannot extract elements from a scalar
    elemst ¦ {"-1":null  ,"-1":1.00  ,"a":null} ⇒ ERR 22023 cannot extract elements from an object
    eacht ¦ -1 ⇒ ERR 22023 cannot call jsonb_each_text on a non-object
    elemst ¦ false ⇒ ERR 22023 cannot extract elements from a scalar
    j-> ¦ [ ] ¦ 0 ⇒ NULL
    eacht ¦ [true,-0.0,1.5e-3 ] ⇒ ERR 22023 cannot call jsonb_each_text on a non-object
    eacht ¦ {"z\\\\n"  :[  true,[ ] ],"aa": [{ "1"  :-2.5  }, [true, 0], ["a",1.00,false] ],"z\\\\n"  :  {"k1":  -0, "é" : 123456789012345678901234567890} } ⇒ aa=[{"1": -2.5}, [true, 0], ["a", 1.00, false]]|z\\n={"k1": 0, "é": 123456789012345678901234567890}
    ?& ¦ [true,-0.0,1.5e-3 ] ¦ c ⇒ false
    j-> ¦ [] ¦  ⇒ NULL
    -i ¦ {"z\\\\n"  :[  true,[ ] ],"aa": [{ "1"  :-2.5  }, [true, 0], ["a",1.00,false] ],"z\\\\n"  :  {"k1":  -0, "é" : 123456789012345678901234567890} } ¦ -1 ⇒ ERR 22023 cannot delete from object using integer index
    j->> ¦ {  } ¦ aa ⇒ NULL
    ?& ¦ "1" ¦  ⇒ true
    -i ¦ {"c" :false ,"0" :{"-1" :[  true, null]  } ,"\\"q\\"": {"aa":  false,""  : {"1" :  "1", "1": true, "z\\\\n":null, "b"  :null  } }} ¦ 1 ⇒ ERR 22023 cannot delete from object using integer index
    keys ¦ {"é" :{  "k1":true }  ,"1"  :1.0} ⇒ 1|é
    || ¦ "b" ¦ 10 ⇒ ["b", 10]
    set ¦ null ¦ aa|c|x ¦ {"-1":"\\ud83d\\ude00", "aa":  {""  :{"-1" : "","0":  "a"},  "-1":1e2 }  } ¦ true ⇒ ERR 22023 cannot set path in scalar
    strip ¦ [ [   ],  {"k1"  :  ""},  "x y"] ⇒ [[], {"k1": ""}, "x y"]
    keys ¦ null ⇒ ERR 22023 cannot call jsonb_object_keys on a scalar
    json ¦  ⇒ ERR 22P02 invalid input syntax for type json DETAIL The input string ended unexpectedly.
    #> ¦ {"-1":null  ,"-1":1.00  ,"a":null} ¦ z\\n ⇒ NULL
    -i ¦ [ [   ],  {"k1"  :  ""},  "x y"] ¦ -4 ⇒ [[], {"k1": ""}, "x y"]
    elems ¦ { } ⇒ ERR 22023 cannot extract elements from an object
    each ¦ {} ⇒ 
    json ¦ [[""] ⇒ ERR 22P02 invalid input syntax for type json DETAIL The input string ended unexpectedly.
    j-> ¦ "\\ud83d\\ude00" ¦ 1 ⇒ NULL
    jsonb ¦ nu ⇒ ERR 22P02 invalid input syntax for type json DETAIL Token "nu" is invalid.
    -ks ¦ {"-1":null  ,"-1":1.00  ,"a":null} ¦ -1|-1|0 ⇒ {"a": null}
    ->> ¦ true ¦ -1 ⇒ NULL
    each ¦ "b" ⇒ ERR 22023 cannot call jsonb_each on a non-object
    -i ¦ {} ¦ 2 ⇒ ERR 22023 cannot delete from object using integer index
    -k ¦ [  0.1,{"aa":null ,"c" :{"a b":true  ,  "0"  :1.5e-3  ,  "-1":null  ,  "aa"  :null}}] ¦ c ⇒ [0.1, {"c": {"0": 0.0015, "-1": null, "aa": null, "a b": true}, "aa": null}]
    elems ¦ 1 ⇒ ERR 22023 cannot extract elements from a scalar
    j-> ¦ { "aa":true} ¦  ⇒ NULL
    ?& ¦ -1 ¦ z\\n|a|é ⇒ false
    insert ¦ null ¦ aa|c|x ¦ {"-1":"\\ud83d\\ude00", "aa":  {""  :{"-1" : "","0":  "a"},  "-1":1e2 }  } ¦ true ⇒ ERR 22023 cannot set path in scalar
    json ¦ {"aa":[[ ],  [ "abc"  ],  {}],"k1" :3,"a b":  "\\u00e9","\\"q\\"" :  { "c":[  false ]}  } ⇒ {"aa":[[ ],  [ "abc"  ],  {}],"k1" :3,"a b":  "\\u00e9","\\"q\\"" :  { "c":[  false ]}  }
    jsonb ¦ -1 ⇒ -1
    eacht ¦ -0.0 ⇒ ERR 22023 cannot call jsonb_each_text on a non-object
    set ¦ 1 ¦  ¦ null ¦ false ⇒ ERR 22023 cannot set path in scalar
    #> ¦ true ¦ 5|é ⇒ NULL
    json ¦ [ -0.0] ⇒ [ -0.0]
    json ¦ "\\ud800\\u0041" ⇒ "\\ud800\\u0041"
    ? ¦ "é" ¦ a ⇒ false
    || ¦ [[""]] ¦ null ⇒ [[""], null]
    jsonb ¦ [[  ],{ "b":{"a":  null,"a"  :"\\u00e9" ,"1" ⇒ ERR 22P02 invalid input syntax for type json DETAIL The input string ended unexpectedly.
    eacht ¦ {"c" :false ,"0" :{"-1" :[  true, null]  } ,"\\"q\\"": {"aa":  false,""  : {"1" :  "1", "1": true, "z\\\\n":null, "b"  :null  } }} ⇒ 0={"-1": [true, null]}|c=false|"q"={"": {"1": true, "b": null, "z\\\\n": null}, "aa": false}
    json ¦ { "k1":  null,"aa":"é","":  {"":{"1":  1.0,"a b" : -0,"\\"q\\"":null,"a b": ""}},"a b": "\\u0001" } ⇒ { "k1":  null,"aa":"é","":  {"":{"1":  1.0,"a b" : -0,"\\"q\\"":null,"a b": ""}},"a b": "\\u0001" }
    ->>i ¦ false ¦ -1 ⇒ false
    ->>i ¦ 3 ¦ 3 ⇒ NULL
    each ¦ [[  ],{ "b":{"a":  null ,"a"  :"\\u00e9" ,"1":"1" ,"1"  :true} , "k1":[] }] ⇒ ERR 22023 cannot call jsonb_each on a non-object
    ->> ¦ [  ] ¦  ⇒ NULL
    #- ¦ {"aa":[[ ],  [ "abc"  ],  {}],"k1" :3,"a b":  "\\u00e9","\\"q\\"" :  { "c":[  false ]}  } ¦  ⇒ {"aa": [[], ["abc"], {}], "k1": 3, "\\"q\\"": {"c": [false]}, "a b": "é"}
    json ¦ "é" ⇒ "é"
    -ks ¦ {"c" :false ,"0" :{"-1" :[  true, null]  } ,"\\"q\\"": {"aa":  false,""  : {"1" :  "1", "1": true, "z\\\\n":null, "b"  :null  } }} ¦ a|a b ⇒ {"0": {"-1": [true, null]}, "c": false, "\\"q\\"": {"": {"1": true, "b": null, "z\\\\n": null}, "aa": false}}
    ?& ¦ true ¦ z\\n|z\\n|z\\n ⇒ false
    json ¦ {  } ⇒ {  }
    elemst ¦ [ [   ],  {"k1"  :  ""},  "x y"] ⇒ []|{"k1": ""}|x y
    -> ¦ [ [   ],  {"k1"  :  ""},  "x y"] ¦ a b ⇒ NULL
    @> ¦ true ¦ ["1","a"] ⇒ false
    strip ¦ [true,-0.0,1.5e-3 ] ⇒ [true, 0.0, 0.0015]
    || ¦ [] ¦ "\\n\\t\\"\\\\\\/" ⇒ ["\\n\\t\\"\\\\/"]
    @> ¦ 0.1 ¦ 0.1 ⇒ true
    j-> ¦ "b" ¦ 0 ⇒ NULL
    typeof ¦ true ⇒ boolean
    pretty ¦ {} ⇒ {\n}
    ->>i ¦ { } ¦ 2 ⇒ NULL
    ->> ¦ {"z\\\\n"  :[  true,[ ] ],"aa": [{ "1"  :-2.5  }, [true, 0], ["a",1.00,false] ],"z\\\\n"  :  {"k1":  -0, "é" : 123456789012345678901234567890} } ¦ "q" ⇒ NULL
    ->>i ¦ false ¦ 2 ⇒ NULL
    typeof ¦ { "aa":true} ⇒ object
    json ¦ "1" ⇒ "1"
    jsonb ¦ [ [   ],  {"k1"  :  ""},  "x y"] ⇒ [[], {"k1": ""}, "x y"]
    -ks ¦ false ¦ a b ⇒ ERR 22023 cannot delete from scalar
    pretty ¦ [] ⇒ [\n]
    j-> ¦ false ¦ aa ⇒ NULL
    each ¦ [ [   ],  {"k1"  :  ""},  "x y"] ⇒ ERR 22023 cannot call jsonb_each on a non-object
    -ks ¦ "b" ¦ c| 1|é ⇒ ERR 22023 cannot delete from scalar
    jsonb ¦ "\\ud83d\\ud+e00" ⇒ ERR 22P02 invalid input syntax for type json DETAIL "\\u" must be followed by four hexadecimal digits.
    set ¦ {} ¦ k1|z\\n ¦ [  [  "a"],[ "a"  ],[null,[ "\\u00e9"],{ "k1" :2  ,"aa":"b"  ,"é":null }  ]] ¦ false ⇒ {}
    json ¦ é{  _} ⇒ ERR 22P02 invalid input syntax for type json DETAIL Token "é" is invalid.
    elems ¦ { "aa":true} ⇒ ERR 22023 cannot extract elements from an object
    jlen ¦ [[""]] ⇒ 1
    typeof ¦ { } ⇒ object
    json ¦ } ⇒ ERR 22P02 invalid input syntax for type json DETAIL Expected JSON value, but found "}".
    -i ¦ false ¦ -1 ⇒ ERR 22023 cannot delete from scalar
    elemst ¦ null ⇒ ERR 22023 cannot extract elements from a scalar
    || ¦ [ -0.0] ¦ {"b":{ },"k1"  :1.5e-3,"a":false} ⇒ [0.0, {"a": false, "b": {}, "k1": 0.0015}]
    -k ¦ {  } ¦ aa ⇒ {}
    json ¦ falsenull ⇒ ERR 22P02 invalid input syntax for type json DETAIL Token "falsenull" is invalid.
    ? ¦ "a" ¦  ⇒ false
    -ks ¦ [ -0.0] ¦ c ⇒ [0.0]
    strip ¦ false ⇒ false
    jcmp ¦ false ¦ 1E+3 ⇒ 1
    elemst ¦ {"z\\\\n"  :[  true,[ ] ],"aa": [{ "1"  :-2.5  }, [true, 0], ["a",1.00,false] ],"z\\\\n"  :  {"k1":  -0, "é" : 123456789012345678901234567890} } ⇒ ERR 22023 cannot extract elements from an object
    typeof ¦ [  "a",["x y",true,null],null] ⇒ array
    strip ¦ {"-1":null  ,"-1":1.00  ,"a":null} ⇒ {"-1": 1.00}
    ?| ¦ { "aa":true} ¦  1|a ⇒ false
    j-> ¦ true ¦ c ⇒ NULL
    elemst ¦ "é" ⇒ ERR 22023 cannot extract elements from a scalar
    ->i ¦ {"é" :{  "k1":true }  ,"1"  :1.0} ¦ -2 ⇒ NULL
    #- ¦ -0.0 ¦  ⇒ ERR 22023 cannot delete path in scalar
    #- ¦ false ¦  ⇒ ERR 22023 cannot delete path in scalar
    insert ¦ [] ¦ c ¦ {"":"abc","a b": null } ¦ false ⇒ ERR 22P02 path element at position 1 is not an integer: "c"
    j-> ¦ [ [   ],  {"k1"  :  ""},  "x y"] ¦ a b ⇒ NULL
    insert ¦ {"-1":null  ,"-1":1.00  ,"a":null} ¦  ¦ {"-1":1E+3} ¦ false ⇒ {"a": null, "-1": 1.00}
    ->> ¦ [  0.1,{"aa":null ,"c" :{"a b":true  ,  "0"  :1.5e-3  ,  "-1":null  ,  "aa"  :null}}] ¦ c ⇒ NULL
    ->> ¦ [ ] ¦ 0 ⇒ NULL
    #- ¦ false ¦ c ⇒ ERR 22023 cannot delete path in scalar
    -k ¦ {} ¦ 1 ⇒ {}
    jcmp ¦ {} ¦ [ { } ] ⇒ 1
    elemst ¦ "\\u00e9" ⇒ ERR 22023 cannot extract elements from a scalar
    jsonb ¦ [] ⇒ []
    ?& ¦ true ¦ 0 ⇒ false
    ->i ¦ [] ¦ -4 ⇒ NULL
    insert ¦ false ¦ c ¦ 1E+3 ¦ false ⇒ ERR 22023 cannot set path in scalar
    j->> ¦ [  ] ¦  ⇒ NULL
    -k ¦ {"-1":null  ,"-1":1.00  ,"a":null} ¦ 1 ⇒ {"a": null, "-1": 1.00}
    elems ¦ "1" ⇒ ERR 22023 cannot extract elements from a scalar
    elemst ¦ { "aa":true} ⇒ ERR 22023 cannot extract elements from an object
    @> ¦ {"aa":[[ ],  [ "abc"  ],  {}],"k1" :3,"a b":  "\\u00e9","\\"q\\"" :  { "c":[  false ]}  } ¦ [ 1.5e-3 ] ⇒ false
    ->i ¦ { } ¦ 2 ⇒ NULL
    ?& ¦ [ [   ],  {"k1"  :  ""},  "x y"] ¦  ⇒ true
    ->>i ¦ {} ¦ 2 ⇒ NULL
    ->i ¦ "a" ¦ 1 ⇒ NULL
    j->> ¦ [true,-0.0,1.5e-3 ] ¦ z\\n ⇒ NULL
    jsonb ¦ "\\u12" ⇒ ERR 22P02 invalid input syntax for type json DETAIL "\\u" must be followed by four hexadecimal digits.
    ->> ¦ "a" ¦  ⇒ NULL
    jcmp ¦ -1 ¦ { "aa":  null} ⇒ -1
    jlen ¦ {"aa":[[ ],  [ "abc"  ],  {}],"k1" :3,"a b":  "\\u00e9","\\"q\\"" :  { "c":[  false ]}  } ⇒ ERR 22023 cannot get array length of a non-array
    jsonb ¦ "\\ud800\\u0041" ⇒ ERR 22P02 invalid input syntax for type json DETAIL Unicode low surrogate must follow a high surrogate.
    #- ¦ "a" ¦ x|-1|b ⇒ ERR 22023 cannot delete path in scalar
    ?| ¦ [] ¦  ⇒ false
    ?| ¦ {"é" :{  "k1":true }  ,"1"  :1.0} ¦ -3 ⇒ false
    jlen ¦ "abc" ⇒ ERR 22023 cannot get array length of a scalar
    set ¦ { "k1":  null,"aa":"é","":  {"":{"1":  1.0,"a b" : -0,"\\"q\\"":null,"a b": ""}},"a b": "\\u0001" } ¦  ¦ {"a" :0  ,"":{  }} ¦ false ⇒ {"": {"": {"1": 1.0, "\\"q\\"": null, "a b": ""}}, "aa": "é", "k1": null, "a b": "\\u0001"}
    #- ¦ [ [   ],  {"k1"  :  ""},  "x y"] ¦ k1|-3 ⇒ ERR 22P02 path element at position 1 is not an integer: "k1"
    ? ¦ {  } ¦ aa ⇒ false
    ? ¦ [  0.1,{"aa":null ,"c" :{"a b":true  ,  "0"  :1.5e-3  ,  "-1":null  ,  "aa"  :null}}] ¦ c ⇒ false
    -ks ¦ { "k1":  null,"aa":"é","":  {"":{"1":  1.0,"a b" : -0,"\\"q\\"":null,"a b": ""}},"a b": "\\u0001" } ¦  ⇒ {"": {"": {"1": 1.0, "\\"q\\"": null, "a b": ""}}, "aa": "é", "k1": null, "a b": "\\u0001"}
    json ¦ {"z\\\\n"  :[  true,[ ] ],"aa": [{ "1"  :-2.5  }, [true, 0], ["a",1.00,false] ],"z\\\\n"  :  {"k1":  -0, "é" : 123456789012345678901234567890} } ⇒ {"z\\\\n"  :[  true,[ ] ],"aa": [{ "1"  :-2.5  }, [true, 0], ["a",1.00,false] ],"z\\\\n"  :  {"k1":  -0, "é" : 123456789012345678901234567890} }
    keys ¦ {"z\\\\n"  :[  true,[ ] ],"aa": [{ "1"  :-2.5  }, [true, 0], ["a",1.00,false] ],"z\\\\n"  :  {"k1":  -0, "é" : 123456789012345678901234567890} } ⇒ aa|z\\n
    jsonb ¦ {"aa":[[ ],  [ "abc"  ],  {}],"k1" :3,"a b":  "\\u00e9","\\"q\\" :  { "c":[  false ]}  } ⇒ ERR 22P02 invalid input syntax for type json DETAIL Token "c" is invalid.
    pretty ¦ 1 ⇒ 1
    elemst ¦ "1" ⇒ ERR 22023 cannot extract elements from a scalar
    elems ¦ { "k1":  null,"aa":"é","":  {"":{"1":  1.0,"a b" : -0,"\\"q\\"":null,"a b": ""}},"a b": "\\u0001" } ⇒ ERR 22023 cannot extract elements from an object
    #> ¦ false ¦ -1 ⇒ NULL
    -i ¦ [  0.1,{"aa":null ,"c" :{"a b":true  ,  "0"  :1.5e-3  ,  "-1":null  ,  "aa"  :null}}] ¦ 0 ⇒ [{"c": {"0": 0.0015, "-1": null, "aa": null, "a b": true}, "aa": null}]
    ->>i ¦ {  } ¦ 3 ⇒ NULL
    -> ¦ [ ] ¦ 0 ⇒ NULL
    ->>i ¦ [] ¦ -4 ⇒ NULL
    ->i ¦ [ -0.0] ¦ 1 ⇒ NULL
    ->i ¦ {"c" :false ,"0" :{"-1" :[  true, null]  } ,"\\"q\\"": {"aa":  false,""  : {"1" :  "1", "1": true, "z\\\\n":null, "b"  :null  } }} ¦ 1 ⇒ NULL
    json ¦ "\\ud800x" ⇒ "\\ud800x"
    pretty ¦ "a" ⇒ "a"
    each ¦ [  ] ⇒ ERR 22023 cannot call jsonb_each on a non-object
    ->i ¦ [  0.1,{"aa":null ,"c" :{"a b":true  ,  "0"  :1.5e-3  ,  "-1":null  ,  "aa"  :null}}] ¦ 0 ⇒ 0.1
    ->> ¦ "\\u00e9" ¦  ⇒ NULL
    ?| ¦ null ¦  ⇒ false
    strip ¦ "abc" ⇒ "abc"
    set ¦ false ¦  ¦ false ¦ false ⇒ ERR 22023 cannot set path in scalar
    jlen ¦ 1 ⇒ ERR 22023 cannot get array length of a scalar
    jlen ¦ {} ⇒ ERR 22023 cannot get array length of a non-array
    #- ¦ null ¦ aa|c|x ⇒ ERR 22023 cannot delete path in scalar
    json ¦ {"a":1,} ⇒ ERR 22P02 invalid input syntax for type json DETAIL Expected string, but found "}".
    insert ¦ [  "a",["x y",true,null],null] ¦ NULL ¦ [  [ [ "é",1E+3],{  },1.00 ],true,{  "-1" :  {"\\"q\\"":-2.5,"" :123456789012345678901234567890,"c"  :"\\u00e9"},"\\"q\\"": -1} ] ¦ true ⇒ ERR 22004 path element at position 1 is null
    json ¦ "abc" ⇒ "abc"
    ->> ¦ {"c" :false ,"0" :{"-1" :[  true, null]  } ,"\\"q\\"": {"aa":  false,""  : {"1" :  "1", "1": true, "z\\\\n":null, "b"  :null  } }} ¦ k1 ⇒ NULL
    eacht ¦ 1 ⇒ ERR 22023 cannot call jsonb_each_text on a non-object
    #> ¦ "\\u00e9" ¦ c ⇒ NULL
    ->>i ¦ {"aa":[[ ],  [ "abc"  ],  {}],"k1" :3,"a b":  "\\u00e9","\\"q\\"" :  { "c":[  false ]}  } ¦ 0 ⇒ NULL
    -k ¦ [] ¦  ⇒ []
    jsonb ¦  ] ⇒ ERR 22P02 invalid input syntax for type json DETAIL Expected JSON value, but found "]".
    keys ¦ { "k1":  null,"aa":"é","":  {"":{"1":  1.0,"a b" : -0,"\\"q\\"":null,"a b": ""}},"a b": "\\u0001" } ⇒ |aa|k1|a b
    json ¦ "\\u12" ⇒ ERR 22P02 invalid input syntax for type json DETAIL "\\u" must be followed by four hexadecimal digits.
    each ¦ false ⇒ ERR 22023 cannot call jsonb_each on a non-object
    -k ¦ [ [   ],  {"k1"  :  ""},  "x y"] ¦ a b ⇒ [[], {"k1": ""}, "x y"]
    || ¦ { } ¦ 1e2 ⇒ [{}, 100]
    ->i ¦ {"aa":[[ ],  [ "abc"  ],  {}],"k1" :3,"a b":  "\\u00e9","\\"q\\"" :  { "c":[  false ]}  } ¦ 0 ⇒ NULL
    -i ¦ {  } ¦ 3 ⇒ ERR 22023 cannot delete from object using integer index
    insert ¦ [true,-0.0,1.5e-3 ] ¦ 0|z\\n ¦ [true, false, [ true,"\\n\\t\\"\\\\\\/",[true,false ] ]  ] ¦ false ⇒ [true, 0.0, 0.0015]
    json ¦ [ ] ⇒ [ ]
    -k ¦ [  ] ¦  ⇒ []
    ->> ¦ "\\ud83d\\ude00" ¦ 1 ⇒ NULL
    strip ¦ {"c" :false ,"0" :{"-1" :[  true, null]  } ,"\\"q\\"": {"aa":  false,""  : {"1" :  "1", "1": true, "z\\\\n":null, "b"  :null  } }} ⇒ {"0": {"-1": [true, null]}, "c": false, "\\"q\\"": {"": {"1": true}, "aa": false}}
    typeof ¦ 3 ⇒ number
    -ks ¦ [[  ],{ "b":{"a":  null ,"a"  :"\\u00e9" ,"1":"1" ,"1"  :true} , "k1":[] }] ¦  ⇒ [[], {"b": {"1": true, "a": "é"}, "k1": []}]
    -k ¦ [[""]] ¦ b ⇒ [[""]]
    @> ¦ null ¦ null ⇒ true
    ? ¦ true ¦ c ⇒ false
    ->>i ¦ [ [   ],  {"k1"  :  ""},  "x y"] ¦ -4 ⇒ NULL
    jlen ¦ [ -0.0] ⇒ 1
    -k ¦ null ¦ c ⇒ ERR 22023 cannot delete from scalar
    j->> ¦ "é" ¦ a ⇒ NULL
    jsonb ¦ {"aa":[[ ],  [ "abc"  ],  {}],"k1" :3,"a b":  "\\u00e9","\\"q\\"" :  { "c":[  false ]}  } ⇒ {"aa": [[], ["abc"], {}], "k1": 3, "\\"q\\"": {"c": [false]}, "a b": "é"}
    strip ¦ "\\u00e9" ⇒ "é"
    elems ¦ [[""]] ⇒ [""]
    ?& ¦ -0.0 ¦ 0|c ⇒ false
    elemst ¦ [ -0.0] ⇒ 0.0
    -i ¦ [ -0.0] ¦ 1 ⇒ [0.0]
    typeof ¦ false ⇒ boolean
    @> ¦ [[  ],{ "b":{"a":  null ,"a"  :"\\u00e9" ,"1":"1" ,"1"  :true} , "k1":[] }] ¦ [[  ],{ "b":{"a":  null ,"a"  :"\\u00e9" ,"1":"1" ,"1"  :true} , "k1":[] }] ⇒ true
    pretty ¦ true ⇒ true
    @> ¦ {} ¦ [  [  "a"],[ "a"  ],[null,[ "\\u00e9"],{ "k1" :2  ,"aa":"b"  ,"é":null }  ]] ⇒ false
    j->> ¦ {"aa":[[ ],  [ "abc"  ],  {}],"k1" :3,"a b":  "\\u00e9","\\"q\\"" :  { "c":[  false ]}  } ¦ "q" ⇒ { "c":[  false ]}
    #>> ¦ null ¦  ⇒ NULL
    keys ¦ { "aa":true} ⇒ aa
    -k ¦ "\\u00e9" ¦  ⇒ ERR 22023 cannot delete from scalar
    json ¦ false ⇒ false
    elems ¦ {  } ⇒ ERR 22023 cannot extract elements from an object
    -k ¦ null ¦ k1 ⇒ ERR 22023 cannot delete from scalar
    j->> ¦ [] ¦  ⇒ NULL
    typeof ¦ [  ] ⇒ array
    @> ¦ "\\u00e9" ¦ "\\u00e9" ⇒ true
    pretty ¦ [ -0.0] ⇒ [\n    0.0\n]
    -k ¦ true ¦ -1 ⇒ ERR 22023 cannot delete from scalar
    keys ¦ [ -0.0] ⇒ ERR 22023 cannot call jsonb_object_keys on an array
    -> ¦ [[  ],{ "b":{"a":  null ,"a"  :"\\u00e9" ,"1":"1" ,"1"  :true} , "k1":[] }] ¦ b ⇒ NULL
    -k ¦ [true,-0.0,1.5e-3 ] ¦ z\\n ⇒ [true, 0.0, 0.0015]
    keys ¦ [[""]] ⇒ ERR 22023 cannot call jsonb_object_keys on an array
    ->>i ¦ true ¦ 1 ⇒ NULL
    elemst ¦ {"é" :{  "k1":true }  ,"1"  :1.0} ⇒ ERR 22023 cannot extract elements from an object
    ? ¦ [  ] ¦  ⇒ false
    #>> ¦ {} ¦  ⇒ {}
    @> ¦ {"c" :false ,"0" :{"-1" :[  true, null]  } ,"\\"q\\"": {"aa":  false,""  : {"1" :  "1", "1": true, "z\\\\n":null, "b"  :null  } }} ¦ {"a":  [null,["1", 10, "abc"],-1],"k1":["\\ud83d\\ude00","abc" ]} ⇒ false
    ->> ¦ [[  ],{ "b":{"a":  null ,"a"  :"\\u00e9" ,"1":"1" ,"1"  :true} , "k1":[] }] ¦ b ⇒ NULL
    json ¦ [] ⇒ []
    jsonb ¦ "a ⇒ ERR 22P02 invalid input syntax for type json DETAIL Token ""a" is invalid.
    #> ¦ -1 ¦ -1 ⇒ NULL
    elems ¦ {} ⇒ ERR 22023 cannot extract elements from an object
    keys ¦ {"-1":null  ,"-1":1.00  ,"a":null} ⇒ a|-1
    eacht ¦ {"aa":[[ ],  [ "abc"  ],  {}],"k1" :3,"a b":  "\\u00e9","\\"q\\"" :  { "c":[  false ]}  } ⇒ aa=[[], ["abc"], {}]|k1=3|"q"={"c": [false]}|a b=é
    #> ¦ [ -0.0] ¦ a|x|z\\n ⇒ NULL
    @> ¦ [ -0.0] ¦ [ -0.0] ⇒ true
    json ¦ "é ⇒ ERR 22P02 invalid input syntax for type json DETAIL Token ""é" is invalid.
    -ks ¦ {} ¦ é ⇒ {}
    -ks ¦ [true,-0.0,1.5e-3 ] ¦ c ⇒ [true, 0.0, 0.0015]
    jcmp ¦ 0.1 ¦ false ⇒ -1
    -k ¦ { "aa":true} ¦  ⇒ {"aa": true}
    eacht ¦ null ⇒ ERR 22023 cannot call jsonb_each_text on a non-object
    ?| ¦ {"c" :false ,"0" :{"-1" :[  true, null]  } ,"\\"q\\"": {"aa":  false,""  : {"1" :  "1", "1": true, "z\\\\n":null, "b"  :null  } }} ¦ a|a b ⇒ false
    #- ¦ 0.1 ¦ 0 ⇒ ERR 22023 cannot delete path in scalar
    json ¦ [  "a",["x y",true,null],null] ⇒ [  "a",["x y",true,null],null]
    elemst ¦ -0.0 ⇒ ERR 22023 cannot extract elements from a scalar
    json ¦ "\\udc00" ⇒ "\\udc00"
    -i ¦ 3 ¦ 3 ⇒ ERR 22023 cannot delete from scalar
    keys ¦ [[  ],{ "b":{"a":  null ,"a"  :"\\u00e9" ,"1":"1" ,"1"  :true} , "k1":[] }] ⇒ ERR 22023 cannot call jsonb_object_keys on an array
    ?& ¦ [] ¦  ⇒ true
    -ks ¦ {"aa":[[ ],  [ "abc"  ],  {}],"k1" :3,"a b":  "\\u00e9","\\"q\\"" :  { "c":[  false ]}  } ¦ -1|0| 1 ⇒ {"aa": [[], ["abc"], {}], "k1": 3, "\\"q\\"": {"c": [false]}, "a b": "é"}
    json ¦ \n\n[1,\n2 3] ⇒ ERR 22P02 invalid input syntax for type json DETAIL Expected "," or "]", but found "3".
    j-> ¦ 1 ¦ aa ⇒ NULL
    typeof ¦ {"-1":null  ,"-1":1.00  ,"a":null} ⇒ object
    elemst ¦ "a" ⇒ ERR 22023 cannot extract elements from a scalar
    insert ¦ "\\u00e9" ¦  1|5 ¦ "é" ¦ true ⇒ ERR 22023 cannot set path in scalar
    -> ¦ {"aa":[[ ],  [ "abc"  ],  {}],"k1" :3,"a b":  "\\u00e9","\\"q\\"" :  { "c":[  false ]}  } ¦ "q" ⇒ {"c": [false]}
    keys ¦ "é" ⇒ ERR 22023 cannot call jsonb_object_keys on a scalar
    ->>i ¦ [ ] ¦ -1 ⇒ NULL
    ->i ¦ true ¦ 4 ⇒ NULL
    typeof ¦ [ [   ],  {"k1"  :  ""},  "x y"] ⇒ array
    jlen ¦ "\\u00e9" ⇒ ERR 22023 cannot get array length of a scalar
    eacht ¦ {  } ⇒ 
    ? ¦ "abc" ¦ b ⇒ false
    jlen ¦ {"c" :false ,"0" :{"-1" :[  true, null]  } ,"\\"q\\"": {"aa":  false,""  : {"1" :  "1", "1": true, "z\\\\n":null, "b"  :null  } }} ⇒ ERR 22023 cannot get array length of a non-array
    || ¦ "\\ud83d\\ude00" ¦ true ⇒ ["😀", true]
    typeof ¦ "1" ⇒ string
    json ¦ "\\ud83d\\ud+e00" ⇒ ERR 22P02 invalid input syntax for type json DETAIL "\\u" must be followed by four hexadecimal digits.
    json ¦ [[  ],{ "b":{"a":  null,"a"  :"\\u00e9" ,"1" ⇒ ERR 22P02 invalid input syntax for type json DETAIL The input string ended unexpectedly.
    eacht ¦ "1" ⇒ ERR 22023 cannot call jsonb_each_text on a non-object
    -> ¦ { } ¦ z\\n ⇒ NULL
    || ¦ 0.1 ¦ false ⇒ [0.1, false]
    jlen ¦ false ⇒ ERR 22023 cannot get array length of a scalar
    j->> ¦ "\\u00e9" ¦  ⇒ NULL
    eacht ¦ 3 ⇒ ERR 22023 cannot call jsonb_each_text on a non-object
    #> ¦ "\\ud83d\\ude00" ¦ 1|1|aa ⇒ NULL
    @> ¦ -0.0 ¦ -0.0 ⇒ true
    j->> ¦ {"é" :{  "k1":true }  ,"1"  :1.0} ¦ 0 ⇒ NULL
    ->i ¦ [] ¦ 4 ⇒ NULL
    insert ¦ { "k1":  null,"aa":"é","":  {"":{"1":  1.0,"a b" : -0,"\\"q\\"":null,"a b": ""}},"a b": "\\u0001" } ¦  ¦ {"a" :0  ,"":{  }} ¦ false ⇒ {"": {"": {"1": 1.0, "\\"q\\"": null, "a b": ""}}, "aa": "é", "k1": null, "a b": "\\u0001"}
    || ¦ "é" ¦ [  ] ⇒ ["é"]
    pretty ¦ "1" ⇒ "1"
    strip ¦ [ ] ⇒ []
    elems ¦ -0.0 ⇒ ERR 22023 cannot extract elements from a scalar
    jsonb ¦ { "aa":true} ⇒ {"aa": true}
    -> ¦ [[""]] ¦ b ⇒ NULL
    each ¦ "é" ⇒ ERR 22023 cannot call jsonb_each on a non-object
    j-> ¦ null ¦ k1 ⇒ NULL
    || ¦ { "aa":true} ¦ [3] ⇒ [{"aa": true}, 3]
    #> ¦ {} ¦  ⇒ {}
    ->i ¦ [true,-0.0,1.5e-3 ] ¦ -4 ⇒ NULL
    insert ¦ -0.0 ¦  ¦ {"c"  : null } ¦ false ⇒ ERR 22023 cannot set path in scalar
    json ¦ fale ⇒ ERR 22P02 invalid input syntax for type json DETAIL Token "fale" is invalid.
    elems ¦ -1 ⇒ ERR 22023 cannot extract elements from a scalar
    elems ¦ [ [   ],  {"k1"  :  ""},  "x y"] ⇒ []|{"k1": ""}|"x y"
    jsonb ¦ 3 ⇒ 3
    -k ¦ "a" ¦  ⇒ ERR 22023 cannot delete from scalar
    j-> ¦ {"aa":[[ ],  [ "abc"  ],  {}],"k1" :3,"a b":  "\\u00e9","\\"q\\"" :  { "c":[  false ]}  } ¦ "q" ⇒ { "c":[  false ]}
    #> ¦ {"z\\\\n"  :[  true,[ ] ],"aa": [{ "1"  :-2.5  }, [true, 0], ["a",1.00,false] ],"z\\\\n"  :  {"k1":  -0, "é" : 123456789012345678901234567890} } ¦ é|b|"q" ⇒ NULL
    ?& ¦ [[  ],{ "b":{"a":  null ,"a"  :"\\u00e9" ,"1":"1" ,"1"  :true} , "k1":[] }] ¦  ⇒ true
    j-> ¦ [] ¦ c ⇒ NULL
    jsonb ¦ "b" ⇒ "b"
    ? ¦ [true,-0.0,1.5e-3 ] ¦ z\\n ⇒ false
    insert ¦ "a" ¦ x|-1|b ¦ {"c":  []  ,"1"  :"x y"} ¦ true ⇒ ERR 22023 cannot set path in scalar
    #- ¦ {"é" :{  "k1":true }  ,"1"  :1.0} ¦  ⇒ {"1": 1.0, "é": {"k1": true}}
    -ks ¦ true ¦ 0 ⇒ ERR 22023 cannot delete from scalar
    set ¦ { "aa":true} ¦ a|0|2 ¦ [3] ¦ true ⇒ {"aa": true}
    ->> ¦ [] ¦ c ⇒ NULL
    #> ¦ {"c" :false ,"0" :{"-1" :[  true, null]  } ,"\\"q\\"": {"aa":  false,""  : {"1" :  "1", "1": true, "z\\\\n":null, "b"  :null  } }} ¦ k1|"q"|a b ⇒ NULL
    insert ¦ "1" ¦  1 ¦ [] ¦ true ⇒ ERR 22023 cannot set path in scalar
    @> ¦ true ¦ true ⇒ true
    json ¦ "\\ud800\\n" ⇒ "\\ud800\\n"
    json ¦ "abc ⇒ ERR 22P02 invalid input syntax for type json DETAIL Token ""abc" is invalid.
    ?& ¦ "é" ¦ 0 ⇒ false
    j-> ¦ [  0.1,{"aa":null ,"c" :{"a b":true  ,  "0"  :1.5e-3  ,  "-1":null  ,  "aa"  :null}}] ¦ c ⇒ NULL
    strip ¦ { "aa":true} ⇒ {"aa": true}
    || ¦ {"é" :{  "k1":true }  ,"1"  :1.0} ¦ "é" ⇒ [{"1": 1.0, "é": {"k1": true}}, "é"]
    eacht ¦ false ⇒ ERR 22023 cannot call jsonb_each_text on a non-object
    #>> ¦ "é" ¦ b|k1|a ⇒ NULL
    -i ¦ -0.0 ¦ 1 ⇒ ERR 22023 cannot delete from scalar
    eacht ¦ [] ⇒ ERR 22023 cannot call jsonb_each_text on a non-object
    -i ¦ null ¦ -2 ⇒ ERR 22023 cannot delete from scalar
    j->> ¦ true ¦ -1 ⇒ NULL
    ->>i ¦ "\\u00e9" ¦ -4 ⇒ NULL
    @> ¦ { } ¦ { } ⇒ true
    ?& ¦ {} ¦ 2|é ⇒ false
    ->>i ¦ 1 ¦ -3 ⇒ NULL
    set ¦ [[""]] ¦ z\\n|NULL|"q" ¦ null ¦ false ⇒ ERR 22P02 path element at position 1 is not an integer: "z\\n"
    @> ¦ [  0.1,{"aa":null ,"c" :{"a b":true  ,  "0"  :1.5e-3  ,  "-1":null  ,  "aa"  :null}}] ¦ {  "aa":true} ⇒ false
    -k ¦ { } ¦ z\\n ⇒ {}
    ?| ¦ [  0.1,{"aa":null ,"c" :{"a b":true  ,  "0"  :1.5e-3  ,  "-1":null  ,  "aa"  :null}}] ¦  ⇒ false
    set ¦ "\\ud83d\\ude00" ¦  ¦ true ¦ false ⇒ ERR 22023 cannot set path in scalar
    @> ¦ { "k1":  null,"aa":"é","":  {"":{"1":  1.0,"a b" : -0,"\\"q\\"":null,"a b": ""}},"a b": "\\u0001" } ¦ {"a" :0  ,"":{  }} ⇒ false
    #> ¦ false ¦  ⇒ false
    j->> ¦ "b" ¦ 0 ⇒ NULL
    @> ¦ {"-1":null  ,"-1":1.00  ,"a":null} ¦ {"-1":1E+3} ⇒ false
    jcmp ¦ [  "a",["x y",true,null],null] ¦ [  [ [ "é",1E+3],{  },1.00 ],true,{  "-1" :  {"\\"q\\"":-2.5,"" :123456789012345678901234567890,"c"  :"\\u00e9"},"\\"q\\"": -1} ] ⇒ -1
    pretty ¦ [ [   ],  {"k1"  :  ""},  "x y"] ⇒ [\n    [\n    ],\n    {\n        "k1": ""\n    },\n    "x y"\n]
    each ¦ [ ] ⇒ ERR 22023 cannot call jsonb_each on a non-object
    jsonb ¦ +nul ⇒ ERR 22P02 invalid input syntax for type json DETAIL Token "+" is invalid.
    jlen ¦ "b" ⇒ ERR 22023 cannot get array length of a scalar
    ? ¦ [ [   ],  {"k1"  :  ""},  "x y"] ¦ a b ⇒ false
    #- ¦ { "aa":true} ¦ a|0|2 ⇒ {"aa": true}
    jsonb ¦ 0.{1 ⇒ ERR 22P02 invalid input syntax for type json DETAIL Token "0." is invalid.
    pretty ¦ { } ⇒ {\n}
    j->> ¦ "abc" ¦ b ⇒ NULL
    || ¦ [  0.1,{"aa":null ,"c" :{"a b":true  ,  "0"  :1.5e-3  ,  "-1":null  ,  "aa"  :null}}] ¦ {  "aa":true} ⇒ [0.1, {"c": {"0": 0.0015, "-1": null, "aa": null, "a b": true}, "aa": null}, {"aa": true}]
    json ¦ {"é" :{  "k1":true }  ,"1"  :1.0} ⇒ {"é" :{  "k1":true }  ,"1"  :1.0}
    #- ¦ 3 ¦ a|z\\n ⇒ ERR 22023 cannot delete path in scalar
    json ¦ [ [   ],  {"k1"  :  ""},  "x y"] ⇒ [ [   ],  {"k1"  :  ""},  "x y"]
    json ¦ {"-1":énull  ,"-1":1.00  ,"a":null} ⇒ ERR 22P02 invalid input syntax for type json DETAIL Token "énull" is invalid.
    j-> ¦ {"-1":null  ,"-1":1.00  ,"a":null} ¦ 1 ⇒ NULL
    -i ¦ [true,-0.0,1.5e-3 ] ¦ -4 ⇒ [true, 0.0, 0.0015]
    json ¦ -1 ⇒ -1
    #> ¦ {  } ¦ a|1 ⇒ NULL
    ->> ¦ 0.1 ¦ a b ⇒ NULL
    #>> ¦ "1" ¦ b|-1 ⇒ NULL
    #>> ¦ true ¦ 5|é ⇒ NULL
    json ¦ 1 ⇒ 1
    j->> ¦ false ¦ a b ⇒ NULL
    elems ¦ [true,-0.0,1.5e-3 ] ⇒ true|0.0|0.0015
    -i ¦ { "k1":  null,"aa":"é","":  {"":{"1":  1.0,"a b" : -0,"\\"q\\"":null,"a b": ""}},"a b": "\\u0001" } ¦ 4 ⇒ ERR 22023 cannot delete from object using integer index
    -i ¦ -1 ¦ 1 ⇒ ERR 22023 cannot delete from scalar
    jlen ¦ 3 ⇒ ERR 22023 cannot get array length of a scalar
    strip ¦ [ -0.0] ⇒ [0.0]
    typeof ¦ "b" ⇒ string
    elemst ¦ 0.1 ⇒ ERR 22023 cannot extract elements from a scalar
    j->> ¦ {"c" :false ,"0" :{"-1" :[  true, null]  } ,"\\"q\\"": {"aa":  false,""  : {"1" :  "1", "1": true, "z\\\\n":null, "b"  :null  } }} ¦ k1 ⇒ NULL
    jsonb ¦ \n\n[1,\n2 3] ⇒ ERR 22P02 invalid input syntax for type json DETAIL Expected "," or "]", but found "3".
    #>> ¦ [  "a",["x y",true,null],null] ¦ "q"|z\\n|0 ⇒ NULL
    strip ¦ [] ⇒ []
    each ¦ {"z\\\\n"  :[  true,[ ] ],"aa": [{ "1"  :-2.5  }, [true, 0], ["a",1.00,false] ],"z\\\\n"  :  {"k1":  -0, "é" : 123456789012345678901234567890} } ⇒ aa=[{"1": -2.5}, [true, 0], ["a", 1.00, false]]|z\\n={"k1": 0, "é": 123456789012345678901234567890}
    jsonb ¦ "1" ⇒ "1"
    jsonb ¦ null ⇒ null
    pretty ¦ -0.0 ⇒ 0.0
    jsonb ¦ true ⇒ true
    -> ¦ "1" ¦ aa ⇒ NULL
    #- ¦ [] ¦ c ⇒ []
    #- ¦ [  "a",["x y",true,null],null] ¦ NULL ⇒ ERR 22004 path element at position 1 is null
    #>> ¦ {} ¦ 1 ⇒ NULL
    -i ¦ "\\ud83d\\ude00" ¦ 0 ⇒ ERR 22023 cannot delete from scalar
    -k ¦ [ -0.0] ¦ aa ⇒ [0.0]
    typeof ¦ {"c" :false ,"0" :{"-1" :[  true, null]  } ,"\\"q\\"": {"aa":  false,""  : {"1" :  "1", "1": true, "z\\\\n":null, "b"  :null  } }} ⇒ object
    || ¦ "\\u00e9" ¦ "é" ⇒ ["é", "é"]
    eacht ¦ [  "a",["x y",true,null],null] ⇒ ERR 22023 cannot call jsonb_each_text on a non-object
    jsonb ¦ { } ⇒ {}
    jcmp ¦ "abc" ¦ [] ⇒ 1
    jsonb ¦ {"c" :false ,"0" :{"f-1" :[  true, null]  } ,"\\"q\\"": {"aa":  false,""  : {"1" :  "1", "1": true, "z\\\\n":null, "b"  :null  } }} ⇒ {"0": {"f-1": [true, null]}, "c": false, "\\"q\\"": {"": {"1": true, "b": null, "z\\\\n": null}, "aa": false}}
    @> ¦ false ¦ false ⇒ true
    -> ¦ { "k1":  null,"aa":"é","":  {"":{"1":  1.0,"a b" : -0,"\\"q\\"":null,"a b": ""}},"a b": "\\u0001" } ¦  ⇒ {"": {"1": 1.0, "\\"q\\"": null, "a b": ""}}
    jsonb ¦ "é ⇒ ERR 22P02 invalid input syntax for type json DETAIL Token ""é" is invalid.
    strip ¦ {  } ⇒ {}
    -ks ¦ 0.1 ¦  1|aa ⇒ ERR 22023 cannot delete from scalar
    j-> ¦ "1" ¦ aa ⇒ NULL
    set ¦ true ¦ é|aa|x ¦ ["1","a"] ¦ true ⇒ ERR 22023 cannot set path in scalar
    #>> ¦ "b" ¦  ⇒ b
    eacht ¦ { "aa":true} ⇒ aa=true
    """#
