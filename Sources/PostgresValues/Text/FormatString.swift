// `format('%s of %I is %L', …)`: `%[position$][-][width]type` with the types s (text), I (identifier) and L (literal);
// the width is a number or `*`, which takes the next argument, or `*n$`, which takes the n-th.
import VectorTypes

package enum FormatString {
    /// `format(template, arguments…)`; nil is NULL.
    ///
    /// - Throws: 22023 `too few arguments for format()`, `unrecognized format() type specifier "x"` and others;
    ///   22004 for NULL as an identifier.
    package static func format(_ template: String, _ arguments: [String?]) throws -> String {
        var formatter = Formatter(template: Array(template.unicodeScalars), arguments: arguments)
        return try formatter.run()
    }

    private struct Formatter {
        let template: [Unicode.Scalar]
        let arguments: [String?]
        var position = 0
        var nextArgument = 0
        var result = ValueWriter()

        init(template: [Unicode.Scalar], arguments: [String?]) {
            self.template = template
            self.arguments = arguments
        }

        var current: Unicode.Scalar? { position < template.count ? template[position] : nil }

        func invalid(_ message: String, hint: String? = nil) -> VecDBError {
            VecDBError(.invalidParameterValue, message, hint: hint)
        }

        var unterminated: VecDBError {
            invalid("unterminated format() type specifier", hint: "For a single \"%\" use \"%%\".")
        }

        mutating func run() throws -> String {
            while let scalar = current {
                position += 1
                if scalar != "%" {
                    try result.append(scalar)
                } else if current == "%" {
                    try result.append(UInt8(ascii: "%"))
                    position += 1
                } else {
                    try specifier()
                }
            }
            return result.text
        }

        mutating func number() throws -> Int? {
            var value: Int?
            while let scalar = current, ("0"..."9").contains(scalar) {
                let next = (value ?? 0) * 10 + Int(scalar.value - 48)
                if next > Int(Int32.max) { throw VecDBError(.numericValueOutOfRange, "number is out of range") }
                value = next
                position += 1
            }
            return value
        }

        mutating func specifier() throws {
            var argument: Int?
            var width = 0
            var leftAligned = false
            guard current != nil else { throw unterminated }
            var widthKnown = false
            if let value = try number() {
                if current == "$" {
                    position += 1
                    if value == 0 {
                        throw invalid("format specifies argument 0, but arguments are numbered from 1")
                    }
                    argument = value
                } else {
                    width = value
                    widthKnown = true
                }
            }
            if !widthKnown {
                while current == "-" {
                    leftAligned = true
                    position += 1
                }
                if current == "*" {
                    position += 1
                    var from = nextArgument
                    if let value = try number() {
                        guard current == "$" else {
                            throw invalid("width argument position must be ended by \"$\"")
                        }
                        position += 1
                        if value == 0 {
                            throw invalid("format specifies argument 0, but arguments are numbered from 1")
                        }
                        from = value - 1
                    }
                    width = try self.argument(at: from).map { Int(try ScalarText.parseInt32($0)) } ?? 0
                    nextArgument = from + 1
                    if width < 0 {
                        leftAligned = true
                        width = -width
                        if width > Int(Int32.max) {
                            throw VecDBError(.numericValueOutOfRange, "number is out of range")
                        }
                    }
                } else {
                    width = try number() ?? 0
                }
            }
            guard let kind = current else { throw unterminated }
            guard kind == "s" || kind == "I" || kind == "L" else {
                throw invalid(
                    "unrecognized format() type specifier \"\(kind)\"", hint: "For a single \"%\" use \"%%\".")
            }
            position += 1
            let index = argument.map { $0 - 1 } ?? nextArgument
            let value = try self.argument(at: index)
            nextArgument = index + 1
            try append(try converted(value, kind), width, leftAligned)
        }

        func argument(at index: Int) throws -> String? {
            guard index < arguments.count else { throw invalid("too few arguments for format()") }
            return arguments[index]
        }

        func converted(_ value: String?, _ kind: Unicode.Scalar) throws -> String {
            switch kind {
            case "I":
                guard let value else {
                    throw VecDBError(.nullValueNotAllowed, "null values cannot be formatted as an SQL identifier")
                }
                return try quotedIdentifier(value)
            case "L": return try value.map(quotedLiteral) ?? "NULL"
            default: return value ?? ""
            }
        }

        mutating func append(_ text: String, _ width: Int, _ leftAligned: Bool) throws {
            let missing = width > 0 ? width - text.unicodeScalars.count : 0
            if !leftAligned { try result.append(ASCII.space, count: missing) }
            try result.append(text)
            if leftAligned { try result.append(ASCII.space, count: missing) }
        }
    }

    /// `quote_literal`: `E'…'` when there is a backslash in it.
    package static func quotedLiteral(_ text: String) throws -> String {
        var result = ValueWriter()
        try result.append(text.utf8.contains(ASCII.backslash) ? "E'" : "'")
        for byte in text.utf8 {
            if byte == ASCII.apostrophe || byte == ASCII.backslash { try result.append(byte) }
            try result.append(byte)
        }
        try result.append(ASCII.apostrophe)
        return result.text
    }

    /// `quote_ident`: quoted unless it is a lower-case name that is no key word.
    package static func quotedIdentifier(_ text: String) throws -> String {
        let bytes = Array(text.utf8)
        func isLower(_ byte: UInt8) -> Bool { (97...122).contains(byte) || byte == UInt8(ascii: "_") }
        if let first = bytes.first, isLower(first), bytes.allSatisfy({ isLower($0) || ASCII.isDigit($0) }),
            !keyWords.contains(text)
        {
            return text
        }
        var result = ValueWriter()
        try result.append(ASCII.quote)
        for byte in bytes {
            if byte == ASCII.quote { try result.append(byte) }
            try result.append(byte)
        }
        try result.append(ASCII.quote)
        return result.text
    }

    /// PostgreSQL's key words other than the unreserved ones.
    private static let keyWords: Set<String> = Set(
        keyWordText.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))
    private static let keyWordText = """
        all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both
        case cast char character check coalesce collate collation column concurrently constraint create cross
        current_catalog current_date current_role current_schema current_time current_timestamp current_user dec
        decimal default deferrable desc distinct do else end except exists extract false fetch float for foreign
        freeze from full grant greatest group grouping having ilike in initially inner inout int integer intersect
        interval into is isnull join json json_array json_arrayagg json_exists json_object json_objectagg
        json_query json_scalar json_serialize json_table json_value lateral leading least left like limit localtime
        localtimestamp merge_action national natural nchar none normalize not notnull null nullif numeric offset on
        only or order out outer overlaps overlay placing position precision primary real references returning right
        row select session_user setof similar smallint some substring symmetric system_user table tablesample then
        time timestamp to trailing treat trim true union unique user using values varchar variadic verbose when
        where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi
        xmlroot xmlserialize xmltable
        """
}
