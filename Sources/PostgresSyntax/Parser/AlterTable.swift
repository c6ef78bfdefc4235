import VectorTypes

/// ALTER TABLE and its kin: indexes, sequences, views.
extension Parser {
    /// At the object's word behind ALTER.
    mutating func alterRelation() throws -> Statement {
        let kind = try objectKind()
        if at(.all), [.table, .index, .materializedView].contains(kind) { return try moveAll(kind) }
        let ifExists = try acceptIfExists()
        let location = token.location
        let isTable = kind == .table || kind == .foreignTable
        let relation = isTable ? try relationExpression() : RelationReference(name: try qualifiedName())
        let name = ObjectName(
            names: [relation.name.catalog, relation.name.schema, relation.name.name].compactMap { $0 },
            location: location)
        if accept(.rename) { return try rename(kind, name, ifExists: ifExists) }
        if kind != .index, at(.set), nextIs(.schema) {
            advance()
            advance()
            return .setSchema(
                SetSchemaStatement(kind: kind, name: name, schema: try columnName(), ifExists: ifExists))
        }
        if kind == .index || kind == .materializedView, !ifExists,
            at(.depends) || at(.no) && nextIs(.depends)
        {
            return try dependsOnExtension()
        }
        if kind == .sequence, try atSequenceOption() {
            return .alterSequence(
                AlterSequenceStatement(relation: relation.name, ifExists: ifExists, options: try sequenceOptions()))
        }
        var statement = AlterTableStatement(kind: kind, relation: relation, ifExists: ifExists)
        if at(.attach), kind == .table || kind == .index && !ifExists {
            advance()
            try expect(.partition)
            let partition = try qualifiedName()
            statement.actions = [
                .attachPartition(partition, kind == .table ? try partitionBound() : nil)
            ]
        } else if at(.detach), kind == .table {
            advance()
            try expect(.partition)
            statement.actions = [.detachPartition(try qualifiedName())]
            if !accept(.concurrently) { _ = accept(.finalize) }
        } else {
            statement.actions = try list { try $0.alterTableAction() }
        }
        return .alterTable(statement)
    }

    private mutating func atSequenceOption() throws -> Bool {
        if at(.no) { return !nextIs(.inherit) && !nextIs(.force) }
        return at(.as, .cache, .cycle, .increment) || at(.maxvalue, .minvalue, .owned, .sequence)
            || at(.start, .restart)
    }

    /// `ALTER TABLE ALL IN TABLESPACE …`
    private mutating func moveAll(_ kind: ObjectKind) throws -> Statement {
        try expect(.all, .in, .tablespace)
        _ = try columnName()
        if accept(.owned) {
            try expect(.by)
            _ = try roleList()
        }
        try expect(.set, .tablespace)
        _ = try columnName()
        _ = accept(.nowait)
        return .other(OtherStatement(command: "ALTER \(kind.rawValue.uppercased())"))
    }

    /// Behind RENAME.
    private mutating func rename(_ kind: ObjectKind, _ name: ObjectName, ifExists: Bool) throws -> Statement {
        let location = token.location
        var statement = RenameStatement(
            kind: kind, name: name, newName: "", ifExists: ifExists, location: location)
        if !at(.to), kind != .index, kind != .sequence {
            if kind == .table, accept(.constraint) {
                statement.kind = .constraint
            } else {
                _ = accept(.column)
                statement.kind = .column
            }
            statement.part = try columnName()
        }
        try expect(.to)
        statement.newName = try columnName()
        return .rename(statement)
    }

    mutating func dependsOnExtension() throws -> Statement {
        _ = accept(.no)
        try expect(.depends, .on, .extension)
        _ = try columnName()
        return .other(OtherStatement(command: "ALTER ... DEPENDS ON EXTENSION"))
    }

    // MARK: Actions

    private mutating func alterTableAction() throws -> AlterTableAction {
        switch token.keyword {
        case .add:
            advance()
            if atTableConstraint() { return .addConstraint(try tableConstraint()) }
            _ = accept(.column)
            let ifNotExists = try acceptIfNotExists()
            return .addColumn(try columnDefinition(), ifNotExists: ifNotExists)
        case .alter: return try alterColumnOrConstraint()
        case .drop:
            advance()
            let isConstraint = accept(.constraint)
            if !isConstraint { _ = accept(.column) }
            let ifExists = try acceptIfExists()
            let name = try columnName()
            let isCascade = dropBehavior()
            return isConstraint
                ? .dropConstraint(name, ifExists: ifExists, isCascade: isCascade)
                : .dropColumn(name, ifExists: ifExists, isCascade: isCascade)
        case .validate:
            advance()
            try expect(.constraint)
            return .validateConstraint(try columnName())
        case .set: return try alterTableSet()
        case .reset:
            advance()
            return .resetOptions(try relationOptions())
        case .cluster:
            advance()
            try expect(.on)
            return .cluster(on: try columnName())
        case .inherit:
            advance()
            return .inherit(try qualifiedName())
        case .no where nextIs(.inherit):
            advance()
            advance()
            return .noInherit(try qualifiedName())
        case .owner:
            advance()
            try expect(.to)
            return .changeOwner(try role())
        default: return .other(try otherTableAction())
        }
    }

    private mutating func alterTableSet() throws -> AlterTableAction {
        advance()
        switch token.keyword {
        case .without:
            advance()
            if accept(.cluster) { return .cluster(on: nil) }
            try expect(.oids)
            return .other("SET WITHOUT OIDS")
        case .logged, .unlogged:
            let isLogged = at(.logged)
            advance()
            return .setLogged(isLogged)
        case .access:
            advance()
            try expect(.method)
            return .setAccessMethod(try columnName())
        case .tablespace:
            advance()
            return .setTablespace(try columnName())
        default: return .setOptions(try relationOptions())
        }
    }

    /// What an embedded database has no use for.
    private mutating func otherTableAction() throws -> String {
        switch token.keyword {
        case .enable, .disable:
            let word = token.text.uppercased()
            let isEnable = at(.enable)
            advance()
            if accept(.row) {
                try expect(.level, .security)
                return "\(word) ROW LEVEL SECURITY"
            }
            let isSpecial = isEnable && at(.always, .replica)
            if isSpecial { advance() }
            let target = token.text.uppercased()
            if accept(.rule) {
                _ = try columnName()
            } else {
                try expect(.trigger)
                if !isSpecial, at(.all, .user) { advance() } else { _ = try columnName() }
            }
            return "\(word) \(target)"
        case .force, .no:
            _ = accept(.no)
            try expect(.force, .row, .level, .security)
            return "FORCE ROW LEVEL SECURITY"
        case .replica:
            advance()
            try expect(.identity)
            if accept(.using) {
                try expect(.index)
                _ = try columnName()
            } else {
                guard at(.nothing, .full, .default) else { throw unexpected() }
                advance()
            }
            return "REPLICA IDENTITY"
        case .of:
            advance()
            _ = try anyName()
            return "OF"
        case .not:
            advance()
            try expect(.of)
            return "NOT OF"
        case .options:
            try alterGenericOptions()
            return "OPTIONS"
        default: throw unexpected()
        }
    }

    // MARK: Columns

    private mutating func alterColumnOrConstraint() throws -> AlterTableAction {
        advance()
        if at(.constraint) {
            let location = token.location
            advance()
            var constraint = Constraint(name: try columnName(), kind: .null, location: location)
            try constraintAttributes(&constraint, "FOREIGN KEY", [.deferrable])
            return .alterConstraint(constraint)
        }
        _ = accept(.column)
        let location = token.location
        if token.kind == .integer {
            let number = try integer()
            try expect(.set, .statistics)
            let target = try signedInteger()
            guard number > 0, number <= Int(Int16.max) else {
                throw refusal(
                    "column number must be in range from 1 to 32767", at: location, .invalidParameterValue)
            }
            return .setStatistics(column: nil, number: number, target)
        }
        let column = try columnName()
        switch token.keyword {
        case .drop: return try alterColumnDrop(column)
        case .set: return try alterColumnSet(column, location)
        case .type: return .setType(try columnType(column, location))
        case .reset:
            advance()
            return .resetColumnOptions(column: column, try relationOptions())
        case .restart: return .setIdentity(column: column, options: try identityOptions())
        case .add:
            advance()
            try expect(.generated)
            let isAlways = try generatedWhen()
            try expect(.as, .identity)
            var options: [DefinitionElement] = []
            if accept("(") {
                options = try sequenceOptions()
                if options.isEmpty { throw unexpected() }
                try expect(")")
            }
            return .addIdentity(column: column, isAlways: isAlways, options: options)
        case .options:
            try alterGenericOptions()
            return .other("ALTER COLUMN OPTIONS")
        default: throw unexpected()
        }
    }

    private mutating func alterColumnDrop(_ column: String) throws -> AlterTableAction {
        advance()
        switch token.keyword {
        case .default:
            advance()
            return .dropDefault(column: column)
        case .not:
            advance()
            try expect(.null)
            return .dropNotNull(column: column)
        case .expression:
            advance()
            return .dropExpression(column: column, ifExists: try acceptIf(.exists))
        case .identity:
            advance()
            return .dropIdentity(column: column, ifExists: try acceptIf(.exists))
        default: throw unexpected()
        }
    }

    private mutating func alterColumnSet(_ column: String, _ location: Int) throws -> AlterTableAction {
        switch peek().keyword {
        case .default:
            advance()
            advance()
            return .setDefault(column: column, try expression())
        case .not:
            advance()
            try expect(.not, .null)
            return .setNotNull(column: column)
        case .statistics:
            advance()
            advance()
            return .setStatistics(column: column, number: nil, try signedInteger())
        case .storage:
            advance()
            advance()
            return .setStorage(column: column, try columnName())
        case .compression:
            advance()
            return .setCompression(column: column, try compression())
        case .data:
            advance()
            advance()
            return .setType(try columnType(column, location))
        default:
            if nextIs("(") {
                advance()
                return .setColumnOptions(column: column, try relationOptions())
            }
            return .setIdentity(column: column, options: try identityOptions())
        }
    }

    /// At TYPE.
    private mutating func columnType(_ column: String, _ location: Int) throws -> ColumnTypeChange {
        try expect(.type)
        var change = ColumnTypeChange(column: column, type: try typeName(), location: location)
        change.collation = try optionalCollation()
        if accept(.using) { change.using = try expression() }
        return change
    }
}
