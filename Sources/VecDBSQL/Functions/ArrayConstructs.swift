import PostgresValues
import VecDB
import VectorTypes

/// Array constructors, subscripts and casts, as the emitter calls them.
func registerArrayConstructs(on sqlite: SQLiteConnection, _ context: FunctionContext) throws {
    try sqlite.createFunction("pg_array_cast", arguments: 5) { call in
        guard let source = SQLType(oid: call[1].integer), let target = SQLType(oid: call[2].integer) else { return }
        let cast = ArrayElementCast(
            source: source, target: target, modifier: Int32(truncatingIfNeeded: call[3].integer), isExplicit: call[4].bool)
        call.result(try ValueText.castArray(call[0].copy, cast, context))
    }
}
