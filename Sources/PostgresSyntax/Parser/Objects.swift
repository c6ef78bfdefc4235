import VectorTypes

/// Objects of any kind, as DROP, COMMENT, GRANT and ALTER EXTENSION name them.
extension Parser {
    /// The words of an object's kind, if they stand here.
    mutating func objectKind() throws -> ObjectKind {
        let keyword = token.keyword
        let simple: [Keyword: ObjectKind] = [
            .table: .table, .sequence: .sequence, .view: .view, .index: .index, .collation: .collation,
            .conversion: .conversion, .statistics: .statistics, .extension: .extension, .language: .language,
            .publication: .publication, .schema: .schema, .server: .server, .database: .database, .role: .role,
            .subscription: .subscription, .tablespace: .tablespace, .policy: .policy, .rule: .rule,
            .trigger: .trigger, .type: .type, .domain: .domain, .aggregate: .aggregate, .function: .function,
            .procedure: .procedure, .routine: .routine, .column: .column, .constraint: .constraint, .cast: .cast,
            .transform: .transform,
        ]
        if let kind = simple[keyword] {
            advance()
            return kind
        }
        switch keyword {
        case .materialized:
            advance()
            try expect(.view)
            return .materializedView
        case .foreign:
            advance()
            if accept(.table) { return .foreignTable }
            try expect(.data, .wrapper)
            return .foreignDataWrapper
        case .text:
            advance()
            try expect(.search)
            guard at(.parser, .dictionary, .template, .configuration) else { throw unexpected() }
            defer { advance() }
            switch token.keyword {
            case .parser: return .textSearchParser
            case .dictionary: return .textSearchDictionary
            case .template: return .textSearchTemplate
            default: return .textSearchConfiguration
            }
        case .access:
            advance()
            try expect(.method)
            return .accessMethod
        case .event:
            advance()
            try expect(.trigger)
            return .eventTrigger
        case .procedural:
            advance()
            try expect(.language)
            return .language
        case .large:
            advance()
            try expect(.object)
            return .largeObject
        case .operator:
            advance()
            if at(.class), !nextIs(".") {
                advance()
                return .operatorClass
            }
            if at(.family), !nextIs(".") {
                advance()
                return .operatorFamily
            }
            return .operator
        default: throw unexpected()
        }
    }

    /// The object's name in the form that its kind has.
    mutating func objectName(_ kind: ObjectKind) throws -> ObjectName {
        let location = token.location
        switch kind {
        case .table, .sequence, .view, .materializedView, .index, .foreignTable, .collation, .conversion, .statistics,
            .textSearchParser, .textSearchDictionary, .textSearchTemplate, .textSearchConfiguration, .column,
            .attribute:
            return ObjectName(names: try anyName(), location: location)
        case .type, .domain, .domainConstraint:
            let type = try typeName()
            return ObjectName(names: type.names, location: location)
        case .function, .procedure, .routine: return try functionReference()
        case .aggregate: return try aggregateReference()
        case .operator: return try operatorReference()
        case .operatorClass, .operatorFamily:
            var name = ObjectName(names: try anyName(), location: location)
            try expect(.using)
            name.parent = [try columnName()]
            return name
        case .policy, .rule, .trigger, .constraint:
            var name = ObjectName(names: [try columnName()], location: location)
            try expect(.on)
            name.parent = try anyName()
            return name
        case .cast:
            try expect("(")
            let source = try typeName()
            try expect(.as)
            let target = try typeName()
            try expect(")")
            return ObjectName(names: [], arguments: [source, target], location: location)
        case .transform:
            try expect(.for)
            let type = try typeName()
            try expect(.language)
            return ObjectName(names: [try columnName()], arguments: [type], location: location)
        case .largeObject:
            _ = try number()
            return ObjectName(names: [], location: location)
        default: return ObjectName(names: [try columnName()], location: location)
        }
    }

    // MARK: DROP

    mutating func drop() throws -> Statement {
        advance()
        switch token.keyword {
        case .owned:
            advance()
            try expect(.by)
            _ = try roleList()
            _ = dropBehavior()
            return .other(OtherStatement(command: "DROP OWNED"))
        case .role, .user, .group:
            let isUser = at(.user)
            advance()
            if isUser, at(.mapping), nextIs(.for) || nextIs(.if) { return try dropUserMapping() }
            let ifExists = try acceptIfExists()
            return .role(RoleStatement(action: .drop, names: try roleList(), ifExists: ifExists))
        case .database: return try dropDatabase()
        case .column, .constraint, .large: throw unexpected()
        default: break
        }
        let kind = try objectKind()
        let isConcurrent = kind == .index && accept(.concurrently)
        // No name follows these two, so that IF is no name.
        let ifExists = kind == .cast || kind == .transform ? try acceptIf(.exists) : try acceptIfExists()
        var statement = DropStatement(kind: kind, names: [], ifExists: ifExists, isConcurrent: isConcurrent)
        switch kind {
        case .policy, .rule, .trigger, .cast, .transform, .operatorClass, .operatorFamily, .tablespace, .subscription:
            statement.names = [try objectName(kind)]
        default:
            statement.names = try list { try $0.objectName(kind) }
        }
        if kind != .tablespace { statement.isCascade = dropBehavior() }
        return .drop(statement)
    }

    private mutating func dropUserMapping() throws -> Statement {
        advance()
        _ = try acceptIf(.exists)
        try expect(.for)
        try mappedUser()
        try expect(.server)
        _ = try columnName()
        return .other(OtherStatement(command: "DROP USER MAPPING"))
    }

    mutating func mappedUser() throws {
        if !accept(.user) { _ = try role() }
    }

    private mutating func dropDatabase() throws -> Statement {
        advance()
        let ifExists = try acceptIfExists()
        let location = token.location
        let name = ObjectName(names: [try columnName()], location: location)
        if at(.with) || at("(") {
            _ = acceptOptionalWith()
            _ = try parenthesizedList { try $0.expect(.force) }
        }
        return .drop(DropStatement(kind: .database, names: [name], ifExists: ifExists))
    }

    // MARK: COMMENT, SECURITY LABEL

    mutating func comment() throws -> Statement {
        advance()
        try expect(.on)
        var kind = try objectKind()
        var name: ObjectName
        if kind == .constraint {
            let location = token.location
            name = ObjectName(names: [try columnName()], location: location)
            try expect(.on)
            // `ON domain` alone is a table of that name.
            if at(.domain), isColumnName(peek()) {
                advance()
                kind = .domainConstraint
            }
            name.parent = try anyName()
        } else {
            name = try objectName(kind)
        }
        try expect(.is)
        var statement = CommentStatement(kind: kind, name: name)
        if !accept(.null) { statement.comment = try string() }
        return .comment(statement)
    }

    mutating func securityLabel() throws -> Statement {
        advance()
        try expect(.label)
        if accept(.for) { _ = try nonReservedWordOrString() }
        try expect(.on)
        let start = token
        let kind = try objectKind()
        switch kind {
        case .policy, .rule, .trigger, .constraint, .cast, .transform, .operatorClass, .operatorFamily, .operator:
            token = start
            throw unexpected()
        default: break
        }
        _ = try objectName(kind)
        try expect(.is)
        if !accept(.null) { _ = try string() }
        return .other(OtherStatement(command: "SECURITY LABEL"))
    }

    mutating func importForeignSchema() throws -> Statement {
        advance()
        try expect(.foreign, .schema)
        _ = try columnName()
        if at(.limit, .except) {
            if accept(.limit) { try expect(.to) } else { advance() }
            try expect("(")
            _ = try relationList()
            try expect(")")
        }
        try expect(.from, .server)
        _ = try columnName()
        try expect(.into)
        _ = try columnName()
        try optionalGenericOptions()
        return .other(OtherStatement(command: "IMPORT FOREIGN SCHEMA"))
    }
}
