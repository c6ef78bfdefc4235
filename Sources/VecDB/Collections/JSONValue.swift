import VectorTypes

/// A JSON value: what a record's metadata is made of.
///
/// ```swift
/// let metadata: JSONValue = ["topic": "swift", "year": 2014, "tags": ["language", "open source"]]
/// metadata["topic"]?.string    // "swift"
/// ```
/// In the database it is `jsonb`. Numbers are 64-bit integers or doubles here; a number that SQL stored with more
/// digits than a double has is rounded when it is read.
public enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case double(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// The value of a key; nil when this is no object or has no such key.
    public subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { return members[key] }
        return nil
    }

    /// An element, counted from 0; nil when this is no array or is shorter.
    public subscript(index: Int) -> JSONValue? {
        if case .array(let elements) = self, elements.indices.contains(index) { return elements[index] }
        return nil
    }

    /// The string, if this is one.
    public var string: String? { if case .string(let value) = self { value } else { nil } }
    /// The truth value, if this is one.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    /// The integer, if this is one.
    public var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
    /// The number, if this is one.
    public var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }
    /// The elements, if this is an array.
    public var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
    /// The members, if this is an object.
    public var object: [String: JSONValue]? { if case .object(let members) = self { members } else { nil } }
    /// Whether this is JSON's null.
    public var isNull: Bool { self == .null }

    // Equal as jsonb: 1 and 1.0 are the same number.
    public static func == (a: JSONValue, b: JSONValue) -> Bool {
        switch (a, b) {
        case (.null, .null): true
        case (.bool(let x), .bool(let y)): x == y
        case (.integer(let x), .integer(let y)): x == y
        case (.double(let x), .double(let y)): x == y
        case (.integer(let x), .double(let y)), (.double(let y), .integer(let x)): Int64(exactly: y) == x
        case (.string(let x), .string(let y)): x.utf8.elementsEqual(y.utf8)
        case (.array(let x), .array(let y)): x == y
        case (.object(let x), .object(let y)): x == y
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .integer(let value): hasher.combine(value)
        case .double(let value):
            if let integer = Int64(exactly: value) { hasher.combine(integer) } else { hasher.combine(value) }
        case .string(let value): hasher.combine(value)
        case .array(let elements): hasher.combine(elements)
        case .object(let members): hasher.combine(members)
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(nilLiteral: ()) { self = .null }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// Of equal keys the last counts, as in jsonb.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }
}

extension JSONValue: CustomStringConvertible {
    /// The text; a number that JSON cannot express (NaN, infinity) appears as null.
    public var description: String { (try? text) ?? "null" }
}

/// A Swift value that has a JSON form.
public protocol JSONConvertible: Sendable {
    /// The JSON form.
    var jsonValue: JSONValue { get }
}

extension JSONValue: JSONConvertible { public var jsonValue: JSONValue { self } }
extension String: JSONConvertible { public var jsonValue: JSONValue { .string(self) } }
extension Bool: JSONConvertible { public var jsonValue: JSONValue { .bool(self) } }
extension Double: JSONConvertible { public var jsonValue: JSONValue { .double(self) } }
extension Float: JSONConvertible { public var jsonValue: JSONValue { .double(Double(self)) } }
extension Int: JSONConvertible { public var jsonValue: JSONValue { .integer(Int64(self)) } }
extension Int32: JSONConvertible { public var jsonValue: JSONValue { .integer(Int64(self)) } }
extension Int64: JSONConvertible { public var jsonValue: JSONValue { .integer(self) } }
extension Array: JSONConvertible where Element: JSONConvertible {
    public var jsonValue: JSONValue { .array(map(\.jsonValue)) }
}
