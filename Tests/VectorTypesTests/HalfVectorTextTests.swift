import Testing
import VectorTypes

/// The cases follow what pgvector's own regression tests expect of `halfvec`.
@Suite struct HalfVectorTextTests {
    @Test(
        "a literal becomes a half vector or pgvector's error",
        arguments: [
            ("[1,2,3]", "[1,2,3]"), ("[-1,-2,-3]", "[-1,-2,-3]"), (" [ 1,  2 ,    3  ] ", "[1,2,3]"),
            ("[1.23456]", "[1.234375]"), ("[0.1,0.333333,2049]", "[0.099975586,0.33325195,2048]"),
            ("[65519,-65519]", "[65504,-65504]"), ("[65519.996]", "[65504]"), ("[1e-8,-1e-8]", "[0,-0]"),
            ("[1e-46,1]", "[0,1]"), ("[6e-8]", "[5.9604645e-08]"), ("[2051]", "[2052]"), ("[2050]", "[2050]"),
            ("[65520,-65520]", "22003 \"65520\" is out of range for type halfvec"),
            ("[4e38,1]", "22003 \"4e38\" is out of range for type halfvec"),
            ("[1,  -6.6e4 ]", "22003 \"-6.6e4\" is out of range for type halfvec"),
            ("[NaN,1]", "22000 NaN not allowed in halfvec"),
            ("[Infinity,1]", "22000 infinite value not allowed in halfvec"),
            ("[-inf]", "22000 infinite value not allowed in halfvec"),
            ("[hello,1]", "22P02 invalid input syntax for type halfvec: \"[hello,1]\""),
            ("[1,2,3]9", "22P02 invalid input syntax for type halfvec: \"[1,2,3]9\"; Junk after closing right brace."),
            ("1,2,3", "22P02 invalid input syntax for type halfvec: \"1,2,3\"; Vector contents must start with \"[\"."),
            ("[]", "22000 halfvec must have at least 1 dimension"),
            ("[1,]", "22P02 invalid input syntax for type halfvec: \"[1,]\""),
        ] as [Case])
    func literal(_ input: String, _ expected: String) {
        #expect(outcome { try HalfVector(text: input) } == expected)
    }

    @Test("a declared number of dimensions and the limit are checked") func dimensions() {
        #expect(outcome { try HalfVector(text: "[1,2]", dimensions: 3) } == "22000 expected 3 dimensions, not 2")
        let tooMany = "[" + repeatElement("1", count: 16_001).joined(separator: ",") + "]"
        #expect(outcome { try HalfVector(text: tooMany) } == "54000 halfvec cannot have more than 16000 dimensions")
    }
}
