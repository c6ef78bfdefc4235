import PostgresValues
import VecDB
import VectorTypes

extension ValueText {
    static func inputDateTime(_ text: String, _ base: BaseType, _ context: FunctionContext) throws -> SQLiteValue {
        throw featureNotSupported("dates")
    }
    static func outputDateTime(_ value: SQLiteValue, _ base: BaseType, _ context: FunctionContext) throws -> String {
        throw featureNotSupported("dates")
    }
    static func jsonDateTime(_ value: SQLiteValue, _ base: BaseType, _ context: FunctionContext) throws -> String {
        throw featureNotSupported("dates")
    }
    static func inputSearch(_ text: String, _ base: BaseType) throws -> SQLiteValue { throw featureNotSupported("search") }
    static func fitInterval(_ value: SQLiteValue, modifier: Int32) throws -> SQLiteValue { value }
    static func dividedInterval(_ stored: String, by divisor: Double) throws -> SQLiteValue { .text(stored) }
}
