import VecDB

/// Every function, operator and aggregate, by name: PostgreSQL's `pg_proc` and `pg_operator` of this engine.
package struct FunctionCatalog: Sendable {
    /// The catalogue, made on first use.
    package static let shared = FunctionCatalog()

    /// By name, in the order of declaration.
    package let functions: [String: [FunctionEntry]]
    /// By symbol.
    package let operators: [String: [OperatorEntry]]
    /// All functions, in the order of declaration.
    package let all: [FunctionEntry]
    /// Each function's number in `pg_proc`.
    let numbers: [ObjectIdentifier: Int64]
    static let firstOID: Int64 = 20_000
    let bySQLiteName: [String: FunctionEntry]

    private init() {
        var builder = CatalogBuilder()
        declareComparisons(in: &builder)
        declareIntegers(in: &builder)
        declareFloats(in: &builder)
        declareNumerics(in: &builder)
        declareCasts(in: &builder)
        declareText(in: &builder)
        declarePatterns(in: &builder)
        declareVectors(in: &builder)
        declareVectorInternals(in: &builder)
        declareBits(in: &builder)
        declareDates(in: &builder)
        declareJSON(in: &builder)
        declareArrays(in: &builder)
        declareAggregates(in: &builder)
        declareStatistics(in: &builder)
        declareWindows(in: &builder)
        declareSets(in: &builder)
        declareSearch(in: &builder)
        declareFormats(in: &builder)
        declareSystem(in: &builder)
        numbers = Dictionary(
            uniqueKeysWithValues: builder.all.enumerated().map {
                (ObjectIdentifier($0.element), Self.firstOID + Int64($0.offset))
            })
        bySQLiteName = Dictionary(uniqueKeysWithValues: builder.all.map { ($0.sqliteName, $0) })
        functions = builder.functions
        operators = builder.operators
        all = builder.all
    }

    /// The function of exactly this signature: for use by our own tables, which name only what is declared.
    package func function(_ name: String, _ arguments: [SQLType]) -> FunctionEntry? {
        functions[name]?.first { $0.arguments == arguments }
    }
}
