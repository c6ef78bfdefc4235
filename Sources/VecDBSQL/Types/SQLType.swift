import VecDB

/// A type without its modifier: what function and operator resolution works on.
package struct SQLType: Hashable, Sendable {
    /// The type, or the element's type of an array.
    package var base: BaseType
    /// Whether this is an array of ``base``.
    package var isArray: Bool

    package init(_ base: BaseType, isArray: Bool = false) {
        self.base = base
        self.isArray = isArray
    }

    package init(_ column: ColumnType) { self.init(column.base, isArray: column.isArray) }

    /// The array type of this element type.
    package var array: SQLType { SQLType(base, isArray: true) }

    /// The element type, of an array (or of the two built-in vectors of numbers).
    package var element: SQLType? {
        if isArray { return SQLType(base) }
        switch base {
        case .int2vector: return .int2
        case .oidvector: return .oid
        default: return nil
        }
    }

    /// The type with a modifier, as columns have it.
    package func column(modifier: Int32 = -1) -> ColumnType {
        ColumnType(base, modifier: modifier, isArray: isArray)
    }
}

extension SQLType {
    package static let bool = SQLType(.bool)
    package static let int2 = SQLType(.int2)
    package static let int4 = SQLType(.int4)
    package static let int8 = SQLType(.int8)
    package static let float4 = SQLType(.float4)
    package static let float8 = SQLType(.float8)
    package static let numeric = SQLType(.numeric)
    package static let text = SQLType(.text)
    package static let varchar = SQLType(.varchar)
    package static let bpchar = SQLType(.bpchar)
    package static let name = SQLType(.name)
    package static let bytea = SQLType(.bytea)
    package static let uuid = SQLType(.uuid)
    package static let json = SQLType(.json)
    package static let jsonb = SQLType(.jsonb)
    package static let date = SQLType(.date)
    package static let time = SQLType(.time)
    package static let timestamp = SQLType(.timestamp)
    package static let timestamptz = SQLType(.timestamptz)
    package static let interval = SQLType(.interval)
    package static let bit = SQLType(.bit)
    package static let varbit = SQLType(.varbit)
    package static let vector = SQLType(.vector)
    package static let halfvec = SQLType(.halfvec)
    package static let sparsevec = SQLType(.sparsevec)
    package static let oid = SQLType(.oid)
    package static let unknown = SQLType(.unknown)
    package static let record = SQLType(.record)
    package static let void = SQLType(.void)
}

extension SQLType: CustomStringConvertible {
    /// PostgreSQL's name for people, such as `double precision` or `integer[]`.
    package var description: String { base.facts.displayName + (isArray ? "[]" : "") }

    /// PostgreSQL's internal name, such as `float8` or `_int4`.
    package var internalName: String { (isArray ? "_" : "") + base.rawValue }
}
