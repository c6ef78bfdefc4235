/// A column of a table that is to be made; see ``WriteTransaction/createTable(_:columns:primaryKey:unique:)``.
public struct TableColumn: Hashable, Sendable {
    /// The column's name, taken as it is.
    public var name: String
    /// Its type.
    public var type: ColumnType
    /// Whether it refuses NULL.
    public var isNotNull: Bool
    /// Whether rows that are inserted without it get the next number (`serial`).
    public var isSerial: Bool

    /// A column.
    public init(_ name: String, _ type: ColumnType, isNotNull: Bool = false, isSerial: Bool = false) {
        self.name = name
        self.type = type
        self.isNotNull = isNotNull
        self.isSerial = isSerial
    }

    var definition: ColumnDefinition {
        var definition = ColumnDefinition(name, type, isNotNull: isNotNull)
        if isSerial { definition.sequence = SequenceDefinition() }
        return definition
    }
}
