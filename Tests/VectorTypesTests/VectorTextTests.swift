import Testing
import VectorTypes

/// The cases follow what pgvector's own regression tests expect of `vector`.
@Suite struct VectorTextTests {
    @Test(
        "a literal becomes a vector or pgvector's error",
        arguments: [
            ("[1,2,3]", "[1,2,3]"), ("[-1,-2,-3]", "[-1,-2,-3]"), ("[1.,2.,3.]", "[1,2,3]"),
            (" [ 1,  2 ,    3  ] ", "[1,2,3]"), ("\t\n\r\u{0B}\u{0C}[\t1\n,\r2\u{0B}]\u{0C}", "[1,2]"),
            ("[1.23456]", "[1.23456]"), ("[.5,5.,+1,1e2,0x10,0x1p3,0001]", "[0.5,5,1,100,16,8,1]"),
            ("[1.5e38,-1.5e38]", "[1.5e+38,-1.5e+38]"), ("[1.5e+38,-1.5e+38]", "[1.5e+38,-1.5e+38]"),
            ("[1.5e-38,-1.5e-38]", "[1.5e-38,-1.5e-38]"), ("[1e-46,1]", "[0,1]"), ("[-1e-46,1]", "[-0,1]"),
            ("[100000,999999,1000000,1234567]", "[100000,999999,1e+06,1.234567e+06]"),
            ("[0.0001,0.00001]", "[0.0001,1e-05]"),
            ("[hello,1]", "22P02 invalid input syntax for type vector: \"[hello,1]\""),
            ("[NaN,1]", "22000 NaN not allowed in vector"), ("[nan(7)]", "22000 NaN not allowed in vector"),
            ("[Infinity,1]", "22000 infinite value not allowed in vector"),
            ("[-Infinity,1]", "22000 infinite value not allowed in vector"),
            ("[inf]", "22000 infinite value not allowed in vector"),
            ("[4e38,1]", "22003 \"4e38\" is out of range for type vector"),
            ("[-4e38,1]", "22003 \"-4e38\" is out of range for type vector"),
            ("[1,  0x1p128 ]", "22003 \"0x1p128\" is out of range for type vector"),
            ("[1,2,3", "22P02 invalid input syntax for type vector: \"[1,2,3\""),
            ("[1,2,3]9", "22P02 invalid input syntax for type vector: \"[1,2,3]9\"; Junk after closing right brace."),
            ("1,2,3", "22P02 invalid input syntax for type vector: \"1,2,3\"; Vector contents must start with \"[\"."),
            ("", "22P02 invalid input syntax for type vector: \"\"; Vector contents must start with \"[\"."),
            (" ", "22P02 invalid input syntax for type vector: \" \"; Vector contents must start with \"[\"."),
            ("[", "22P02 invalid input syntax for type vector: \"[\""),
            ("[ ", "22P02 invalid input syntax for type vector: \"[ \""),
            ("[,", "22P02 invalid input syntax for type vector: \"[,\""),
            ("[]", "22000 vector must have at least 1 dimension"),
            ("[ ]", "22000 vector must have at least 1 dimension"),
            ("[]x", "22000 vector must have at least 1 dimension"),
            ("[,]", "22P02 invalid input syntax for type vector: \"[,]\""),
            ("[1,]", "22P02 invalid input syntax for type vector: \"[1,]\""),
            ("[1a]", "22P02 invalid input syntax for type vector: \"[1a]\""),
            ("[1,,3]", "22P02 invalid input syntax for type vector: \"[1,,3]\""),
            ("[1, ,3]", "22P02 invalid input syntax for type vector: \"[1, ,3]\""),
            ("[1 2]", "22P02 invalid input syntax for type vector: \"[1 2]\""),
            ("[1\u{A0}]", "22P02 invalid input syntax for type vector: \"[1\u{A0}]\""),
            ("[é]", "22P02 invalid input syntax for type vector: \"[é]\""),
            (
                "[1,2]\u{0}",
                "22P02 invalid input syntax for type vector: \"[1,2]\u{0}\"; Junk after closing right brace."
            ),
        ] as [Case])
    func literal(_ input: String, _ expected: String) {
        #expect(outcome { try Vector(text: input) } == expected)
    }

    @Test("a declared number of dimensions is checked last") func declaredDimensions() {
        #expect(outcome { try Vector(text: "[1,2,3]", dimensions: 3) } == "[1,2,3]")
        #expect(outcome { try Vector(text: "[1,2,3]", dimensions: 2) } == "22000 expected 2 dimensions, not 3")
        #expect(outcome { try Vector(text: "[]", dimensions: 2) } == "22000 vector must have at least 1 dimension")
        #expect(
            outcome { try Vector(text: "[1,2,3]x", dimensions: 2) }
                == "22P02 invalid input syntax for type vector: \"[1,2,3]x\"; Junk after closing right brace.")
    }

    @Test("16,000 elements are the most, and one more is refused where it stands") func limit() {
        let most = "[" + repeatElement("1", count: 16_000).joined(separator: ",")
        #expect(outcome { try Vector(text: most + "]").dimensions } == "16000")
        let refusal = "54000 vector cannot have more than 16000 dimensions"
        #expect(outcome { try Vector(text: most + ",1]") } == refusal)
        #expect(outcome { try Vector(text: most + ",x") } == refusal)
    }

    @Test("a text that is no vector makes no LosslessStringConvertible value") func losslessString() {
        #expect(Vector("[1,2]")?.elements == [1, 2])
        #expect(Vector("[1,2") == nil)
    }
}
