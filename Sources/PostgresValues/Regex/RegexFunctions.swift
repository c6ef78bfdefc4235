// The SQL functions around regular expressions. Compiled expressions are kept, since a query uses one for all its rows.
import Synchronization
import VectorTypes

package enum RegexFunctions {
    private static let cache = Mutex<[String: RegularExpression]>([:])
    private static let cacheLimit = 64

    /// The compiled form of `pattern`, from the cache if it is there.
    package static func compiled(_ pattern: String, flags: String = "") throws -> RegularExpression {
        let key = flags + "/" + pattern
        if let known = cache.withLock({ $0[key] }) { return known }
        let expression = try RegularExpression(pattern, flags: flags)
        cache.withLock { cache in
            // One that is very large would keep its memory for all others.
            guard expression.length <= 10_000, key.utf8.count <= 100_000 else { return }
            if cache.count >= cacheLimit { cache.removeAll() }
            cache[key] = expression
        }
        return expression
    }

    private static func text(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }

    private static func results(
        _ expression: RegularExpression, _ scalars: [Unicode.Scalar], _ match: RegularExpression.Match
    ) -> [String?] {
        if expression.groupCount == 0 { return [text(scalars, match.range)] }
        return match.groups.map { $0.map { text(scalars, $0) } }
    }

    private static func refuseGlobal(_ expression: RegularExpression, _ function: String, hint: String? = nil) throws {
        if expression.isGlobal {
            throw VecDBError(
                .invalidParameterValue, "\(function) does not support the \"global\" option", hint: hint)
        }
    }

    /// `text ~ pattern`; with the flag `i`, `~*`.
    package static func matches(_ text: String, _ pattern: String, flags: String = "") throws -> Bool {
        try compiled(pattern, flags: flags).matches(text)
    }

    /// `regexp_match`: the groups of the first match, or the whole match of an expression without groups.
    package static func match(_ text: String, _ pattern: String, flags: String = "") throws -> [String?]? {
        let expression = try compiled(pattern, flags: flags)
        try refuseGlobal(expression, "regexp_match()", hint: "Use the regexp_matches function instead.")
        let scalars = try RegularExpression.scalars(of: text)
        return try expression.firstMatch(scalars).map { results(expression, scalars, $0) }
    }

    /// `regexp_matches`: one row, or with the flag `g` a row for each match.
    package static func allMatches(_ text: String, _ pattern: String, flags: String = "") throws -> [[String?]] {
        let expression = try compiled(pattern, flags: flags)
        let scalars = try RegularExpression.scalars(of: text)
        if !expression.isGlobal {
            return try expression.firstMatch(scalars).map { [results(expression, scalars, $0)] } ?? []
        }
        let memory = MemoryCharge()
        return try expression.allMatches(scalars).map { match in
            let texts = results(expression, scalars, match)
            try memory.add(texts.reduce(64) { $0 + 16 + ($1?.utf8.count ?? 0) })
            return texts
        }
    }

    /// `substring(text FROM pattern)`: the first group, or the whole match of an expression without groups.
    package static func substring(_ text: String, _ pattern: String) throws -> String? {
        let expression = try compiled(pattern)
        let scalars = try RegularExpression.scalars(of: text)
        guard let match = try expression.firstMatch(scalars) else { return nil }
        return results(expression, scalars, match)[0]
    }

    /// `substring(text SIMILAR pattern ESCAPE escape)`.
    package static func substringSimilar(_ text: String, _ pattern: String, escape: String) throws -> String? {
        try substring(text, try similarToRegular(pattern, escape: escape))
    }

    /// `regexp_replace(text, pattern, replacement, start, n, flags)`.
    ///
    /// - Parameters:
    ///   - start: The character, from 1, at which the search begins.
    ///   - occurrence: Which match to replace, 0 for all; nil for the first, or all with the flag `g`.
    package static func replace(
        _ text: String, _ pattern: String, with replacement: String, flags: String = "", start: Int = 1,
        occurrence: Int? = nil
    ) throws -> String {
        let expression = try compiled(pattern, flags: flags)
        try requirePositive(start, "start")
        if let occurrence, occurrence < 0 { throw invalidValue("n", occurrence) }
        let scalars = try RegularExpression.scalars(of: text)
        let template = Array(replacement.unicodeScalars)
        let wanted = occurrence ?? (expression.isGlobal ? 0 : 1)
        var matches: [RegularExpression.Match]
        let needsGroups = template.contains("\\")
        if wanted == 1 {
            matches = try expression.firstMatch(scalars, from: start - 1, groups: needsGroups).map { [$0] } ?? []
        } else {
            matches = try expression.allMatches(scalars, from: start - 1, groups: needsGroups)
            if wanted > 0 { matches = wanted <= matches.count ? [matches[wanted - 1]] : [] }
        }
        if matches.isEmpty { return text }
        var result = ValueWriter()
        var at = 0
        for match in matches {
            try result.append(scalars[at..<match.range.lowerBound])
            try append(template, match, scalars, to: &result)
            at = match.range.upperBound
        }
        try result.append(scalars[at...])
        return result.text
    }

    private static func append(
        _ template: [Unicode.Scalar], _ match: RegularExpression.Match, _ scalars: [Unicode.Scalar],
        to result: inout ValueWriter
    ) throws {
        var index = 0
        while index < template.count {
            guard template[index] == "\\", index + 1 < template.count else {
                try result.append(template[index])
                index += 1
                continue
            }
            let next = template[index + 1]
            if next == "&" {
                try result.append(scalars[match.range])
            } else if next == "\\" {
                try result.append(ASCII.backslash)
            } else if ("1"..."9").contains(next) {
                let number = Int(next.value - 49)
                if number < match.groups.count, let range = match.groups[number] {
                    try result.append(scalars[range])
                }
            } else {
                try result.append(ASCII.backslash)
                try result.append(next)
            }
            index += 2
        }
    }

    /// `regexp_split_to_array`, `regexp_split_to_table`.
    package static func split(
        _ text: String, _ pattern: String, flags: String = "", function: String = "regexp_split_to_array()"
    ) throws -> [String] {
        let expression = try compiled(pattern, flags: flags)
        try refuseGlobal(expression, function)
        let scalars = try RegularExpression.scalars(of: text)
        var parts: [String] = []
        let memory = MemoryCharge()
        var at = 0
        // An empty match at either end of the text, or right after the last one, splits nothing.
        for match in try expression.allMatches(scalars, groups: false) {
            if match.range.isEmpty, match.range.lowerBound == at || match.range.lowerBound == scalars.count { continue }
            try memory.add(48 + match.range.lowerBound - at)
            parts.append(Self.text(scalars, at..<match.range.lowerBound))
            at = match.range.upperBound
        }
        parts.append(Self.text(scalars, at..<scalars.count))
        return parts
    }

    /// `regexp_count`.
    package static func count(_ text: String, _ pattern: String, start: Int = 1, flags: String = "") throws -> Int {
        try requirePositive(start, "start")
        let expression = try compiled(pattern, flags: flags)
        try refuseGlobal(expression, "regexp_count()")
        return try expression.allMatches(try RegularExpression.scalars(of: text), from: start - 1, groups: false).count
    }

    /// `regexp_substr`: the n-th match, or a group of it.
    package static func substring(
        _ text: String, _ pattern: String, start: Int, occurrence: Int, flags: String = "", group: Int = 0
    ) throws -> String? {
        let scalars = try RegularExpression.scalars(of: text)
        let range = try nthRange(scalars, pattern, start, occurrence, flags, group, "regexp_substr()")
        return range.map { Self.text(scalars, $0) }
    }

    /// `regexp_instr`: the position of the n-th match, or behind its end; 0 without one.
    package static func position(
        _ text: String, _ pattern: String, start: Int = 1, occurrence: Int = 1, atEnd: Bool = false, flags: String = "",
        group: Int = 0
    ) throws -> Int {
        let scalars = try RegularExpression.scalars(of: text)
        let range = try nthRange(scalars, pattern, start, occurrence, flags, group, "regexp_instr()")
        return range.map { (atEnd ? $0.upperBound : $0.lowerBound) + 1 } ?? 0
    }

    private static func nthRange(
        _ scalars: [Unicode.Scalar], _ pattern: String, _ start: Int, _ occurrence: Int, _ flags: String, _ group: Int,
        _ function: String
    ) throws -> Range<Int>? {
        try requirePositive(start, "start")
        try requirePositive(occurrence, "n")
        if group < 0 { throw invalidValue("subexpr", group) }
        let expression = try compiled(pattern, flags: flags)
        try refuseGlobal(expression, function)
        let matches = try expression.allMatches(scalars, from: start - 1, groups: group > 0)
        guard occurrence <= matches.count else { return nil }
        let match = matches[occurrence - 1]
        if group == 0 { return match.range }
        return group <= match.groups.count ? match.groups[group - 1] : nil
    }

    private static func requirePositive(_ value: Int, _ name: String) throws {
        if value <= 0 { throw invalidValue(name, value) }
    }

    private static func invalidValue(_ name: String, _ value: Int) -> VecDBError {
        VecDBError(.invalidParameterValue, "invalid value for parameter \"\(name)\": \(value)")
    }

    /// `similar_to_escape`: a `SIMILAR TO` pattern as a regular expression. Two escaped double quotes mark the part that
    /// `substring` returns.
    ///
    /// - Throws: 22025 `invalid escape string`, 2200C for more than two escaped double quotes.
    package static func similarToRegular(_ pattern: String, escape: String = "\\") throws -> String {
        guard escape.unicodeScalars.count <= 1 else {
            throw VecDBError(
                SQLState("22025"), "invalid escape string", hint: "Escape string must be empty or one character.")
        }
        let escapeScalar = escape.unicodeScalars.first
        try ValueSize.check(pattern.utf8.count, times: 8)
        var meter = WorkMeter()
        var result = "^(?:"
        var escaped = false
        var inBracket = false
        var quotes = 0
        for scalar in pattern.unicodeScalars {
            try meter.count()
            if escaped {
                escaped = false
                if scalar == "\"", !inBracket {
                    quotes += 1
                    if quotes == 1 {
                        result += "){1,1}?("
                    } else if quotes == 2 {
                        result += "){1,1}(?:"
                    } else {
                        throw VecDBError(
                            SQLState("2200C"),
                            "SQL regular expression may not contain more than two escape-double-quote separators")
                    }
                } else {
                    result.unicodeScalars.append(contentsOf: ["\\", scalar])
                }
            } else if scalar == escapeScalar {
                escaped = true
            } else if inBracket {
                if scalar == "\\" { result += "\\" }
                result.unicodeScalars.append(scalar)
                if scalar == "]" { inBracket = false }
            } else {
                switch scalar {
                case "[":
                    result += "["
                    inBracket = true
                case "%": result += ".*"
                case "_": result += "."
                case "(": result += "(?:"
                case "\\", ".", "^", "$": result.unicodeScalars.append(contentsOf: ["\\", scalar])
                default: result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + ")$"
    }
}

extension ValueWriter {
    fileprivate mutating func append(_ scalars: ArraySlice<Unicode.Scalar>) throws {
        for scalar in scalars { try append(scalar) }
    }
}
