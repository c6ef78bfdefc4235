import VecDB
import VectorTypes

// Statistics views: sizes are real; scans are counted for approximate indexes, in this process.
extension CatalogTables {
    static let statistics: [CatalogTables] = scoped("user", 12_200) + scoped("all", 12_300) + activity

    private static func scoped(_ scope: String, _ oid: Int64) -> [CatalogTables] {
        [
            CatalogTables(
                "pg_stat_\(scope)_indexes", oid,
                """
                relid:oid indexrelid:oid schemaname:name relname:name indexrelname:name idx_scan:int8
                idx_tup_read:int8 idx_tup_fetch:int8
                """
            ) { source in
                try source.tables.flatMap { (table: CatalogTable) -> [[SQLiteValue]] in
                    try table.indexes.map { index -> [SQLiteValue] in
                        let status = index.isApproximate ? try source.session.connection.indexStatus(index.name) : nil
                        return [
                            .integer(table.oid), .integer(index.oid), "public", .text(table.name), .text(index.name),
                            .integer(Int64(status?.scans ?? 0)), .integer(Int64(status?.tuplesRead ?? 0)),
                            .integer(Int64(status?.tuplesFetched ?? 0)),
                        ]
                    }
                }
            },
            CatalogTables(
                "pg_stat_\(scope)_tables", oid + 1,
                """
                relid:oid schemaname:name relname:name seq_scan:int8 seq_tup_read:int8 idx_scan:int8
                idx_tup_fetch:int8 n_tup_ins:int8 n_tup_upd:int8 n_tup_del:int8 n_tup_hot_upd:int8 n_live_tup:int8
                n_dead_tup:int8 n_mod_since_analyze:int8 n_ins_since_vacuum:int8 last_vacuum:timestamptz
                last_autovacuum:timestamptz last_analyze:timestamptz last_autoanalyze:timestamptz vacuum_count:int8
                autovacuum_count:int8 analyze_count:int8 autoanalyze_count:int8
                """
            ) { source in
                source.tables.filter { !$0.isView }.map { table -> [SQLiteValue] in
                    let counters = [SQLiteValue](repeating: 0, count: 8)
                    let identity: [SQLiteValue] = [.integer(table.oid), "public", .text(table.name)]
                    let rows: [SQLiteValue] = [.integer(source.rowCount(table)), 0, 0, 0]
                    let times = [SQLiteValue](repeating: .null, count: 4)
                    return identity + counters + rows + times + [SQLiteValue](repeating: 0, count: 4)
                }
            },
            CatalogTables(
                "pg_statio_\(scope)_indexes", oid + 2,
                """
                relid:oid indexrelid:oid schemaname:name relname:name indexrelname:name idx_blks_read:int8
                idx_blks_hit:int8
                """
            ) { source in
                source.tables.flatMap { (table: CatalogTable) -> [[SQLiteValue]] in
                    table.indexes.map { index -> [SQLiteValue] in
                        [
                            .integer(table.oid), .integer(index.oid), "public", .text(table.name), .text(index.name), 0,
                            0,
                        ]
                    }
                }
            },
        ]
    }

    private static let activity: [CatalogTables] = [
        CatalogTables(
            "pg_stat_activity", 12_230,
            """
            datid:oid datname:name pid:int4 usesysid:oid usename:name application_name:text client_addr:text
            backend_start:timestamptz xact_start:timestamptz query_start:timestamptz state:text query:text
            backend_type:text
            """
        ) { source in
            let session = source.session
            return [
                [
                    .integer(CatalogNumbers.database), .text(session.context.database),
                    .integer(session.context.backendPID), 10,
                    .text(session.context.currentUser), .text(session.settings["application_name"]), .null, .null,
                    .integer(session.context.transactionTimestamp), .integer(session.context.statementTimestamp),
                    "active",
                    .text(session.currentCommand), "client backend",
                ]
            ]
        },
        CatalogTables(
            "pg_stat_progress_create_index", 12_240,
            """
            pid:int4 datid:oid datname:name relid:oid index_relid:oid command:text phase:text lockers_total:int8
            lockers_done:int8 current_locker_pid:int8 blocks_total:int8 blocks_done:int8 tuples_total:int8
            tuples_done:int8 partitions_total:int8 partitions_done:int8
            """
        ) { source in
            source.session.connection.indexBuilds().map { build in
                let total = SQLiteValue.integer(Int64(build.total))
                let done = Int64(build.fraction * Double(build.total))
                return [
                    .integer(source.session.context.backendPID), .integer(CatalogNumbers.database),
                    .text(source.session.context.database), .integer(build.table.oid), .integer(build.index.oid),
                    .text(build.isRebuild ? "REINDEX" : "CREATE INDEX"),
                    .text("building index: \(build.phase.name)"), 0, 0, 0, total, .integer(done), total,
                    .integer(Int64(build.done)), 0, 0,
                ]
            }
        },
        CatalogTables("pg_locks", 12_250, "locktype:text database:oid relation:oid pid:int4 mode:text granted:bool") {
            _ in []
        },
        CatalogTables(
            "pg_stat_database", 12_260, "datid:oid datname:name numbackends:int4 xact_commit:int8 xact_rollback:int8"
        ) { source in
            [[.integer(CatalogNumbers.database), .text(source.session.context.database), 1, 0, 0]]
        },
    ]
}
