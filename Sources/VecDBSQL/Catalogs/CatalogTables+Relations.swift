import PostgresSyntax
import VecDB
import VectorTypes

// pg_class, pg_attribute, pg_index, pg_constraint and the views over them.
extension CatalogTables {
    static let relations: [CatalogTables] = [
        CatalogTables(
            "pg_class", 1259,
            """
            oid:oid relname:name relnamespace:oid reltype:oid reloftype:oid relowner:oid relam:oid relfilenode:oid
            reltablespace:oid relpages:int4 reltuples:float4 relallvisible:int4 reltoastrelid:oid relhasindex:bool
            relisshared:bool relpersistence:char relkind:char relnatts:int2 relchecks:int2 relhasrules:bool
            relhastriggers:bool relhassubclass:bool relrowsecurity:bool relforcerowsecurity:bool relispopulated:bool
            relreplident:char relispartition:bool relrewrite:oid relfrozenxid:xid relminmxid:xid relacl:_aclitem
            reloptions:_text relpartbound:pg_node_tree
            """
        ) { source in
            func row(
                _ oid: Int64, _ name: String, kind: String, columns: Int, checks: Int = 0, hasIndex: Bool = false,
                method: Int64 = 0, rows: Int64 = -1, options: String? = nil, schema: Int64 = CatalogNumbers.publicSchema
            ) -> [SQLiteValue] {
                [
                    .integer(oid), .text(name), .integer(schema), 0, 0, .integer(CatalogNumbers.owner),
                    .integer(method), .integer(oid), 0, .integer(max(0, rows / 50)), .real(Double(rows)), 0, 0,
                    .flag(hasIndex), 0, "p", .text(kind), .integer(Int64(columns)), .integer(Int64(checks)), 0, 0, 0, 0,
                    0, 1, "d", 0, 0, 0, 0, .null, .orNull(options), .null,
                ]
            }
            var rows: [[SQLiteValue]] = []
            for table in source.tables {
                let checks = table.constraints.filter { if case .check = $0.kind { true } else { false } }.count
                rows.append(
                    row(
                        table.oid, table.name, kind: table.isView ? "v" : "r", columns: table.columns.count,
                        checks: checks,
                        hasIndex: !table.indexes.isEmpty, method: 2, rows: source.rowCount(table)))
                for index in table.indexes {
                    let options = index.options.map { "\($0.name)=\($0.value)" }
                    rows.append(
                        row(
                            index.oid, index.name, kind: "i", columns: index.elements.count + index.included.count,
                            method: CatalogNumbers.method(index.method), rows: source.rowCount(table),
                            options: options.isEmpty ? nil : "{\(options.joined(separator: ","))}"))
                }
            }
            for view in source.views { rows.append(row(view.oid, view.name, kind: "v", columns: view.columns.count)) }
            for sequence in source.sequences {
                rows.append(row(sequence.oid, sequence.name, kind: "S", columns: 3, rows: 1))
            }
            for table in CatalogTables.all {
                let schema =
                    table.schema == "pg_catalog" ? CatalogNumbers.catalogSchema : CatalogNumbers.informationSchema
                rows.append(
                    row(
                        table.oid, table.name, kind: table.schema == "pg_catalog" ? "r" : "v",
                        columns: table.columns.count,
                        schema: schema))
            }
            return rows
        },
        CatalogTables(
            "pg_attribute", 1249,
            """
            attrelid:oid attname:name atttypid:oid attstattarget:int4 attlen:int2 attnum:int2 attndims:int4
            attcacheoff:int4 atttypmod:int4 attbyval:bool attalign:char attstorage:char attcompression:char
            attnotnull:bool atthasdef:bool atthasmissing:bool attidentity:char attgenerated:char attisdropped:bool
            attislocal:bool attinhcount:int4 attcollation:oid attacl:_aclitem attoptions:_text attfdwoptions:_text
            attmissingval:text
            """
        ) { source in
            func row(
                _ relation: Int64, _ name: String, _ type: ColumnType, _ number: Int, notNull: Bool = false,
                hasDefault: Bool = false, identity: String = "", generated: String = ""
            ) -> [SQLiteValue] {
                let facts = type.base.facts
                let isString = SQLType(type).category == "S"
                return [
                    .integer(relation), .text(name), .integer(SQLType(type).oid), -1,
                    .integer(Int64(type.isArray ? -1 : facts.length)), .integer(Int64(number)), type.isArray ? 1 : 0,
                    -1,
                    .integer(Int64(type.modifier)), .flag(facts.length > 0 && facts.length <= 8),
                    .text(String(facts.alignment)), .text(type.isArray ? "x" : String(facts.storage)), "",
                    .flag(notNull),
                    .flag(hasDefault), 0, .text(identity), .text(generated), 0, 1, 0, isString ? 100 : 0, .null, .null,
                    .null, .null,
                ]
            }
            var rows: [[SQLiteValue]] = []
            for table in source.tables {
                for column in table.columns {
                    rows.append(
                        row(
                            table.oid, column.name, column.type, column.number, notNull: column.isNotNull,
                            hasDefault: column.defaultText != nil || column.generated != nil,
                            identity: column.identity.map { $0 == .always ? "a" : "d" } ?? "",
                            generated: column.generated == nil ? "" : "s"))
                }
                for index in table.indexes {
                    for (place, element) in index.elements.enumerated() {
                        let column = element.column.flatMap { table.column($0) }
                        rows.append(
                            row(index.oid, element.attributeName, column?.type ?? element.type ?? .text, place + 1))
                    }
                }
            }
            for view in source.views {
                for (place, column) in view.columns.enumerated() {
                    rows.append(row(view.oid, column.name, column.type, place + 1))
                }
            }
            for table in CatalogTables.all {
                for (place, column) in table.columns.enumerated() {
                    rows.append(row(table.oid, column.name, column.type, place + 1))
                }
            }
            return rows
        },
        CatalogTables("pg_attrdef", 2604, "oid:oid adrelid:oid adnum:int2 adbin:pg_node_tree") { source in
            source.tables.flatMap { table in
                table.columns.compactMap { column in
                    guard let text = column.defaultText ?? column.generated?.text, column.identity == nil else {
                        return nil
                    }
                    return [
                        .integer(table.oid &* 2_000 &+ Int64(column.number)), .integer(table.oid),
                        .integer(Int64(column.number)), .text(text),
                    ]
                }
            }
        },
        CatalogTables(
            "pg_index", 2610,
            """
            indexrelid:oid indrelid:oid indnatts:int2 indnkeyatts:int2 indisunique:bool indnullsnotdistinct:bool
            indisprimary:bool indisexclusion:bool indimmediate:bool indisclustered:bool indisvalid:bool
            indcheckxmin:bool indisready:bool indislive:bool indisreplident:bool indkey:int2vector indcollation:oidvector
            indclass:oidvector indoption:int2vector indexprs:pg_node_tree indpred:pg_node_tree
            """
        ) { source in
            source.tables.flatMap { table in
                table.indexes.map { index -> [SQLiteValue] in
                    let keys = (index.elements.map(\.column) + index.included.map { $0 }).map { name -> String in
                        name.flatMap { table.column($0)?.number }.map { String($0) } ?? "0"
                    }
                    let options = index.elements.map { element -> String in
                        let nullsFirst = element.nullsFirst ?? element.isDescending
                        return String((element.isDescending ? 1 : 0) + (nullsFirst ? 2 : 0))
                    }
                    let expressions = index.elements.compactMap { $0.expression.map(CatalogDefinitions.inner) }
                    let classes = index.elements.map { element in
                        element.operatorClass.flatMap { VectorOperatorClasses.named($0, method: index.method)?.oid }
                            ?? 0
                    }
                    let collations = index.elements.map { element in
                        let type = element.column.flatMap { table.column($0)?.type } ?? element.type ?? .bool
                        return SQLType(type).category == "S" ? "100" : "0"
                    }
                    return [
                        .integer(index.oid), .integer(table.oid), .integer(Int64(keys.count)),
                        .integer(Int64(index.elements.count)), .flag(index.isUnique), .flag(index.nullsNotDistinct),
                        .flag(index.isPrimary), 0, 1, 0, 1, 0, 1, 1, 0, .text(keys.joined(separator: " ")),
                        .text(collations.joined(separator: " ")),
                        .text(classes.map { String($0) }.joined(separator: " ")),
                        .text(options.joined(separator: " ")),
                        expressions.isEmpty ? .null : .text(expressions.joined(separator: ", ")),
                        .orNull(index.predicate?.text),
                    ]
                }
            }
        },
        CatalogTables(
            "pg_constraint", 2606,
            """
            oid:oid conname:name connamespace:oid contype:char condeferrable:bool condeferred:bool convalidated:bool
            conrelid:oid contypid:oid conindid:oid conparentid:oid confrelid:oid confupdtype:char confdeltype:char
            confmatchtype:char conislocal:bool coninhcount:int4 connoinherit:bool conkey:_int2 confkey:_int2
            conpfeqop:_oid conppeqop:_oid conffeqop:_oid confdelsetcols:_int2 conexclop:_oid conbin:pg_node_tree
            """
        ) { source in
            func list(_ table: CatalogTable?, _ names: [String]) -> SQLiteValue {
                .text(
                    "{" + names.compactMap { table?.column($0)?.number }.map { String($0) }.joined(separator: ",") + "}"
                )
            }
            func letter(_ action: ForeignKeyAction) -> SQLiteValue {
                switch action {
                case .noAction: "a"
                case .restrict: "r"
                case .cascade: "c"
                case .setNull: "n"
                case .setDefault: "d"
                }
            }
            return source.tables.flatMap { table in
                table.constraints.map { constraint -> [SQLiteValue] in
                    var kind = "c"
                    var keys: SQLiteValue = .null
                    var foreign: (oid: Int64, keys: SQLiteValue, update: SQLiteValue, delete: SQLiteValue) = (
                        0, .null, " ", " "
                    )
                    var check: SQLiteValue = .null
                    var isDeferrable = false
                    var isDeferred = false
                    switch constraint.kind {
                    case .primaryKey(let columns): (kind, keys) = ("p", list(table, columns))
                    case .unique(let columns, _): (kind, keys) = ("u", list(table, columns))
                    case .check(let expression, let columns):
                        (keys, check) = (list(table, columns), .text(expression.text))
                    case .foreignKey(let key):
                        let parent = source.catalog.table(key.table)
                        (kind, keys) = ("f", list(table, key.columns))
                        foreign = (
                            parent?.oid ?? 0, list(parent, key.referencedColumns), letter(key.onUpdate),
                            letter(key.onDelete)
                        )
                        (isDeferrable, isDeferred) = (key.isDeferrable, key.isInitiallyDeferred)
                    }
                    let index = table.indexes.first { $0.name == constraint.name }?.oid ?? 0
                    return [
                        .integer(constraint.oid), .text(constraint.name), .integer(CatalogNumbers.publicSchema),
                        .text(kind),
                        .flag(isDeferrable), .flag(isDeferred), 1, .integer(table.oid), 0, .integer(index), 0,
                        .integer(foreign.oid), foreign.update, foreign.delete, kind == "f" ? "s" : " ", 1, 0, 1, keys,
                        foreign.keys, .null, .null, .null, .null, .null, check,
                    ]
                }
            }
        },
        CatalogTables(
            "pg_indexes", 12_080, "schemaname:name tablename:name indexname:name tablespace:name indexdef:text"
        ) { source in
            source.tables.flatMap { table in
                table.indexes.map {
                    [
                        "public", .text(table.name), .text($0.name), .null,
                        .text(source.definitions.index($0, table, isPretty: false)),
                    ]
                }
            }
        },
        CatalogTables(
            "pg_tables", 12_070,
            "schemaname:name tablename:name tableowner:name tablespace:name hasindexes:bool hasrules:bool hastriggers:bool rowsecurity:bool"
        ) { source in
            source.tables.filter { !$0.isView }.map {
                [
                    "public", .text($0.name), .text(source.session.context.currentUser), .null,
                    .flag(!$0.indexes.isEmpty), 0, 0, 0,
                ]
            }
                + CatalogTables.all.filter { $0.schema == "pg_catalog" }.map {
                    ["pg_catalog", .text($0.name), .text(source.session.context.currentUser), .null, 1, 0, 0, 0]
                }
        },
        CatalogTables("pg_views", 12_075, "schemaname:name viewname:name viewowner:name definition:text") { source in
            source.views.map {
                ["public", .text($0.name), .text(source.session.context.currentUser), .text($0.text + ";")]
            }
        },
        CatalogTables(
            "pg_sequences", 12_085,
            "schemaname:name sequencename:name sequenceowner:name data_type:regtype start_value:int8 min_value:int8 max_value:int8 increment_by:int8 cycle:bool cache_size:int8 last_value:int8"
        ) { source in
            try source.sequences.map { sequence in
                let value = try source.session.connection.currentValue(of: sequence.name)
                return [
                    "public", .text(sequence.name), .text(source.session.context.currentUser),
                    .integer(SQLType(sequence.type).oid), .integer(sequence.definition.start),
                    .integer(sequence.definition.minimum), .integer(sequence.definition.maximum),
                    .integer(sequence.definition.increment), .flag(sequence.definition.cycles),
                    .integer(sequence.definition.cache), value.isCalled ? .integer(value.last) : .null,
                ]
            }
        },
        CatalogTables(
            "pg_sequence", 2224,
            "seqrelid:oid seqtypid:oid seqstart:int8 seqincrement:int8 seqmax:int8 seqmin:int8 seqcache:int8 seqcycle:bool"
        ) { source in
            source.sequences.map {
                [
                    .integer($0.oid), .integer(SQLType($0.type).oid), .integer($0.definition.start),
                    .integer($0.definition.increment), .integer($0.definition.maximum), .integer($0.definition.minimum),
                    .integer($0.definition.cache), .flag($0.definition.cycles),
                ]
            }
        },
        CatalogTables("pg_inherits", 2611, "inhrelid:oid inhparent:oid inhseqno:int4 inhdetachpending:bool") { _ in []
        },
        CatalogTables(
            "pg_trigger", 2620,
            "oid:oid tgrelid:oid tgparentid:oid tgname:name tgfoid:oid tgtype:int2 tgenabled:char tgisinternal:bool"
        ) { _ in [] },
        CatalogTables(
            "pg_rewrite", 2618, "oid:oid rulename:name ev_class:oid ev_type:char ev_enabled:char is_instead:bool"
        ) { _ in [] },
        CatalogTables("pg_policy", 3256, "oid:oid polname:name polrelid:oid polcmd:char polpermissive:bool") { _ in []
        },
        CatalogTables(
            "pg_statistic_ext", 3381,
            "oid:oid stxrelid:oid stxname:name stxnamespace:oid stxkind:_text stxstattarget:int4"
        ) { _ in [] },
        CatalogTables("pg_publication", 6104, "oid:oid pubname:name puballtables:bool") { _ in [] },
        CatalogTables("pg_publication_rel", 6106, "oid:oid prpubid:oid prrelid:oid") { _ in [] },
        CatalogTables(
            "pg_depend", 2608,
            "classid:oid objid:oid objsubid:int4 refclassid:oid refobjid:oid refobjsubid:int4 deptype:char"
        ) { source in
            source.sequences.compactMap { sequence in
                guard let table = sequence.ownerTable.flatMap({ source.catalog.table($0) }),
                    let column = sequence.ownerColumn.flatMap({ table.column($0) })
                else { return nil }
                return [
                    1259, .integer(sequence.oid), 0, 1259, .integer(table.oid), .integer(Int64(column.number)),
                    column.identity == nil ? "a" : "i",
                ]
            }
        },
    ]
}

extension VecDB.IndexElement {
    /// The name of the index's own column: the column's, or what PostgreSQL calls a result column of that expression.
    var attributeName: String {
        if let column { return column }
        guard let text = expression?.text, let parsed = try? parseExpression(text) else { return "expr" }
        let name = ColumnNaming.name(of: parsed)
        return name == "?column?" ? "expr" : name
    }
}

extension CatalogColumn {
    /// The default as `pg_get_expr` shows it, that of serial columns too.
    var defaultText: String? {
        if let text = defaultValue?.text { return text }
        guard identity == nil, let sequence else { return nil }
        return "nextval('\(ObjectNames.quotedWhereNeeded(sequence))'::regclass)"
    }
}
