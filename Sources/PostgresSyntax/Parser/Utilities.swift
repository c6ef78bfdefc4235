import VectorTypes

/// The short statements: prepared statements, cursors, EXPLAIN, VACUUM, LOCK, LISTEN and so on.
extension Parser {
    mutating func utility() throws -> Statement {
        switch token.keyword {
        case .execute: return try execute()
        case .deallocate: return try deallocate()
        case .declare: return try declare()
        case .fetch, .move: return try fetch()
        case .close:
            advance()
            return .closePortal(ClosePortalStatement(name: accept(.all) ? nil : try columnName()))
        case .explain: return try explain()
        case .vacuum, .analyze, .analyse: return try vacuum()
        case .lock: return try lock()
        case .listen:
            advance()
            return .listen(try columnName())
        case .unlisten:
            advance()
            return .unlisten(acceptOperator("*") ? nil : try columnName())
        case .notify:
            advance()
            let channel = try columnName()
            return .notify(NotifyStatement(channel: channel, payload: accept(",") ? try string() : nil))
        case .discard: return try discard()
        case .checkpoint:
            advance()
            return .checkpoint
        case .load:
            advance()
            return .load(try string())
        default:
            guard at("(") else { throw unexpected() }
            return .select(try query())
        }
    }

    // MARK: Prepared statements

    mutating func prepare() throws -> Statement {
        advance()
        let name = try columnName()
        let types = at("(") ? try parenthesizedList { try $0.typeName() } : []
        try expect(.as)
        return .prepare(PrepareStatement(name: name, types: types, query: try preparableStatement()))
    }

    mutating func execute() throws -> Statement {
        try expect(.execute)
        let name = try columnName()
        let arguments = at("(") ? try parenthesizedList { try $0.expression() } : []
        return .execute(ExecuteStatement(name: name, arguments: arguments))
    }

    private mutating func deallocate() throws -> Statement {
        advance()
        // A statement may be called prepare.
        if at(.prepare), nextIs(.all) || isColumnName(peek()) { advance() }
        return .deallocate(DeallocateStatement(name: accept(.all) ? nil : try columnName()))
    }

    // MARK: Cursors

    private mutating func declare() throws -> Statement {
        advance()
        let name = try columnName()
        var options: Set<DeclareCursorStatement.Option> = []
        while !at(.cursor) {
            switch token.keyword {
            case .no:
                advance()
                guard at(.scroll) else { throw unexpected() }
                options.insert(.noScroll)
            case .scroll: options.insert(.scroll)
            case .binary: options.insert(.binary)
            case .asensitive: options.insert(.asensitive)
            case .insensitive: options.insert(.insensitive)
            default: throw unexpected()
            }
            advance()
        }
        advance()
        if at(.with, .without) {
            if at(.with) { options.insert(.hold) }
            advance()
            try expect(.hold)
        }
        try expect(.for)
        return .declareCursor(DeclareCursorStatement(name: name, options: options, query: try query()))
    }

    private mutating func fetch() throws -> Statement {
        var statement = FetchStatement(cursor: "", direction: .forward, count: 1, isMove: at(.move))
        advance()
        let next = peek()
        // The words of the directions may be a cursor's name, alone.
        let isLast = next.kind == .end || next.kind == .punctuation && next.byte == .semicolon
        switch token.keyword {
        case .next where !isLast: advance()
        case .prior where !isLast:
            advance()
            statement.direction = .backward
        case .first where !isLast, .last where !isLast:
            statement.direction = .absolute
            statement.count = at(.first) ? 1 : -1
            advance()
        case .absolute where !isLast, .relative where !isLast:
            statement.direction = at(.absolute) ? .absolute : .relative
            advance()
            statement.count = try signedInteger()
        case .forward where !isLast, .backward where !isLast:
            statement.direction = at(.forward) ? .forward : .backward
            advance()
            if accept(.all) {
                statement.count = Int.max
            } else if atNumber {
                statement.count = try signedInteger()
            }
        case .all:
            advance()
            statement.count = Int.max
        default:
            if atNumber { statement.count = try signedInteger() }
        }
        if at(.from, .in) { advance() }
        statement.cursor = try columnName()
        return .fetch(statement)
    }

    // MARK: EXPLAIN, VACUUM

    private mutating func explain() throws -> Statement {
        advance()
        var options: [DefinitionElement] = []
        if at("("), !beginsQueryParenthesis(peek(), peek(2)) {
            options = try utilityOptions()
        } else {
            if at(.analyze, .analyse) {
                options.append(DefinitionElement(name: "analyze", location: token.location))
                advance()
            }
            if at(.verbose) {
                options.append(DefinitionElement(name: "verbose", location: token.location))
                advance()
            }
        }
        return .explain(ExplainStatement(statement: try explainable(), options: options))
    }

    /// Whether the token behind a parenthesis makes it a query's.
    private func beginsQueryParenthesis(_ next: Token, _ second: Token) -> Bool {
        switch next.keyword {
        case .values: second.kind == .punctuation && second.byte == .openParenthesis
        case .select, .table, .with, .withLookahead: true
        default: next.kind == .punctuation && next.byte == .openParenthesis
        }
    }

    private mutating func explainable() throws -> Statement {
        switch token.keyword {
        case .declare: return try declare()
        case .execute: return try execute()
        case .refresh: return try refresh()
        case .create:
            advance()
            if at(.materialized) { return try createMaterializedView() }
            let persistence = try persistence()
            if at(.materialized), persistence == .unlogged { return try createMaterializedView() }
            try expect(.table)
            let ifNotExists = try acceptIfNotExists()
            return try createTableAs(try qualifiedName(), persistence, ifNotExists)
        default: return try preparableStatement()
        }
    }

    private mutating func vacuum() throws -> Statement {
        var statement = VacuumStatement(isVacuum: at(.vacuum))
        advance()
        if at("(") {
            statement.options = try utilityOptions()
        } else {
            let words: [Keyword] = statement.isVacuum ? [.full, .freeze, .verbose, .analyze] : [.verbose]
            for word in words where at(word) || word == .analyze && at(.analyse) {
                statement.options.append(
                    DefinitionElement(name: word.rawValue, location: token.location))
                advance()
            }
        }
        if statement.isVacuum, statement.options.isEmpty, at(.into) {
            advance()
            statement.target = try string()
            return .vacuum(statement)
        }
        if atColumnName {
            statement.relations = try list { parser in
                let name = try parser.qualifiedName()
                return VacuumStatement.Relation(name: name, columns: try parser.optionalColumns())
            }
        }
        return .vacuum(statement)
    }

    // MARK: LOCK, DISCARD

    private mutating func lock() throws -> Statement {
        advance()
        _ = accept(.table)
        var statement = LockStatement(relations: try relationList(), mode: "ACCESS EXCLUSIVE")
        if accept(.in) {
            statement.mode = try lockMode()
            try expect(.mode)
        }
        statement.isNoWait = accept(.nowait)
        return .lock(statement)
    }

    private mutating func lockMode() throws -> String {
        var words = [token.text.uppercased()]
        let first = token.keyword
        guard at(.access, .row, .share, .exclusive) else { throw unexpected() }
        advance()
        switch first {
        case .access, .row:
            guard at(.share, .exclusive) else { throw unexpected() }
            words.append(token.text.uppercased())
            advance()
        case .share where at(.update, .row):
            words.append(token.text.uppercased())
            advance()
            guard at(.exclusive) else { throw unexpected() }
            words.append("EXCLUSIVE")
            advance()
        default: break
        }
        return words.joined(separator: " ")
    }

    private mutating func discard() throws -> Statement {
        advance()
        let target: DiscardStatement.Target
        switch token.keyword {
        case .all: target = .all
        case .temp, .temporary: target = .temporary
        case .plans: target = .plans
        case .sequences: target = .sequences
        default: throw unexpected()
        }
        advance()
        return .discard(DiscardStatement(target: target))
    }

    mutating func refresh() throws -> Statement {
        advance()
        try expect(.materialized, .view)
        let isConcurrent = accept(.concurrently)
        return .refresh(
            RefreshStatement(
                relation: try qualifiedName(), isConcurrent: isConcurrent,
                isWithoutData: try optionalWithData()))
    }

    mutating func reassignOwned() throws -> Statement {
        advance()
        try expect(.owned, .by)
        _ = try roleList()
        try expect(.to)
        _ = try role()
        return .other(OtherStatement(command: "REASSIGN OWNED"))
    }
}
