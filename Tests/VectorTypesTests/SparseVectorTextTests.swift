import Testing
import VectorTypes

/// The cases follow what pgvector's own regression tests expect of `sparsevec`.
@Suite struct SparseVectorTextTests {
    @Test(
        "a literal becomes a sparse vector",
        arguments: [
            ("{1:1.5,3:3.5}/5", "{1:1.5,3:3.5}/5"), ("{1:-2,3:-4}/5", "{1:-2,3:-4}/5"),
            ("{1:2.,3:4.}/5", "{1:2,3:4}/5"),
            (" { 1 : 1.5 ,  3  :  3.5  } / 5 ", "{1:1.5,3:3.5}/5"), ("{1:1.23456}/1", "{1:1.23456}/1"),
            ("{1:1.5e38,2:-1.5e38}/2", "{1:1.5e+38,2:-1.5e+38}/2"), ("{}/1", "{}/1"), ("{ }/1", "{}/1"),
            ("{1:0,2:1,3:0}/3", "{2:1}/3"), ("{2:1,1:1}/2", "{1:1,2:1}/2"), ("{}/1000000000", "{}/1000000000"),
            ("{+3:1}/+5", "{3:1}/5"), ("{5:0}/1", "{}/1"), ("{0:0}/1", "{}/1"), ("{1:0,1:-0}/1", "{}/1"),
            ("{1000000000:1e-45}/1000000000", "{1000000000:1e-45}/1000000000"),
        ] as [Case])
    func accepted(_ input: String, _ expected: String) {
        #expect(outcome { try SparseVector(text: input) } == expected)
    }

    @Test(
        "a literal that breaks the syntax is quoted",
        arguments: [
            "{1:hello,2:1}/2", "{", "{ ", "{:", "{,", "{}/", "{:}/1", "{,}/1", "{1,}/1", "{:1}/1", "{1:}/1", "{1a:1}/1",
            "{1:1a}/1", "{1:1,}/1", "{1:1 2:1}/2", "{1.5:1}/2", "{0x1:1}/2", "{}/x",
        ])
    func syntax(_ input: String) {
        #expect(
            outcome { try SparseVector(text: input) } == "22P02 invalid input syntax for type sparsevec: \"\(input)\"")
    }

    @Test(
        "a literal that breaks a rule is refused in pgvector's words",
        arguments: [
            ("", "22P02 invalid input syntax for type sparsevec: \"\"; Vector contents must start with \"{\"."),
            ("[1]", "22P02 invalid input syntax for type sparsevec: \"[1]\"; Vector contents must start with \"{\"."),
            ("{}", "22P02 invalid input syntax for type sparsevec: \"{}\"; Unexpected end of input."),
            ("{}1", "22P02 invalid input syntax for type sparsevec: \"{}1\"; Unexpected end of input."),
            ("{}/1a", "22P02 invalid input syntax for type sparsevec: \"{}/1a\"; Junk after closing."),
            ("{1:NaN,2:1}/2", "22000 NaN not allowed in sparsevec"),
            ("{1:-Infinity,2:1}/2", "22000 infinite value not allowed in sparsevec"),
            ("{1:4e38,2:1}/2", "22003 \"4e38\" is out of range for type sparsevec"),
            ("{1:1e-46,2:1}/2", "22003 \"1e-46\" is out of range for type sparsevec"),
            ("{1: -1e-46 ,2:1}/2", "22003 \"-1e-46\" is out of range for type sparsevec"),
            ("{1:1,1:1}/2", "22000 sparsevec indices must not contain duplicates"),
            ("{1:1,2:1,1:1}/2", "22000 sparsevec indices must not contain duplicates"),
            ("{}/-1", "22000 sparsevec must have at least 1 dimension"),
            ("{}/0", "22000 sparsevec must have at least 1 dimension"),
            ("{}/1000000001", "54000 sparsevec cannot have more than 1000000000 dimensions"),
            ("{}/2147483648", "54000 sparsevec cannot have more than 1000000000 dimensions"),
            ("{}/9223372036854775808", "54000 sparsevec cannot have more than 1000000000 dimensions"),
            ("{}/-9223372036854775809", "22000 sparsevec must have at least 1 dimension"),
            ("{2147483647:1}/1", "22000 sparsevec index out of bounds"),
            ("{2147483648:1}/1", "22000 sparsevec index out of bounds"),
            ("{-2147483649:1}/1", "22000 sparsevec index out of bounds"),
            ("{-9223372036854775808:1}/1", "22000 sparsevec index out of bounds"),
            ("{99999999999999999999999:1}/1", "22000 sparsevec index out of bounds"),
            ("{0:1}/1", "22000 sparsevec index out of bounds"), ("{2:1}/1", "22000 sparsevec index out of bounds"),
        ] as [Case])
    func refused(_ input: String, _ expected: String) {
        #expect(outcome { try SparseVector(text: input) } == expected)
    }

    @Test("declared dimensions are checked before positions") func declaredDimensions() {
        #expect(outcome { try SparseVector(text: "{}/3", dimensions: 3) } == "{}/3")
        #expect(outcome { try SparseVector(text: "{9:1}/3", dimensions: 2) } == "22000 expected 2 dimensions, not 3")
    }

    @Test("16,000 commas are refused before anything else is looked at") func limit() {
        let commas = String(repeating: ",", count: 16_000)
        #expect(
            outcome { try SparseVector(text: commas) }
                == "54000 sparsevec cannot have more than 16000 non-zero elements")
        let most = (1...16_000).map { "\($0):1" }.joined(separator: ",")
        #expect(outcome { try SparseVector(text: "{\(most)}/16000").values.count } == "16000")
    }
}
