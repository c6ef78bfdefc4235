import VecDB
import VectorTypes

// Types, schemas, extensions, settings, operators and functions.
extension CatalogTables {
    static let objects: [CatalogTables] = [
        CatalogTables("pg_namespace", 2615, "oid:oid nspname:name nspowner:oid nspacl:_aclitem") { source in
            [
                [.integer(CatalogNumbers.catalogSchema), "pg_catalog", 10, .null],
                [.integer(CatalogNumbers.publicSchema), "public", 10, .null],
                [.integer(CatalogNumbers.informationSchema), "information_schema", 10, .null],
            ]
        },
        CatalogTables(
            "pg_type", 1247,
            """
            oid:oid typname:name typnamespace:oid typowner:oid typlen:int2 typbyval:bool typtype:char typcategory:char
            typispreferred:bool typisdefined:bool typdelim:char typrelid:oid typsubscript:regproc typelem:oid
            typarray:oid typinput:regproc typoutput:regproc typreceive:regproc typsend:regproc typmodin:regproc
            typmodout:regproc typanalyze:regproc typalign:char typstorage:char typnotnull:bool typbasetype:oid
            typtypmod:int4 typndims:int4 typcollation:oid typdefaultbin:pg_node_tree typdefault:text typacl:_aclitem
            """
        ) { _ in
            BaseType.allCases.flatMap { base -> [[SQLiteValue]] in
                let facts = base.facts
                let isVector = ColumnType(base).isVector
                func row(_ type: SQLType) -> [SQLiteValue] {
                    let length = type.isArray ? -1 : facts.length
                    return [
                        .integer(type.oid), .text(type.internalName),
                        .integer(isVector ? CatalogNumbers.publicSchema : CatalogNumbers.catalogSchema), 10,
                        .integer(Int64(length)), .flag(length > 0 && length <= 8),
                        .text(base.isPseudo && !type.isArray ? "p" : "b"), .text(String(type.category)),
                        .flag(type.isPreferred), 1, ",", 0, 0, .integer(type.isArray ? facts.oid : 0),
                        .integer(type.isArray ? 0 : facts.arrayOID), 0, 0, 0, 0, 0, 0, 0,
                        .text(String(facts.alignment)), .text(type.isArray ? "x" : String(facts.storage)), 0, 0, -1, 0,
                        .integer(type.category == "S" ? 100 : 0), .null, .null, .null,
                    ]
                }
                return [row(SQLType(base))] + (facts.arrayOID == 0 ? [] : [row(SQLType(base, isArray: true))])
            }
        },
        CatalogTables(
            "pg_extension", 3079,
            "oid:oid extname:name extowner:oid extnamespace:oid extrelocatable:bool extversion:text extconfig:_oid extcondition:_text"
        ) { source in
            source.catalog.extensions.values.sorted { $0.oid < $1.oid }.map {
                [
                    .integer($0.oid), .text($0.name), 10, .integer(CatalogNumbers.publicSchema), 1, .text($0.version),
                    .null, .null,
                ]
            }
        },
        CatalogTables(
            "pg_available_extensions", 12_090, "name:name default_version:text installed_version:text comment:text"
        ) { source in
            [
                [
                    "vector", .text(Session.vectorVersion), .orNull(source.catalog.extensions["vector"]?.version),
                    "vector data type and ivfflat and hnsw access methods",
                ]
            ]
        },
        CatalogTables(
            "pg_available_extension_versions", 12_094,
            "name:name version:text installed:bool superuser:bool trusted:bool relocatable:bool schema:name requires:_name comment:text"
        ) { source in
            [
                [
                    "vector", .text(Session.vectorVersion), .flag(source.catalog.extensions["vector"] != nil), 1, 1, 1,
                    .null,
                    .null, "vector data type and ivfflat and hnsw access methods",
                ]
            ]
        },
        CatalogTables(
            "pg_settings", 12_100,
            """
            name:text setting:text unit:text category:text short_desc:text extra_desc:text context:text vartype:text
            source:text min_val:text max_val:text enumvals:_text boot_val:text reset_val:text sourcefile:text
            sourceline:int4 pending_restart:bool
            """
        ) { source in
            let settings = source.session.settings
            return SettingTable.all.map { definition in
                var unit: SQLiteValue = .null
                var range: (SQLiteValue, SQLiteValue) = (.null, .null)
                var values: SQLiteValue = .null
                switch definition.kind {
                case .integer(let bounds, let written):
                    unit = .orNull(written?.rawValue)
                    range = (.text(String(bounds.lowerBound)), .text(String(bounds.upperBound)))
                case .real(let bounds):
                    range = (
                        .text(SettingDefinition.realText(bounds.lowerBound)),
                        .text(SettingDefinition.realText(bounds.upperBound))
                    )
                case .enumeration(let names):
                    values = .text("{\(names.map { $0.contains(" ") ? "\"\($0)\"" : $0 }.joined(separator: ","))}")
                case .boolean, .string: break
                }
                let value = settings[definition.name]
                return [
                    .text(definition.name), .text(value), unit, .text(definition.category), .text(definition.summary),
                    .orNull(definition.extra),
                    .text(definition.context.rawValue), .text(definition.kindName),
                    .text(value == definition.defaultValue ? "default" : "session"), range.0, range.1, values,
                    .text(definition.defaultValue), .text(settings.resetValue(definition.name)), .null, .null, 0,
                ]
            }
        },
        CatalogTables("pg_am", 2601, "oid:oid amname:name amhandler:regproc amtype:char") { _ in
            CatalogNumbers.methods.map { [.integer($0.oid), .text($0.name), 0, .text($0.kind)] }
        },
        CatalogTables(
            "pg_database", 1262,
            """
            oid:oid datname:name datdba:oid encoding:int4 datlocprovider:char datistemplate:bool datallowconn:bool
            datconnlimit:int4 datfrozenxid:xid datminmxid:xid dattablespace:oid datcollate:text datctype:text
            daticulocale:text datcollversion:text datacl:_aclitem
            """
        ) { source in
            [
                [
                    .integer(CatalogNumbers.database), .text(source.session.context.database), 10, 6, "c", 0, 1, -1, 0,
                    0, 1663,
                    "C", "C", .null, .null, .null,
                ]
            ]
        },
        CatalogTables(
            "pg_roles", 12_000,
            """
            rolname:name rolsuper:bool rolinherit:bool rolcreaterole:bool rolcreatedb:bool rolcanlogin:bool
            rolreplication:bool rolconnlimit:int4 rolpassword:text rolvaliduntil:timestamptz rolbypassrls:bool
            rolconfig:_text oid:oid
            """
        ) { source in
            [[.text(source.session.context.currentUser), 1, 1, 1, 1, 1, 1, -1, "********", .null, 1, .null, 10]]
        },
        CatalogTables("pg_authid", 1260, "oid:oid rolname:name rolsuper:bool rolinherit:bool rolcanlogin:bool") {
            source in
            [[10, .text(source.session.context.currentUser), 1, 1, 1]]
        },
        CatalogTables("pg_user", 12_005, "usename:name usesysid:oid usecreatedb:bool usesuper:bool") { source in
            [[.text(source.session.context.currentUser), 10, 1, 1]]
        },
        CatalogTables("pg_tablespace", 1213, "oid:oid spcname:name spcowner:oid") { _ in
            [[1663, "pg_default", 10], [1664, "pg_global", 10]]
        },
        CatalogTables("pg_description", 2609, "objoid:oid classoid:oid objsubid:int4 description:text") { source in
            source.tables.flatMap { table -> [[SQLiteValue]] in
                var rows: [[SQLiteValue]] = []
                if let comment = table.comment { rows.append([.integer(table.oid), 1259, 0, .text(comment)]) }
                for column in table.columns {
                    guard let comment = column.comment else { continue }
                    rows.append([.integer(table.oid), 1259, .integer(Int64(column.number)), .text(comment)])
                }
                for index in table.indexes {
                    guard let comment = index.comment else { continue }
                    rows.append([.integer(index.oid), 1259, 0, .text(comment)])
                }
                return rows
            }
        },
        CatalogTables("pg_shdescription", 2396, "objoid:oid classoid:oid description:text") { _ in [] },
        CatalogTables("pg_enum", 3501, "oid:oid enumtypid:oid enumsortorder:float4 enumlabel:name") { _ in [] },
        CatalogTables("pg_range", 3541, "rngtypid:oid rngsubtype:oid") { _ in [] },
        CatalogTables("pg_language", 2612, "oid:oid lanname:name lanowner:oid lanispl:bool lanpltrusted:bool") { _ in
            [[12, "internal", 10, 0, 0], [13, "c", 10, 0, 0], [14, "sql", 10, 0, 1]]
        },
        CatalogTables(
            "pg_collation", 3456,
            "oid:oid collname:name collnamespace:oid collowner:oid collprovider:char collisdeterministic:bool collencoding:int4 collcollate:text collctype:text"
        ) { _ in
            [
                [100, "default", 11, 10, "d", 1, -1, .null, .null], [950, "C", 11, 10, "c", 1, -1, "C", "C"],
                [951, "POSIX", 11, 10, "c", 1, -1, "POSIX", "POSIX"],
            ]
        },
        CatalogTables(
            "pg_proc", 1255,
            """
            oid:oid proname:name pronamespace:oid proowner:oid prolang:oid prokind:char proretset:bool provolatile:char
            proisstrict:bool pronargs:int2 prorettype:oid proargtypes:oidvector prosrc:text
            """
        ) { _ in
            FunctionCatalog.shared.all.map { function in
                let isVector = function.arguments.contains(where: \.isVectorLike) || function.result.isVectorLike
                let kind: SQLiteValue =
                    switch function.kind {
                    case .aggregate: "a"
                    case .window: "w"
                    case .scalar, .setReturning: "f"
                    }
                let volatility: SQLiteValue =
                    switch function.volatility {
                    case .immutable: "i"
                    case .stable: "s"
                    case .volatile: "v"
                    }
                return [
                    .integer(FunctionCatalog.shared.numbers[ObjectIdentifier(function)] ?? 0), .text(function.name),
                    .integer(isVector ? CatalogNumbers.publicSchema : CatalogNumbers.catalogSchema), 10, 12, kind,
                    .flag(function.kind == .setReturning), volatility, .flag(function.isStrict),
                    .integer(Int64(function.arguments.count)), .integer(function.result.oid),
                    .text(function.arguments.map { String($0.oid) }.joined(separator: " ")), .text(function.name),
                ]
            }
        },
        CatalogTables(
            "pg_operator", 2617,
            """
            oid:oid oprname:name oprnamespace:oid oprowner:oid oprkind:char oprcanmerge:bool oprcanhash:bool oprleft:oid
            oprright:oid oprresult:oid oprcom:oid oprnegate:oid oprcode:regproc
            """
        ) { _ in
            CatalogNumbers.operators.enumerated().map { index, entry in
                let isVector = entry.right.isVectorLike
                return [
                    .integer(CatalogNumbers.operatorOID(index)), .text(entry.name),
                    .integer(isVector ? CatalogNumbers.publicSchema : CatalogNumbers.catalogSchema), 10,
                    entry.left == nil ? "l" : "b", 0, 0, .integer(entry.left?.oid ?? 0), .integer(entry.right.oid),
                    .integer(entry.result.oid), 0, 0,
                    .integer(FunctionCatalog.shared.numbers[ObjectIdentifier(entry.function)] ?? 0),
                ]
            }
        },
        CatalogTables(
            "pg_cast", 2605, "oid:oid castsource:oid casttarget:oid castfunc:oid castcontext:char castmethod:char"
        ) { _ in [] },
        CatalogTables(
            "pg_prepared_statements", 12_110,
            "name:text statement:text prepare_time:timestamptz parameter_types:text from_sql:bool"
        ) { source in
            source.session.prepared.sorted { $0.key < $1.key }.map {
                [.text($0.key), .text($0.value.text), .null, .null, 1]
            }
        },
        CatalogTables(
            "pg_cursors", 12_115, "name:text statement:text is_holdable:bool is_binary:bool is_scrollable:bool"
        ) { source in
            source.session.cursors.sorted { $0.key < $1.key }.map {
                [.text($0.key), .text($0.value.text), .flag($0.value.isHeld), 0, .flag($0.value.canScroll)]
            }
        },
    ]
}
