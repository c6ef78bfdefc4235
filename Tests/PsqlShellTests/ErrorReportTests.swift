import Testing
import VectorTypes

@testable import PsqlShell

/// The expected texts are what psql 15 shows.
@Suite("Errors are shown with the place they are at")
struct ErrorReportTests {
    @Test("a short line, and the second of two")
    func shortLines() {
        #expect(ErrorReport.excerpt(of: "SELECT foo", at: 8) == "LINE 1: SELECT foo\n               ^\n")
        #expect(ErrorReport.excerpt(of: "SELECT 1,\n  foo", at: 13) == "LINE 2:   foo\n          ^\n")
    }

    @Test("a long line is cut on the right, on the left, or on both sides")
    func longLines() {
        let line = "SELECT " + String(repeating: "1234567890, ", count: 12) + "x"
        #expect(
            ErrorReport.excerpt(of: line.replacing("SELECT", with: "SELCT"), at: 1)
                == "LINE 1: SELCT 1234567890, 1234567890, 1234567890, 1234567890, 123456...\n        ^\n")
        #expect(
            ErrorReport.excerpt(of: line + ";", at: line.count)
                == "LINE 1: ...34567890, 1234567890, 1234567890, 1234567890, 1234567890, x;\n"
                + String(repeating: " ", count: 69) + "^\n")
        #expect(
            ErrorReport.excerpt(of: line + ", 1, 2, 3, 4 , 5, 6 ,7 ,8", at: line.count)
                == "LINE 1: ..., 1234567890, 1234567890, 1234567890, 1234567890, x, 1, 2, 3...\n"
                + String(repeating: " ", count: 61) + "^\n")
    }

    @Test("a place at the end and one outside of the text")
    func edges() {
        #expect(ErrorReport.excerpt(of: "SELECT", at: 7) == "LINE 1: SELECT\n              ^\n")
        #expect(ErrorReport.excerpt(of: "SELECT", at: 9) == "")
        #expect(ErrorReport.excerpt(of: "SELECT", at: 0) == "")
    }

    @Test("message, detail, hint and context in psql's order; terse and verbose")
    func fields() {
        var error = VecDBError(.uniqueViolation, "m", detail: "d", hint: "h", position: 1)
        error.context = "c"
        #expect(
            ErrorReport.text(of: error, query: "q")
                == "ERROR:  m\nLINE 1: q\n        ^\nDETAIL:  d\nHINT:  h\nCONTEXT:  c\n")
        #expect(ErrorReport.text(of: error, query: "q", verbosity: .terse) == "ERROR:  m at character 1\n")
        #expect(ErrorReport.text(of: error, query: nil, verbosity: .verbose).hasPrefix("ERROR:  23505: m\n"))
        #expect(ErrorReport.text(of: error, query: nil, verbosity: .sqlstate) == "ERROR:  23505\n")
    }
}
