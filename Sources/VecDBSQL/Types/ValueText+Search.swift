import PostgresValues
import VecDB

/// tsvector and tsquery, which are stored in their output form.
extension ValueText {
    static func inputSearch(_ text: String, _ base: BaseType) throws -> SQLiteValue {
        .text(base == .tsvector ? try TextSearchVector(text: text).text : try TextSearchQuery(text: text).text)
    }
}
