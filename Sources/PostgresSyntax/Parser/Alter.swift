import VectorTypes

/// ALTER of everything but relations.
extension Parser {
    mutating func alter() throws -> Statement {
        advance()
        switch token.keyword {
        case .table, .index, .sequence, .view, .materialized: return try alterRelation()
        case .foreign where nextIs(.table): return try alterRelation()
        case .role, .user, .group: return try alterRole()
        case .system:
            advance()
            return try alterSystem()
        case .default:
            advance()
            try expect(.privileges)
            return try defaultPrivileges()
        case .column, .constraint, .cast, .transform, .access: throw unexpected()
        default: return try alterObject()
        }
    }

    private mutating func alterObject() throws -> Statement {
        let location = token.location
        let kind = try objectKind()
        let isPolicyIfExists = kind == .policy || kind == .statistics ? try acceptIfExists() : false
        let name: ObjectName
        switch kind {
        // Not a type with modifiers here.
        case .type, .domain:
            let nameLocation = token.location
            name = ObjectName(names: try anyName(), location: nameLocation)
        case .policy, .rule, .trigger:
            let nameLocation = token.location
            var part = ObjectName(names: [try columnName()], location: nameLocation)
            try expect(.on)
            let relation = try qualifiedName()
            part.parent = [relation.catalog, relation.schema, relation.name].compactMap { $0 }
            name = part
        default: name = try objectName(kind)
        }
        switch token.keyword {
        case .rename where !(kind == .type && nextIs(.value)) && kind != .operator && kind != .extension:
            return try renameObject(kind, name, location)
        case .owner where canBeOwned(kind) && !isPolicyIfExists:
            advance()
            try expect(.to)
            return .changeOwner(ChangeOwnerStatement(kind: kind, name: name, owner: try role()))
        case .set where hasSchema(kind) && !isPolicyIfExists && (nextIs(.schema) || !mayBeSet(kind)):
            advance()
            try expect(.schema)
            return .setSchema(SetSchemaStatement(kind: kind, name: name, schema: try columnName()))
        case .depends where [.function, .procedure, .routine, .trigger].contains(kind):
            return try dependsOnExtension()
        case .no where [.function, .procedure, .routine, .trigger].contains(kind) && nextIs(.depends):
            return try dependsOnExtension()
        default: return try alterDetails(kind, name, isIfExists: isPolicyIfExists)
        }
    }

    private func canBeOwned(_ kind: ObjectKind) -> Bool {
        switch kind {
        case .policy, .rule, .trigger, .extension, .textSearchParser, .textSearchTemplate: false
        default: true
        }
    }

    /// Whether ALTER of such an object has another SET than SET SCHEMA.
    private func mayBeSet(_ kind: ObjectKind) -> Bool {
        switch kind {
        case .domain, .function, .procedure, .routine, .operator, .statistics, .type: true
        default: false
        }
    }

    private func hasSchema(_ kind: ObjectKind) -> Bool {
        switch kind {
        case .aggregate, .collation, .conversion, .domain, .extension, .function, .operator, .operatorClass,
            .operatorFamily, .procedure, .routine, .statistics, .textSearchParser, .textSearchDictionary,
            .textSearchTemplate, .textSearchConfiguration, .type:
            true
        default: false
        }
    }

    private mutating func renameObject(_ kind: ObjectKind, _ name: ObjectName, _ location: Int) throws -> Statement {
        advance()
        var statement = RenameStatement(kind: kind, name: name, newName: "", location: location)
        if kind == .domain, accept(.constraint) {
            statement.kind = .domainConstraint
            statement.part = try columnName()
        } else if kind == .type, accept(.attribute) {
            statement.kind = .attribute
            statement.part = try columnName()
        }
        try expect(.to)
        statement.newName = try columnName()
        if statement.kind == .attribute { _ = dropBehavior() }
        return .rename(statement)
    }

    private mutating func alterDetails(
        _ kind: ObjectKind, _ name: ObjectName, isIfExists: Bool
    ) throws -> Statement {
        switch kind {
        case .extension: return try alterExtension(name)
        case .domain: return try alterDomain(name)
        case .type: return try alterType(name)
        case .function, .procedure, .routine:
            guard try functionOption(isCreate: false) != nil else { throw unexpected() }
            while try functionOption(isCreate: false) != nil {}
            _ = accept(.restrict)
        case .database: try alterDatabase()
        case .collation: try expect(.refresh, .version)
        case .statistics:
            try expect(.set, .statistics)
            _ = try signedInteger()
        case .policy:
            if isIfExists { throw unexpected() }
            try policyTail()
        case .operator:
            try expect(.set)
            try operatorDefinition()
        case .operatorFamily: try alterOperatorFamily()
        case .eventTrigger:
            if accept(.enable) {
                if at(.replica, .always) { advance() }
            } else {
                try expect(.disable)
            }
        case .tablespace:
            guard at(.set, .reset) else { throw unexpected() }
            advance()
            _ = try relationOptions()
        case .server: try alterServer()
        case .foreignDataWrapper: try alterForeignDataWrapper()
        case .publication: try alterPublication()
        case .subscription: try alterSubscription()
        case .textSearchDictionary: _ = try definition()
        case .textSearchConfiguration: try alterTextSearchConfiguration()
        default: throw unexpected()
        }
        return .other(OtherStatement(command: "ALTER \(kind.rawValue.uppercased())"))
    }

    // MARK: Extensions, domains, types

    private mutating func alterExtension(_ name: ObjectName) throws -> Statement {
        var statement = AlterExtensionStatement(name: name.names.last ?? "", isUpdate: true)
        if accept(.update) {
            while accept(.to) { statement.version = try nonReservedWordOrString() }
            return .alterExtension(statement)
        }
        guard at(.add, .drop) else { throw unexpected() }
        advance()
        let kind = try objectKind()
        _ = try objectName(kind)
        statement.isUpdate = false
        return .alterExtension(statement)
    }

    private mutating func alterDomain(_ name: ObjectName) throws -> Statement {
        let action: AlterDomainStatement.Action
        switch token.keyword {
        case .set:
            advance()
            if accept(.default) {
                action = .setDefault(try expression())
            } else {
                try expect(.not, .null)
                action = .setNotNull
            }
        case .drop:
            advance()
            if accept(.default) {
                action = .dropDefault
            } else if accept(.not) {
                try expect(.null)
                action = .dropNotNull
            } else {
                try expect(.constraint)
                let ifExists = try acceptIfExists()
                let constraint = try columnName()
                action = .dropConstraint(constraint, ifExists: ifExists, isCascade: dropBehavior())
            }
        case .add:
            advance()
            action = .addConstraint(try tableConstraint())
        case .validate:
            advance()
            try expect(.constraint)
            action = .validateConstraint(try columnName())
        default: throw unexpected()
        }
        return .alterDomain(AlterDomainStatement(name: name.names, action: action))
    }

    private mutating func alterType(_ name: ObjectName) throws -> Statement {
        if accept(.rename) {
            try expect(.value)
            let old = try string()
            try expect(.to)
            return .alterEnum(AlterEnumStatement(name: name.names, oldValue: old, newValue: try string()))
        }
        if at(.add), nextIs(.value) {
            advance()
            advance()
            let ifNotExists = try acceptIf(.not, .exists)
            var statement = AlterEnumStatement(name: name.names, newValue: try string(), ifNotExists: ifNotExists)
            if at(.before, .after) {
                statement.isAfter = at(.after)
                advance()
                statement.neighbour = try string()
            }
            return .alterEnum(statement)
        }
        if accept(.set) {
            try operatorDefinition()
        } else {
            _ = try list { try $0.alterAttribute() }
        }
        return .other(OtherStatement(command: "ALTER TYPE"))
    }

    private mutating func alterAttribute() throws {
        switch token.keyword {
        case .add:
            advance()
            try expect(.attribute)
            _ = try functionColumn()
        case .drop:
            advance()
            try expect(.attribute)
            _ = try acceptIfExists()
            _ = try columnName()
        case .alter:
            advance()
            try expect(.attribute)
            _ = try columnName()
            if accept(.set) { try expect(.data) }
            try expect(.type)
            _ = try typeName()
            _ = try optionalCollation()
        default: throw unexpected()
        }
        _ = dropBehavior()
    }

    /// `(name = value, …)` where every name has a value.
    private mutating func operatorDefinition() throws {
        _ = try parenthesizedList { parser in
            _ = try parser.label()
            try parser.expectOperator("=")
            _ = try parser.definitionValue()
        }
    }

    // MARK: Others

    private mutating func alterDatabase() throws {
        if at(.set), !nextIs(.tablespace) {
            try setOrReset()
        } else if accept(.set) {
            try expect(.tablespace)
            _ = try columnName()
        } else if at(.reset) {
            try setOrReset()
        } else if accept(.refresh) {
            try expect(.collation, .version)
        } else {
            _ = accept(.with)
            while try databaseOption() {}
        }
    }

    mutating func databaseOption() throws -> Bool {
        switch token.keyword {
        case .connection:
            advance()
            try expect(.limit)
        case .encoding, .location, .owner, .tablespace, .template: advance()
        default:
            guard token.kind == .identifier else { return false }
            advance()
        }
        _ = acceptOperator("=")
        if accept(.default) { return true }
        guard try optionValue() != nil else { throw unexpected() }
        return true
    }

    private mutating func alterOperatorFamily() throws {
        if accept(.add) {
            _ = try list { try $0.operatorClassItem() }
            return
        }
        try expect(.drop)
        _ = try list { parser in
            guard parser.at(.operator, .function) else { throw parser.unexpected() }
            parser.advance()
            _ = try parser.integer()
            _ = try parser.parenthesizedList { try $0.typeName() }
        }
    }

    private mutating func alterServer() throws {
        if accept(.version) {
            if !accept(.null) { _ = try string() }
            if at(.options) { try alterGenericOptions() }
        } else {
            try alterGenericOptions()
        }
    }

    private mutating func alterForeignDataWrapper() throws {
        var count = 0
        while try foreignDataOption() { count += 1 }
        if at(.options) || count == 0 { try alterGenericOptions() }
    }

    mutating func foreignDataOption() throws -> Bool {
        switch token.keyword {
        case .no:
            advance()
            guard at(.handler, .validator) else { throw unexpected() }
            advance()
        case .handler, .validator:
            advance()
            _ = try anyName()
        default: return false
        }
        return true
    }

    private mutating func alterPublication() throws {
        guard at(.set, .add, .drop) else { throw unexpected() }
        let isSet = at(.set)
        advance()
        if isSet, at("(") {
            _ = try definition()
        } else {
            try publicationObjects()
        }
    }

    private mutating func alterSubscription() throws {
        switch token.keyword {
        case .enable, .disable: advance()
        case .connection:
            advance()
            _ = try string()
        case .skip:
            advance()
            _ = try definition()
        case .refresh:
            advance()
            try expect(.publication)
            if accept(.with) { _ = try definition() }
        case .set where nextIs("("):
            advance()
            _ = try definition()
        default:
            guard at(.set, .add, .drop) else { throw unexpected() }
            advance()
            try expect(.publication)
            _ = try nameList()
            if accept(.with) { _ = try definition() }
        }
    }

    private mutating func alterTextSearchConfiguration() throws {
        guard at(.add, .alter, .drop) else { throw unexpected() }
        let isAlter = at(.alter)
        let isDrop = at(.drop)
        advance()
        try expect(.mapping)
        if isDrop {
            _ = try acceptIfExists()
            try expect(.for)
            _ = try nameList()
            return
        }
        if !isAlter || !at(.replace) {
            try expect(.for)
            _ = try nameList()
        }
        if isAlter, accept(.replace) {
            _ = try anyName()
            guard acceptOptionalWith() else { throw unexpected() }
            _ = try anyName()
            return
        }
        guard acceptOptionalWith() else { throw unexpected() }
        _ = try anyNameList()
    }
}
