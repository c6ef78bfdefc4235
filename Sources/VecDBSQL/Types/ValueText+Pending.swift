import VecDB

extension ValueText {
    static func inputSearch(_ text: String, _ base: BaseType) throws -> SQLiteValue { throw featureNotSupported("search") }
}
