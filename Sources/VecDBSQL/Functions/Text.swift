import PostgresValues
import VecDB
import VectorTypes

/// Strings: concatenation, parts, case, padding. Patterns are in Patterns.swift, encodings in Encodings.swift.
func declareText(in c: inout CatalogBuilder) {
    declareConcatenation(in: &c)
    declareLengths(in: &c)
    declareParts(in: &c)
    declareCase(in: &c)
    declarePadding(in: &c)
    declareEncodings(in: &c)
    declareQuoting(in: &c)
}

private func declareConcatenation(in c: inout CatalogBuilder) {
    c.native("textcat(text, text) text", operator: "||", "($1 || $2)")
    c.scalar("anytextcat(anynonarray, text) text", operator: "||", volatility: .stable, tag: .allArguments) {
        x, context in
        .text((try ValueText.textValue(of: x.value(0), as: x.tag(0), context).text ?? "") + x.text(1))
    }
    c.scalar("textanycat(text, anynonarray) text", operator: "||", volatility: .stable, tag: .allArguments) {
        x, context in
        .text(x.text(0) + (try ValueText.textValue(of: x.value(1), as: x.tag(1), context).text ?? ""))
    }
    c.scalar("byteacat(bytea, bytea) bytea", operator: "||") { x, _ in .blob(x.bytes(0) + x.bytes(1)) }
    /// `concat` shows booleans as `t` and `f`, which a cast does not.
    @Sendable func pieces(_ x: borrowing Arguments, from start: Int, _ context: FunctionContext) throws -> [String] {
        try (start..<x.count).compactMap { try ValueText.text(of: x.value($0), as: x.tag($0).column(), context) }
    }
    c.scalar("concat(variadic any) text", strict: false, volatility: .stable, tag: .allArguments) { x, context in
        .text(try pieces(x, from: 0, context).joined())
    }
    c.scalar("concat_ws(text, variadic any) text", strict: false, volatility: .stable, tag: .allArguments) {
        x, context in
        if x.isNull(0) { return .null }
        return .text(try pieces(x, from: 1, context).joined(separator: x.text(0)))
    }
}

private func declareLengths(in c: inout CatalogBuilder) {
    for name in ["length", "char_length", "character_length"] {
        c.native("\(name)(text) int4", "length($1)")
        c.native("\(name)(bpchar) int4", "length(rtrim($1, ' '))")
    }
    c.native("length(bytea) int4", "length($1)")
    c.native("octet_length(text) int4", "length(CAST($1 AS BLOB))")
    c.native("octet_length(bpchar) int4", "length(CAST($1 AS BLOB))")
    c.native("octet_length(bytea) int4", "length($1)")
    c.native("bit_length(text) int4", "(length(CAST($1 AS BLOB)) * 8)")
    c.native("bit_length(bytea) int4", "(length($1) * 8)")
    c.scalar("ascii(text) int4") { x, _ in .integer(Int64(x.text(0).unicodeScalars.first?.value ?? 0)) }
    c.scalar("chr(int4) text") { x, _ in
        let code = x.int(0)
        if code == 0 { throw VecDBError(.programLimitExceeded, "null character not permitted") }
        if code < 0 { throw VecDBError(.programLimitExceeded, "character number must be positive") }
        guard let scalar = UInt32(exactly: code).flatMap(UnicodeScalar.init) else {
            let reason =
                code > 0x10FFFF
                ? "requested character too large for encoding" : "requested character not valid for encoding"
            throw VecDBError(.programLimitExceeded, "\(reason): \(code)")
        }
        return .text(String(Character(scalar)))
    }
}

private func declareParts(in c: inout CatalogBuilder) {
    for name in ["substring", "substr"] {
        c.scalar("\(name)(text, int4) text") { x, _ in .text(Characters.part(x.text(0), from: x.int(1), count: nil)) }
        c.scalar("\(name)(text, int4, int4) text") { x, _ in
            .text(Characters.part(x.text(0), from: x.int(1), count: try Characters.length(x.int(2))))
        }
        c.scalar("\(name)(bytea, int4) bytea") { x, _ in
            .blob(Array(Characters.range(x.bytes(0)[...], from: x.int(1), count: nil)))
        }
        c.scalar("\(name)(bytea, int4, int4) bytea") { x, _ in
            .blob(Array(Characters.range(x.bytes(0)[...], from: x.int(1), count: try Characters.length(x.int(2)))))
        }
    }
    c.scalar("overlay(text, text, int4) text") { x, _ in
        try Characters.overlay(x.text(0), x.text(1), from: x.int(2), count: Int64(x.text(1).unicodeScalars.count))
    }
    c.scalar("overlay(text, text, int4, int4) text") { x, _ in
        try Characters.overlay(x.text(0), x.text(1), from: x.int(2), count: x.int(3))
    }
    for name in ["position", "strpos"] {
        c.native("\(name)(text, text) int4", "instr($1, $2)")
    }
    c.scalar("left(text, int4) text") { x, _ in
        let scalars = x.text(0).unicodeScalars
        let count = x.int(1)
        return .text(String(count >= 0 ? scalars.prefix(Int(count)) : scalars.dropLast(Int(count.magnitude))))
    }
    c.scalar("right(text, int4) text") { x, _ in
        let scalars = x.text(0).unicodeScalars
        let count = x.int(1)
        return .text(String(count >= 0 ? scalars.suffix(Int(count)) : scalars.dropFirst(Int(count.magnitude))))
    }
    c.scalar("split_part(text, text, int4) text") { x, _ in try Characters.field(x.text(0), x.text(1), x.int(2)) }
    c.scalar("starts_with(text, text) bool", operator: "^@") { x, _ in
        .bool(x.text(0).utf8.starts(with: x.text(1).utf8))
    }
    c.scalar("reverse(text) text") { x, _ in
        var reversed = String.UnicodeScalarView()
        reversed.append(contentsOf: x.text(0).unicodeScalars.reversed())
        return .text(String(reversed))
    }
    c.scalar("replace(text, text, text) text") { x, _ in .text(Characters.replacing(x.text(0), x.text(1), x.text(2))) }
    c.scalar("translate(text, text, text) text") { x, _ in
        let from = Array(x.text(1).unicodeScalars)
        let to = Array(x.text(2).unicodeScalars)
        var result = String.UnicodeScalarView()
        for scalar in x.text(0).unicodeScalars {
            guard let index = from.firstIndex(of: scalar) else {
                result.append(scalar)
                continue
            }
            if index < to.count { result.append(to[index]) }
        }
        return .text(String(result))
    }
}

private func declareCase(in c: inout CatalogBuilder) {
    c.scalar("lower(text) text") { x, _ in .text(Characters.mapped(x.text(0), \.lowercaseMapping)) }
    c.scalar("upper(text) text") { x, _ in .text(Characters.mapped(x.text(0), \.uppercaseMapping)) }
    c.scalar("casefold(text) text") { x, _ in .text(Characters.mapped(x.text(0), \.lowercaseMapping)) }
    c.scalar("initcap(text) text") { x, _ in
        var result = String.UnicodeScalarView()
        var isInside = false
        for scalar in x.text(0).unicodeScalars {
            result.append(Characters.mapped(scalar, isInside ? \.lowercaseMapping : \.uppercaseMapping))
            isInside = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
        return .text(String(result))
    }
}

private func declarePadding(in c: inout CatalogBuilder) {
    for (name, left, right) in [("btrim", true, true), ("ltrim", true, false), ("rtrim", false, true)] {
        c.scalar("\(name)(text) text") { x, _ in .text(Characters.trimmed(x.text(0), " ", left: left, right: right)) }
        c.scalar("\(name)(text, text) text") { x, _ in
            .text(Characters.trimmed(x.text(0), x.text(1), left: left, right: right))
        }
        c.scalar("\(name)(bytea, bytea) bytea") { x, _ in
            let set = Set(x.bytes(1))
            var bytes = x.bytes(0)[...]
            if left { bytes = bytes.drop { set.contains($0) } }
            if right { while let last = bytes.last, set.contains(last) { bytes.removeLast() } }
            return .blob(Array(bytes))
        }
    }
    for (name, left) in [("lpad", true), ("rpad", false)] {
        c.scalar("\(name)(text, int4) text") { x, _ in try Characters.padded(x.text(0), x.int(1), " ", left: left) }
        c.scalar("\(name)(text, int4, text) text") { x, _ in
            try Characters.padded(x.text(0), x.int(1), x.text(2), left: left)
        }
    }
    c.scalar("repeat(text, int4) text") { x, _ in
        let text = x.text(0)
        let count = max(x.int(1), 0)
        try Characters.requireSize(Int64(text.utf8.count).multipliedReportingOverflow(by: count).partialValue)
        return .text(String(repeating: text, count: Int(count)))
    }
}

/// Strings by Unicode scalars, as PostgreSQL counts characters.
enum Characters {
    static func length(_ count: Int64) throws -> Int64 {
        if count < 0 { throw VecDBError(.init("22011"), "negative substring length not allowed") }
        return count
    }

    static func requireSize(_ bytes: Int64) throws {
        if bytes < 0 || bytes > 0x3FFF_FFFF { throw VecDBError(.programLimitExceeded, "requested length too large") }
    }

    /// From `start` (counted from 1, which may lie before the beginning) `count` elements or the rest.
    static func range<C: Collection>(_ elements: C, from start: Int64, count: Int64?) -> C.SubSequence {
        let skip = max(start - 1, 0)
        let rest = elements.dropFirst(Int(clamping: skip))
        guard let count else { return rest }
        let end = start.addingReportingOverflow(count)
        let kept = end.overflow ? Int64.max : end.partialValue - 1 - skip
        return rest.prefix(Int(clamping: max(kept, 0)))
    }

    static func part(_ text: String, from start: Int64, count: Int64?) -> String {
        String(range(text.unicodeScalars, from: start, count: count))
    }

    static func overlay(_ text: String, _ new: String, from start: Int64, count: Int64) throws -> SQLiteValue {
        if start <= 0 { throw VecDBError(.init("22011"), "negative substring length not allowed") }
        let scalars = text.unicodeScalars
        let rest = start.addingReportingOverflow(count)
        if rest.overflow { throw VecDBError(.numericValueOutOfRange, "integer out of range") }
        return .text(String(scalars.prefix(Int(start - 1))) + new + part(text, from: rest.partialValue, count: nil))
    }

    static func field(_ text: String, _ delimiter: String, _ number: Int64) throws -> SQLiteValue {
        if number == 0 { throw VecDBError(.invalidParameterValue, "field position must not be zero") }
        if text.isEmpty { return "" }
        if delimiter.isEmpty { return number == 1 || number == -1 ? .text(text) : "" }
        let fields = ArrayLiteral.split(text, delimiter).elements
        let index = number > 0 ? number - 1 : Int64(fields.count) + number
        return fields.indices.contains(Int(clamping: index)) ? .text(fields[Int(index)] ?? "") : ""
    }

    static func replacing(_ text: String, _ from: String, _ to: String) -> String {
        if from.isEmpty || text.isEmpty { return text }
        let (bytes, wanted, new) = (Array(text.utf8), Array(from.utf8), Array(to.utf8))
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == wanted[0], index + wanted.count <= bytes.count,
                bytes[index..<index + wanted.count].elementsEqual(wanted)
            {
                result += new
                index += wanted.count
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Simple case mapping: one scalar for one, as PostgreSQL's C.UTF-8 does it.
    static func mapped(_ scalar: UnicodeScalar, _ mapping: KeyPath<UnicodeScalar.Properties, String>) -> UnicodeScalar {
        let mapped = scalar.properties[keyPath: mapping].unicodeScalars
        return mapped.count == 1 ? mapped.first ?? scalar : scalar
    }

    static func mapped(_ text: String, _ mapping: KeyPath<UnicodeScalar.Properties, String>) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(mapped(scalar, mapping)) }
        return String(result)
    }

    static func trimmed(_ text: String, _ set: String, left: Bool, right: Bool) -> String {
        let set = Set(set.unicodeScalars)
        var scalars = text.unicodeScalars[...]
        if left { scalars = scalars.drop { set.contains($0) } }
        if right { while let last = scalars.last, set.contains(last) { scalars.removeLast() } }
        return String(scalars)
    }

    static func padded(_ text: String, _ length: Int64, _ fill: String, left: Bool) throws -> SQLiteValue {
        try requireSize(length < 0 ? 0 : length * 4)
        let scalars = text.unicodeScalars
        let count = Int(max(length, 0))
        if scalars.count >= count { return .text(String(scalars.prefix(count))) }
        let pattern = Array(fill.unicodeScalars)
        if pattern.isEmpty { return .text(text) }
        var padding = String.UnicodeScalarView()
        for index in 0..<(count - scalars.count) { padding.append(pattern[index % pattern.count]) }
        return .text(left ? String(padding) + text : text + String(padding))
    }
}
