import VecDB
import VectorTypes

// information_schema: the views that programs ask.
extension CatalogTables {
    private static func view(_ name: String, _ oid: Int64, _ columns: String, _ rows: @escaping Rows) -> CatalogTables {
        CatalogTables(name, oid, schema: "information_schema", columns, rows)
    }

    static let informationSchema: [CatalogTables] = [
        view(
            "tables", 13_100,
            """
            table_catalog:name table_schema:name table_name:name table_type:varchar self_referencing_column_name:name
            reference_generation:varchar user_defined_type_catalog:name user_defined_type_schema:name
            user_defined_type_name:name is_insertable_into:varchar is_typed:varchar commit_action:varchar
            """
        ) { source in
            func row(_ schema: String, _ name: String, _ kind: String) -> [SQLiteValue] {
                [
                    .text(source.session.context.database), .text(schema), .text(name), .text(kind), .null, .null,
                    .null, .null,
                    .null, .text(kind == "BASE TABLE" ? "YES" : "NO"), "NO", .null,
                ]
            }
            return source.tables.map { row("public", $0.name, $0.isView ? "VIEW" : "BASE TABLE") }
                + source.views.map { row("public", $0.name, "VIEW") }
                + CatalogTables.all.map { row($0.schema, $0.name, $0.schema == "pg_catalog" ? "BASE TABLE" : "VIEW") }
        },
        view(
            "columns", 13_110,
            """
            table_catalog:name table_schema:name table_name:name column_name:name ordinal_position:int4
            column_default:varchar is_nullable:varchar data_type:varchar character_maximum_length:int4
            character_octet_length:int4 numeric_precision:int4 numeric_precision_radix:int4 numeric_scale:int4
            datetime_precision:int4 udt_catalog:name udt_schema:name udt_name:name is_identity:varchar
            identity_generation:varchar is_generated:varchar generation_expression:varchar is_updatable:varchar
            """
        ) { source in
            func row(
                _ table: String, _ name: String, _ type: ColumnType, _ position: Int, _ column: CatalogColumn?
            ) -> [SQLiteValue] {
                let sqlType = SQLType(type)
                let isVector = sqlType.isVectorLike
                var length: SQLiteValue = .null
                if [.varchar, .bpchar].contains(type.base), type.modifier >= 4 {
                    length = .integer(Int64(type.modifier - 4))
                }
                if [.bit, .varbit].contains(type.base), type.modifier > 0 { length = .integer(Int64(type.modifier)) }
                var numeric: (SQLiteValue, SQLiteValue, SQLiteValue) = (.null, .null, .null)
                switch type.base {
                case .int2: numeric = (16, 2, 0)
                case .int4: numeric = (32, 2, 0)
                case .int8: numeric = (64, 2, 0)
                case .float4: numeric = (24, 2, .null)
                case .float8: numeric = (53, 2, .null)
                case .numeric:
                    if type.modifier >= 4 {
                        let parts = TypeModifier.numericParts(type.modifier)
                        numeric = (.integer(Int64(parts.precision)), 10, .integer(Int64(parts.scale)))
                    } else {
                        numeric = (.null, 10, .null)
                    }
                default: break
                }
                let time: SQLiteValue =
                    [.timestamp, .timestamptz, .time, .timetz, .interval].contains(type.base)
                    ? .integer(type.modifier >= 0 ? Int64(type.modifier) : 6) : type.base == .date ? 0 : .null
                let dataType = type.isArray ? "ARRAY" : isVector ? "USER-DEFINED" : sqlType.description
                return [
                    .text(source.session.context.database), "public", .text(table), .text(name),
                    .integer(Int64(position)), .orNull(column?.defaultText),
                    .text(column?.isNotNull == true ? "NO" : "YES"),
                    .text(dataType), length, .null, numeric.0, numeric.1, numeric.2, time,
                    .text(source.session.context.database), .text(isVector ? "public" : "pg_catalog"),
                    .text(sqlType.internalName), .text(column?.identity == nil ? "NO" : "YES"),
                    (column?.identity).map { $0 == .always ? "ALWAYS" : "BY DEFAULT" } ?? .null,
                    .text(column?.generated == nil ? "NEVER" : "ALWAYS"), .orNull(column?.generated?.text), "YES",
                ]
            }
            return source.tables.flatMap { table in
                table.columns.map { row(table.name, $0.name, $0.type, $0.number, $0) }
            }
                + source.views.flatMap { view in
                    view.columns.enumerated().map { index, column in
                        row(view.name, column.name, column.type, index + 1, nil)
                    }
                }
        },
        view("schemata", 13_120, "catalog_name:name schema_name:name schema_owner:name") { source in
            ["public", "pg_catalog", "information_schema"].map {
                [.text(source.session.context.database), .text($0), .text(source.session.context.currentUser)]
            }
        },
        view("views", 13_130, "table_catalog:name table_schema:name table_name:name view_definition:varchar") {
            source in
            source.views.map { [.text(source.session.context.database), "public", .text($0.name), .text($0.text)] }
        },
        view(
            "table_constraints", 13_140,
            """
            constraint_catalog:name constraint_schema:name constraint_name:name table_catalog:name table_schema:name
            table_name:name constraint_type:varchar is_deferrable:varchar initially_deferred:varchar
            """
        ) { source in
            let database = SQLiteValue.text(source.session.context.database)
            return source.tables.flatMap { table in
                table.constraints.map { constraint in
                    let kind: SQLiteValue =
                        switch constraint.kind {
                        case .primaryKey: "PRIMARY KEY"
                        case .unique: "UNIQUE"
                        case .check: "CHECK"
                        case .foreignKey: "FOREIGN KEY"
                        }
                    return [
                        database, "public", .text(constraint.name), database, "public", .text(table.name), kind, "NO",
                        "NO",
                    ]
                }
            }
        },
        view(
            "key_column_usage", 13_150,
            """
            constraint_catalog:name constraint_schema:name constraint_name:name table_catalog:name table_schema:name
            table_name:name column_name:name ordinal_position:int4 position_in_unique_constraint:int4
            """
        ) { source in
            let database = SQLiteValue.text(source.session.context.database)
            return source.tables.flatMap { table in
                table.constraints.flatMap { constraint -> [[SQLiteValue]] in
                    let columns: [String]
                    switch constraint.kind {
                    case .primaryKey(let names), .unique(let names, _): columns = names
                    case .foreignKey(let key): columns = key.columns
                    case .check: columns = []
                    }
                    return columns.enumerated().map { index, column in
                        [
                            database, "public", .text(constraint.name), database, "public", .text(table.name),
                            .text(column),
                            .integer(Int64(index + 1)), .null,
                        ]
                    }
                }
            }
        },
        view(
            "sequences", 13_160,
            "sequence_catalog:name sequence_schema:name sequence_name:name data_type:varchar start_value:varchar minimum_value:varchar maximum_value:varchar increment:varchar cycle_option:varchar"
        ) { source in
            source.sequences.map {
                [
                    .text(source.session.context.database), "public", .text($0.name),
                    .text(SQLType($0.type).description),
                    .text(String($0.definition.start)), .text(String($0.definition.minimum)),
                    .text(String($0.definition.maximum)), .text(String($0.definition.increment)),
                    .text($0.definition.cycles ? "YES" : "NO"),
                ]
            }
        },
    ]
}
