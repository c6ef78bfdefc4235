import PostgresValues
import VecDB
import VectorTypes

/// System functions: what the session and the catalogs know.
func declareSystem(in c: inout CatalogBuilder) {
    declareSession(in: &c)
    declareTypeQuestions(in: &c)
    declareSizes(in: &c)
    declareDefinitions(in: &c)
    declareSequences(in: &c)
    declarePermissions(in: &c)
    declareIndexFunctions(in: &c)
}

/// The version that `version()` and `server_version` give: PostgreSQL's, whose dialect this is.
package let postgresVersion = "15.0"

private func declareSession(in c: inout CatalogBuilder) {
    func text(_ signature: String, _ body: @escaping @Sendable (FunctionContext) throws -> String) {
        c.scalar(signature, volatility: .stable) { _, context in .text(try body(context)) }
    }
    text("version() text") { _ in "PostgreSQL \(postgresVersion) (vecdb)" }
    text("current_user() name") { $0.currentUser }
    text("session_user() name") { $0.sessionUser }
    text("current_database() name") { $0.database }
    text("current_catalog() name") { $0.database }
    text("current_schema() name") { $0.searchPath.first ?? "public" }
    c.scalar("current_schemas(bool) name[]", volatility: .stable) { x, context in
        .text(try ArrayLiteral((x.bool(0) ? ["pg_catalog"] : []) + context.searchPath).text)
    }
    c.scalar("pg_backend_pid() int4", volatility: .stable) { _, context in .integer(context.backendPID) }
    c.scalar("current_setting(text) text", volatility: .stable) { x, context in
        guard let value = try context.catalog?.setting(x.text(0)) else {
            throw VecDBError(.undefinedObject, "unrecognized configuration parameter \"\(x.text(0))\"")
        }
        return .text(value)
    }
    c.scalar("current_setting(text, bool) text", volatility: .stable) { x, context in
        if let value = try context.catalog?.setting(x.text(0)) { return .text(value) }
        if x.bool(1) { return .null }
        throw VecDBError(.undefinedObject, "unrecognized configuration parameter \"\(x.text(0))\"")
    }
    c.scalar("set_config(text, text, bool) text", strict: false, volatility: .volatile) { x, context in
        guard !x.isNull(0) else { throw VecDBError(.nullValueNotAllowed, "SET requires parameter name") }
        guard let catalog = context.catalog else { return .null }
        return .text(try catalog.setSetting(x.text(0), to: x.optionalText(1), isLocal: x.bool(2)))
    }
    for name in ["txid_current", "pg_current_xact_id"] {
        c.scalar("\(name)() int8", volatility: .stable) { _, context in
            .integer(try context.catalog?.transactionID() ?? 1)
        }
    }
    c.scalar("pg_is_in_recovery() bool", volatility: .stable) { _, context in
        .bool(context.catalog?.isInRecovery() ?? false)
    }
    c.scalar("gen_random_uuid() uuid", volatility: .volatile) { _, _ in .text(ScalarText.randomUUID()) }
    c.scalar("uuidv4() uuid", volatility: .volatile) { _, _ in .text(ScalarText.randomUUID()) }
    c.scalar("pg_client_encoding() name", volatility: .stable) { _, _ in "UTF8" }
    c.scalar("inet_server_addr() text", volatility: .stable) { _, _ in .null }
    c.scalar("inet_client_addr() text", volatility: .stable) { _, _ in .null }
    c.scalar("pg_my_temp_schema() oid", volatility: .stable) { _, _ in 0 }
    c.scalar("pg_cancel_backend(int4) bool", volatility: .volatile) { _, _ in .bool(false) }
    c.scalar("pg_terminate_backend(int4) bool", volatility: .volatile) { _, _ in .bool(false) }
}

private func declareTypeQuestions(in c: inout CatalogBuilder) {
    c.scalar("pg_typeof(any) regtype", strict: false, tag: .firstArgument) { x, _ in .integer(x.tag().oid) }
    c.scalar("format_type(oid, int4) text", strict: false) { x, _ in
        if x.isNull(0) { return .null }
        if x.int(0) == 0 { return "-" }
        guard let type = SQLType(oid: x.int(0)) else { return "???" }
        let modifier = x.isNull(1) ? -1 : Int32(truncatingIfNeeded: x.int(1))
        // "character" without a length means one of length 1 to SQL, so the internal name is shown.
        if type.base == .bpchar, modifier < 0, !x.isNull(1) { return .text(type.isArray ? "bpchar[]" : "bpchar") }
        if type.base == .bit, modifier < 0, !x.isNull(1) { return .text(type.isArray ? "\"bit\"[]" : "\"bit\"") }
        return .text(type.column(modifier: modifier).formatted)
    }
    c.scalar("to_regtype(text) regtype", volatility: .stable) { x, _ in
        (ObjectName.typeShown(x.text(0))?.oid).map(SQLiteValue.integer) ?? .null
    }
    c.scalar("to_regclass(text) regclass", volatility: .stable) { x, context in
        (try context.catalog?.relationOID(x.text(0))).map(SQLiteValue.integer) ?? .null
    }
    c.scalar("to_regnamespace(text) regnamespace", volatility: .stable) { x, _ in
        ObjectName.namespaces[x.text(0)].map(SQLiteValue.integer) ?? .null
    }
    c.scalar("to_regproc(text) regproc", volatility: .stable) { x, context in
        (try? ObjectName.parse(x.text(0), .regproc, context)).map(SQLiteValue.integer) ?? .null
    }
    c.scalar("pg_column_size(any) int4", tag: .firstArgument) { x, context in
        .int(try columnSize(x.value(0), x.tag(), context))
    }
    for name in ["num_nulls", "num_nonnulls"] {
        let wantsNulls = name == "num_nulls"
        c.scalar("\(name)(variadic any) int4", strict: false) { x, _ in
            .int((0..<x.count).count { x.isNull($0) == wantsNulls })
        }
    }
}

/// The bytes that PostgreSQL would need for the value, uncompressed.
private func columnSize(_ value: SQLiteValue, _ type: SQLType, _ context: FunctionContext) throws -> Int {
    if !type.isArray, type.base.facts.length > 0 { return type.base.facts.length }
    /// Short values have a header of one byte.
    func variable(_ count: Int) -> Int { count + (count < 127 ? 1 : 4) }
    switch value {
    case .blob(let bytes):
        switch type.base {
        case .vector: return 8 + bytes.count
        case .halfvec: return 8 + bytes.count
        case .sparsevec: return 16 + (bytes.count - 8)
        case .bit, .varbit: return 8 + bytes.count - 1
        default: return variable(bytes.count)
        }
    case .text(let text): return variable(text.utf8.count)
    default: return 8
    }
}

private func declareSizes(in c: inout CatalogBuilder) {
    for (name, fork) in [
        ("pg_relation_size", "main"), ("pg_table_size", "table"), ("pg_indexes_size", "indexes"),
        ("pg_total_relation_size", "total"),
    ] {
        c.scalar("\(name)(regclass) int8", volatility: .volatile) { x, context in
            (try context.catalog?.relationSize(x.int(0), fork)).map(SQLiteValue.integer) ?? .null
        }
    }
    c.scalar("pg_relation_size(regclass, text) int8", volatility: .volatile) { x, context in
        (try context.catalog?.relationSize(x.int(0), x.text(1))).map(SQLiteValue.integer) ?? .null
    }
    c.scalar("pg_database_size(name) int8", volatility: .volatile) { _, context in
        .integer(try context.catalog?.databaseSize() ?? 0)
    }
    c.scalar("pg_database_size(oid) int8", volatility: .volatile) { _, context in
        .integer(try context.catalog?.databaseSize() ?? 0)
    }
    c.scalar("pg_size_pretty(int8) text") { x, _ in .text(prettySize(x.int(0))) }
    c.scalar("pg_size_pretty(numeric) text") { x, _ in .text(prettySize(try x.numeric(0).truncated().int64())) }
}

/// A number of bytes as `pg_size_pretty` shows it: the unit changes at ten times the next one.
package func prettySize(_ bytes: Int64) -> String {
    let units = ["bytes", "kB", "MB", "GB", "TB", "PB"]
    var size = bytes
    var isHalved = false
    for (index, unit) in units.enumerated() {
        let limit: Int64 = index == 0 ? 10 * 1024 : 20 * 1024 - 1
        if size.magnitude < UInt64(limit) || index == units.count - 1 {
            if isHalved { size = (size + (size < 0 ? -1 : 1)) / 2 }
            return "\(size) \(unit)"
        }
        // All but the last bit is dropped, which then rounds.
        let shift: Int64 = index == 0 ? 9 : 10
        size = size / (Int64(1) << shift)
        isHalved = true
    }
    return "\(size) bytes"
}

private func declareDefinitions(in c: inout CatalogBuilder) {
    for signature in [
        "pg_get_indexdef(oid) text", "pg_get_indexdef(oid, int4, bool) text", "pg_get_constraintdef(oid) text",
        "pg_get_constraintdef(oid, bool) text", "pg_get_viewdef(oid) text", "pg_get_viewdef(oid, bool) text",
        "obj_description(oid) text", "obj_description(oid, name) text", "col_description(oid, int4) text",
        "shobj_description(oid, name) text", "pg_get_functiondef(oid) text", "pg_get_function_result(oid) text",
        "pg_get_function_arguments(oid) text", "pg_get_function_identity_arguments(oid) text",
        "pg_get_triggerdef(oid) text", "pg_get_triggerdef(oid, bool) text", "pg_get_userbyid(oid) name",
        "pg_tablespace_location(oid) text", "pg_get_statisticsobjdef_columns(oid) text",
        "pg_get_partkeydef(oid) text", "pg_get_ruledef(oid) text",
    ] {
        let name = String(signature.prefix { $0 != "(" })
        c.scalar(signature, volatility: .stable) { x, context in
            if name == "pg_get_userbyid" { return .text(context.currentUser) }
            return .optional(try context.catalog?.definition(name, x.all))
        }
    }
    for type in ["pg_node_tree", "text"] {
        c.native("pg_get_expr(\(type), oid) text", "$1")
        c.scalar("pg_get_expr(\(type), oid, bool) text", volatility: .stable) { x, context in
            guard x.bool(2) else { return .text(x.text(0)) }
            return .optional(try context.catalog?.definition("pg_get_expr", x.all))
        }
    }
    c.scalar("pg_encoding_to_char(int4) name", volatility: .stable) { x, _ in x.int(0) == 6 ? "UTF8" : "" }
    for name in [
        "pg_table_is_visible", "pg_type_is_visible", "pg_function_is_visible", "pg_operator_is_visible",
        "pg_opclass_is_visible", "pg_collation_is_visible",
    ] {
        c.native("\(name)(oid) bool", volatility: .stable, "($1 IS NOT NULL)")
    }
    c.scalar("pg_relation_is_publishable(regclass) bool", volatility: .stable) { _, _ in .bool(false) }
    c.scalar("pg_stat_get_numscans(oid) int8", volatility: .stable) { x, context in
        (try context.catalog?.definition("pg_stat_get_numscans", x.all)).flatMap { Int64($0) }.map(SQLiteValue.integer)
            ?? 0
    }
    for signature in ["pg_index_column_has_property(regclass, int4, text)", "pg_index_has_property(regclass, text)"] {
        let name = String(signature.prefix { $0 != "(" })
        c.scalar("\(signature) bool", volatility: .stable) { x, context in
            (try context.catalog?.definition(name, x.all)).map { .bool($0 == "t") } ?? .null
        }
    }
    c.scalar("pg_indexam_has_property(oid, text) bool", volatility: .stable) { x, _ in
        guard let method = CatalogNumbers.methods.first(where: { $0.oid == x.int(0) && $0.kind == "i" })?.name else {
            return .null
        }
        switch x.text(1) {
        case "can_order", "can_unique": return .bool(method == "btree")
        case "can_multi_col": return .bool(["btree", "gist", "gin", "brin"].contains(method))
        case "can_exclude": return .bool(method != "gin" && method != "brin")
        case "can_include": return .bool(["btree", "gist", "spgist"].contains(method))
        default: return .null
        }
    }
}

private func declareSequences(in c: inout CatalogBuilder) {
    @Sendable func catalog(_ context: FunctionContext) throws -> any SystemCatalog {
        guard let catalog = context.catalog else { throw featureNotSupported("sequences here") }
        return catalog
    }
    @Sendable func name(_ x: borrowing Arguments, _ context: FunctionContext) throws -> String {
        try context.catalog?.relationName(x.int(0)) ?? String(x.int(0))
    }
    c.scalar("nextval(regclass) int8", volatility: .volatile) { x, context in
        .integer(try catalog(context).nextValue(name(x, context)))
    }
    c.scalar("currval(regclass) int8", volatility: .volatile) { x, context in
        .integer(try catalog(context).currentValue(name(x, context)))
    }
    c.scalar("setval(regclass, int8) int8", volatility: .volatile) { x, context in
        .integer(try catalog(context).setValue(name(x, context), x.int(1), isCalled: true))
    }
    c.scalar("setval(regclass, int8, bool) int8", volatility: .volatile) { x, context in
        .integer(try catalog(context).setValue(name(x, context), x.int(1), isCalled: x.bool(2)))
    }
    c.scalar("lastval() int8", volatility: .volatile) { _, context in .integer(try catalog(context).lastValue()) }
    c.scalar("pg_get_serial_sequence(text, text) text", volatility: .stable) { x, context in
        .optional(try context.catalog?.serialSequence(x.text(0), x.text(1)))
    }
}

/// There is one user, who may do everything.
private func declarePermissions(in c: inout CatalogBuilder) {
    for (name, kinds) in [
        ("has_table_privilege", ["oid", "text"]), ("has_schema_privilege", ["oid", "text"]),
        ("has_database_privilege", ["oid", "text"]), ("has_sequence_privilege", ["oid", "text"]),
        ("has_function_privilege", ["oid", "text"]), ("has_type_privilege", ["oid", "text"]),
    ] {
        for kind in kinds {
            c.native("\(name)(\(kind), text) bool", volatility: .stable, "1")
            c.native("\(name)(name, \(kind), text) bool", volatility: .stable, "1")
        }
    }
    c.native("has_column_privilege(oid, text, text) bool", volatility: .stable, "1")
    c.native("pg_has_role(name, text) bool", volatility: .stable, "1")
    c.native("pg_has_role(oid, text) bool", volatility: .stable, "1")
    c.native("row_security_active(oid) bool", volatility: .stable, "0")
}
