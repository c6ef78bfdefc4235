import VectorTypes

/// INSERT, UPDATE, DELETE, MERGE, TRUNCATE, COPY.
extension Parser {
    /// A statement that may stand in PREPARE, COPY (…) or WITH.
    mutating func preparableStatement() throws -> Statement {
        let location = token.location
        guard at(.with, .withLookahead) else { return try preparableStatement(nil, location) }
        try depth.enter()
        defer { depth.leave() }
        let with = try withClause()
        return try preparableStatement(with, location)
    }

    private mutating func preparableStatement(_ with: WithClause?, _ location: Int) throws -> Statement {
        switch token.keyword {
        case .insert: return .insert(try insert(with))
        case .update: return .update(try update(with))
        case .delete: return .delete(try delete(with))
        case .merge: return .merge(try merge(with))
        default:
            guard let with else { return .select(try query()) }
            guard at("(") || at(.select, .values, .table) else { throw unexpected() }
            return .select(try selectBehind(with, location))
        }
    }

    // MARK: INSERT

    private mutating func insert(_ with: WithClause?) throws -> InsertStatement {
        advance()
        try expect(.into)
        var relation = RelationReference(name: try qualifiedName())
        if accept(.as) { relation.alias = Alias(name: try columnName()) }
        var statement = InsertStatement(with: with, relation: relation, source: .defaultValues)
        if accept(.default) {
            try expect(.values)
        } else {
            if at("("), !beginsQuery(peek(), peek(2)) {
                statement.columns = try parenthesizedList { try $0.assignmentTarget() }
            }
            statement.overriding = try optionalOverriding()
            statement.source = .select(try query())
        }
        if accept(.on) { statement.onConflict = try onConflict() }
        statement.returning = try optionalReturning()
        return statement
    }

    private func beginsQuery(_ token: Token, _ next: Token) -> Bool {
        switch token.keyword {
        case .select, .with, .withLookahead, .table: true
        case .values: next.kind == .punctuation && next.byte == .openParenthesis
        default: token.kind == .punctuation && token.byte == .openParenthesis
        }
    }

    private mutating func optionalOverriding() throws -> InsertStatement.Overriding {
        guard accept(.overriding) else { return .none }
        guard at(.user, .system) else { throw unexpected() }
        let overriding: InsertStatement.Overriding = at(.user) ? .user : .system
        advance()
        try expect(.value)
        return overriding
    }

    private mutating func assignmentTarget() throws -> AssignmentTarget {
        let location = token.location
        let name = try columnName()
        let steps = at(".") || at("[") ? try indirection() : []
        try checkStar(steps)
        return AssignmentTarget(name: name, steps: steps, location: location)
    }

    private mutating func onConflict() throws -> OnConflict {
        let location = token.location
        try expect(.conflict)
        var conflict = OnConflict(action: .nothing, location: location)
        if at("(") {
            conflict.targetLocation = token.location
            let elements = try parenthesizedList { try $0.indexElement() }
            conflict.target = .elements(elements, filter: try optionalWhere())
        } else if at(.on) {
            conflict.targetLocation = token.location
            advance()
            try expect(.constraint)
            conflict.target = .constraint(try columnName())
        }
        try expect(.do)
        if accept(.nothing) { return conflict }
        try expect(.update, .set)
        let assignments = try list { try $0.assignment() }
        conflict.action = .update(assignments, filter: try optionalWhere())
        return conflict
    }

    // MARK: UPDATE, DELETE

    private mutating func assignment() throws -> Assignment {
        if at("(") {
            let targets = try parenthesizedList { try $0.assignmentTarget() }
            try expectOperator("=")
            return .multiple(targets, try expression())
        }
        let target = try assignmentTarget()
        try expectOperator("=")
        return .single(target, try expression())
    }

    private mutating func update(_ with: WithClause?) throws -> UpdateStatement {
        advance()
        let relation = try relationWithSimpleAlias()
        try expect(.set)
        var statement = UpdateStatement(
            with: with, relation: relation, assignments: try list { try $0.assignment() })
        if accept(.from) { statement.from = try fromList() }
        statement.filter = try whereOrCurrent()
        statement.returning = try optionalReturning()
        return statement
    }

    private mutating func delete(_ with: WithClause?) throws -> DeleteStatement {
        advance()
        try expect(.from)
        var statement = DeleteStatement(with: with, relation: try relationWithSimpleAlias())
        if accept(.using) { statement.using = try fromList() }
        statement.filter = try whereOrCurrent()
        statement.returning = try optionalReturning()
        return statement
    }

    private mutating func whereOrCurrent() throws -> Expression? {
        guard accept(.where) else { return nil }
        guard at(.current), nextIs(.of) else { return try expression() }
        advance()
        advance()
        return .currentOf(CurrentOf(cursor: try columnName()))
    }

    // MARK: MERGE

    private mutating func merge(_ with: WithClause?) throws -> MergeStatement {
        advance()
        try expect(.into)
        let relation = try relationWithSimpleAlias()
        try expect(.using)
        let source = try tableReference()
        try expect(.on)
        var statement = MergeStatement(with: with, relation: relation, source: source, condition: try expression())
        repeat { statement.clauses.append(try mergeClause()) } while at(.when)
        return statement
    }

    private mutating func mergeClause() throws -> MergeStatement.Clause {
        try expect(.when)
        let isMatched = !accept(.not)
        try expect(.matched)
        let condition = accept(.and) ? try expression() : nil
        try expect(.then)
        let action: MergeStatement.Action
        if accept(.do) {
            try expect(.nothing)
            action = .nothing
        } else if isMatched, accept(.update) {
            try expect(.set)
            action = .update(try list { try $0.assignment() })
        } else if isMatched, accept(.delete) {
            action = .delete
        } else if !isMatched, accept(.insert) {
            action = try mergeInsert()
        } else {
            throw unexpected()
        }
        return MergeStatement.Clause(isMatched: isMatched, condition: condition, action: action)
    }

    private mutating func mergeInsert() throws -> MergeStatement.Action {
        if accept(.default) {
            try expect(.values)
            return .insert(columns: [], overriding: .none, values: nil)
        }
        let columns = at("(") ? try parenthesizedList { try $0.assignmentTarget() } : []
        let overriding = try optionalOverriding()
        try expect(.values)
        let values = try parenthesizedList { try $0.expression() }
        return .insert(columns: columns, overriding: overriding, values: values)
    }

    // MARK: TRUNCATE

    mutating func truncate() throws -> Statement {
        advance()
        _ = accept(.table)
        var statement = TruncateStatement(relations: try relationList())
        if at(.continue, .restart) {
            statement.restartsIdentity = at(.restart)
            advance()
            try expect(.identity)
        }
        statement.isCascade = dropBehavior()
        return .truncate(statement)
    }

    // MARK: COPY

    mutating func copy() throws -> Statement {
        advance()
        if accept("(") {
            let query = try preparableStatement()
            try expect(")")
            let location = token.location
            try expect(.to)
            let endpoint = try copyEndpoint()
            let options = try copyOptions(location: location)
            return .copy(
                CopyStatement(source: .query(query), isFrom: false, endpoint: endpoint, options: options))
        }
        var options: [DefinitionElement] = []
        if at(.binary) {
            options.append(DefinitionElement(name: "format", value: .string("binary"), location: token.location))
            advance()
        }
        let table = try qualifiedName()
        let columns = try optionalColumns()
        guard at(.from, .to) else { throw unexpected() }
        let isFrom = at(.from)
        advance()
        let endpoint = try copyEndpoint()
        var delimitersLocation = -1
        if at(.using, .delimiters) {
            let location = token.location
            delimitersLocation = at(.using) ? location : -1
            _ = accept(.using)
            try expect(.delimiters)
            options.append(DefinitionElement(name: "delimiter", value: .string(try string()), location: location))
        }
        options += try copyOptions(location: delimitersLocation)
        let whereLocation = token.location
        let filter = try optionalWhere()
        if filter != nil, !isFrom {
            throw refusal("WHERE clause not allowed with COPY TO", at: whereLocation)
        }
        return .copy(
            CopyStatement(
                source: .table(table, columns: columns), isFrom: isFrom, endpoint: endpoint, options: options,
                filter: filter))
    }

    private mutating func copyEndpoint() throws -> CopyStatement.Endpoint {
        let isProgram = accept(.program)
        if at(.stdin, .stdout) {
            isStandardProgram = isProgram
            advance()
            return .standard
        }
        let name = try string()
        return isProgram ? .program(name) : .file(name)
    }

    /// - Parameter location: Where the grammar's own check of the endpoint points to.
    private mutating func copyOptions(location: Int) throws -> [DefinitionElement] {
        _ = acceptOptionalWith()
        var options: [DefinitionElement] = []
        if at("(") {
            options = try parenthesizedList { try $0.copyOption() }
        } else {
            while let option = try oldCopyOption() { options.append(option) }
        }
        if isStandardProgram { throw refusal("STDIN/STDOUT not allowed with PROGRAM", at: location) }
        return options
    }

    private mutating func copyOption() throws -> DefinitionElement {
        let location = token.location
        var option = DefinitionElement(name: try label(), location: location)
        if acceptOperator("*") {
            option.value = .star
        } else if at("(") {
            option.value = .list(
                try parenthesizedList { parser in
                    guard let value = try parser.optionWord() else { throw parser.unexpected() }
                    return value
                })
        } else {
            option.value = try optionValue()
        }
        return option
    }

    private mutating func oldCopyOption() throws -> DefinitionElement? {
        let location = token.location
        func option(_ name: String, _ value: DefinitionElement.Value?) -> DefinitionElement {
            DefinitionElement(name: name, value: value, location: location)
        }
        switch token.keyword {
        case .binary:
            advance()
            return option("format", .string("binary"))
        case .csv:
            advance()
            return option("format", .string("csv"))
        case .freeze, .header:
            let name = token.text
            advance()
            return option(name, .boolean(true))
        case .delimiter, .null, .quote, .escape:
            let name = token.text
            advance()
            _ = accept(.as)
            return option(name, .string(try string()))
        case .encoding:
            advance()
            return option("encoding", .string(try string()))
        case .force:
            advance()
            if accept(.quote) {
                if acceptOperator("*") { return option("force_quote", .star) }
                return option("force_quote", .list(try nameList().map { .string($0) }))
            }
            let isNot = accept(.not)
            try expect(.null)
            return option(isNot ? "force_not_null" : "force_null", .list(try nameList().map { .string($0) }))
        default: return nil
        }
    }
}
