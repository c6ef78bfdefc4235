/// Where a node stands in the statement's text: a character (Unicode scalar) offset from 0, or -1 when unknown.
///
/// Two nodes that differ only in where they stand are equal, as in PostgreSQL: `GROUP BY a + 1` groups the `a + 1` of
/// the target list. An error's position is `location + 1`.
@propertyWrapper
package struct SourceLocation: Hashable, Sendable {
    package var wrappedValue: Int

    package init(wrappedValue: Int) { self.wrappedValue = wrappedValue }

    package static func == (left: SourceLocation, right: SourceLocation) -> Bool { true }
    package func hash(into hasher: inout Hasher) {}
}

/// The name of a table, view, sequence or index: `name`, `schema.name` or `catalog.schema.name`.
package struct QualifiedName: Hashable, Sendable {
    package var catalog: String?
    package var schema: String?
    package var name: String
    @SourceLocation package var location: Int

    package init(catalog: String? = nil, schema: String? = nil, name: String, location: Int = -1) {
        self.catalog = catalog
        self.schema = schema
        self.name = name
        self.location = location
    }
}

/// An operator's name with the schemas of `OPERATOR(schema.+)` before it.
package struct OperatorName: Hashable, Sendable {
    package var schema: [String]
    package var name: String

    package init(schema: [String] = [], name: String) {
        self.schema = schema
        self.name = name
    }
}
