import VecDB
import VectorTypes

@testable import VecDBSQL

/// The ends of every type: values that are legal and that nobody thinks of, and stored forms that no operation of ours
/// writes but a foreign tool may.
struct ExtremeValues {
    private let context: FunctionContext
    /// Longest text in it, in characters.
    private let length: Int

    init(_ context: FunctionContext, length: Int) {
        self.context = context
        self.length = length
    }

    /// Legal values in their stored form, NULL the first.
    func legal(_ type: SQLType) -> [SQLiteValue] {
        let texts = type.isArray ? arrays(of: SQLType(type.base)) : scalars(type.base)
        return [.null] + texts.compactMap { try? ValueText.encode($0, as: type.column(), context) }
    }

    /// Stored forms of any class and content, whatever the type.
    static let damaged: [SQLiteValue] = [
        .integer(.min), .integer(.max), .integer(-1), .integer(1 << 31), .integer(-(1 << 31) - 1), .integer(1 << 62),
        .real(1e308), .real(-1e308), .real(9.3e18), .real(.leastNonzeroMagnitude), .text(""), .text(" "), .text("x"),
        .text("NaN"),
        .text("{"), .text("}"), .text("{}"), .text("{{1}"), .text("[1:2147483647]={1}"),
        .text("[-2147483648:2147483646]={1}"), .text("1 2"), .text("2147483647 2147483647 9223372036854775807"),
        .text("-2147483648 -2147483648 -9223372036854775808"),
        .text("9223372036854775807 9223372036854775807 9223372036854775807"), .text("1e999999999"),
        .text("-1e-999999999"), .text("{\"a\":"), .text("{\"a\":1,\"a\""), .text("[1,"), .text("\""), .text("\\"),
        .text("((("), .text("'a':99999999999999999999"), .text("'a' <99999999999> 'b'"), .text("24:00:00+99"),
        .text("\u{0}"), .blob([]), .blob([0]), .blob([7]), .blob([0xFF, 0xFF, 0xFF]), .blob([0x80, 0, 0, 0, 8]),
        .blob(Array(repeating: 0xFF, count: 16)), .blob([0xFF, 0xFF, 0xFF, 0x7F, 1, 0, 0, 0]),
        .blob([1, 0, 0, 0, 1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0x80, 0x3F]),
    ]

    private func arrays(of element: SQLType) -> [String] {
        let words = scalars(element.base).filter { $0.utf8.count < 200 }.map(Self.quoted)
        var texts = ["{}", "{NULL}", "{NULL,NULL,NULL}"]
        texts += words.prefix(12).map { "{\($0)}" }
        if let first = words.first, let second = words.dropFirst().first {
            texts += [
                "{\(first),\(second),NULL,\(first)}", "{{\(first),\(second)},{NULL,\(first)}}",
                "{{{{{{\(first)}}}}}}", "[2147483645:2147483646]={\(first),\(second)}",
                "[-2147483648:-2147483647]={\(first),\(second)}",
                "[-2147483648:-2147483648][2147483646:2147483646]={{\(first)}}",
                "{\(Array(repeating: second, count: min(length, 300)).joined(separator: ","))}",
            ]
        }
        return texts + ["{" + words.joined(separator: ",") + "}"]
    }

    private static func quoted(_ word: String) -> String {
        "\"" + word.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
    }

    private func scalars(_ base: BaseType) -> [String] {
        switch base {
        case .bool: return ["f", "t"]
        case .int2: return ["-32768", "32767", "-1", "0", "1", "2", "63"]
        case .int4: return ["-2147483648", "2147483647", "-1", "0", "1", "2", "31", "64", "1000000", "-2147483647"]
        case .int8:
            return [
                "-9223372036854775808", "9223372036854775807", "-1", "0", "1", "2", "4294967296", "-2147483649",
                "32177", "-9223372036854775807",
            ]
        case .float4: return floats + ["3.4028235e38", "-3.4028235e38", "1e-45"]
        case .float8: return floats + ["1.7976931348623157e308", "-1.7976931348623157e308", "5e-324", "9.3e18"]
        case .numeric:
            let digits = String(repeating: "9", count: min(length, 400))
            return [
                "NaN", "Infinity", "-Infinity", "0", "-1", "1", "2", "0.5", "-0.0000001", "9223372036854775807",
                "-9223372036854775809", "1e1000", "-1e1000", "1e-1000", digits, "0.\(digits)", "32177", "1e130000",
                "1e-16383", "2.5e15000",
            ]
        case .text, .varchar, .bpchar, .unknown, .cstring, .pgNodeTree, .name, .internalChar: return texts
        case .bytea:
            return ["\\x", "\\x00", "\\xff", "abc", "\\x" + String(repeating: "ff00", count: min(length, 500))]
        case .uuid: return ["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"]
        case .json, .jsonb: return documents
        case .jsonpath: return ["$", "$.a[*]"]
        case .date: return ["4714-11-24 BC", "5874897-12-31", "infinity", "-infinity", "1970-01-01", "2024-02-29"]
        case .time: return ["00:00", "24:00", "23:59:59.999999", "00:00:00.000001"]
        case .timetz: return ["00:00+15:59:59", "24:00-15:59:59", "23:59:59.999999+00"]
        case .timestamp, .timestamptz:
            return [
                "4714-11-24 00:00:00 BC", "4714-11-25 00:00:00 BC", "294276-12-31 23:59:59.999999", "infinity",
                "-infinity", "1970-01-01 00:00:00.000001", "2000-02-29 23:59:59.5", "1999-12-31 23:59:59.999999",
            ]
        case .interval:
            return [
                "0", "1 microsecond", "-1 microsecond", "178956970 years 7 mons", "-178956970 years -8 mons",
                "2147483647 days", "-2147483648 days", "2562047788:00:54.775807", "-2562047788:00:54.775807",
                "178956970 years 7 mons 2147483647 days 2562047788:00:54.775807",
                "-178956970 years -8 mons -2147483648 days -2562047788:00:54.775807", "1 mon -1 day", "1 day",
                "24:00:00",
            ]
        case .bit, .varbit:
            return ["", "0", "1", "10101010101", String(repeating: "10", count: min(length, 700)), "x80000000"]
        case .vector: return ["[0]", "[1,2,3]", "[3.4e38,-3.4e38,1e-45]", "[-0,0,0]", wide("1"), wide("3e38")]
        case .halfvec: return ["[0]", "[1,2,3]", "[65504,-65504,6e-8]", "[-0,0,0]", wide("65504")]
        case .sparsevec: return ["{}/1", "{}/3", "{1:1,3:-1}/3", "{1000000000:3e38}/1000000000", "{1:1e-45}/3"]
        case .tsvector: return ["", "a", "'a':1A,2B,16383 'b':16383", "'it''s':1 '\\\\':2"]
        case .tsquery:
            return ["", "a", "!a", "a <16384> b", "a:* & !(b | c) <-> d:AB", String(repeating: "!", count: 300) + "a"]
        case .oid, .xid, .cid, .regclass, .regtype, .regproc, .regprocedure, .regoper, .regnamespace, .regrole,
            .regconfig:
            return ["0", "1", "23", "1007", "2200", "3748", "13250", "20000", "2147483647", "4294967295"]
        case .int2vector, .oidvector: return ["", "1", "1 2 3"]
        case .tid: return ["(0,0)"]
        default: return []
        }
    }

    private var floats: [String] {
        [
            "NaN", "Infinity", "-Infinity", "-0", "0", "1", "-1", "0.5", "1e15", "4503599627370497.5", "-2147483648",
            "1e30",
        ]
    }

    private func wide(_ element: String) -> String {
        "[" + Array(repeating: element, count: min(length, 1_000)).joined(separator: ",") + "]"
    }

    private var documents: [String] {
        [
            "null", "1", "\"\"", "[]", "{}", "true", "[1,[2,[3,null]],\"a\"]",
            "{\"a\":1,\"b\":{\"a\":[1,2]},\"\":null}",
            "\"\\ud83d\\ude00\\n\"", "-0.0", "1e1000", "123456789012345678901234567890.5",
            String(repeating: "[", count: 400) + String(repeating: "]", count: 400),
            "[" + Array(repeating: "1", count: min(length, 1_000)).joined(separator: ",") + "]",
        ]
    }

    private var texts: [String] {
        [
            "", "a", " ", "abc", "é😀\u{301}", "'", "\"", "\\", "%", "_%\\%", "%2147483647s", "%-2147483647s|%1$*1$s",
            "%2147483647$s", "%*s", "(a|b)*c{0,255}", "(((a?){255}){1,2})+", "[", "(?<=a)b", "^$", "\\m\\w+\\M", "g",
            "gi",
            "{1,2}", "[1:2]={a,b}", "9223372036854775808", "-2147483648", "2147483647", "0", "1e400",
            "2024-13-45 99:99:99", "infinity", "epoch", "J2147483647", "99999999-01-01", "UTC", "America/New_York",
            "<+99>-99:59:59", "XXX167YYY-167,M1.1.0/167,M12.5.6/-167", "hex", "base64", "escape", "english", "year",
            "microseconds", "century", "isoyear", "julian", "timezone", "{\"a\":[1]}", "a", "0", "-1", "{a,0,-1}",
            "YYYY-MM-DD HH24:MI:SS.US TZ J RM Q WW IYYY IDDD CC SSSS TZH:TZM th", "Y,YYYthTHFMDayFMMonthTMFX\"q\\\"q",
            "FM999,999,999.99V99MI", "9.99EEEE", "RN", "PRSG999LPL0D0G", "V99999999999", "a & !b <16384> c:*AB",
            "\"a b\" or -c", "<tag attr='x'> http://a.b/c?d=e x@y.z 1.5e-10 a-b-c /usr/lib &amp;",
            "99999999999999999999",
            "AaBbCcDdEeFf00==", "pg_catalog.int4[]", "varchar(99999999999)", "\u{7F}\u{80}\u{FFFF}",
            String(repeating: "ab ", count: length / 3), String(repeating: "9", count: min(length, 500)),
            String(repeating: "(", count: min(length, 500)),
        ]
    }
}
