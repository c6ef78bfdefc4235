import VectorTypes

/// Names with values in their many forms: WITH (…), COPY's, VACUUM's and EXPLAIN's options, CREATE TYPE's definitions.
extension Parser {
    /// TRUE, FALSE, ON, a word or a string.
    mutating func optionWord() throws -> DefinitionElement.Value? {
        switch token.kind {
        case .string: return .string(try string())
        case .keyword where at(.true, .false, .on):
            let word = token.text
            advance()
            return .string(word)
        default: return atNonReservedWord ? .string(try nonReservedWord()) : nil
        }
    }

    var atNumber: Bool {
        token.kind == .integer || token.kind == .numeric || atOperator("+") || atOperator("-")
    }

    /// A number that may have a sign.
    mutating func number() throws -> DefinitionElement.Value {
        let isNegative = acceptOperator("-")
        if !isNegative { _ = acceptOperator("+") }
        guard token.kind == .integer || token.kind == .numeric else { throw unexpected() }
        let text = (isNegative ? "-" : "") + token.text
        let isInteger = token.kind == .integer
        advance()
        if isInteger, let value = Int32(text) { return .integer(value) }
        return .numeric(text)
    }

    /// A word, a string or a number; none if something else stands here.
    mutating func optionValue() throws -> DefinitionElement.Value? {
        atNumber ? try number() : try optionWord()
    }

    /// `(analyze, verbose off)`
    mutating func utilityOptions() throws -> [DefinitionElement] {
        try parenthesizedList { parser in
            let location = parser.token.location
            let name: String
            if parser.at(.analyze, .analyse) {
                name = "analyze"
                parser.advance()
            } else {
                name = try parser.nonReservedWord()
            }
            return DefinitionElement(name: name, value: try parser.optionValue(), location: location)
        }
    }

    // MARK: WITH (…)

    /// `(fillfactor = 70, toast.autovacuum_enabled)`
    mutating func relationOptions() throws -> [DefinitionElement] {
        try parenthesizedList { parser in
            let location = parser.token.location
            var option = DefinitionElement(name: try parser.label(), location: location)
            if parser.accept(".") {
                option.namespace = option.name
                option.name = try parser.label()
            }
            if parser.acceptOperator("=") { option.value = try parser.definitionValue() }
            return option
        }
    }

    mutating func optionalRelationOptions() throws -> [DefinitionElement] {
        accept(.with) ? try relationOptions() : []
    }

    /// `(a = b, c)`
    mutating func definition() throws -> [DefinitionElement] {
        try parenthesizedList { parser in
            let location = parser.token.location
            var element = DefinitionElement(name: try parser.label(), location: location)
            if parser.acceptOperator("=") { element.value = try parser.definitionValue() }
            return element
        }
    }

    /// A type, a reserved word, an operator, a number, a string or NONE.
    mutating func definitionValue() throws -> DefinitionElement.Value {
        if token.kind == .string { return .string(try string()) }
        if at(.none), !nextIs(".") {
            advance()
            return .string("none")
        }
        if atOperator("+") || atOperator("-") {
            let next = peek().kind
            if next == .integer || next == .numeric { return try number() }
        }
        if atNumber, !atAnyOperator { return try number() }
        if atAnyOperator || at(.operator) && nextIs("(") { return .operatorName(try qualifiedAnyOperator()) }
        if token.kind == .keyword, token.keyword.wordClass == .reserved {
            let word = token.text
            advance()
            return .string(word)
        }
        return .type(try functionType())
    }

    // MARK: Foreign data

    /// `OPTIONS (name 'value', …)`
    mutating func optionalGenericOptions() throws {
        guard accept(.options) else { return }
        _ = try parenthesizedList { parser in
            _ = try parser.label()
            _ = try parser.string()
        }
    }

    /// `OPTIONS (ADD name 'value', SET …, DROP name)`
    mutating func alterGenericOptions() throws {
        try expect(.options)
        _ = try parenthesizedList { parser in
            if parser.at(.drop), parser.peek().kind != .string {
                parser.advance()
                _ = try parser.label()
                return
            }
            if parser.at(.set, .add), parser.peek().kind != .string { parser.advance() }
            _ = try parser.label()
            _ = try parser.string()
        }
    }

    // MARK: Small things

    /// CASCADE (true), RESTRICT or nothing.
    mutating func dropBehavior() -> Bool {
        if accept(.cascade) { return true }
        _ = accept(.restrict)
        return false
    }

    /// `NULLS DISTINCT`, `NULLS NOT DISTINCT` (true)
    mutating func nullTreatment() throws -> Bool {
        guard accept(.nulls) else { return false }
        let isNotDistinct = accept(.not)
        try expect(.distinct)
        return isNotDistinct
    }
}
