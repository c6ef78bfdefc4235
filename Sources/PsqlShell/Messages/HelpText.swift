/// What `--help`, `\?` and `\h` print.
enum HelpText {
    static let usage = """
        vecdb is the interactive terminal of vecdb, a local vector database that speaks pgvector's SQL.

        Usage:
          vecdb [OPTION]... [FILE]
          vecdb tune [OPTION]... FILE     find an index's parameters for your own rows
          vecdb help | version

        FILE is the database; it is made when it is not there. Without FILE the database lives in memory.

        General options:
          -c, --command=COMMAND    run only single command (SQL or internal) and exit
          -d, --dbname=FILE        database file
          -f, --file=FILENAME      execute commands from file, then exit
          -v, --set=, --variable=NAME=VALUE
                                   set shell variable NAME to VALUE
                                   (e.g., -v ON_ERROR_STOP=1)
          -V, --version            output version information, then exit
          -X, --no-psqlrc          do not read the startup file (~/.vecdbrc)
          -1, --single-transaction
                                   execute as a single transaction (if non-interactive)
          -?, --help               show this help, then exit

        Input and output options:
          -a, --echo-all           echo all input from script
          -b, --echo-errors        echo failed commands
          -e, --echo-queries       echo commands sent to the engine
          -L, --log-file=FILENAME  send session log to file
          -n, --no-readline        disable enhanced command line editing
          -o, --output=FILENAME    send query results to file (or |pipe)
          -q, --quiet              run quietly (no messages, only query output)
          -s, --single-step        single-step mode (confirm each query)
          -S, --single-line        single-line mode (end of line terminates SQL command)

        Output format options:
          -A, --no-align           unaligned table output mode
              --csv                CSV (Comma-Separated Values) table output mode
          -F, --field-separator=STRING
                                   field separator for unaligned output (default: "|")
          -P, --pset=VAR[=ARG]     set printing option VAR to ARG (see \\pset command)
          -R, --record-separator=STRING
                                   record separator for unaligned output (default: newline)
          -t, --tuples-only        print rows only
          -x, --expanded           turn on expanded table output
          -z, --field-separator-zero
                                   set field separator for unaligned output to zero byte
          -0, --record-separator-zero
                                   set record separator for unaligned output to zero byte

        Environment:
          PGOPTIONS                settings for the session: "-c name=value ..."
          PGTZ, PGDATESTYLE        time zone and date style
          PAGER                    command that shows long output
          VECDB_HISTORY            history file (default: ~/.vecdb_history)

        For more information, type "\\?" (for internal commands) or "\\h" (for SQL commands) inside vecdb.

        """

    static let tune = """
        vecdb tune finds the parameters of an HNSW index for the rows of a file, and prints the statements to apply.

        Usage:
          vecdb tune [OPTION]... FILE

        It builds indexes in memory over a sample of the rows, searches them for other rows of the table, and compares
        with an exact search. Nothing is written. The output is a script: the measured curve stands in its comments.

        Options:
          --recall=SHARE           share of the true nearest that searches should find (default: 0.95)
          --k=NUMBER               rows that a search returns (default: 10)
          --table=NAME             table (default: the only one with a vector column)
          --column=NAME            column (default: the only vector column)
          --metric=METRIC          cosine, l2, ip, l1, hamming, jaccard
                                   (default: that of the column's index or collection, else cosine)
          --sample=NUMBER          rows that serve as queries (default: 500)
          --rows=NUMBER            rows to build indexes over, at most (default: 100000)
          --m=LIST                 values of m to try (default: 8,16,32)
          --memory=MB              the most memory that the index may take
          --seed=NUMBER            decides which rows are drawn
          -?, --help               show this help, then exit

        Exit status: 0 when the recall is reached, 1 when not or after an error, 2 when the file cannot be opened, 130
        after Ctrl-C.

        """

    static let commands = """
        General
          \\copyright             show vecdb usage and distribution terms
          \\errverbose            show most recent error message at maximum verbosity
          \\g [(OPTIONS)] [FILE]  execute query (and send result to file or |pipe);
                                 \\g with no arguments is equivalent to a semicolon
          \\gexec                 execute query, then execute each value in its result
          \\gset [PREFIX]         execute query and store result in shell variables
          \\gx [(OPTIONS)] [FILE] as \\g, but forces expanded output mode
          \\q                     quit vecdb
          \\watch [SEC]           execute query every SEC seconds

        Help
          \\? [commands]          show help on backslash commands
          \\h [NAME]              help on syntax of SQL commands

        Query Buffer
          \\e [FILE]              edit the query buffer (or file) with external editor
          \\p                     show the contents of the query buffer
          \\r                     reset (clear) the query buffer
          \\s [FILE]              display history or save it to file
          \\w FILE                write query buffer to file

        Input/Output
          \\copy ...              perform SQL COPY with data stream to the shell's own files
          \\echo [-n] [STRING]    write string to standard output (-n for no newline)
          \\i FILE                execute commands from file
          \\ir FILE               as \\i, but relative to location of current script
          \\o [FILE]              send all query results to file or |pipe
          \\qecho [-n] [STRING]   write string to \\o output stream (-n for no newline)
          \\warn [-n] [STRING]    write string to standard error (-n for no newline)

        Conditional
          \\if EXPR               begin conditional block
          \\elif EXPR             alternative within current conditional block
          \\else                  final alternative within current conditional block
          \\endif                 end conditional block

        Informational
          (options: + = additional detail)
          \\d[+]                  list tables, views, and sequences
          \\d[+]  NAME            describe table, view, sequence, or index
          \\di[+] [PATTERN]       list indexes
          \\dn    [PATTERN]       list schemas
          \\ds[+] [PATTERN]       list sequences
          \\dt[+] [PATTERN]       list tables
          \\dT    [PATTERN]       list data types
          \\du                    list roles
          \\dv[+] [PATTERN]       list views
          \\dx    [PATTERN]       list extensions
          \\l                     list databases

        Formatting
          \\a                     toggle between unaligned and aligned output mode
          \\C [STRING]            set table title, or unset if none
          \\f [STRING]            show or set field separator for unaligned query output
          \\pset [NAME [VALUE]]   set table output option
                                 (border|columns|csv_fieldsep|expanded|fieldsep|
                                 fieldsep_zero|footer|format|linestyle|null|
                                 numericlocale|pager|recordsep|recordsep_zero|
                                 title|tuples_only)
          \\t [on|off]            show only rows
          \\x [on|off|auto]       toggle expanded output

        Connection
          \\c FILE                open another database file
          \\conninfo              display information about current connection
          \\encoding              show client encoding

        Operating System
          \\cd [DIR]              change the current working directory
          \\getenv SHELLVAR ENVVAR
                                 fetch environment variable
          \\setenv NAME [VALUE]   set or unset environment variable
          \\timing [on|off]       toggle timing of commands
          \\! [COMMAND]           execute command in shell or start interactive shell

        Variables
          \\prompt [TEXT] NAME    prompt user to set shell variable
          \\set [NAME [VALUE]]    set shell variable, or list all if no parameters
          \\unset NAME            unset (delete) shell variable

        """

    static let copyright = """
        vecdb, a local vector database.

        Distributed under the MIT licence: see the file LICENSE of its source.

        """

    private static let statements: [(name: String, description: String, syntax: String)] = [
        (
            "ALTER TABLE", "change the definition of a table",
            "ALTER TABLE name ADD [ COLUMN ] column type [ constraint ... ]\nALTER TABLE name DROP [ COLUMN ] column\n"
                + "ALTER TABLE name ALTER [ COLUMN ] column { TYPE type | SET DEFAULT expr | DROP DEFAULT | { SET | DROP } NOT NULL }\n"
                + "ALTER TABLE name RENAME [ COLUMN ] column TO new_name\nALTER TABLE name RENAME TO new_name"
        ),
        (
            "BEGIN", "start a transaction block",
            "BEGIN [ WORK | TRANSACTION ] [ ISOLATION LEVEL ... ] [ READ WRITE | READ ONLY ]"
        ),
        ("COMMIT", "commit the current transaction", "COMMIT [ WORK | TRANSACTION ]"),
        (
            "COPY", "copy data between a file and a table",
            "COPY table [ ( column, ... ) ] FROM { 'filename' | STDIN } [ WITH ( option [, ...] ) ]\n"
                + "COPY { table [ ( column, ... ) ] | ( query ) } TO { 'filename' | STDOUT } [ WITH ( option [, ...] ) ]"
        ),
        (
            "CREATE INDEX", "define a new index",
            "CREATE [ UNIQUE ] INDEX [ IF NOT EXISTS ] [ name ] ON table [ USING method ]\n"
                + "    ( { column | ( expression ) } [ opclass ] [ ASC | DESC ] [ NULLS { FIRST | LAST } ] [, ...] )\n    [ WITH ( storage_parameter = value [, ... ] ) ] [ WHERE predicate ]\n\n"
                + "Vector indexes: USING hnsw ( column vector_l2_ops | vector_ip_ops | vector_cosine_ops | vector_l1_ops )\n"
                + "    WITH ( m = 16, ef_construction = 64, storage = full | compact )"
        ),
        (
            "CREATE TABLE", "define a new table",
            "CREATE TABLE [ IF NOT EXISTS ] name ( column type [ NOT NULL ] [ DEFAULT expr ] [ PRIMARY KEY ] [ UNIQUE ]\n"
                + "    [ CHECK ( expr ) ] [ REFERENCES table [ ( column ) ] ] [, ...] )\n\nVector types: vector(n), halfvec(n), sparsevec(n), bit(n)"
        ),
        (
            "DELETE", "delete rows of a table",
            "DELETE FROM table [ [ AS ] alias ] [ USING from_item [, ...] ] [ WHERE condition ] [ RETURNING ... ]"
        ),
        ("DROP TABLE", "remove a table", "DROP TABLE [ IF EXISTS ] name [, ...] [ CASCADE | RESTRICT ]"),
        (
            "EXPLAIN", "show the execution plan of a statement",
            "EXPLAIN [ ( option [, ...] ) ] statement\nEXPLAIN [ ANALYZE ] statement"
        ),
        (
            "INSERT", "create new rows in a table",
            "INSERT INTO table [ ( column, ... ) ] { VALUES ( ... ) [, ...] | query | DEFAULT VALUES }\n"
                + "    [ ON CONFLICT [ target ] { DO NOTHING | DO UPDATE SET ... [ WHERE ... ] } ] [ RETURNING ... ]"
        ),
        ("ROLLBACK", "abort the current transaction", "ROLLBACK [ WORK | TRANSACTION ] [ TO [ SAVEPOINT ] name ]"),
        ("SAVEPOINT", "define a new savepoint within the current transaction", "SAVEPOINT name"),
        (
            "SELECT", "retrieve rows from a table or view",
            "[ WITH [ RECURSIVE ] cte [, ...] ]\nSELECT [ DISTINCT [ ON ( ... ) ] ] expression [ [ AS ] name ] [, ...]\n"
                + "    [ FROM from_item [, ...] ] [ WHERE condition ] [ GROUP BY ... ] [ HAVING ... ] [ WINDOW ... ]\n"
                + "    [ { UNION | INTERSECT | EXCEPT } [ ALL ] select ]\n"
                + "    [ ORDER BY expression [ ASC | DESC ] [ NULLS { FIRST | LAST } ] [, ...] ]\n    [ LIMIT count ] [ OFFSET start ]\n\n"
                + "Nearest neighbours: SELECT ... ORDER BY embedding <=> '[...]' LIMIT k\n"
                + "    <->  L2 distance            <#>  negative inner product     <=>  cosine distance\n"
                + "    <+>  L1 distance            <~>  Hamming distance           <%>  Jaccard distance"
        ),
        ("SET", "change a run-time parameter", "SET [ SESSION | LOCAL ] name { TO | = } { value | DEFAULT }"),
        ("SHOW", "show the value of a run-time parameter", "SHOW { name | ALL }"),
        ("TRUNCATE", "empty a table or set of tables", "TRUNCATE [ TABLE ] name [, ...]"),
        (
            "UPDATE", "update rows of a table",
            "UPDATE table [ [ AS ] alias ] SET column = expression [, ...] [ FROM from_item [, ...] ] [ WHERE condition ]\n    [ RETURNING ... ]"
        ),
        (
            "VERIFY INDEX", "check a vector index against its own rules and against the rows", "VERIFY INDEX name"
        ),
    ]

    /// `\h name`: the syntax of what begins with the name, or the list of names.
    static func statement(_ name: String) -> String {
        let wanted = name.uppercased()
        let found = statements.filter { $0.name.hasPrefix(wanted) }
        if name.isEmpty {
            return "Available help:\n" + statements.map { "  \($0.name)\n" }.joined()
        }
        guard !found.isEmpty || wanted == "*" else {
            return "No help available for \"\(name)\".\nTry \\h with no arguments to see available help.\n"
        }
        return (wanted == "*" ? statements : found).map {
            "Command:     \($0.name)\nDescription: \($0.description)\nSyntax:\n\($0.syntax)\n\n"
        }.joined()
    }
}
