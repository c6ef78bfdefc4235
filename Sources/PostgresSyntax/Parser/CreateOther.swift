import VectorTypes

/// CREATE of what an embedded database does not have: parsed to be refused by name.
extension Parser {
    /// Behind CREATE [OR REPLACE].
    mutating func createOther(isReplace: Bool) throws -> Statement {
        let keyword = token.keyword
        switch keyword {
        case .aggregate:
            advance()
            try createAggregate()
            return other("CREATE AGGREGATE")
        case .rule:
            advance()
            try createRule()
            return other("CREATE RULE")
        case .transform:
            advance()
            try createTransform()
            return other("CREATE TRANSFORM")
        case .trusted, .procedural, .language:
            _ = accept(.trusted)
            _ = accept(.procedural)
            try expect(.language)
            try createLanguage()
            return other("CREATE LANGUAGE")
        default:
            guard !isReplace else { throw unexpected() }
            return try createRare(keyword)
        }
    }

    private func other(_ command: String) -> Statement { .other(OtherStatement(command: command)) }

    private mutating func createRare(_ keyword: Keyword) throws -> Statement {
        switch keyword {
        case .database:
            advance()
            _ = try columnName()
            _ = acceptOptionalWith()
            while try databaseOption() {}
            return other("CREATE DATABASE")
        case .tablespace:
            advance()
            _ = try columnName()
            if accept(.owner) { _ = try role() }
            try expect(.location)
            _ = try string()
            _ = try optionalRelationOptions()
            return other("CREATE TABLESPACE")
        case .operator: return try createOperator()
        case .text:
            _ = try objectKind()
            _ = try anyName()
            _ = try definition()
            return other("CREATE TEXT SEARCH")
        case .collation:
            advance()
            _ = try acceptIfNotExists()
            _ = try anyName()
            if accept(.from) { _ = try anyName() } else { _ = try definition() }
            return other("CREATE COLLATION")
        case .cast:
            advance()
            try createCast()
            return other("CREATE CAST")
        case .default, .conversion:
            _ = accept(.default)
            try expect(.conversion)
            _ = try anyName()
            try expect(.for)
            _ = try string()
            try expect(.to)
            _ = try string()
            try expect(.from)
            _ = try anyName()
            return other("CREATE CONVERSION")
        case .statistics: return try createStatistics()
        case .policy:
            advance()
            try createPolicy()
            return other("CREATE POLICY")
        case .access:
            advance()
            try expect(.method)
            _ = try columnName()
            try expect(.type)
            guard at(.index, .table) else { throw unexpected() }
            advance()
            try expect(.handler)
            _ = try anyName()
            return other("CREATE ACCESS METHOD")
        case .assertion:
            advance()
            _ = try anyName()
            try expect(.check)
            try expect("(")
            _ = try expression()
            try expect(")")
            _ = try constraintAttributeList()
            throw refusal("CREATE ASSERTION is not yet implemented", .featureNotSupported)
        case .event: return try createEventTrigger()
        case .publication: return try createPublication()
        case .subscription: return try createSubscription()
        case .server: return try createServer()
        case .foreign: return try createForeign()
        default: throw unexpected()
        }
    }

    // MARK: Aggregates, operators, casts

    private mutating func createAggregate() throws {
        _ = try functionName()
        // The old form has names with values where the new one has the arguments' types.
        if at("("), peek().kind == .identifier, peek(2).kind == .knownOperator, peek(2).text == "=" {
            _ = try parenthesizedList { parser in
                guard parser.token.kind == .identifier else { throw parser.unexpected() }
                parser.advance()
                try parser.expectOperator("=")
                _ = try parser.definitionValue()
            }
            return
        }
        _ = try aggregateArguments()
        _ = try definition()
    }

    private mutating func createOperator() throws -> Statement {
        advance()
        if at(.class), !nextIs(".") {
            advance()
            _ = try anyName()
            _ = accept(.default)
            try expect(.for, .type)
            _ = try typeName()
            try expect(.using)
            _ = try columnName()
            if accept(.family) { _ = try anyName() }
            try expect(.as)
            _ = try list { try $0.operatorClassItem() }
            return other("CREATE OPERATOR CLASS")
        }
        if at(.family), !nextIs(".") {
            advance()
            _ = try anyName()
            try expect(.using)
            _ = try columnName()
            return other("CREATE OPERATOR FAMILY")
        }
        _ = try anyOperator()
        _ = try definition()
        return other("CREATE OPERATOR")
    }

    mutating func operatorClassItem() throws {
        switch token.keyword {
        case .operator:
            advance()
            _ = try integer()
            if isColumnName(token) || atAnyOperator {
                _ = try anyOperator()
                if at("(") { _ = try operatorArguments() }
            } else {
                throw unexpected()
            }
            if accept(.for) {
                if !accept(.search) {
                    try expect(.order, .by)
                    _ = try anyName()
                }
            }
        case .function:
            advance()
            _ = try integer()
            if at("(") { _ = try parenthesizedList { try $0.typeName() } }
            _ = try functionReference()
        default:
            try expect(.storage)
            _ = try typeName()
        }
    }

    private mutating func createCast() throws {
        _ = try objectName(.cast)
        if accept(.without) {
            try expect(.function)
        } else {
            try expect(.with)
            if !accept(.inout) {
                try expect(.function)
                _ = try functionReference()
            }
        }
        if accept(.as) {
            guard at(.implicit, .assignment) else { throw unexpected() }
            advance()
        }
    }

    private mutating func createTransform() throws {
        _ = try objectName(.transform)
        try expect("(")
        guard at(.from, .to) else { throw unexpected() }
        let first = token.keyword
        try transformElement()
        if accept(",") {
            guard at(.from, .to), token.keyword != first else { throw unexpected() }
            try transformElement()
        }
        try expect(")")
    }

    private mutating func transformElement() throws {
        advance()
        try expect(.sql, .with, .function)
        _ = try functionReference()
    }

    private mutating func createLanguage() throws {
        _ = try columnName()
        guard accept(.handler) else { return }
        _ = try anyName()
        if accept(.inline) { _ = try anyName() }
        if accept(.validator) {
            _ = try anyName()
        } else if accept(.no) {
            try expect(.validator)
        }
    }

    // MARK: Rules, policies, statistics, event triggers

    private mutating func createRule() throws {
        _ = try columnName()
        try expect(.as, .on)
        guard at(.select, .update, .delete, .insert) else { throw unexpected() }
        advance()
        try expect(.to)
        _ = try qualifiedName()
        _ = try optionalWhere()
        try expect(.do)
        if at(.instead, .also) { advance() }
        if accept(.nothing) { return }
        guard at("("), !nextIs("(") else { return try ruleAction() }
        advance()
        repeat {
            if !at(";"), !at(")") { try ruleAction() }
        } while accept(";")
        try expect(")")
    }

    private mutating func ruleAction() throws {
        if at(.notify) {
            _ = try utility()
            return
        }
        let start = token
        guard case .merge = try preparableStatement() else { return }
        token = start
        throw unexpected()
    }

    private mutating func createPolicy() throws {
        _ = try columnName()
        try expect(.on)
        _ = try qualifiedName()
        if accept(.as) {
            let location = token.location
            guard token.kind == .identifier else { throw unexpected() }
            let word = token.text
            guard word == "permissive" || word == "restrictive" else {
                throw refusal(
                    "unrecognized row security option \"\(word)\"", at: location,
                    hint: "Only PERMISSIVE or RESTRICTIVE policies are supported currently.")
            }
            advance()
        }
        if accept(.for) {
            guard at(.all, .select, .insert, .update) || at(.delete) else { throw unexpected() }
            advance()
        }
        try policyTail()
    }

    /// `TO roles USING (…) WITH CHECK (…)`
    mutating func policyTail() throws {
        if accept(.to) { _ = try roleList() }
        if accept(.using) {
            try expect("(")
            _ = try expression()
            try expect(")")
        }
        if accept(.with) {
            try expect(.check)
            try expect("(")
            _ = try expression()
            try expect(")")
        }
    }

    private mutating func createStatistics() throws -> Statement {
        advance()
        _ = try acceptIfNotExists()
        _ = try anyName()
        if at("(") { _ = try parenthesizedNames() }
        try expect(.on)
        _ = try list { try $0.indexKey() }
        try expect(.from)
        _ = try fromList()
        return other("CREATE STATISTICS")
    }

    private mutating func createEventTrigger() throws -> Statement {
        advance()
        try expect(.trigger)
        _ = try columnName()
        try expect(.on)
        _ = try label()
        if accept(.when) {
            repeat {
                _ = try columnName()
                try expect(.in)
                _ = try parenthesizedList { try $0.string() }
            } while accept(.and)
        }
        try expect(.execute)
        guard at(.function, .procedure) else { throw unexpected() }
        advance()
        _ = try functionName()
        try expect("(")
        try expect(")")
        return other("CREATE EVENT TRIGGER")
    }

    // MARK: Replication

    private mutating func createPublication() throws -> Statement {
        advance()
        _ = try columnName()
        if accept(.for) {
            if accept(.all) {
                try expect(.tables)
            } else {
                try publicationObjects()
            }
        }
        if accept(.with) { _ = try definition() }
        return other("CREATE PUBLICATION")
    }

    private struct PublicationObject {
        enum Kind { case table, schema, sameAsBefore }

        var kind = Kind.sameAsBefore
        /// A lone name, which may be a table's or a schema's.
        var isName = false
        var isCurrentSchema = false
        var hasColumns = false
        var hasFilter = false
        var location: Int
    }

    mutating func publicationObjects() throws {
        let objects = try list { try $0.publicationObject() }
        guard let first = objects.first, first.kind != .sameAsBefore else {
            throw refusal(
                "invalid publication object list", at: objects.first?.location ?? -1,
                detail: "One of TABLE or TABLES IN SCHEMA must be specified before a standalone table or schema name.")
        }
        var kind = first.kind
        for object in objects {
            if object.kind != .sameAsBefore { kind = object.kind }
            if kind == .table {
                if object.isCurrentSchema { throw refusal("invalid table name at or near", at: object.location) }
            } else if object.hasFilter {
                throw refusal("WHERE clause not allowed for schema", at: object.location)
            } else if object.hasColumns {
                throw refusal("column specification not allowed for schema", at: object.location)
            } else if !object.isName, !object.isCurrentSchema {
                throw refusal("invalid schema name at or near", at: object.location)
            }
        }
    }

    private mutating func publicationObject() throws -> PublicationObject {
        var object = PublicationObject(location: token.location)
        if at(.tables), nextIs(.in) {
            advance()
            try expect(.in, .schema)
            object.kind = .schema
            object.location = token.location
            object.isCurrentSchema = accept(.currentSchema)
            object.isName = !object.isCurrentSchema
            if object.isName { _ = try columnName() }
            return object
        }
        if accept(.currentSchema) {
            object.isCurrentSchema = true
            return object
        }
        if accept(.table) { object.kind = .table }
        object.isName = atColumnName
        let relation = try relationExpression()
        object.isName = object.isName && relation.name.schema == nil
        object.hasColumns = at("(")
        _ = try optionalColumns()
        if accept(.where) {
            object.hasFilter = true
            try expect("(")
            _ = try expression()
            try expect(")")
        }
        return object
    }

    private mutating func createSubscription() throws -> Statement {
        advance()
        _ = try columnName()
        try expect(.connection)
        _ = try string()
        try expect(.publication)
        _ = try nameList()
        if accept(.with) { _ = try definition() }
        return other("CREATE SUBSCRIPTION")
    }

    // MARK: Foreign data

    private mutating func createServer() throws -> Statement {
        advance()
        _ = try acceptIfNotExists()
        _ = try columnName()
        if accept(.type) { _ = try string() }
        if accept(.version), !accept(.null) { _ = try string() }
        try expect(.foreign, .data, .wrapper)
        _ = try columnName()
        try optionalGenericOptions()
        return other("CREATE SERVER")
    }

    private mutating func createForeign() throws -> Statement {
        advance()
        if accept(.data) {
            try expect(.wrapper)
            _ = try columnName()
            while try foreignDataOption() {}
            try optionalGenericOptions()
            return other("CREATE FOREIGN DATA WRAPPER")
        }
        try expect(.table)
        try foreignTable()
        try expect(.server)
        _ = try columnName()
        try optionalGenericOptions()
        return other("CREATE FOREIGN TABLE")
    }
}
