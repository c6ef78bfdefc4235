import VectorTypes

/// A violated constraint in PostgreSQL's words. The values (DETAIL) are for the caller to add, who knows the row.
func describe(_ violation: ConstraintViolation, catalog: Catalog?) -> VecDBError {
    let table = violation.table.flatMap { catalog?.table($0) }
    var error: VecDBError
    switch violation.kind {
    case .notNull:
        error = VecDBError(
            .notNullViolation,
            "null value in column \"\(violation.columns.first ?? "")\" of relation \"\(violation.table ?? "")\" violates not-null constraint"
        )
    case .unique, .primaryKey, .rowid:
        let name = violatedKey(violation, table, catalog)
        error = VecDBError(
            .uniqueViolation,
            name.map { "duplicate key value violates unique constraint \"\($0)\"" }
                ?? "duplicate key value violates unique constraint")
        error.constraint = name
    case .check:
        let name = violation.name ?? ""
        let owner = catalog?.tables.values.first { $0.constraint(name) != nil }
        error = VecDBError(
            .checkViolation,
            "new row for relation \"\(owner?.name ?? "")\" violates check constraint \"\(name)\"")
        error.constraint = name
    case .foreignKey:
        error = VecDBError(.foreignKeyViolation, "insert, update or delete violates a foreign key constraint")
    case .datatype:
        error = VecDBError(.datatypeMismatch, violation.message)
    case .other:
        error = VecDBError(.integrityConstraintViolation, violation.message)
    }
    return error
}

private func violatedKey(_ violation: ConstraintViolation, _ table: CatalogTable?, _ catalog: Catalog?) -> String? {
    if let name = violation.name { return name }
    guard let table else { return nil }
    let columns = violation.columns
    let index = table.indexes.first { index in
        index.isUnique && index.elements.compactMap(\.column) == columns && index.elements.count == columns.count
    }
    return index?.name
}
