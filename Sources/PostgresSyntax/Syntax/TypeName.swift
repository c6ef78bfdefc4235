/// A type as written, with the SQL spellings already translated to PostgreSQL's names: `double precision` is
/// `pg_catalog.float8`, `timestamp with time zone` is `pg_catalog.timestamptz`, `char` is `pg_catalog.bpchar(1)`.
package struct TypeName: Hashable, Sendable {
    package var names: [String]
    /// `varchar(10)`, `numeric(8, 2)`. For `interval` PostgreSQL's two numbers: the mask of fields, the precision.
    package var modifiers: [Expression]
    /// One for each `[]`; the declared length, if any, is only decoration.
    package var arrayBounds: [Int?]
    /// `SETOF t`
    package var isSet: Bool
    /// `table.column%TYPE`
    package var isColumnType: Bool
    @SourceLocation package var location: Int

    package init(
        names: [String] = [],
        modifiers: [Expression] = [],
        arrayBounds: [Int?] = [],
        isSet: Bool = false,
        isColumnType: Bool = false,
        location: Int = -1
    ) {
        self.names = names
        self.modifiers = modifiers
        self.arrayBounds = arrayBounds
        self.isSet = isSet
        self.isColumnType = isColumnType
        self.location = location
    }
}
