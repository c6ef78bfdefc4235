import VectorTypes

/// CREATE, up to the word that says what.
extension Parser {
    mutating func create() throws -> Statement {
        try depth.enter()
        defer { depth.leave() }
        advance()
        switch token.keyword {
        case .or:
            advance()
            try expect(.replace)
            return try createOrReplace()
        case .temporary, .temp, .local, .global, .unlogged:
            let isUnlogged = at(.unlogged)
            let persistence = try persistence()
            if isUnlogged, at(.materialized) { return try createMaterializedView(isUnlogged: true) }
            return try createRelation(persistence)
        case .table, .sequence, .recursive: return try createRelation(.permanent)
        case .view: return try createView(.permanent, isReplace: false)
        case .materialized: return try createMaterializedView()
        case .unique, .index: return try createIndex()
        case .function, .procedure: return try createFunction(isReplace: false)
        case .trigger, .constraint: return try createTrigger(isReplace: false)
        case .schema: return try createSchema()
        case .type: return try createType()
        case .domain: return try createDomain()
        case .extension: return try createExtension()
        case .role, .user, .group: return try createRole()
        default: return try createOther(isReplace: false)
        }
    }

    private mutating func createOrReplace() throws -> Statement {
        switch token.keyword {
        case .view, .recursive: return try createView(.permanent, isReplace: true)
        case .temporary, .temp, .local, .global, .unlogged:
            let persistence = try persistence()
            guard at(.view, .recursive) else { throw unexpected() }
            return try createView(persistence, isReplace: true)
        case .function, .procedure: return try createFunction(isReplace: true)
        case .trigger, .constraint: return try createTrigger(isReplace: true)
        default: return try createOther(isReplace: true)
        }
    }

    private mutating func createRelation(_ persistence: Persistence) throws -> Statement {
        switch token.keyword {
        case .table:
            advance()
            return try createTable(persistence)
        case .sequence: return try createSequence(persistence)
        case .view, .recursive: return try createView(persistence, isReplace: false)
        default: throw unexpected()
        }
    }

    // MARK: Views

    private mutating func createView(_ persistence: Persistence, isReplace: Bool) throws -> Statement {
        let isRecursive = accept(.recursive)
        try expect(.view)
        let relation = try qualifiedName()
        let columns = isRecursive ? try parenthesizedNames() : try optionalColumns()
        let options = try optionalRelationOptions()
        try expect(.as)
        var view = CreateViewStatement(
            relation: relation, persistence: persistence, columns: columns, query: try query(),
            isRecursive: isRecursive, isReplace: isReplace, options: options, checkOption: .none)
        if at(.with) {
            let location = token.location
            advance()
            view.checkOption = .cascaded
            if accept(.local) { view.checkOption = .local } else { _ = accept(.cascaded) }
            try expect(.check, .option)
            if isRecursive {
                throw refusal(
                    "WITH CHECK OPTION not supported on recursive views", at: location, .featureNotSupported)
            }
        }
        return .createView(view)
    }

    mutating func createMaterializedView(isUnlogged: Bool = false) throws -> Statement {
        try expect(.materialized, .view)
        let ifNotExists = try acceptIfNotExists()
        var into = IntoClause(
            relation: try qualifiedName(), persistence: isUnlogged ? .unlogged : .permanent)
        into.columns = try optionalColumns()
        if accept(.using) { into.accessMethod = try columnName() }
        into.options = try optionalRelationOptions()
        if accept(.tablespace) { into.tablespace = try columnName() }
        try expect(.as)
        let query = Statement.select(try query())
        into.isWithoutData = try optionalWithData()
        return .createTableAs(
            CreateTableAsStatement(into: into, query: query, isMaterializedView: true, ifNotExists: ifNotExists))
    }

    // MARK: Schemas, types, domains, extensions

    private mutating func createSchema() throws -> Statement {
        advance()
        var schema = CreateSchemaStatement(ifNotExists: try acceptIfNotExists())
        if !at(.authorization) { schema.name = try columnName() }
        if accept(.authorization) { schema.owner = try role() }
        let elementsLocation = token.location
        while at(.create) || at(.grant) {
            if at(.grant) {
                schema.elements.append(try grant())
                continue
            }
            schema.elements.append(try schemaElement())
        }
        if schema.ifNotExists, !schema.elements.isEmpty {
            throw refusal(
                "CREATE SCHEMA IF NOT EXISTS cannot include schema elements", at: elementsLocation,
                .featureNotSupported)
        }
        return .createSchema(schema)
    }

    private mutating func schemaElement() throws -> Statement {
        isSchemaElement = true
        let statement = try create()
        isSchemaElement = false
        switch statement {
        case .createTable, .createIndex, .createSequence, .createTrigger, .createView: return statement
        default: throw unexpected()
        }
    }

    private mutating func createType() throws -> Statement {
        advance()
        let name = try anyName()
        if at("(") { return .createType(CreateTypeStatement(name: name, definition: .base(try definition()))) }
        guard accept(.as) else { return .createType(CreateTypeStatement(name: name, definition: .shell)) }
        let definition: CreateTypeStatement.Definition
        if accept(.enum) {
            try expect("(")
            definition = .enumeration(at(")") ? [] : try list { try $0.string() })
            try expect(")")
        } else if accept(.range) {
            definition = .range(try self.definition())
        } else {
            try expect("(")
            definition = .composite(at(")") ? [] : try list { try $0.functionColumn() })
            try expect(")")
        }
        return .createType(CreateTypeStatement(name: name, definition: definition))
    }

    private mutating func createDomain() throws -> Statement {
        advance()
        let name = try anyName()
        _ = accept(.as)
        let type = try typeName()
        var column = ColumnDefinition(name: "")
        try columnQualifiers(&column)
        return .createDomain(
            CreateDomainStatement(
                name: name, type: type, collation: column.collation, constraints: column.constraints))
    }

    private mutating func createExtension() throws -> Statement {
        advance()
        let ifNotExists = try acceptIfNotExists()
        var statement = CreateExtensionStatement(name: try columnName(), ifNotExists: ifNotExists)
        _ = acceptOptionalWith()
        while true {
            let location = token.location
            switch token.keyword {
            case .schema:
                advance()
                statement.options.append(
                    DefinitionElement(name: "schema", value: .string(try columnName()), location: location))
            case .version:
                advance()
                statement.options.append(
                    DefinitionElement(
                        name: "new_version", value: .string(try nonReservedWordOrString()), location: location))
            case .from:
                advance()
                _ = try nonReservedWordOrString()
                throw refusal(
                    "CREATE EXTENSION ... FROM is no longer supported", at: location, .featureNotSupported)
            case .cascade:
                advance()
                statement.options.append(
                    DefinitionElement(name: "cascade", value: .boolean(true), location: location))
            default: return .createExtension(statement)
            }
        }
    }

    // MARK: Triggers

    private mutating func createTrigger(isReplace: Bool) throws -> Statement {
        let isConstraint = accept(.constraint)
        try expect(.trigger)
        let name = try columnName()
        if isConstraint {
            try expect(.after)
        } else if accept(.instead) {
            try expect(.of)
        } else {
            guard at(.before, .after) else { throw unexpected() }
            advance()
        }
        try triggerEvents()
        try expect(.on)
        let relation = try qualifiedName()
        if isConstraint {
            if accept(.from) { _ = try qualifiedName() }
            var constraint = Constraint(kind: .null)
            try constraintAttributes(&constraint, "TRIGGER", [.deferrable])
            try expect(.for, .each, .row)
        } else {
            if accept(.referencing) { try triggerTransitions() }
            if accept(.for) {
                _ = accept(.each)
                guard at(.row, .statement) else { throw unexpected() }
                advance()
            }
        }
        if accept(.when) {
            try expect("(")
            _ = try expression()
            try expect(")")
        }
        try expect(.execute)
        guard at(.function, .procedure) else { throw unexpected() }
        advance()
        let function = try functionName()
        try expect("(")
        if !at(")") { try triggerArguments() }
        try expect(")")
        if isConstraint, isReplace {
            throw refusal(
                "CREATE OR REPLACE CONSTRAINT TRIGGER is not supported", .featureNotSupported)
        }
        return .createTrigger(
            CreateTriggerStatement(
                name: name, relation: relation, function: function, isReplace: isReplace, isConstraint: isConstraint))
    }

    private mutating func triggerEvents() throws {
        var seen: Set<Keyword> = []
        repeat {
            let event = token.keyword
            guard at(.insert, .delete, .update, .truncate) else { throw unexpected() }
            let isRepeated = !seen.insert(event).inserted
            if isRepeated, event != .update { throw near("duplicate trigger events specified") }
            advance()
            if event == .update, accept(.of) { _ = try nameList() }
            if isRepeated { throw near("duplicate trigger events specified") }
        } while accept(.or)
    }

    private mutating func triggerTransitions() throws {
        repeat {
            guard at(.new, .old) else { throw unexpected() }
            advance()
            guard at(.table, .row) else { throw unexpected() }
            advance()
            _ = accept(.as)
            _ = try columnName()
        } while at(.new, .old)
    }

    private mutating func triggerArguments() throws {
        // The grammar lets the first one be missing.
        if !at(",") { try triggerArgument() }
        while accept(",") { try triggerArgument() }
    }

    private mutating func triggerArgument() throws {
        switch token.kind {
        case .integer, .numeric, .string: advance()
        default: _ = try label()
        }
    }
}

extension Parser {
    func refusal(_ message: String, _ state: SQLState) -> VecDBError { refusal(message, at: -1, state) }
}
