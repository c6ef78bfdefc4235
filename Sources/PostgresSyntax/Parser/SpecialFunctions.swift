import VectorTypes

/// The functions that SQL gives a syntax of their own.
extension Parser {
    /// Whether the current word begins one of them here; most are names unless a parenthesis follows.
    mutating func atSpecialFunction() throws -> Bool {
        switch token.keyword {
        case .currentDate, .currentTime, .currentTimestamp, .localtime, .localtimestamp, .currentRole, .currentUser,
            .sessionUser, .user, .currentCatalog, .cast:
            return true
        case .currentSchema:
            let next = peek()
            return next.kind != .string && !(next.kind == .punctuation && next.byte == .openParenthesis)
        case .collation: return nextIs(.for)
        case .extract, .normalize, .overlay, .position, .substring, .treat, .trim, .nullif, .coalesce, .greatest,
            .least, .xmlconcat, .xmlelement, .xmlexists, .xmlforest, .xmlparse, .xmlpi, .xmlroot, .xmlserialize:
            return nextIs("(")
        default: return false
        }
    }

    mutating func specialFunction() throws -> Expression {
        let location = token.location
        let keyword = token.keyword
        let word = token.text
        advance()
        switch keyword {
        case .currentDate, .currentRole, .currentUser, .sessionUser, .user, .currentCatalog, .currentSchema:
            return valueFunction(word, nil, location)
        case .currentTime, .currentTimestamp, .localtime, .localtimestamp:
            guard accept("(") else { return valueFunction(word, nil, location) }
            let precision = try integer()
            try expect(")")
            return valueFunction(word, precision, location)
        case .collation:
            try expect(.for)
            try expect("(")
            let operand = try expression()
            try expect(")")
            return .function(systemCall("pg_collation_for", [operand], .sqlSyntax, location))
        default: break
        }
        try expect("(")
        let result = try parenthesizedFunction(keyword, location)
        try expect(")")
        return result
    }

    private func valueFunction(_ word: String, _ precision: Int?, _ location: Int) -> Expression {
        let kind = ValueFunction.Kind(rawValue: word.uppercased()) ?? .currentDate
        return .valueFunction(ValueFunction(kind: kind, precision: precision, location: location))
    }

    private mutating func parenthesizedFunction(_ keyword: Keyword, _ location: Int) throws -> Expression {
        switch keyword {
        case .cast, .treat:
            let operand = try expression()
            try expect(.as)
            let type = try typeName()
            guard keyword == .treat else {
                return .cast(TypeCast(operand: operand, type: type, location: location))
            }
            // PostgreSQL calls the function that has the type's name.
            return .function(systemCall(type.names.last ?? "", [operand], .call, location))
        case .extract: return try extract(location)
        case .normalize:
            var arguments = [try expression()]
            if accept(",") { arguments.append(try normalForm()) }
            return .function(systemCall("normalize", arguments, .sqlSyntax, location))
        case .overlay: return try overlay(location)
        case .position:
            let needle = try restrictedExpression()
            try expect(.in)
            let haystack = try restrictedExpression()
            return .function(systemCall("position", [haystack, needle], .sqlSyntax, location))
        case .substring: return try substring(location)
        case .trim: return try trim(location)
        case .nullif:
            let left = try expression()
            try expect(",")
            return .nullIf(NullIf(left: left, right: try expression(), location: location))
        case .coalesce: return .coalesce(Coalesce(arguments: try expressionList(), location: location))
        case .greatest, .least:
            return .extremum(
                Extremum(isGreatest: keyword == .greatest, arguments: try expressionList(), location: location))
        default: return try xmlFunction(keyword, location)
        }
    }

    private mutating func extract(_ location: Int) throws -> Expression {
        let field = Literal(value: .string(token.text), location: token.location)
        switch token.kind {
        case .identifier, .string: advance()
        default:
            guard at(.year, .month, .day, .hour, .minute, .second) else { throw unexpected() }
            advance()
        }
        try expect(.from)
        return .function(systemCall("extract", [.literal(field), try expression()], .sqlSyntax, location))
    }

    /// The arguments of OVERLAY and SUBSTRING written as those of any function.
    private mutating func plainCall(
        _ name: String, _ first: FunctionCall.Argument?, _ location: Int
    ) throws -> Expression {
        var arguments: [FunctionCall.Argument] = []
        if let first {
            arguments.append(first)
            while accept(",") { arguments.append(try argument()) }
        }
        guard at(")") else { throw unexpected() }
        return .function(FunctionCall(name: [name], arguments: arguments, location: location))
    }

    private mutating func overlay(_ location: Int) throws -> Expression {
        if at(")") { return try plainCall("overlay", nil, location) }
        let first = try argument()
        guard first.name == nil, accept(.placing) else { return try plainCall("overlay", first, location) }
        var arguments = [first.value, try expression()]
        try expect(.from)
        arguments.append(try expression())
        if accept(.for) { arguments.append(try expression()) }
        return .function(systemCall("overlay", arguments, .sqlSyntax, location))
    }

    private mutating func substring(_ location: Int) throws -> Expression {
        if at(")") { return try plainCall("substring", nil, location) }
        // SIMILAR here is not the operator: `SUBSTRING(a SIMILAR b ESCAPE c)`.
        let first = try argument(withoutSimilar: true)
        guard first.name == nil, at(.from, .for, .similar) else { return try plainCall("substring", first, location) }
        var arguments = [first.value]
        if accept(.similar) {
            arguments.append(try expression())
            try expect(.escape)
            arguments.append(try expression())
        } else if accept(.from) {
            arguments.append(try expression())
            if accept(.for) { arguments.append(try expression()) }
        } else {
            advance()
            let length = try expression()
            if accept(.from) {
                arguments += [try expression(), length]
            } else {
                // Counted from the first character; cast because a bare FOR takes only integers.
                let one = Expression.literal(Literal(value: .integer(1)))
                let cast = TypeCast(operand: length, type: TypeName(names: ["pg_catalog", "int4"]))
                arguments += [one, .cast(cast)]
            }
        }
        return .function(systemCall("substring", arguments, .sqlSyntax, location))
    }

    private mutating func argument(withoutSimilar: Bool) throws -> FunctionCall.Argument {
        let outer = similarClauseDepth
        similarClauseDepth = withoutSimilar ? depth.current + 1 : nil
        defer { similarClauseDepth = outer }
        return try argument()
    }

    private mutating func trim(_ location: Int) throws -> Expression {
        let name: String
        switch token.keyword {
        case .leading: name = "ltrim"
        case .trailing: name = "rtrim"
        default: name = "btrim"
        }
        if at(.both, .leading, .trailing) { advance() }
        var arguments: [Expression]
        if accept(.from) {
            arguments = try expressionList()
        } else {
            arguments = try expressionList()
            if arguments.count == 1, accept(.from) { arguments = try expressionList() + arguments }
        }
        return .function(systemCall(name, arguments, .sqlSyntax, location))
    }

    // MARK: XML, parsed to be refused by name

    private mutating func xmlFunction(_ keyword: Keyword, _ location: Int) throws -> Expression {
        switch keyword {
        case .xmlconcat: _ = try expressionList()
        case .xmlelement:
            try expect(.name)
            _ = try label()
            if accept(",") {
                if at(.xmlattributes), nextIs("(") {
                    advance()
                    try expect("(")
                    try xmlAttributes()
                    try expect(")")
                    if accept(",") { _ = try expressionList() }
                } else {
                    _ = try expressionList()
                }
            }
        case .xmlexists:
            _ = try primary()
            try xmlPassing()
        case .xmlforest: try xmlAttributes()
        case .xmlparse:
            try documentOrContent()
            _ = try expression()
            if at(.preserve, .strip) {
                advance()
                try expect(.whitespace)
            }
        case .xmlpi:
            try expect(.name)
            _ = try label()
            if accept(",") { _ = try expression() }
        case .xmlroot: try xmlRoot()
        default:
            try documentOrContent()
            _ = try expression()
            try expect(.as)
            _ = try simpleTypeName()
        }
        return .xml(XMLExpression(function: keyword.rawValue.uppercased(), location: location))
    }

    private mutating func xmlAttributes() throws {
        _ = try list { parser in
            _ = try parser.expression()
            if parser.accept(.as) { _ = try parser.label() }
        }
    }

    private mutating func documentOrContent() throws {
        guard at(.document, .content) else { throw unexpected() }
        advance()
    }

    private mutating func xmlRoot() throws {
        _ = try expression()
        try expect(",")
        try expect(.version)
        if at(.no), nextIs(.value) {
            advance()
            advance()
        } else {
            _ = try expression()
        }
        guard accept(",") else { return }
        try expect(.standalone)
        if accept(.yes) { return }
        try expect(.no)
        _ = accept(.value)
    }

    /// `PASSING [BY REF] x [BY REF]`
    mutating func xmlPassing() throws {
        try expect(.passing)
        // Before the argument BY may also be the name of a column or type.
        if at(.by), nextIs(.ref) || nextIs(.value) {
            advance()
            advance()
        }
        _ = try primary()
        guard accept(.by) else { return }
        guard at(.ref, .value) else { throw unexpected() }
        advance()
    }
}
