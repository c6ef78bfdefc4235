import VectorTypes

/// Type names.
extension Parser {
    /// A type with SETOF and array bounds.
    mutating func typeName() throws -> TypeName {
        let isSet = accept(.setof)
        var type = try simpleTypeName()
        type.isSet = isSet
        if accept(.array) {
            if accept("[") {
                type.arrayBounds = [try integer()]
                try expect("]")
            } else {
                type.arrayBounds = [nil]
            }
            return type
        }
        while accept("[") {
            type.arrayBounds.append(at("]") ? nil : try integer())
            try expect("]")
        }
        return type
    }

    mutating func simpleTypeName() throws -> TypeName {
        if atWrittenType() {
            let isInterval = at(.interval)
            var type = try writtenType(isConstant: false)
            if isInterval, type.modifiers.isEmpty { type.modifiers = try intervalFields() }
            return type
        }
        return try genericType()
    }

    /// A name that may be dotted, and its modifiers.
    private mutating func genericType() throws -> TypeName {
        let location = token.location
        var names = [try typeOrFunctionName()]
        while accept(".") { names.append(try label()) }
        let modifiers = at("(") ? try parenthesizedList { try $0.expression() } : []
        return TypeName(names: names, modifiers: modifiers, location: location)
    }

    /// Whether the current word begins a type that SQL spells out.
    mutating func atWrittenType() -> Bool {
        switch token.keyword {
        case .int, .integer, .smallint, .bigint, .real, .float, .decimal, .dec, .numeric, .boolean, .bit, .character,
            .char, .varchar, .national, .nchar, .timestamp, .time, .interval:
            true
        case .double: nextIs(.precision)
        default: false
        }
    }

    /// Whether it begins the type of a literal: elsewhere in an expression these words are column names.
    mutating func atConstantType() -> Bool {
        guard atWrittenType() else { return false }
        let next = peek()
        if next.kind == .string { return true }
        let isParenthesis = next.kind == .punctuation && next.byte == .openParenthesis
        switch token.keyword {
        case .decimal, .dec, .numeric, .float, .varchar, .interval: return isParenthesis
        case .bit, .character, .char, .nchar: return isParenthesis || next.keyword == .varying
        case .national: return next.keyword == .character || next.keyword == .char
        case .timestamp, .time:
            if isParenthesis || next.keyword == .without { return true }
            guard next.keyword == .with else { return false }
            let word = peek(2).keyword
            return word == .time || word == .ordinality
        case .double: return true
        default: return false
        }
    }

    /// The type before a literal, which has no default length: `char 'abc'` is not cut to one character.
    mutating func constantTypeName() throws -> TypeName { try writtenType(isConstant: true) }

    private mutating func writtenType(isConstant: Bool) throws -> TypeName {
        let location = token.location
        func named(_ name: String, _ modifiers: [Expression] = []) -> TypeName {
            TypeName(names: ["pg_catalog", name], modifiers: modifiers, location: location)
        }
        let keyword = token.keyword
        advance()
        switch keyword {
        case .int, .integer: return named("int4")
        case .smallint: return named("int2")
        case .bigint: return named("int8")
        case .real: return named("float4")
        case .boolean: return named("bool")
        case .double:
            advance()
            return named("float8")
        case .float: return named(try floatName())
        case .decimal, .dec, .numeric:
            return named("numeric", at("(") ? try parenthesizedList { try $0.expression() } : [])
        case .bit:
            let isVarying = accept(.varying)
            if at("(") {
                return named(isVarying ? "varbit" : "bit", try parenthesizedList { try $0.expression() })
            }
            return named(isVarying ? "varbit" : "bit", isVarying || isConstant ? [] : [constant(1)])
        case .timestamp, .time:
            let precision = try optionalLength()
            let zone = try timeZone()
            return named((keyword == .time ? "time" : "timestamp") + (zone ? "tz" : ""), precision)
        case .interval:
            guard at("(") else { return named("interval") }
            let precision = try optionalLength()
            return named("interval", [constant(IntervalMask.fullRange)] + precision)
        default:
            if keyword == .national {
                guard at(.character, .char) else { throw unexpected() }
                advance()
            }
            let isVarying = keyword == .varchar || accept(.varying)
            let length = try optionalLength()
            if !length.isEmpty || isVarying || isConstant { return named(isVarying ? "varchar" : "bpchar", length) }
            return named("bpchar", [constant(1)])
        }
    }

    private func constant(_ value: Int) -> Expression {
        .literal(Literal(value: .integer(Int32(truncatingIfNeeded: value))))
    }

    /// `(n)` as a list of one constant.
    private mutating func optionalLength() throws -> [Expression] {
        guard accept("(") else { return [] }
        let location = token.location
        let value = try integer()
        try expect(")")
        return [.literal(Literal(value: .integer(Int32(truncatingIfNeeded: value)), location: location))]
    }

    private mutating func floatName() throws -> String {
        guard accept("(") else { return "float8" }
        let location = token.location
        let bits = try integer()
        try expect(")")
        if bits < 1 {
            throw refusal("precision for type float must be at least 1 bit", at: location, .invalidParameterValue)
        }
        if bits >= 54 {
            throw refusal(
                "precision for type float must be less than 54 bits", at: location, .invalidParameterValue)
        }
        return bits <= 24 ? "float4" : "float8"
    }

    /// WITH TIME ZONE (true), WITHOUT TIME ZONE or nothing. WITH before another word belongs to something else.
    private mutating func timeZone() throws -> Bool {
        if at(.withLookahead) {
            advance()
            try expect(.time, .zone)
            return true
        }
        if accept(.without) { try expect(.time, .zone) }
        return false
    }

    // MARK: Intervals

    /// PostgreSQL's bits for the fields of an interval.
    private enum IntervalMask {
        static let month = 1 << 1
        static let year = 1 << 2
        static let day = 1 << 3
        static let hour = 1 << 10
        static let minute = 1 << 11
        static let second = 1 << 12
        static let fullRange = 0x7FFF
    }

    /// `YEAR TO MONTH` and so on: the mask, and the precision of SECOND.
    mutating func intervalFields() throws -> [Expression] {
        let keyword = token.keyword
        switch keyword {
        case .year:
            advance()
            guard accept(.to) else { return [constant(IntervalMask.year)] }
            try expect(.month)
            return [constant(IntervalMask.year | IntervalMask.month)]
        case .month:
            advance()
            return [constant(IntervalMask.month)]
        case .day, .hour, .minute:
            advance()
            return try intervalRange(from: keyword)
        case .second:
            advance()
            return [constant(IntervalMask.second)] + (try optionalLength())
        default: return []
        }
    }

    private mutating func intervalRange(from first: Keyword) throws -> [Expression] {
        let fields: [(Keyword, Int)] = [
            (.day, IntervalMask.day), (.hour, IntervalMask.hour), (.minute, IntervalMask.minute),
            (.second, IntervalMask.second),
        ]
        let start = fields.firstIndex { $0.0 == first } ?? 0
        var mask = fields[start].1
        guard accept(.to) else { return [constant(mask)] }
        for (keyword, bit) in fields[(start + 1)...] {
            mask |= bit
            guard accept(keyword) else { continue }
            return [constant(mask)] + (keyword == .second ? try optionalLength() : [])
        }
        throw unexpected()
    }
}
