/// Every configuration parameter that is known by name: PostgreSQL's usual ones, pgvector's, and ours.
///
/// Parameters that steer PostgreSQL's server processes are accepted where a client may set them there too and have no
/// effect here; those that only the server's owner may set are shown and refuse to change.
enum SettingTable {
    static let all: [SettingDefinition] = (client + planner + resources + fixed + pgvector + vecdb)
        .sorted { $0.name.lowercased() < $1.name.lowercased() }

    static let byName: [String: SettingDefinition] = Dictionary(
        all.map { ($0.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })

    /// Prefixes under which unknown parameters are refused.
    static let reservedPrefixes: Set<String> = ["hnsw", "ivfflat", "vecdb"]

    private static let levels = [
        "debug5", "debug4", "debug3", "debug2", "debug1", "log", "notice", "warning", "error",
    ]
    private static let any: ClosedRange<Int64> = 0...2_147_483_647

    private static let client: [SettingDefinition] = [
        .string("application_name", "", "Sets the application name to be reported in statistics and logs."),
        .choice(
            "backslash_quote", "safe_encoding", ["safe_encoding", "on", "off"],
            "Sets whether \"\\'\" is allowed in string literals."),
        .choice("bytea_output", "hex", ["escape", "hex"], "Sets the output format for bytea."),
        .boolean("check_function_bodies", true, "Check routine bodies during CREATE FUNCTION and CREATE PROCEDURE."),
        .string("client_encoding", "UTF8", "Sets the client's character set encoding."),
        .choice(
            "client_min_messages", "notice", levels, "Sets the message levels that are sent to the client.",
            synonyms: ["debug": "debug2", "info": "notice"]),
        .choice(
            "constraint_exclusion", "partition", ["partition", "on", "off"],
            "Enables the planner to use constraints to optimize queries."),
        .string("DateStyle", "ISO, MDY", "Sets the display format for date and time values."),
        .string("default_table_access_method", "heap", "Sets the default table access method for new tables."),
        .string("default_tablespace", "", "Sets the default tablespace to create tables and indexes in."),
        .string("default_text_search_config", "pg_catalog.english", "Sets default text search configuration."),
        .boolean("default_transaction_deferrable", false, "Sets the default deferrable status of new transactions."),
        .choice(
            "default_transaction_isolation", "read committed",
            ["serializable", "repeatable read", "read committed", "read uncommitted"],
            "Sets the transaction isolation level of each new transaction."),
        .boolean("default_transaction_read_only", false, "Sets the default read-only status of new transactions."),
        .boolean("default_with_oids", false, "WITH OIDS is no longer supported; this can only be false."),
        .boolean("escape_string_warning", true, "Warn about backslash escapes in ordinary string literals."),
        .integer(
            "extra_float_digits", 1, -15...3, nil, "Sets the number of digits displayed for floating-point values."),
        .integer("gin_fuzzy_search_limit", 0, any, nil, "Sets the maximum allowed result for exact search by GIN."),
        .integer(
            "idle_in_transaction_session_timeout", 0, any, .milliseconds,
            "Sets the maximum allowed idle time between queries, when in a transaction."),
        .integer(
            "idle_session_timeout", 0, any, .milliseconds,
            "Sets the maximum allowed idle time between queries, when not in a transaction."),
        .choice(
            "IntervalStyle", "postgres", ["postgres", "postgres_verbose", "sql_standard", "iso_8601"],
            "Sets the display format for interval values."),
        .string("lc_messages", "C", "Sets the language in which messages are displayed."),
        .string("lc_monetary", "C", "Sets the locale for formatting monetary amounts."),
        .string("lc_numeric", "C", "Sets the locale for formatting numbers."),
        .string("lc_time", "C", "Sets the locale for formatting date and time values."),
        .integer("lock_timeout", 0, any, .milliseconds, "Sets the maximum allowed duration of any wait for a lock."),
        .boolean(
            "lo_compat_privileges", false, "Enables backward compatibility mode for privilege checks on large objects."),
        .choice(
            "log_min_messages", "warning", levels + ["fatal", "panic"], "Sets the message levels that are logged."),
        .choice("log_statement", "none", ["none", "ddl", "mod", "all"], "Sets the type of statements logged."),
        .integer(
            "log_min_duration_statement", -1, -1...2_147_483_647, .milliseconds,
            "Sets the minimum execution time above which all statements will be logged."),
        .boolean("quote_all_identifiers", false, "When generating SQL fragments, quote all identifiers."),
        .string("role", "none", "Sets the current role."),
        .boolean("row_security", true, "Enable row security."),
        .string(
            "search_path", "\"$user\", public", "Sets the schema search order for names that are not schema-qualified."),
        .choice(
            "session_replication_role", "origin", ["origin", "replica", "local"],
            "Sets the session's behavior for triggers and rewrite rules."),
        .boolean("standard_conforming_strings", true, "Causes '...' strings to treat backslashes literally."),
        .integer("statement_timeout", 0, any, .milliseconds, "Sets the maximum allowed duration of any statement."),
        .boolean("synchronize_seqscans", true, "Enable synchronized sequential scans."),
        .choice(
            "synchronous_commit", "on", ["local", "remote_write", "remote_apply", "on", "off"],
            "Sets the current transaction's synchronization level."),
        .string("temp_tablespaces", "", "Sets the tablespace(s) to use for temporary tables and sort files."),
        .string("TimeZone", "UTC", "Sets the time zone for displaying and interpreting time stamps."),
        .string("timezone_abbreviations", "Default", "Selects a file of time zone abbreviations."),
        .boolean(
            "transaction_deferrable", false,
            "Whether to defer a read-only serializable transaction until it can be executed with no possible serialization failures."
        ),
        .choice(
            "transaction_isolation", "read committed",
            ["serializable", "repeatable read", "read committed", "read uncommitted"],
            "Sets the current transaction's isolation level."),
        .boolean("transaction_read_only", false, "Sets the current transaction's read-only status."),
        .boolean("transform_null_equals", false, "Treats \"expr=NULL\" as \"expr IS NULL\"."),
        .choice("xmlbinary", "base64", ["base64", "hex"], "Sets how binary values are to be encoded in XML."),
        .choice(
            "xmloption", "content", ["content", "document"],
            "Sets whether XML data in implicit parsing and serialization operations is to be considered as documents or content fragments."
        ),
    ]

    private static let planner: [SettingDefinition] =
        [
            "async_append", "bitmapscan", "gathermerge", "hashagg", "hashjoin", "incremental_sort", "indexonlyscan",
            "indexscan", "material", "memoize", "mergejoin", "nestloop", "parallel_append", "parallel_hash",
            "partition_pruning", "presorted_aggregate", "seqscan", "sort", "tidscan",
        ].map { .boolean("enable_\($0)", true, "Enables the planner's use of \($0) plans.") }
        + ["enable_partitionwise_aggregate", "enable_partitionwise_join"].map {
            .boolean($0, false, "Enables partitionwise plans.")
        } + [
            .real(
                "cpu_index_tuple_cost", "0.005", 0...1e300,
                "Sets the planner's estimate of the cost of processing each index entry during an index scan."),
            .real(
                "cpu_operator_cost", "0.0025", 0...1e300,
                "Sets the planner's estimate of the cost of processing each operator or function call."),
            .real(
                "cpu_tuple_cost", "0.01", 0...1e300,
                "Sets the planner's estimate of the cost of processing each tuple (row)."),
            .real(
                "cursor_tuple_fraction", "0.1", 0...1,
                "Sets the planner's estimate of the fraction of a cursor's rows that will be retrieved."),
            .choice(
                "debug_parallel_query", "off", ["off", "on", "regress"],
                "Forces the planner's use parallel query nodes."),
            .choice(
                "force_parallel_mode", "off", ["off", "on", "regress"], "Forces use of parallel query facilities."),
            .integer("default_statistics_target", 100, 1...10000, nil, "Sets the default statistics target."),
            .integer(
                "effective_cache_size", 524_288, 1...2_147_483_647, .blocks,
                "Sets the planner's assumption about the total size of the data caches."),
            .integer(
                "from_collapse_limit", 8, 1...2_147_483_647, nil,
                "Sets the FROM-list size beyond which subqueries are not collapsed."),
            .boolean("geqo", true, "Enables genetic query optimization."),
            .integer(
                "geqo_threshold", 12, 2...2_147_483_647, nil,
                "Sets the threshold of FROM items beyond which GEQO is used."),
            .boolean("jit", true, "Allow JIT compilation."),
            .integer(
                "join_collapse_limit", 8, 1...2_147_483_647, nil,
                "Sets the FROM-list size beyond which JOIN constructs are not flattened."),
            .integer(
                "min_parallel_index_scan_size", 64, 0...715_827_882, .blocks,
                "Sets the minimum amount of index data for a parallel scan."),
            .integer(
                "min_parallel_table_scan_size", 1024, 0...715_827_882, .blocks,
                "Sets the minimum amount of table data for a parallel scan."),
            .boolean(
                "parallel_leader_participation", true, "Controls whether Gather and Gather Merge also run subplans."),
            .real(
                "parallel_setup_cost", "1000", 0...1e300,
                "Sets the planner's estimate of the cost of starting up worker processes for parallel query."),
            .real(
                "parallel_tuple_cost", "0.1", 0...1e300,
                "Sets the planner's estimate of the cost of passing each tuple (row) from worker to leader backend."),
            .choice(
                "plan_cache_mode", "auto", ["auto", "force_generic_plan", "force_custom_plan"],
                "Controls the planner's selection of custom or generic plan."),
            .real(
                "random_page_cost", "4", 0...1e300,
                "Sets the planner's estimate of the cost of a nonsequentially fetched disk page."),
            .real(
                "seq_page_cost", "1", 0...1e300,
                "Sets the planner's estimate of the cost of a sequentially fetched disk page."),
        ]

    private static let resources: [SettingDefinition] = [
        .integer(
            "autovacuum_work_mem", -1, -1...2_147_483_647, .kilobytes,
            "Sets the maximum memory to be used by each autovacuum worker process.", .sighup),
        .integer(
            "effective_io_concurrency", 1, 0...1000, nil,
            "Number of simultaneous requests that can be handled efficiently by the disk subsystem."),
        .real("hash_mem_multiplier", "2", 1...1000, "Multiple of work_mem to use for hash tables."),
        .integer(
            "logical_decoding_work_mem", 65_536, 64...2_147_483_647, .kilobytes,
            "Sets the maximum memory to be used for logical decoding."),
        .integer(
            "maintenance_io_concurrency", 10, 0...1000, nil,
            "A variant of effective_io_concurrency that is used for maintenance work."),
        .integer(
            "maintenance_work_mem", 65_536, 1024...2_147_483_647, .kilobytes,
            "Sets the maximum memory to be used for maintenance operations."),
        .integer(
            "max_parallel_maintenance_workers", 2, 0...1024, nil,
            "Sets the maximum number of parallel processes per maintenance operation."),
        .integer(
            "max_parallel_workers", 8, 0...1024, nil,
            "Sets the maximum number of parallel workers that can be active at one time."),
        .integer(
            "max_parallel_workers_per_gather", 2, 0...1024, nil,
            "Sets the maximum number of parallel processes per executor node."),
        .integer(
            "max_stack_depth", 2048, 100...2_147_483_647, .kilobytes, "Sets the maximum stack depth, in kilobytes."),
        .integer(
            "temp_buffers", 1024, 100...1_073_741_823, .blocks,
            "Sets the maximum number of temporary buffers used by each session."),
        .integer(
            "temp_file_limit", -1, -1...2_147_483_647, .kilobytes,
            "Limits the total size of all temporary files used by each process."),
        .integer("vacuum_cost_delay", 0, 0...100, .milliseconds, "Vacuum cost delay in milliseconds."),
        .integer("vacuum_cost_limit", 200, 1...10000, nil, "Vacuum cost amount available before napping."),
        .integer(
            "work_mem", 4096, 64...2_147_483_647, .kilobytes, "Sets the maximum memory to be used for query workspaces."
        ),
    ]

    private static let fixed: [SettingDefinition] = [
        .integer("block_size", 8192, 8192...8192, nil, "Shows the size of a disk block.", .internal),
        .string("data_directory", "", "Sets the server's data directory.", .postmaster),
        .boolean("autovacuum", true, "Starts the autovacuum subprocess.", .sighup),
        .boolean("fsync", true, "Forces synchronization of updates to disk.", .sighup),
        .boolean("in_hot_standby", false, "Shows whether hot standby is currently active.", .internal),
        .boolean("integer_datetimes", true, "Shows whether datetimes are integer based.", .internal),
        .string("is_superuser", "on", "Shows whether the current user is a superuser.", .internal),
        .string("lc_collate", "C", "Shows the collation order locale.", .internal),
        .string("lc_ctype", "C", "Shows the character classification and case conversion locale.", .internal),
        .string("listen_addresses", "", "Sets the host name or IP address(es) to listen to.", .postmaster),
        .integer(
            "max_connections", 100, 1...262_143, nil, "Sets the maximum number of concurrent connections.", .postmaster),
        .integer(
            "max_function_args", 100, 100...100, nil, "Shows the maximum number of function arguments.", .internal),
        .integer("max_identifier_length", 63, 63...63, nil, "Shows the maximum identifier length.", .internal),
        .integer("max_index_keys", 32, 32...32, nil, "Shows the maximum number of index keys.", .internal),
        .integer(
            "max_wal_size", 1024, 2...2_147_483_647, nil, "Sets the WAL size that triggers a checkpoint.", .sighup),
        .integer(
            "max_worker_processes", 8, 0...262_143, nil, "Maximum number of concurrent worker processes.", .postmaster),
        .integer("port", 5432, 1...65535, nil, "Sets the TCP port the server listens on.", .postmaster),
        .string("server_encoding", "UTF8", "Shows the server (database) character set encoding.", .internal),
        .string("server_version", "15.20", "Shows the server version.", .internal),
        .integer(
            "server_version_num", 150_020, 150_020...150_020, nil, "Shows the server version as an integer.", .internal),
        .string("session_authorization", "postgres", "Sets the session user name.", .internal),
        .integer(
            "shared_buffers", 16_384, 16...1_073_741_823, .blocks,
            "Sets the number of shared memory buffers used by the server.", .postmaster),
        .string("shared_preload_libraries", "", "Lists shared libraries to preload into server.", .postmaster),
        .string(
            "unix_socket_directories", "", "Sets the directories where Unix-domain sockets will be created.",
            .postmaster),
        .string("wal_level", "replica", "Sets the level of information written to the WAL.", .postmaster),
    ]

    private static let pgvector: [SettingDefinition] = customized([
        .integer(
            "hnsw.ef_search", 40, 1...1000, nil, "Sets the size of the dynamic candidate list for search",
            extra: "Valid range is 1..1000."),
        .choice(
            "hnsw.iterative_scan", "off", ["off", "relaxed_order", "strict_order"], "Sets the mode for iterative scans"),
        .integer(
            "hnsw.max_scan_tuples", 20_000, 1...2_147_483_647, nil,
            "Sets the max number of tuples to visit for iterative scans"),
        .real("hnsw.scan_mem_multiplier", "1", 1...1000, "Sets the multiple of work_mem to use for iterative scans"),
        .integer(
            "ivfflat.probes", 1, 1...32768, nil, "Sets the number of probes", extra: "Valid range is 1..lists."),
        .choice("ivfflat.iterative_scan", "off", ["off", "relaxed_order"], "Sets the mode for iterative scans"),
        .integer(
            "ivfflat.max_probes", 32_768, 1...32768, nil, "Sets the max number of probes for iterative scans"),
    ])

    /// The category of all settings with a prefix.
    private static func customized(_ settings: [SettingDefinition]) -> [SettingDefinition] {
        settings.map { setting in
            var setting = setting
            setting.category = "Customized Options"
            return setting
        }
    }

    private static let vecdb: [SettingDefinition] = customized([
        .boolean(
            "vecdb.strict_pgvector", false,
            "Restores pgvector's own limits and defaults, for those who rehearse a move."),
        .integer(
            "vecdb.statement_memory", 1_048_576, 1024...2_147_483_647, .kilobytes,
            "Sets the maximum memory that a statement may hold at a time; more is an error."),
        .boolean(
            "vecdb.secure_delete", false,
            "Overwrites what is deleted; once on, for all of the process until the file is closed."),
        .boolean("vecdb.enable_exactscan", true, "Enables the planner's use of the engine's exact vector scan."),
    ])
}
