import VecDB
import VectorTypes

/// A Swift value that can be a statement's parameter.
///
/// Numbers, booleans, byte arrays and vectors carry their SQL type; a `String` takes the type that its place in the
/// statement wants, as a quoted literal does: `'[1,2,3]'` for a vector, `'2025-01-01'` for a date.
public protocol SQLValueConvertible {
    /// The value with its type.
    var sqlParameter: SQLParameter { get }
}

/// A parameter's value as it enters a statement.
public struct SQLParameter: Sendable {
    /// The type; nil for a text whose type the statement decides.
    package var type: ColumnType?
    /// The value in its stored form, or the text.
    package var value: SQLiteValue

    package init(type: ColumnType?, value: SQLiteValue) {
        self.type = type
        self.value = value
    }

    /// A text in the input form of the type that the statement wants; nil is NULL.
    public init(text: String?) { self.init(type: nil, value: text.map { .text($0) } ?? .null) }
}

extension SQLParameter: SQLValueConvertible {
    public var sqlParameter: SQLParameter { self }
}

extension String: SQLValueConvertible {
    public var sqlParameter: SQLParameter { SQLParameter(type: nil, value: .text(self)) }
}

extension Bool: SQLValueConvertible {
    public var sqlParameter: SQLParameter { SQLParameter(type: .bool, value: .integer(self ? 1 : 0)) }
}

extension Int: SQLValueConvertible {
    /// `integer` where the value fits, otherwise `bigint`, as literals are.
    public var sqlParameter: SQLParameter { Int64(self).sqlParameter }
}

extension Int32: SQLValueConvertible {
    public var sqlParameter: SQLParameter { Int64(self).sqlParameter }
}

extension Int64: SQLValueConvertible {
    /// `integer` where the value fits, otherwise `bigint`, as literals are.
    public var sqlParameter: SQLParameter {
        SQLParameter(type: Int32(exactly: self) == nil ? .int8 : .int4, value: .integer(self))
    }
}

extension Double: SQLValueConvertible {
    public var sqlParameter: SQLParameter {
        SQLParameter(type: .float8, value: isNaN ? .text("NaN") : .real(self))
    }
}

extension Float: SQLValueConvertible {
    public var sqlParameter: SQLParameter {
        SQLParameter(type: .float4, value: isNaN ? .text("NaN") : .real(Double(self)))
    }
}

extension Array: SQLValueConvertible where Element: SQLArrayElement {
    public var sqlParameter: SQLParameter { Element.parameter(self) }
}

/// An element whose Swift arrays can be parameters.
public protocol SQLArrayElement {
    /// The parameter for an array of these.
    static func parameter(_ elements: [Self]) -> SQLParameter
}

extension UInt8: SQLArrayElement {
    /// Bytes are a `bytea`.
    public static func parameter(_ elements: [UInt8]) -> SQLParameter {
        SQLParameter(type: .bytea, value: .blob(elements))
    }
}

extension Float: SQLArrayElement {
    /// Floats are a `vector`.
    public static func parameter(_ elements: [Float]) -> SQLParameter {
        // A closure, because a key path of two steps is walked at run time, element by element.
        let bytes = elements.map { $0.bitPattern.littleEndian }.withUnsafeBytes { Array($0) }
        return SQLParameter(type: .vector(), value: .blob(bytes))
    }
}

extension Vector: SQLValueConvertible {
    public var sqlParameter: SQLParameter { SQLParameter(type: .vector(), value: .blob(storageBytes)) }
}

extension HalfVector: SQLValueConvertible {
    public var sqlParameter: SQLParameter { SQLParameter(type: .halfvec(), value: .blob(storageBytes)) }
}

extension SparseVector: SQLValueConvertible {
    public var sqlParameter: SQLParameter { SQLParameter(type: .sparsevec(), value: .blob(storageBytes)) }
}

extension BitVector: SQLValueConvertible {
    public var sqlParameter: SQLParameter { SQLParameter(type: ColumnType(.varbit), value: .blob(storageBytes)) }
}
