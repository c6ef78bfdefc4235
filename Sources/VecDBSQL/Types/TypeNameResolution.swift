import PostgresSyntax
import VecDB
import VectorTypes

/// The type that a name in the statement stands for, with its modifier.
///
/// - Throws: 42704 `type "x" does not exist`, or what is wrong with the modifiers.
package func resolveType(_ name: TypeName) throws -> ColumnType {
    guard let last = name.names.last else { throw VecDBError(.undefinedObject, "type does not exist") }
    func missing() -> VecDBError {
        VecDBError(
            .undefinedObject, "type \"\(name.names.joined(separator: "."))\" does not exist",
            position: name.location < 0 ? nil : name.location + 1)
    }
    if name.names.count > 1, let schema = name.names.dropLast().last {
        guard schema == "pg_catalog" || schema == "public" else {
            throw VecDBError(
                .init("3F000"), "schema \"\(schema)\" does not exist",
                position: name.location < 0 ? nil : name.location + 1)
        }
    }
    if name.isSet {
        throw VecDBError(
            .datatypeMismatch, "type name must not be SETOF here",
            position: name.location < 0 ? nil : name.location + 1)
    }
    guard var type = typeNamed(last) else { throw missing() }
    let modifier = try typeModifier(name, type)
    if !name.arrayBounds.isEmpty {
        guard !type.isArray, type.base.facts.arrayOID != 0 else { throw missing() }
        type = type.array
    }
    return type.column(modifier: modifier)
}

/// The type of an internal or SQL name without modifiers: `int4`, `_text`, `vector`.
package func typeNamed(_ name: String) -> SQLType? {
    if let base = BaseType(rawValue: name) { return SQLType(base) }
    if name.hasPrefix("_"), let base = BaseType(rawValue: String(name.dropFirst())), base.facts.arrayOID != 0 {
        return SQLType(base, isArray: true)
    }
    return nil
}

/// The modifier that the parenthesised numbers mean to the type.
private func typeModifier(_ name: TypeName, _ type: SQLType) throws -> Int32 {
    guard !name.modifiers.isEmpty else { return -1 }
    let position = name.location < 0 ? nil : name.location + 1
    let words = try name.modifiers.map { expression -> String in
        switch expression {
        case .literal(let literal):
            switch literal.value {
            case .integer(let value): return String(value)
            case .numeric(let text), .string(let text): return text
            default: break
            }
        case .column(let column) where column.names.count == 1 && !column.isStar: return column.names[0]
        case .operation(let operation) where operation.left == nil && operation.name.name == "-":
            if case .literal(let literal) = operation.right, case .integer(let value) = literal.value {
                return String(-Int64(value))
            }
        default: break
        }
        throw VecDBError(
            .syntaxError, "type modifiers must be simple constants or identifiers", position: position)
    }
    guard type.hasModifier else {
        throw VecDBError(
            .syntaxError, "type modifier is not allowed for type \"\(name.names.last ?? "")\"", position: position)
    }
    do { return try TypeModifier.encode(words, type.base) } catch var error as VecDBError {
        if error.position == nil { error.position = position }
        throw error
    }
}

extension SQLType {
    /// Whether the type takes numbers in parentheses.
    package var hasModifier: Bool {
        switch base {
        case .varchar, .bpchar, .numeric, .bit, .varbit, .time, .timetz, .timestamp, .timestamptz, .interval, .vector,
            .halfvec, .sparsevec:
            true
        default: false
        }
    }
}

extension BaseType {
    package func describe(modifier: Int32) -> String { TypeModifier.describe(self, modifier) }
}
