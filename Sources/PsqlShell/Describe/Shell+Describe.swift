import VecDB
import VecDBSQL
import VectorTypes

/// `\d` and its family: what is in the database.
extension Shell {
    func describe(_ command: inout Command) throws -> CommandOutcome {
        let isVerbose = command.name.hasSuffix("+")
        let name = command.name.filter { $0 != "+" && $0 != "S" }
        let argument = command.arguments.next()
        let pattern = argument.map(RelationPattern.init)
        switch name {
        case "d":
            guard let argument, let pattern else {
                return try listRelations(Set(RelationKind.allCases).subtracting([.index]), nil, named: nil, isVerbose)
            }
            return try describeRelations(matching: pattern, named: argument, isVerbose)
        case "l": listDatabases()
        case "dn": try listSchemas(pattern)
        case "dx": try listExtensions(pattern)
        case "du", "dg": try listRoles()
        case "dT": listTypes(pattern)
        case "df", "da", "do", "dO", "dp", "z", "db", "dc", "dC", "dD", "dF", "dy", "ddp", "dl", "des", "dA", "dAc":
            throw ShellError("\\\(name) is not supported: there are no such objects to list here")
        default:
            let kinds = Set(RelationKind.allCases.filter { name.dropFirst().contains($0.letter) })
            guard name.dropFirst().allSatisfy({ letter in RelationKind.allCases.contains { $0.letter == letter } })
            else {
                throw ShellError("invalid command \\\(command.name)")
            }
            return try listRelations(kinds, pattern, named: argument, isVerbose)
        }
        return .done
    }

    func show(_ table: PrintTable) {
        write(table.formatted(settings, screenColumns: System.terminalSize()?.columns), on: output)
    }

    /// The rows of a query on the catalogs.
    func rows(of query: String) throws -> [[String?]] {
        var rows: [[String?]] = []
        try session.execute(query) { rows += $0.rows }
        return rows
    }

    func value(of query: String) throws -> String { try rows(of: query).first?.first.flatMap { $0 } ?? "" }

    private func listDatabases() {
        let name = databaseName
        show(
            PrintTable(
                title: "List of databases", headers: ["Name", "Encoding", "File"],
                rows: [[name, "UTF8", databasePath ?? "(in memory)"]]))
    }

    private func listSchemas(_ pattern: RelationPattern?) throws {
        let owner = try value(of: "SELECT current_user")
        let rows = pattern?.matches("public") ?? true ? [["public", owner]] : []
        show(PrintTable(title: "List of schemas", headers: ["Name", "Owner"], rows: rows))
    }

    private func listExtensions(_ pattern: RelationPattern?) throws {
        let extensions = try session.catalog.extensions.values.sorted { $0.name < $1.name }
        let rows = extensions.filter { pattern?.matches($0.name) ?? true }.map {
            [$0.name, $0.version, "public", "vector data type and ivfflat and hnsw access methods"]
        }
        show(
            PrintTable(
                title: "List of installed extensions", headers: ["Name", "Version", "Schema", "Description"], rows: rows
            ))
    }

    private func listRoles() throws {
        show(
            PrintTable(
                title: "List of roles", headers: ["Role name", "Attributes", "Member of"],
                rows: [[try value(of: "SELECT current_user"), "Superuser", "{}"]], footers: []))
    }

    private func listTypes(_ pattern: RelationPattern?) {
        let rows = ["halfvec", "sparsevec", "vector"].filter { pattern?.matches($0) ?? true }.map {
            ["public", $0, ""]
        }
        show(PrintTable(title: "List of data types", headers: ["Schema", "Name", "Description"], rows: rows))
    }

}

/// What `\d` lists, by the letter that asks for it.
enum RelationKind: String, CaseIterable {
    case table, view
    case materializedView = "materialized view"
    case index, sequence
    case foreignTable = "foreign table"

    var letter: Character {
        switch self {
        case .table: "t"
        case .view: "v"
        case .materializedView: "m"
        case .index: "i"
        case .sequence: "s"
        case .foreignTable: "E"
        }
    }
}
