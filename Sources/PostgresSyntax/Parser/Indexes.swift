import VectorTypes

/// CREATE INDEX, REINDEX, VERIFY INDEX, CLUSTER.
extension Parser {
    /// Behind CREATE; at UNIQUE or INDEX.
    mutating func createIndex() throws -> Statement {
        let isUnique = accept(.unique)
        try expect(.index)
        let isConcurrent = accept(.concurrently)
        let ifNotExists = try acceptIfNotExists()
        var name: String?
        if ifNotExists || !at(.on) { name = try columnName() }
        try expect(.on)
        var index = CreateIndexStatement(
            name: name, relation: try relationExpression(), method: accept(.using) ? try columnName() : "btree",
            isUnique: isUnique, isConcurrent: isConcurrent, ifNotExists: ifNotExists)
        index.elements = try parenthesizedList { try $0.indexElement() }
        if accept(.include) { index.including = try parenthesizedList { try $0.indexElement() } }
        index.isNullsNotDistinct = try nullTreatment()
        index.options = try optionalRelationOptions()
        if accept(.tablespace) { index.tablespace = try columnName() }
        index.filter = try optionalWhere()
        return .createIndex(index)
    }

    /// A key with its collation, operator class, direction.
    mutating func indexElement() throws -> IndexElement {
        var element = try indexKey()
        element.collation = try optionalCollation() ?? []
        if atColumnName {
            element.operatorClass = try anyName()
            if at("(") { element.operatorClassOptions = try relationOptions() }
        }
        if at(.asc, .desc) {
            element.direction = at(.asc) ? .ascending : .descending
            advance()
        }
        element.nulls = try optionalNulls()
        return element
    }

    /// A column, a function call, or an expression in parentheses.
    mutating func indexKey() throws -> IndexElement {
        let location = token.location
        if accept("(") {
            let expression = try expression()
            try expect(")")
            return IndexElement(expression: expression, location: location)
        }
        let isSpecial = try atSpecialFunction()
        if !isSpecial, isColumnName(token), !nextIs("("), !nextIs("."), !nextIs("[") {
            return IndexElement(column: try columnName(), location: location)
        }
        return IndexElement(expression: try windowlessFunction(), location: location)
    }

    mutating func reindex() throws -> Statement {
        advance()
        let options = at("(") ? try utilityOptions() : []
        let keyword = token.keyword
        guard at(.index, .table, .schema, .system) || at(.database) else { throw unexpected() }
        advance()
        let isConcurrent = accept(.concurrently)
        let target: ReindexStatement.Target
        switch keyword {
        case .index: target = .index(try qualifiedName())
        case .table: target = .table(try qualifiedName())
        case .schema: target = .schema(try columnName())
        case .system: target = .system(try columnName())
        default: target = .database(try columnName())
        }
        return .reindex(ReindexStatement(target: target, options: options, isConcurrent: isConcurrent))
    }

    /// `VERIFY INDEX name`: a statement that PostgreSQL does not have, so its word is not one of the keywords.
    mutating func verify() throws -> Statement {
        advance()
        try expect(.index)
        return .verify(VerifyStatement(index: try qualifiedName()))
    }

    mutating func cluster() throws -> Statement {
        advance()
        var statement = ClusterStatement()
        if at("(") {
            statement.options = try utilityOptions()
            statement.relation = try qualifiedName()
            if accept(.using) { statement.index = try columnName() }
            return .cluster(statement)
        }
        if at(.verbose) {
            statement.options = [DefinitionElement(name: "verbose", location: token.location)]
            advance()
        }
        guard atColumnName else { return .cluster(statement) }
        let isOldForm = nextIs(.on)
        let relation = try qualifiedName()
        if isOldForm {
            advance()
            statement.index = relation.name
            statement.relation = try qualifiedName()
        } else {
            statement.relation = relation
            if accept(.using) { statement.index = try columnName() }
        }
        return .cluster(statement)
    }
}
