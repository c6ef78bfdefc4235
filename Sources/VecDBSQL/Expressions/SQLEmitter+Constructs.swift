import VecDB
import VectorTypes

/// Text forms, arrays, rows and sub-selects.
extension SQLEmitter {
    /// The output function of the type.
    mutating func emitOutput(_ inner: BoundExpression) throws {
        switch inner.type.base {
        case .int2, .int4, .int8, .oid,
            .xid where !inner.type.isArray:
            write("CAST(")
            try emit(inner)
            write(" AS TEXT)")
        case .text, .varchar, .name, .json, .jsonb, .uuid, .numeric, .unknown, .tsvector,
            .tsquery where !inner.type.isArray:
            try emit(inner)
        case .bool where !inner.type.isArray:
            write("(CASE ")
            try emit(inner)
            write(" WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)")
        default:
            write("pg_output(")
            try emit(inner)
            write(", \(inner.type.oid))")
        }
    }

    /// The input function of the type.
    mutating func emitInput(_ inner: BoundExpression, _ expression: BoundExpression) throws {
        write("pg_input(")
        try emit(inner)
        write(", \(expression.type.oid))")
    }

    /// `ROW(…)` as a value: PostgreSQL's text of a record.
    mutating func emitRow(_ parts: [BoundExpression]) throws {
        write("pg_record(")
        for (index, part) in parts.enumerated() {
            if index > 0 { write(", ") }
            write("\(part.type.oid), ")
            try emit(part)
        }
        write(")")
    }

    mutating func emitRowComparison(_ symbol: String, _ left: [BoundExpression], _ right: [BoundExpression]) throws {
        write("((")
        for (index, part) in left.enumerated() {
            if index > 0 { write(", ") }
            try emitSortKey(part)
        }
        write(") \(symbol) (")
        for (index, part) in right.enumerated() {
            if index > 0 { write(", ") }
            try emitSortKey(part)
        }
        write("))")
    }

    /// Arrays longer than SQLite lets a function have arguments are put together from pieces.
    mutating func emitArray(_ elements: [BoundExpression], _ type: SQLType) throws {
        let limit = 100
        guard elements.count > limit else {
            write(elements.contains { $0.type.isArray } ? "pg_array_nested(\(type.oid)" : "pg_array(\(type.oid)")
            for element in elements {
                write(", ")
                try emit(element)
            }
            write(")")
            return
        }
        let pieces = stride(from: 0, to: elements.count, by: limit).map {
            Array(elements[$0..<min($0 + limit, elements.count)])
        }
        write("pg_array_join(")
        try emitArray(pieces.dropLast().flatMap { $0 }, type)
        write(", ")
        try emitArray(pieces.last ?? [], type)
        write(")")
    }

    mutating func emitSubscript(_ array: BoundExpression, _ indices: [ArrayIndex], _ type: SQLType) throws {
        let isSlice = indices.contains(where: \.isSlice)
        write(isSlice ? "pg_array_slice(" : "pg_array_element(\(type.oid), ")
        try emit(array)
        for index in indices {
            write(", ")
            if isSlice {
                // A plain index among slices means "from 1 to it".
                if let lower = index.lower {
                    try emit(lower)
                } else {
                    write(index.isSlice ? "'omitted'" : "1")
                }
                write(", ")
                if let upper = index.upper { try emit(upper) } else { write("'omitted'") }
            } else if let upper = index.upper {
                try emit(upper)
            }
        }
        write(")")
    }

    mutating func emitSubquery(_ kind: SubqueryKind, _ query: BoundSubquery, _ expression: BoundExpression) throws {
        if case .scalar = kind, let value = query.plainValue { return try emit(value) }
        try nested(by: 4) { try $0.emitNestedSubquery(kind, query) }
    }

    private mutating func emitNestedSubquery(_ kind: SubqueryKind, _ query: BoundSubquery) throws {
        switch kind {
        case .exists:
            write("(EXISTS (")
            try query.emit(into: &self)
            write("))")
        case .scalar:
            // SQLite takes the first of several rows; PostgreSQL refuses them.
            if query.returnsAtMostOneRow {
                write("(")
                try query.emit(into: &self)
                write(")")
            } else {
                write("(SELECT pg_single(c1) FROM (SELECT c1 FROM (")
                try query.emit(into: &self)
                write(") LIMIT 2))")
            }
        case .array:
            write("(SELECT pg_collect(\(SQLType(query.columns[0].type).oid), c1) FROM (")
            try query.emit(into: &self)
            write("))")
        case .isIn(let operands, let negated):
            write("(")
            if operands.count == 1 {
                try emitSortKey(operands[0])
            } else {
                write("(")
                for (index, operand) in operands.enumerated() {
                    if index > 0 { write(", ") }
                    try emitSortKey(operand)
                }
                write(")")
            }
            write(negated ? " NOT IN (" : " IN (")
            try query.emit(into: &self)
            write("))")
        case .quantified(let comparison, let isAll):
            write("(SELECT \(Self.threeValued(isAll: isAll)) FROM (SELECT ")
            try emit(comparison)
            write(" AS v FROM (")
            try query.emit(into: &self)
            write(") AS \(SubqueryColumn.alias)))")
        }
    }

    /// SQL's OR (or AND) over the rows of a column `v`.
    private static func threeValued(isAll: Bool) -> String {
        isAll
            ? "CASE WHEN min(v) = 0 THEN 0 WHEN count(*) > count(v) THEN NULL ELSE 1 END"
            : "CASE WHEN max(v) = 1 THEN 1 WHEN count(*) > count(v) THEN NULL ELSE 0 END"
    }

    /// `x op ANY (array)`: equality as SQLite's IN, which can use an index; others row by row.
    mutating func emitQuantified(
        _ operand: BoundExpression, _ function: FunctionEntry, array: BoundExpression, isAll: Bool
    ) throws {
        let element = array.type.element ?? .text
        let isEquality = !isAll && function.isPlainEquality
        let isInequality = isAll && function.name.hasSuffix("ne")
        var isKeyed = false
        if case .function = operand.type.sortKey { isKeyed = true }
        if isEquality || isInequality, !isKeyed {
            write("(")
            try emitSortKey(operand)
            write(isInequality ? " NOT IN (" : " IN (")
            write("SELECT c1 FROM pg_elements(\(element.oid), ")
            try emit(array)
            write(")))")
            return
        }
        write("(SELECT \(Self.threeValued(isAll: isAll)) FROM (SELECT ")
        let item = BoundExpression(
            .column(ColumnBinding(sql: "pg_item.c1", name: "", relation: -1, attribute: 1)), element)
        try emitCall(function, [operand, item], result: .bool)
        write(" AS v FROM pg_elements(\(element.oid), ")
        try emit(array)
        write(") AS pg_item))")
    }
}
