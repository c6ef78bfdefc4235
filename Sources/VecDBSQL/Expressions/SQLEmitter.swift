import VecDB
import VectorTypes

/// A value that the emitted text refers to as `?n`.
package enum EmittedParameter: Hashable {
    /// Known when the statement was bound.
    case constant(SQLiteValue)
    /// The statement's own `$n`, to be encoded for the type it was given.
    case parameter(Int)
}

/// Writes bound expressions as SQLite's SQL.
///
/// The text is fully parenthesised and the parameters are numbered in order of first use. Long chains of AND and OR are
/// written as balanced trees, because SQLite limits the depth of an expression.
package struct SQLEmitter {
    package private(set) var sql = ""
    package private(set) var parameters: [EmittedParameter] = []
    private var parameterNumbers: [EmittedParameter: Int] = [:]
    /// Schema text (defaults, checks, generated columns) cannot have parameters.
    private let inlineConstants: Bool
    private var aliases = 0
    /// How deep the parser of a statement may get, where it is known to be too deep for SQLite; see `SeparateQuery`.
    var nestingLimit: Int?
    private(set) var nesting = 0
    /// Columns from outside of the statement, with what to write for them.
    var outer: [String: String] = [:]

    package init(inlineConstants: Bool = false) { self.inlineConstants = inlineConstants }

    /// Adds text as it is.
    package mutating func write(_ text: String) { sql += text }

    /// A name that nothing else in this statement has.
    package mutating func uniqueAlias(_ prefix: String = "x") -> String {
        aliases += 1
        return "\(prefix)_\(aliases)"
    }

    /// Writes the reference to a parameter.
    package mutating func write(parameter: EmittedParameter) {
        if let number = parameterNumbers[parameter] {
            sql += "?\(number)"
            return
        }
        parameters.append(parameter)
        parameterNumbers[parameter] = parameters.count
        sql += "?\(parameters.count)"
    }

    /// Writes a constant: short ones as literals, others as parameters.
    package mutating func write(constant: SQLiteValue) {
        switch constant {
        case .null: sql += "NULL"
        case .integer(let value): sql += value == .min ? "(-9223372036854775807 - 1)" : String(value)
        case .text(let text) where inlineConstants || text.utf8.count <= 32 && !text.utf8.contains(0):
            sql += Self.quoted(text)
        case .real(let value) where inlineConstants:
            sql += value.isInfinite ? (value < 0 ? "-9e999" : "9e999") : "pg_in_float8('\(value)')"
        case .blob(let bytes) where inlineConstants:
            sql += "X'" + bytes.map(Self.hex).joined() + "'"
        default: write(parameter: .constant(constant))
        }
    }

    static func quoted(_ text: String) -> String {
        var result = "'"
        for character in text.unicodeScalars {
            result.unicodeScalars.append(character)
            if character == "'" { result += "'" }
        }
        return result + "'"
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = Array("0123456789ABCDEF")
        return String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }

    /// Writes a column.
    mutating func write(column: ColumnBinding) { sql += outer.isEmpty ? column.sql : outer[column.sql] ?? column.sql }

    /// Writes what stands so many levels deeper.
    mutating func nested(by levels: Int, _ body: (inout SQLEmitter) throws -> Void) rethrows {
        nesting += levels
        defer { nesting -= levels }
        try body(&self)
    }

    /// Writes expressions separated by commas.
    package mutating func emitList(_ expressions: [BoundExpression]) throws {
        for (index, expression) in expressions.enumerated() {
            if index > 0 { sql += ", " }
            try emit(expression)
        }
    }

    /// Writes the value of an expression.
    package mutating func emit(_ expression: BoundExpression) throws {
        nesting += 1
        defer { nesting -= 1 }
        if nestingLimit != nil, try emitApart(expression) { return }
        switch expression.node {
        case .constant(let value): write(constant: value)
        case .parameter(let number): write(parameter: .parameter(number))
        case .column(let column): write(column: column)
        case .call(let function, let arguments): try emitCall(function, arguments, result: expression.type)
        case .relabel(let inner): try emit(inner)
        case .output(let inner): try emitOutput(inner)
        case .input(let inner): try emitInput(inner, expression)
        case .arrayCast(let inner, let cast):
            sql += "pg_array_cast("
            try emit(inner)
            sql += ", \(cast.source.oid), \(cast.target.oid), \(cast.modifier), \(cast.isExplicit ? 1 : 0))"
        case .fit(let inner, _) where inner.isInput && expression.type == .interval:
            // Its modifier decides how an interval is read: interval '1' day.
            guard case .input(let text) = inner.node else { break }
            sql += "pg_input_interval("
            try emit(text)
            sql += ", \(expression.modifier))"
        case .fit(let inner, let isExplicit):
            sql += "pg_fit("
            try emit(inner)
            sql += ", \(expression.type.oid), \(expression.modifier), \(isExplicit ? 1 : 0))"
        case .and(let parts): try emitChain(parts[...], " AND ")
        case .or(let parts): try emitChain(parts[...], " OR ")
        case .not(let inner):
            sql += "(NOT "
            try emit(inner)
            sql += ")"
        case .isNull(let inner, let negated): try emitNullTest(inner, negated: negated)
        case .isTruth(let inner, let test, let negated): try emitTruthTest(inner, test, negated: negated)
        case .isDistinct(let left, let right, let negated):
            sql += "("
            try emitSortKey(left)
            sql += negated ? " IS " : " IS NOT "
            try emitSortKey(right)
            sql += ")"
        case .cases(let arms, let otherwise): try emitCases(arms, otherwise)
        case .coalesce(let parts):
            sql += "coalesce("
            try emitList(parts)
            sql += ")"
        case .nullIf(let equality, let value):
            sql += "(CASE WHEN "
            try emit(equality)
            sql += " THEN NULL ELSE "
            try emit(value)
            sql += " END)"
        case .extremum(let parts, let isGreatest):
            sql += "pg_extremum(\(expression.type.oid), \(isGreatest ? 1 : 0), "
            try emitList(parts)
            sql += ")"
        case .inList(let operand, let list, let negated):
            sql += "("
            try emitSortKey(operand)
            sql += negated ? " NOT IN (" : " IN ("
            for (index, element) in list.enumerated() {
                if index > 0 { sql += ", " }
                try emitSortKey(element, collated: false)
            }
            sql += "))"
        case .quantifiedArray(let operand, let function, let array, let isAll):
            try emitQuantified(operand, function, array: array, isAll: isAll)
        case .row(let parts): try emitRow(parts)
        case .rowComparison(let symbol, let left, let right): try emitRowComparison(symbol, left, right)
        case .array(let elements): try emitArray(elements, expression.type)
        case .arraySubscript(let array, let indices): try emitSubscript(array, indices, expression.type)
        case .subquery(let kind, let query): try emitSubquery(kind, query, expression)
        case .aggregate(let call): try emitAggregate(call)
        case .window(let call): try emitWindow(call)
        case .setReturning:
            throw VecDBError(
                .featureNotSupported, "set-valued function called in context that cannot accept a set",
                position: expression.location < 0 ? nil : expression.location + 1)
        case .field(let inner, let index):
            sql += "pg_record_field("
            try emit(inner)
            sql += ", \(index), \(expression.type.oid))"
        }
    }

    // MARK: Order

    /// Writes what SQLite has to compare, sort or group by to get PostgreSQL's order and equality of this type.
    package mutating func emitSortKey(_ expression: BoundExpression, collated: Bool = true) throws {
        switch expression.type.sortKey {
        case .native: try emit(expression)
        case .collation(let name):
            guard collated else { return try emit(expression) }
            sql += "("
            try emit(expression)
            sql += " COLLATE \(name))"
        case .function(let name):
            sql += "\(name)("
            try emit(expression)
            sql += ")"
        }
    }

    /// Writes a key as it stands in ORDER BY and GROUP BY, where an integer constant, signed or not, would be taken for a
    /// column's number.
    package mutating func emitClauseKey(_ expression: BoundExpression) throws {
        guard case .constant(.integer) = expression.node else { return try emitSortKey(expression) }
        sql += "CAST("
        try emitSortKey(expression)
        sql += " AS INTEGER)"
    }

    /// Writes a key of an ORDER BY with its direction and the place of its NULLs.
    package mutating func emitOrder(_ order: [BoundOrder]) throws {
        for (index, key) in order.enumerated() {
            if index > 0 { sql += ", " }
            try emitClauseKey(key.expression)
            if key.isDescending { sql += " DESC" }
            sql += key.nullsFirst ? " NULLS FIRST" : " NULLS LAST"
        }
    }

    // MARK: Calls

    mutating func emitCall(_ function: FunctionEntry, _ arguments: [BoundExpression], result: SQLType) throws {
        switch function.implementation {
        case .template(let template): try emitTemplate(template, arguments)
        case .scalar:
            sql += function.sqliteName + "("
            try emitArguments(function, arguments, result: result)
            sql += ")"
        case .aggregate, .rows, .catalogOnly:
            throw featureNotSupported("calling function \(function.name)")
        }
    }

    /// The arguments with the type tag in front.
    mutating func emitArguments(_ function: FunctionEntry, _ arguments: [BoundExpression], result: SQLType) throws {
        let tags = function.tags(arguments: arguments.map(\.type), result: result)
        sql += tags.map { String($0.oid) }.joined(separator: ", ")
        if !tags.isEmpty, !arguments.isEmpty { sql += ", " }
        try emitList(arguments)
    }

    /// `$1` … `$9` and `$*` replaced by the arguments.
    private mutating func emitTemplate(_ template: String, _ arguments: [BoundExpression]) throws {
        var rest = template[...]
        while let dollar = rest.firstIndex(of: "$") {
            sql += rest[..<dollar]
            let next = rest.index(after: dollar)
            guard next < rest.endIndex else { break }
            if rest[next] == "*" {
                try emitList(arguments)
            } else if let number = rest[next].wholeNumberValue, number <= arguments.count {
                try emit(arguments[number - 1])
            }
            rest = rest[rest.index(after: next)...]
        }
        sql += rest
    }

    /// AND and OR as a balanced tree.
    private mutating func emitChain(_ parts: ArraySlice<BoundExpression>, _ symbol: String) throws {
        guard parts.count > 1 else {
            if let only = parts.first { try emit(only) }
            return
        }
        sql += "("
        if parts.count <= 16 {
            for (index, part) in parts.enumerated() {
                if index > 0 { sql += symbol }
                try emit(part)
            }
        } else {
            let middle = parts.startIndex + parts.count / 2
            try emitChain(parts[..<middle], symbol)
            sql += symbol
            try emitChain(parts[middle...], symbol)
        }
        sql += ")"
    }

    private mutating func emitNullTest(_ inner: BoundExpression, negated: Bool) throws {
        // A row is null when all its fields are, and not null when none is.
        if case .row(let parts) = inner.node {
            if parts.isEmpty { return sql += "1" }
            sql += "("
            for (index, part) in parts.enumerated() {
                if index > 0 { sql += " AND " }
                try emit(part)
                sql += negated ? " IS NOT NULL" : " IS NULL"
            }
            return sql += ")"
        }
        sql += "("
        try emit(inner)
        sql += negated ? " IS NOT NULL)" : " IS NULL)"
    }

    private mutating func emitTruthTest(_ inner: BoundExpression, _ test: TruthTest, negated: Bool) throws {
        sql += "("
        try emit(inner)
        switch test {
        case .isTrue: sql += negated ? " IS NOT TRUE)" : " IS TRUE)"
        case .isFalse: sql += negated ? " IS NOT FALSE)" : " IS FALSE)"
        case .isUnknown: sql += negated ? " IS NOT NULL)" : " IS NULL)"
        }
    }

    private mutating func emitCases(_ arms: [BoundCase], _ otherwise: BoundExpression?) throws {
        sql += "(CASE"
        for arm in arms {
            sql += " WHEN "
            try emit(arm.condition)
            sql += " THEN "
            try emit(arm.result)
        }
        if let otherwise {
            sql += " ELSE "
            try emit(otherwise)
        }
        sql += " END)"
    }
}

extension FunctionEntry {
    /// The types whose numbers go in front of the arguments.
    func tags(arguments: [SQLType], result: SQLType) -> [SQLType] {
        switch typeTag {
        case .none: []
        case .firstArgument: [arguments.first ?? .text]
        case .element: [arguments.first?.element ?? arguments.first ?? .text]
        case .result: [result]
        case .allArguments: arguments
        }
    }
}

/// How SQLite compares values of a type as PostgreSQL does.
package enum SortKey: Hashable {
    /// Its own comparison does.
    case native
    /// With a collation.
    case collation(String)
    /// By the BLOB that a function makes.
    case function(String)
}

extension SQLType {
    /// What makes SQLite's order PostgreSQL's.
    package var sortKey: SortKey {
        if isArray { return .function("pg_sortkey_array_\(base.rawValue)") }
        switch base {
        case .numeric: return .collation("pg_numeric")
        case .interval: return .collation("pg_interval")
        case .bpchar: return .collation("RTRIM")
        case .vector, .halfvec, .sparsevec, .bit, .varbit, .jsonb:
            return .function("pg_sortkey_\(base.rawValue)")
        default: return .native
        }
    }
}

/// 0A000 with the feature's name.
func featureNotSupported(_ feature: String, location: Int = -1) -> VecDBError {
    VecDBError(
        .featureNotSupported, "\(feature) is not supported", position: location < 0 ? nil : location + 1)
}
