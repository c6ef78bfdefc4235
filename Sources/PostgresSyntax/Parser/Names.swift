import VectorTypes

/// Names: which words may stand where, and how they are dotted.
extension Parser {
    // MARK: What the current token may be

    /// A column, table or other object's name (PostgreSQL's ColId).
    func isColumnName(_ token: Token) -> Bool {
        switch token.kind {
        case .identifier: return true
        case .keyword:
            let wordClass = token.keyword.wordClass
            return wordClass == .unreserved || wordClass == .columnName
        default: return false
        }
    }

    var atColumnName: Bool { isColumnName(token) }

    /// A function's or type's name.
    func isTypeOrFunctionName(_ token: Token) -> Bool {
        switch token.kind {
        case .identifier: return true
        case .keyword:
            let wordClass = token.keyword.wordClass
            return wordClass == .unreserved || wordClass == .typeOrFunctionName
        default: return false
        }
    }

    // MARK: Single names

    private mutating func take() -> String {
        let text = token.text
        advance()
        return text
    }

    mutating func columnName() throws -> String {
        guard atColumnName else { throw unexpected() }
        return take()
    }

    mutating func typeOrFunctionName() throws -> String {
        guard isTypeOrFunctionName(token) else { throw unexpected() }
        return take()
    }

    /// Any word, reserved ones too.
    mutating func label() throws -> String {
        guard token.kind == .identifier || token.kind == .keyword, !at(.notLookahead, .nullsLookahead, .withLookahead)
        else { throw unexpected() }
        return take()
    }

    var atNonReservedWord: Bool {
        token.kind == .identifier || token.kind == .keyword && token.keyword.wordClass != .reserved
    }

    mutating func nonReservedWord() throws -> String {
        guard atNonReservedWord else { throw unexpected() }
        return take()
    }

    mutating func string() throws -> String {
        guard token.kind == .string else { throw unexpected() }
        return take()
    }

    mutating func nonReservedWordOrString() throws -> String {
        token.kind == .string ? take() : try nonReservedWord()
    }

    /// An integer of 32 bits without a sign.
    mutating func integer() throws -> Int {
        guard token.kind == .integer, let value = Int(token.text) else { throw unexpected() }
        advance()
        return value
    }

    mutating func signedInteger() throws -> Int {
        if acceptOperator("+") { return try integer() }
        if acceptOperator("-") { return -(try integer()) }
        return try integer()
    }

    mutating func nameList() throws -> [String] {
        try list { try $0.columnName() }
    }

    mutating func parenthesizedNames() throws -> [String] {
        try parenthesizedList { try $0.columnName() }
    }

    mutating func optionalColumns() throws -> [String] {
        at("(") ? try parenthesizedNames() : []
    }

    /// A role: a name, CURRENT_USER and its like.
    mutating func role() throws -> String {
        let location = token.location
        if at(.currentRole, .currentUser, .sessionUser) { return take().uppercased() }
        let name = try nonReservedWord()
        if name == "none" {
            throw refusal("role name \"none\" is reserved", at: location, SQLState("42939"))
        }
        return name
    }

    mutating func roleList() throws -> [String] { try list { try $0.role() } }

    /// The role that CREATE ROLE makes.
    mutating func newRole() throws -> String {
        let location = token.location
        let isSpecial = at(.currentRole, .currentUser, .sessionUser)
        let name = try role()
        if isSpecial {
            throw refusal("\(name) cannot be used as a role name here", at: location, SQLState("42939"))
        }
        if name == "public" {
            throw refusal("role name \"public\" is reserved", at: location, SQLState("42939"))
        }
        return name
    }

    // MARK: Dotted names

    /// `a.b.c` with any words behind the dots.
    mutating func anyName() throws -> [String] {
        var names = [try columnName()]
        while accept(".") { names.append(try label()) }
        return names
    }

    mutating func anyNameList() throws -> [[String]] { try list { try $0.anyName() } }

    /// A table's name. The grammar lets subscripts and stars follow and refuses them afterwards.
    mutating func qualifiedName() throws -> QualifiedName {
        let location = token.location
        let first = try columnName()
        guard at(".") || at("[") else { return QualifiedName(name: first, location: location) }
        let steps = try indirection()
        return try qualifiedName(first, steps, location)
    }

    func qualifiedName(_ first: String, _ steps: [Indirection.Step], _ location: Int) throws -> QualifiedName {
        var names = [first]
        for step in steps {
            guard case .field(let name) = step else { throw near("syntax error") }
            names.append(name)
        }
        return try qualifiedName(names, location)
    }

    func qualifiedName(_ names: [String], _ location: Int) throws -> QualifiedName {
        switch names.count {
        case 1: return QualifiedName(name: names[0], location: location)
        case 2: return QualifiedName(schema: names[0], name: names[1], location: location)
        case 3:
            return QualifiedName(catalog: names[0], schema: names[1], name: names[2], location: location)
        default:
            throw refusal(
                "improper qualified name (too many dotted names): \(names.joined(separator: "."))", at: location)
        }
    }

    mutating func qualifiedNameList() throws -> [QualifiedName] { try list { try $0.qualifiedName() } }

    /// A function's name: a word, or a dotted name that ends in a word.
    mutating func functionName() throws -> [String] {
        if isColumnName(token), nextIs(".") || nextIs("[") {
            let first = try columnName()
            let steps = try indirection()
            return try functionName(first, steps)
        }
        let isColumnNameOnly = token.keyword.wordClass == .columnName
        if isColumnNameOnly {
            advance()
            throw unexpected()
        }
        return [try typeOrFunctionName()]
    }

    func functionName(_ first: String, _ steps: [Indirection.Step]) throws -> [String] {
        try [first]
            + steps.map { step in
                guard case .field(let name) = step else { throw near("syntax error") }
                return name
            }
    }

    // MARK: Operators

    /// An operator's characters, `+` and its like included.
    var atAnyOperator: Bool { token.kind == .operator || token.kind == .knownOperator }

    /// `schema.+`
    mutating func anyOperator() throws -> OperatorName {
        var schema: [String] = []
        while !atAnyOperator {
            schema.append(try columnName())
            try expect(".")
        }
        return OperatorName(schema: schema, name: take())
    }

    /// `+` or `OPERATOR(schema.+)`
    mutating func qualifiedAnyOperator() throws -> OperatorName {
        if accept(.operator) {
            try expect("(")
            let name = try anyOperator()
            try expect(")")
            return name
        }
        guard atAnyOperator else { throw unexpected() }
        return OperatorName(schema: [], name: take())
    }

    // MARK: Indirection

    /// The `.field`, `.*`, `[1]` and `[1:2]` behind something; empty if there are none.
    mutating func indirection() throws -> [Indirection.Step] {
        var steps: [Indirection.Step] = []
        while true {
            if accept(".") {
                if acceptOperator("*") {
                    steps.append(.star)
                } else {
                    steps.append(.field(try label()))
                }
            } else if accept("[") {
                steps.append(try subscriptStep())
                try expect("]")
            } else {
                return steps
            }
        }
    }

    private mutating func subscriptStep() throws -> Indirection.Step {
        if accept(":") {
            return .slice(lower: nil, upper: at("]") ? nil : try expression())
        }
        let lower = try expression()
        guard accept(":") else { return .subscripted(lower) }
        return .slice(lower: lower, upper: at("]") ? nil : try expression())
    }

    /// A star is only allowed at the end. The error stands at the token behind the indirection.
    func checkStar(_ steps: [Indirection.Step]) throws {
        for step in steps.dropLast() where step == .star { throw near("improper use of \"*\"") }
    }
}
