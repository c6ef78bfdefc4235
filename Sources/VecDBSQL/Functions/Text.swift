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
        .text(
            try Characters.joined([
                try ValueText.textValue(of: x.value(0), as: x.tag(0), context).text ?? "", x.text(1),
            ]))
    }
    c.scalar("textanycat(text, anynonarray) text", operator: "||", volatility: .stable, tag: .allArguments) {
        x, context in
        .text(
            try Characters.joined([
                x.text(0), try ValueText.textValue(of: x.value(1), as: x.tag(1), context).text ?? "",
            ]))
    }
    c.scalar("byteacat(bytea, bytea) bytea", operator: "||") { x, _ in
        let (a, b) = (x.bytes(0), x.bytes(1))
        try ValueSize.check(a.count, times: 1, plus: b.count)
        return .blob(a + b)
    }
    /// `concat` shows booleans as `t` and `f`, which a cast does not.
    @Sendable func pieces(_ x: borrowing Arguments, from start: Int, _ context: FunctionContext) throws -> [String] {
        try (start..<x.count).compactMap { try ValueText.text(of: x.value($0), as: x.tag($0).column(), context) }
    }
    c.scalar("concat(variadic any) text", strict: false, volatility: .stable, tag: .allArguments) { x, context in
        .text(try Characters.joined(pieces(x, from: 0, context)))
    }
    c.scalar("concat_ws(text, variadic any) text", strict: false, volatility: .stable, tag: .allArguments) {
        x, context in
        if x.isNull(0) { return .null }
        return .text(try Characters.joined(pieces(x, from: 1, context), separator: x.text(0)))
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
        c.scalar("\(name)(text, int4) text") { x, _ in .text(try Characters.part(x.text(0), from: x.int(1), count: nil))
        }
        c.scalar("\(name)(text, int4, int4) text") { x, _ in
            .text(try Characters.part(x.text(0), from: x.int(1), count: Characters.length(x.int(2))))
        }
        c.scalar("\(name)(bytea, int4) bytea") { x, _ in
            .blob(Array(Characters.range(x.bytes(0)[...], from: x.int(1), count: nil)))
        }
        c.scalar("\(name)(bytea, int4, int4) bytea") { x, _ in
            .blob(Array(Characters.range(x.bytes(0)[...], from: x.int(1), count: try Characters.length(x.int(2)))))
        }
    }
    c.scalar("overlay(text, text, int4) text") { x, _ in
        try Characters.overlay(x.text(0), x.text(1), from: x.int(2), count: Int64(Characters.count(x.text(1))))
    }
    c.scalar("overlay(text, text, int4, int4) text") { x, _ in
        try Characters.overlay(x.text(0), x.text(1), from: x.int(2), count: x.int(3))
    }
    for name in ["position", "strpos"] {
        c.scalar("\(name)(text, text) int4") { x, _ in .int(try Characters.position(of: x.text(1), in: x.text(0))) }
    }
    c.scalar("left(text, int4) text") { x, _ in
        let text = x.text(0)
        let count = x.int(1)
        let kept =
            count >= 0 ? count : max(0, Int64(try Characters.count(text)).addingReportingOverflow(count).partialValue)
        return .text(try Characters.part(text, from: 1, count: kept))
    }
    c.scalar("right(text, int4) text") { x, _ in
        let text = x.text(0)
        let count = x.int(1)
        let skipped = count >= 0 ? max(0, Int64(try Characters.count(text)) - count) : 0 &- count
        return .text(try Characters.part(text, from: skipped < 0 || skipped == .max ? .max : skipped + 1, count: nil))
    }
    c.scalar("split_part(text, text, int4) text") { x, _ in try Characters.field(x.text(0), x.text(1), x.int(2)) }
    c.scalar("starts_with(text, text) bool", operator: "^@") { x, _ in
        .bool(x.text(0).utf8.starts(with: x.text(1).utf8))
    }
    c.scalar("reverse(text) text") { x, _ in
        let text = x.text(0)
        var reversed = try ValueWriter(capacity: text.utf8.count)
        for scalar in text.unicodeScalars.reversed() { try reversed.append(scalar) }
        return .text(reversed.text)
    }
    c.scalar("replace(text, text, text) text") { x, _ in
        .text(try Characters.replacing(x.text(0), x.text(1), x.text(2)))
    }
    c.scalar("translate(text, text, text) text") { x, _ in
        let to = Array(x.text(2).unicodeScalars)
        var meter = WorkMeter()
        // Of a character that stands twice in the list the first one counts.
        var targets: [Unicode.Scalar: Unicode.Scalar?] = [:]
        for (index, scalar) in x.text(1).unicodeScalars.enumerated() where targets[scalar] == nil {
            try meter.count()
            targets.updateValue(index < to.count ? to[index] : nil, forKey: scalar)
        }
        var result = ValueWriter()
        for scalar in x.text(0).unicodeScalars {
            try meter.count()
            guard let target = targets[scalar] else {
                try result.append(scalar)
                continue
            }
            if let target { try result.append(target) }
        }
        return .text(result.text)
    }
}

private func declareCase(in c: inout CatalogBuilder) {
    c.scalar("lower(text) text") { x, _ in .text(try Characters.mapped(x.text(0), \.lowercaseMapping)) }
    c.scalar("upper(text) text") { x, _ in .text(try Characters.mapped(x.text(0), \.uppercaseMapping)) }
    c.scalar("casefold(text) text") { x, _ in .text(try Characters.mapped(x.text(0), \.lowercaseMapping)) }
    c.scalar("initcap(text) text") { x, _ in
        var result = ValueWriter()
        var isInside = false
        for scalar in x.text(0).unicodeScalars {
            try result.append(Characters.mapped(scalar, isInside ? \.lowercaseMapping : \.uppercaseMapping))
            isInside = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
        return .text(result.text)
    }
}

private func declarePadding(in c: inout CatalogBuilder) {
    for (name, left, right) in [("btrim", true, true), ("ltrim", true, false), ("rtrim", false, true)] {
        c.scalar("\(name)(text) text") { x, _ in
            .text(try Characters.trimmed(x.text(0), " ", left: left, right: right))
        }
        c.scalar("\(name)(text, text) text") { x, _ in
            .text(try Characters.trimmed(x.text(0), x.text(1), left: left, right: right))
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
        var result = ValueWriter()
        try result.append(repeating: x.text(0).utf8, count: Int(clamping: x.int(1)))
        return .text(result.text)
    }
}

/// Strings by Unicode scalars, as PostgreSQL counts characters.
enum Characters {
    static func length(_ count: Int64) throws -> Int64 {
        if count < 0 { throw VecDBError(.init("22011"), "negative substring length not allowed") }
        return count
    }

    /// Unicode scalars in the text.
    static func count(_ text: String) throws -> Int { try count(of: text.utf8) }

    private static func count(of bytes: some Sequence<UInt8>) throws -> Int {
        var count = 0
        var meter = WorkMeter(every: 1 << 20)
        for byte in bytes {
            try meter.count()
            if byte & 0xC0 != 0x80 { count += 1 }
        }
        return count
    }

    /// The character, from 1, at which `wanted` first begins; 0 where it does not.
    static func position(of wanted: String, in text: String) throws -> Int {
        if wanted.isEmpty { return 1 }
        let bytes = Array(text.utf8)
        var found: Int?
        try ArrayLiteral.forEachOccurrence(of: Array(wanted.utf8), in: bytes) { place in
            found = place
            return false
        }
        guard let found else { return 0 }
        return try count(of: bytes[..<found]) + 1
    }

    /// The texts one after the other.
    static func joined(_ texts: [String], separator: String = "") throws -> String {
        var result = ValueWriter()
        for (index, text) in texts.enumerated() {
            if index > 0 { try result.append(separator) }
            try result.append(text)
        }
        return result.text
    }

    /// From `start` (counted from 1, which may lie before the beginning) `count` elements or the rest.
    static func range<C: Collection>(_ elements: C, from start: Int64, count: Int64?) -> C.SubSequence {
        let bounds = bounds(from: start, count: count)
        return elements.dropFirst(bounds.skipped).prefix(bounds.kept)
    }

    /// How many elements stand before the part, and how many are at most in it.
    private static func bounds(from start: Int64, count: Int64?) -> (skipped: Int, kept: Int) {
        let skipped = start > 1 ? start - 1 : 0
        guard let count else { return (Int(clamping: skipped), .max) }
        let (end, overflow) = start.addingReportingOverflow(count)
        let kept = overflow ? Int64.max : end > 1 ? end - 1 - skipped : 0
        return (Int(clamping: skipped), Int(clamping: max(kept, 0)))
    }

    static func part(_ text: String, from start: Int64, count: Int64?) throws -> String {
        let (skipped, kept) = bounds(from: start, count: count)
        let scalars = text.unicodeScalars
        var meter = WorkMeter(every: 1 << 18)
        func index(_ index: String.Index, offsetBy distance: Int) throws -> String.Index {
            var index = index
            var rest = distance
            while rest > 0, index < scalars.endIndex {
                try meter.count()
                scalars.formIndex(after: &index)
                rest -= 1
            }
            return index
        }
        let first = try index(scalars.startIndex, offsetBy: skipped)
        let last = count == nil ? scalars.endIndex : try index(first, offsetBy: kept)
        return String(scalars[first..<last])
    }

    static func overlay(_ text: String, _ new: String, from start: Int64, count: Int64) throws -> SQLiteValue {
        if start <= 0 { throw VecDBError(.init("22011"), "negative substring length not allowed") }
        let rest = start.addingReportingOverflow(count)
        if rest.overflow || Int32(exactly: rest.partialValue) == nil {
            throw VecDBError(.numericValueOutOfRange, "integer out of range")
        }
        return .text(
            try joined([
                part(text, from: 1, count: start - 1), new, part(text, from: rest.partialValue, count: nil),
            ]))
    }

    static func field(_ text: String, _ delimiter: String, _ number: Int64) throws -> SQLiteValue {
        if number == 0 { throw VecDBError(.invalidParameterValue, "field position must not be zero") }
        if text.isEmpty { return "" }
        if delimiter.isEmpty { return number == 1 || number == -1 ? .text(text) : "" }
        let (bytes, wanted) = (Array(text.utf8), Array(delimiter.utf8))
        // Counted from the end, the fields are counted first.
        var index = number - 1
        if number < 0 {
            var count: Int64 = 1
            try ArrayLiteral.forEachOccurrence(of: wanted, in: bytes) { _ in
                count += 1
                return true
            }
            index = count + number
        }
        guard index >= 0 else { return "" }
        var start = 0
        var end = bytes.count
        var isFound = index == 0
        try ArrayLiteral.forEachOccurrence(of: wanted, in: bytes) { place in
            if isFound {
                end = place
                return false
            }
            start = place + wanted.count
            index -= 1
            isFound = index == 0
            return true
        }
        return isFound ? .text(String(decoding: bytes[start..<end], as: UTF8.self)) : ""
    }

    static func replacing(_ text: String, _ from: String, _ to: String) throws -> String {
        if from.isEmpty || text.isEmpty { return text }
        let (bytes, wanted) = (Array(text.utf8), Array(from.utf8))
        var result = ValueWriter()
        var start = 0
        try ArrayLiteral.forEachOccurrence(of: wanted, in: bytes) { place in
            try result.append(contentsOf: bytes[start..<place])
            try result.append(to)
            start = place + wanted.count
            return true
        }
        if start == 0 { return text }
        try result.append(contentsOf: bytes[start...])
        return result.text
    }

    /// Simple case mapping: one scalar for one, as PostgreSQL's C.UTF-8 does it.
    static func mapped(_ scalar: UnicodeScalar, _ mapping: KeyPath<UnicodeScalar.Properties, String>) -> UnicodeScalar {
        let mapped = scalar.properties[keyPath: mapping].unicodeScalars
        return mapped.count == 1 ? mapped.first ?? scalar : scalar
    }

    static func mapped(_ text: String, _ mapping: KeyPath<UnicodeScalar.Properties, String>) throws -> String {
        var result = try ValueWriter(capacity: text.utf8.count)
        var meter = WorkMeter()
        for scalar in text.unicodeScalars {
            try meter.count()
            try result.append(mapped(scalar, mapping))
        }
        return result.text
    }

    static func trimmed(_ text: String, _ set: String, left: Bool, right: Bool) throws -> String {
        let set = Set(set.unicodeScalars)
        var scalars = text.unicodeScalars[...]
        var meter = WorkMeter(every: 1 << 17)
        while left, let first = scalars.first, set.contains(first) {
            try meter.count()
            scalars.removeFirst()
        }
        while right, let last = scalars.last, set.contains(last) {
            try meter.count()
            scalars.removeLast()
        }
        return String(scalars)
    }

    static func padded(_ text: String, _ length: Int64, _ fill: String, left: Bool) throws -> SQLiteValue {
        guard length > 0 else { return "" }
        // PostgreSQL's own estimate: a character may take four bytes.
        try ValueSize.check(Int(clamping: length), times: 4, plus: 4)
        let missing = Int(length) - (try count(text))
        if missing <= 0 { return .text(try part(text, from: 1, count: length)) }
        if fill.isEmpty { return .text(text) }
        let pattern = try count(fill)
        var padding = ValueWriter()
        try padding.append(repeating: fill.utf8, count: missing / pattern)
        try padding.append(part(fill, from: 1, count: Int64(missing % pattern)))
        return .text(try left ? joined([padding.text, text]) : joined([text, padding.text]))
    }
}
