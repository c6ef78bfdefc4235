/// Which records a search, a count or a deletion is about: conditions on metadata and on columns.
///
/// ```swift
/// try notes.search(near: q, limit: 5, where: .metadata("topic") == "swift" && .metadata("year") >= 2014)
/// try notes.count(where: !(.metadata("tags").contains("draft")) || .column("id") == "n1")
/// ```
/// Every condition is either true or false. Where a record has nothing at the path, `==`, `<`, `in`, `contains` and so on are
/// false and `!=` is true, so that `a != b` and `!(a == b)` always agree; ask `exists` as well where that matters.
///
/// A filter is a value: it holds no SQL text, and whatever is in its strings is compared, never executed.
public struct Filter: Hashable, Sendable {
    indirect enum Node: Hashable, Sendable {
        case constant(Bool)
        case condition(FilterPath, FilterTest)
        case not(Node)
        case and(Node, Node)
        case or(Node, Node)
    }

    let node: Node

    init(_ node: Node) { self.node = node }

    init(_ path: FilterPath, _ test: FilterTest) { node = .condition(path, test) }

    /// Every record.
    public static let all = Filter(.constant(true))
    /// No record.
    public static let none = Filter(.constant(false))

    /// What stands in the metadata under a key, or under keys within keys; see ``FilterPath/metadata(_:)``.
    public static func metadata(_ path: String...) -> FilterPath { FilterPath(place: .metadata(path)) }
    /// A column of the collection's table; see ``FilterPath/column(_:)``.
    public static func column(_ name: String) -> FilterPath { .column(name) }
    /// The records' ids.
    public static var id: FilterPath { .id }
    /// The records' contents.
    public static var content: FilterPath { .content }

    /// Both conditions.
    public static func && (a: Filter, b: Filter) -> Filter { Filter(.and(a.node, b.node)) }
    /// Either condition, or both.
    public static func || (a: Filter, b: Filter) -> Filter { Filter(.or(a.node, b.node)) }
    /// The opposite.
    public static prefix func ! (a: Filter) -> Filter { Filter(.not(a.node)) }
}

/// What a condition of a ``Filter`` looks at.
public struct FilterPath: Hashable, Sendable {
    enum Place: Hashable, Sendable {
        case metadata([String])
        case column(String)
    }

    let place: Place

    /// The value in the metadata under a key, or under keys within keys. An array's elements have their positions as keys,
    /// counted from 0.
    public static func metadata(_ path: String...) -> FilterPath { FilterPath(place: .metadata(path)) }

    /// A column of the collection's table: `id`, `content`, or one that SQL has added.
    public static func column(_ name: String) -> FilterPath { FilterPath(place: .column(name)) }

    /// The records' ids.
    public static var id: FilterPath { .column("id") }
    /// The records' contents.
    public static var content: FilterPath { .column("content") }

    /// Equal, as jsonb values are: numbers by value, strings by their bytes.
    public static func == (path: FilterPath, value: some JSONConvertible) -> Filter {
        Filter(path, .equal(value.jsonValue))
    }
    /// Not equal, or nothing there.
    public static func != (path: FilterPath, value: some JSONConvertible) -> Filter {
        Filter(.not(.condition(path, .equal(value.jsonValue))))
    }
    /// Less: of numbers by value, of strings by bytes; false for values of different kinds.
    public static func < (path: FilterPath, value: some JSONConvertible) -> Filter {
        Filter(path, .less(value.jsonValue))
    }
    /// Less or equal.
    public static func <= (path: FilterPath, value: some JSONConvertible) -> Filter {
        Filter(path, .lessOrEqual(value.jsonValue))
    }
    /// Greater.
    public static func > (path: FilterPath, value: some JSONConvertible) -> Filter {
        Filter(path, .greater(value.jsonValue))
    }
    /// Greater or equal.
    public static func >= (path: FilterPath, value: some JSONConvertible) -> Filter {
        Filter(path, .greaterOrEqual(value.jsonValue))
    }

    /// Equal to one of the values.
    public func `in`(_ values: [some JSONConvertible]) -> Filter { Filter(self, .oneOf(values.map(\.jsonValue))) }

    /// An array that has this element, a string that has this part, an object that has these members; as `@>` for jsonb,
    /// except for the parts of strings.
    public func contains(_ value: some JSONConvertible) -> Filter { Filter(self, .contains(value.jsonValue)) }

    /// There is a value, JSON's null included (a column: it is not NULL).
    public var exists: Filter { Filter(self, .exists) }
}

/// What a condition demands of a value.
enum FilterTest: Hashable, Sendable {
    case equal(JSONValue)
    case less(JSONValue)
    case lessOrEqual(JSONValue)
    case greater(JSONValue)
    case greaterOrEqual(JSONValue)
    case oneOf([JSONValue])
    case contains(JSONValue)
    case exists
}
