import PostgresValues
import VecDB
import VectorTypes

/// Makes every function of the catalogue, and what the emitted text calls besides, known to a connection.
///
/// - Parameter context: What the functions know of their session.
package func registerFunctions(on sqlite: SQLiteConnection, context: FunctionContext) throws {
    try registerCollations(on: sqlite)
    for function in FunctionCatalog.shared.all { try register(function, on: sqlite, context) }
    try registerConstructs(on: sqlite, context)
    try registerOrderedAggregates(on: sqlite, context)
}

private func register(_ function: FunctionEntry, on sqlite: SQLiteConnection, _ context: FunctionContext) throws {
    let tags = function.tagCount
    let fixed = function.isVariadic || function.typeTag == .allArguments ? -1 : function.arguments.count + tags
    switch function.implementation {
    case .scalar(let body):
        let flags: FunctionFlags = function.volatility == .immutable ? .pure : .innocuous
        let isStrict = function.isStrict
        let isVariadicTags = function.typeTag == .allArguments
        try sqlite.createFunction(function.sqliteName, arguments: fixed, flags: flags) { call in
            // With a tag for each argument, half of what is passed are tags.
            let arguments = Arguments(call, offset: isVariadicTags ? call.count / 2 : tags)
            if isStrict, arguments.hasNull { return call.resultNull() }
            call.result(try body(arguments, context))
        }
    case .aggregate(let make):
        let isStrict = function.isStrict
        try sqlite.createAggregate(function.sqliteName, arguments: fixed) {
            AggregateAdapter(make(context), offset: tags, isStrict: isStrict)
        }
        try sqlite.createWindowFunction(function.windowName, arguments: fixed) {
            WindowAdapter(offset: tags, isStrict: isStrict) { make(context) }
        }
    case .rows(let body):
        try sqlite.createTableFunction(
            function.sqliteName, RowsTable(function: function, body: body, context: context))
    case .template, .catalogOnly: break
    }
}

extension FunctionEntry {
    /// The name of an aggregate's form for windows, which keeps the rows of its frame.
    var windowName: String { sqliteName + "_over" }

    /// How many type tags stand in front of the arguments (one for each, where all are told).
    var tagCount: Int {
        switch typeTag {
        case .none: 0
        case .firstArgument, .element, .result: 1
        case .allArguments: arguments.count
        }
    }
}
