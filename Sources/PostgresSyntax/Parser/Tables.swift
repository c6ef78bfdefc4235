import VectorTypes

/// CREATE TABLE and CREATE TABLE AS, columns and constraints.
extension Parser {
    /// TEMPORARY, UNLOGGED and so on behind CREATE.
    mutating func persistence() throws -> Persistence {
        switch token.keyword {
        case .temporary, .temp:
            advance()
            return .temporary
        case .unlogged:
            advance()
            return .unlogged
        case .local, .global:
            if at(.global) { deprecatedGlobal() }
            advance()
            guard at(.temporary, .temp) else { throw unexpected() }
            advance()
            return .temporary
        default: return .permanent
        }
    }

    /// Behind CREATE [TEMP] TABLE.
    mutating func createTable(_ persistence: Persistence) throws -> Statement {
        let ifNotExists = try acceptIfNotExists()
        let relation = try qualifiedName()
        var table = CreateTableStatement(relation: relation, persistence: persistence, ifNotExists: ifNotExists)
        if accept(.of) {
            let location = token.location
            table.ofType = TypeName(names: try anyName(), location: location)
            table.elements = try typedElements()
        } else if accept(.partition) {
            try expect(.of)
            table.partitionOf = try qualifiedName()
            table.elements = try typedElements()
            table.partitionBound = try partitionBound()
        } else if at("(") {
            // `CREATE TABLE t (a) AS …` begins like `CREATE TABLE t (a int)`.
            if !isSchemaElement, isColumnName(peek()) {
                let next = peek(2)
                if next.kind == .punctuation, next.byte == UInt8(ascii: ",") || next.byte == .closeParenthesis {
                    return try createTableAs(relation, persistence, ifNotExists)
                }
            }
            try expect("(")
            if !at(")") { table.elements = try list { try $0.tableElement() } }
            try expect(")")
            if accept(.inherits) { table.inherits = try parenthesizedList { try $0.qualifiedName() } }
        } else {
            if isSchemaElement { throw unexpected() }
            return try createTableAs(relation, persistence, ifNotExists)
        }
        try tableOptions(&table)
        return .createTable(table)
    }

    private mutating func tableOptions(_ table: inout CreateTableStatement) throws {
        if at(.partition) { table.partitionBy = try partitionSpecification() }
        if accept(.using) { table.accessMethod = try columnName() }
        table.options = try optionalTableWith()
        table.onCommit = try optionalOnCommit()
        if accept(.tablespace) { table.tablespace = try columnName() }
    }

    mutating func createTableAs(
        _ relation: QualifiedName, _ persistence: Persistence, _ ifNotExists: Bool
    ) throws -> Statement {
        var into = IntoClause(relation: relation, persistence: persistence)
        into.columns = try optionalColumns()
        if accept(.using) { into.accessMethod = try columnName() }
        into.options = try optionalTableWith()
        into.onCommit = try optionalOnCommit()
        if accept(.tablespace) { into.tablespace = try columnName() }
        try expect(.as)
        let query: Statement
        if at(.execute) {
            query = try execute()
        } else {
            query = .select(try self.query())
        }
        into.isWithoutData = try optionalWithData()
        return .createTableAs(
            CreateTableAsStatement(
                into: into, query: query, isMaterializedView: false, ifNotExists: ifNotExists))
    }

    /// `WITH NO DATA` (true), `WITH DATA` or nothing.
    mutating func optionalWithData() throws -> Bool {
        guard accept(.with) else { return false }
        let isWithout = accept(.no)
        try expect(.data)
        return isWithout
    }

    private mutating func optionalTableWith() throws -> [DefinitionElement] {
        if accept(.without) {
            try expect(.oids)
            return []
        }
        // WITH DATA belongs to the end of the statement, and so does not stand here.
        return try optionalRelationOptions()
    }

    private mutating func optionalOnCommit() throws -> OnCommit {
        guard accept(.on) else { return .unspecified }
        try expect(.commit)
        if accept(.drop) { return .drop }
        guard at(.delete, .preserve) else { throw unexpected() }
        let result: OnCommit = at(.delete) ? .deleteRows : .preserveRows
        advance()
        try expect(.rows)
        return result
    }

    /// CREATE FOREIGN TABLE up to SERVER.
    mutating func foreignTable() throws {
        _ = try acceptIfNotExists()
        _ = try qualifiedName()
        if accept(.partition) {
            try expect(.of)
            _ = try qualifiedName()
            _ = try typedElements()
            _ = try partitionBound()
            return
        }
        try expect("(")
        if !at(")") { _ = try list { try $0.tableElement() } }
        try expect(")")
        if accept(.inherits) { _ = try parenthesizedList { try $0.qualifiedName() } }
    }

    // MARK: Elements

    private mutating func tableElement() throws -> CreateTableStatement.Element {
        if accept(.like) {
            var like = LikeClause(relation: try qualifiedName())
            while at(.including, .excluding) {
                let isIncluding = at(.including)
                advance()
                let features = try likeFeatures()
                if isIncluding { like.including.formUnion(features) } else { like.including.subtract(features) }
            }
            return .like(like)
        }
        if atTableConstraint() { return .constraint(try tableConstraint()) }
        return .column(try columnDefinition())
    }

    private mutating func likeFeatures() throws -> Set<LikeClause.Feature> {
        let feature: LikeClause.Feature
        switch token.keyword {
        case .comments: feature = .comments
        case .compression: feature = .compression
        case .constraints: feature = .constraints
        case .defaults: feature = .defaults
        case .identity: feature = .identity
        case .generated: feature = .generated
        case .indexes: feature = .indexes
        case .statistics: feature = .statistics
        case .storage: feature = .storage
        case .all:
            advance()
            return Set(LikeClause.Feature.allCases)
        default: throw unexpected()
        }
        advance()
        return [feature]
    }

    /// The elements of a typed table or a partition: constraints, and columns without types.
    private mutating func typedElements() throws -> [CreateTableStatement.Element] {
        guard at("(") else { return [] }
        return try parenthesizedList { parser in
            if parser.atTableConstraint() { return .constraint(try parser.tableConstraint()) }
            let location = parser.token.location
            var column = ColumnDefinition(name: try parser.columnName(), location: location)
            if parser.accept(.with) { try parser.expect(.options) }
            try parser.columnQualifiers(&column)
            return .column(column)
        }
    }

    mutating func columnDefinition() throws -> ColumnDefinition {
        let location = token.location
        let name = try columnName()
        var column = ColumnDefinition(name: name, type: try typeName(), location: location)
        if at(.compression) { column.compression = try compression() }
        try optionalGenericOptions()
        try columnQualifiers(&column)
        return column
    }

    mutating func compression() throws -> String {
        try expect(.compression)
        if accept(.default) { return "default" }
        return try columnName()
    }

    // MARK: Partitions

    private mutating func partitionSpecification() throws -> PartitionSpecification {
        let location = token.location
        try expect(.partition, .by)
        let strategy = try columnName()
        let elements = try parenthesizedList { parser in
            var element = try parser.indexKey()
            element.collation = try parser.optionalCollation() ?? []
            if parser.atColumnName { element.operatorClass = try parser.anyName() }
            return element
        }
        return PartitionSpecification(strategy: strategy, elements: elements, location: location)
    }

    mutating func partitionBound() throws -> PartitionBound {
        if accept(.default) { return .default }
        try expect(.for, .values)
        if accept(.in) { return .list(try parenthesizedList { try $0.expression() }) }
        if accept(.from) {
            let from = try parenthesizedList { try $0.expression() }
            try expect(.to)
            return .range(from: from, to: try parenthesizedList { try $0.expression() })
        }
        let location = token.location
        try expect(.with)
        return try hashBound(location)
    }

    private mutating func hashBound(_ location: Int) throws -> PartitionBound {
        var modulus: Int?
        var remainder: Int?
        try expect("(")
        let elements = try list { parser in
            let location = parser.token.location
            return (try parser.nonReservedWord(), try parser.integer(), location)
        }
        try expect(")")
        for (name, value, location) in elements {
            switch name {
            case "modulus":
                if modulus != nil {
                    throw refusal(
                        "modulus for hash partition provided more than once", at: location, .duplicateObject)
                }
                modulus = value
            case "remainder":
                if remainder != nil {
                    throw refusal(
                        "remainder for hash partition provided more than once", at: location, .duplicateObject)
                }
                remainder = value
            default:
                throw refusal("unrecognized hash partition bound specification \"\(name)\"", at: location)
            }
        }
        guard let modulus else { throw refusal("modulus for hash partition must be specified") }
        guard let remainder else { throw refusal("remainder for hash partition must be specified") }
        return .hash(modulus: modulus, remainder: remainder)
    }
}
