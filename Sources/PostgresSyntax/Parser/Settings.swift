import VectorTypes

/// SET, RESET, SHOW, ALTER SYSTEM and transactions.
extension Parser {
    mutating func set() throws -> Statement {
        let location = token.location
        advance()
        if at(.constraints), !atAssignment(peek()) { return try setConstraints() }
        var isLocal = false
        if at(.local), !atAssignment(peek()) {
            advance()
            isLocal = true
        } else if at(.session), !nextIs(.authorization), !atAssignment(peek()),
            !(nextIs(.characteristics) && peek(2).keyword == .as)
        {
            advance()
        }
        var statement = try settingAssignment(isLocal: isLocal)
        statement.location = location
        return .set(statement)
    }

    /// Whether a token shows that the word before it is a setting's name.
    private func atAssignment(_ next: Token) -> Bool {
        next.keyword == .to || next.kind == .knownOperator && next.text == "="
            || next.kind == .punctuation && next.byte == .dot || next.keyword == .from
    }

    private mutating func setConstraints() throws -> Statement {
        advance()
        let names = accept(.all) ? [] : try qualifiedNameList()
        guard at(.deferred, .immediate) else { throw unexpected() }
        let isDeferred = at(.deferred)
        advance()
        return .setConstraints(SetConstraintsStatement(names: names, isDeferred: isDeferred))
    }

    /// Behind SET [LOCAL | SESSION].
    mutating func settingAssignment(isLocal: Bool) throws -> SetStatement {
        let location = token.location
        func setting(_ name: String, _ value: SetStatement.Value) -> SetStatement {
            SetStatement(name: name, value: value, isLocal: isLocal, location: location)
        }
        if atAssignment(peek()) { return try genericSetting(isLocal: isLocal, mayBeCurrent: true) }
        switch token.keyword {
        case .transaction:
            advance()
            if accept(.snapshot) { return setting("TRANSACTION SNAPSHOT", .snapshot(try string())) }
            return setting("TRANSACTION", .transaction(try transactionModes()))
        case .session where nextIs(.characteristics) && peek(2).keyword == .as:
            advance()
            try expect(.characteristics, .as, .transaction)
            return setting("SESSION CHARACTERISTICS", .transaction(try transactionModes()))
        case .session where nextIs(.authorization):
            advance()
            advance()
            if accept(.default) { return setting("session_authorization", .default) }
            return setting("session_authorization", .values([try wordLiteral()]))
        case .time where nextIs(.zone):
            advance()
            advance()
            return setting("timezone", try zoneValue())
        case .catalog:
            advance()
            let valueLocation = token.location
            _ = try string()
            throw refusal("current database cannot be changed", at: valueLocation, .featureNotSupported)
        case .schema where peek().kind == .string:
            advance()
            return setting("search_path", .values([try wordLiteral()]))
        case .names:
            advance()
            if accept(.default) || token.kind != .string { return setting("client_encoding", .default) }
            return setting("client_encoding", .values([try wordLiteral()]))
        case .role:
            advance()
            return setting("role", .values([try wordLiteral()]))
        case .xml where nextIs(.option):
            advance()
            advance()
            guard at(.document, .content) else { throw unexpected() }
            let value = Literal(value: .string(token.text.uppercased()), location: token.location)
            advance()
            return setting("xmloption", .values([value]))
        default: return try genericSetting(isLocal: isLocal, mayBeCurrent: true)
        }
    }

    /// A word or string as a literal.
    private mutating func wordLiteral() throws -> Literal {
        let location = token.location
        return Literal(value: .string(try nonReservedWordOrString()), location: location)
    }

    mutating func settingName() throws -> String {
        var name = try columnName()
        while accept(".") { name += "." + (try columnName()) }
        return name
    }

    /// `name = value, …`, `name TO DEFAULT`, `name FROM CURRENT`
    mutating func genericSetting(isLocal: Bool, mayBeCurrent: Bool) throws -> SetStatement {
        let location = token.location
        var statement = SetStatement(
            name: try settingName(), value: .default, isLocal: isLocal, location: location)
        if mayBeCurrent, accept(.from) {
            try expect(.current)
            statement.value = .current
            return statement
        }
        guard at(.to) || atOperator("=") else { throw unexpected() }
        advance()
        if accept(.default) { return statement }
        statement.value = .values(try list { try $0.settingValue() })
        return statement
    }

    private mutating func settingValue() throws -> Literal {
        let location = token.location
        guard let value = try optionValue() else { throw unexpected() }
        switch value {
        case .integer(let number): return Literal(value: .integer(number), location: location)
        case .numeric(let number): return Literal(value: .numeric(number), location: location)
        case .string(let word): return Literal(value: .string(word), location: location)
        default: throw unexpected()
        }
    }

    private mutating func zoneValue() throws -> SetStatement.Value {
        let location = token.location
        switch token.kind {
        case .string, .identifier:
            let text = token.text
            advance()
            return .values([Literal(value: .string(text), location: location)])
        case .keyword where at(.interval):
            advance()
            let hasPrecision = at("(")
            if accept("(") {
                _ = try integer()
                try expect(")")
            }
            let text = try string()
            if !hasPrecision {
                let fieldsLocation = token.location
                let isHour = at(.hour)
                let fields = try intervalFields()
                let isHourRange = isHour && fields.count == 1 && !at(.second)
                if !fields.isEmpty, !isHourRange {
                    throw refusal("time zone interval must be HOUR or HOUR TO MINUTE", at: fieldsLocation)
                }
            }
            return .values([Literal(value: .string(text), location: location)])
        case .keyword where at(.default, .local):
            advance()
            return .default
        default:
            guard atNumber else { throw unexpected() }
            return .values([try settingValue()])
        }
    }

    // MARK: RESET, SHOW, ALTER SYSTEM

    mutating func resetTarget() throws -> String? {
        if accept(.all) { return nil }
        return try settingTarget()
    }

    /// A setting's name, or the words that stand for one.
    private mutating func settingTarget() throws -> String {
        if at(.time), nextIs(.zone) {
            advance()
            advance()
            return "timezone"
        }
        if at(.transaction), nextIs(.isolation) {
            advance()
            try expect(.isolation, .level)
            return "transaction_isolation"
        }
        if at(.session), nextIs(.authorization) {
            advance()
            advance()
            return "session_authorization"
        }
        return try settingName()
    }

    mutating func show() throws -> Statement {
        advance()
        if accept(.all) { return .show(ShowStatement(name: "all")) }
        return .show(ShowStatement(name: try settingTarget()))
    }

    /// Behind ALTER SYSTEM.
    mutating func alterSystem() throws -> Statement {
        if accept(.set) {
            return .alterSystem(
                AlterSystemStatement(action: .set(try genericSetting(isLocal: false, mayBeCurrent: false))))
        }
        try expect(.reset)
        let name = accept(.all) ? nil : try settingName()
        return .alterSystem(AlterSystemStatement(action: .reset(ResetStatement(name: name))))
    }

    // MARK: Transactions

    private mutating func optionalModes() throws -> TransactionStatement.Modes {
        atTransactionMode ? try transactionModes() : TransactionStatement.Modes()
    }

    private var atTransactionMode: Bool { at(.isolation, .read, .deferrable, .not) }

    mutating func transactionModes() throws -> TransactionStatement.Modes {
        var modes = TransactionStatement.Modes()
        repeat {
            switch token.keyword {
            case .isolation:
                advance()
                try expect(.level)
                modes.isolation = try isolationLevel()
            case .read:
                advance()
                guard at(.only, .write) else { throw unexpected() }
                modes.isReadOnly = at(.only)
                advance()
            case .deferrable:
                advance()
                modes.isDeferrable = true
            case .not:
                advance()
                try expect(.deferrable)
                modes.isDeferrable = false
            default: throw unexpected()
            }
        } while accept(",") || atTransactionMode
        return modes
    }

    private mutating func isolationLevel() throws -> TransactionStatement.Isolation {
        switch token.keyword {
        case .serializable:
            advance()
            return .serializable
        case .repeatable:
            advance()
            try expect(.read)
            return .repeatableRead
        case .read:
            advance()
            guard at(.committed, .uncommitted) else { throw unexpected() }
            let isCommitted = at(.committed)
            advance()
            return isCommitted ? .readCommitted : .readUncommitted
        default: throw unexpected()
        }
    }

    private mutating func optionalChain() throws -> Bool {
        guard accept(.and) else { return false }
        let isChained = !accept(.no)
        try expect(.chain)
        return isChained
    }

    mutating func transaction() throws -> Statement {
        .transaction(TransactionStatement(kind: try transactionKind()))
    }

    private mutating func transactionKind() throws -> TransactionStatement.Kind {
        let keyword = token.keyword
        advance()
        switch keyword {
        case .begin:
            if !accept(.work) { _ = accept(.transaction) }
            return .begin(try optionalModes())
        case .start:
            try expect(.transaction)
            return .start(try optionalModes())
        case .savepoint: return .savepoint(try columnName())
        case .release:
            // `RELEASE savepoint` alone releases one of that name.
            if at(.savepoint), isColumnName(peek()) { advance() }
            return .release(try columnName())
        case .prepare:
            try expect(.transaction)
            return .prepare(try string())
        case .commit, .end:
            if keyword == .commit, accept(.prepared) { return .commitPrepared(try string()) }
            if !accept(.work) { _ = accept(.transaction) }
            return .commit(chain: try optionalChain())
        default:
            if keyword == .rollback, accept(.prepared) { return .rollbackPrepared(try string()) }
            if !accept(.work) { _ = accept(.transaction) }
            if keyword == .rollback, accept(.to) {
                if at(.savepoint), isColumnName(peek()) { advance() }
                return .rollbackTo(try columnName())
            }
            return .rollback(chain: try optionalChain())
        }
    }
}
