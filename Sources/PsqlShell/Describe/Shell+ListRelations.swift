import VecDB
import VecDBSQL

/// One line of `\dt`, `\di` and kin.
private struct ListedRelation {
    var name: String
    var kind: RelationKind
    var oid: Int64
    var table = ""
    var accessMethod = ""
    var comment: String?
}

extension Shell {
    /// `\d` without a name, `\dt`, `\di`, `\ds`, `\dv` and their combinations.
    func listRelations(
        _ kinds: Set<RelationKind>, _ pattern: RelationPattern?, named argument: String?, _ isVerbose: Bool
    ) throws -> CommandOutcome {
        let relations = try listed(kinds).filter { pattern?.matches($0.name) ?? true }
        guard !relations.isEmpty else {
            if let argument {
                report("Did not find any relation named \"\(argument)\".")
                return .failed
            }
            report("Did not find any relations.", kind: "")
            return .done
        }
        let owner = try value(of: "SELECT current_user")
        let showsTable = kinds.contains(.index)
        let showsMethod = isVerbose && !kinds.isDisjoint(with: [.table, .index, .materializedView])
        var headers = ["Schema", "Name", "Type", "Owner"]
        if showsTable { headers.append("Table") }
        if isVerbose { headers.append("Persistence") }
        if showsMethod { headers.append("Access method") }
        if isVerbose { headers += ["Size", "Description"] }
        let rows = try relations.map { relation in
            var row = ["public", relation.name, relation.kind.rawValue, owner]
            if showsTable { row.append(relation.table) }
            if isVerbose { row.append("permanent") }
            if showsMethod { row.append(relation.accessMethod) }
            if isVerbose { row += [try size(of: relation), relation.comment ?? ""] }
            return row
        }
        show(PrintTable(title: "List of relations", headers: headers, rows: rows))
        return .done
    }

    private func size(of relation: ListedRelation) throws -> String {
        guard relation.kind == .table || relation.kind == .index else { return "0 bytes" }
        return try value(of: "SELECT pg_size_pretty(pg_table_size(\(relation.oid)))")
    }

    private func listed(_ kinds: Set<RelationKind>) throws -> [ListedRelation] {
        let catalog = try session.catalog
        var relations: [ListedRelation] = []
        for table in catalog.tables.values {
            let kind: RelationKind = table.isView ? .view : .table
            if kinds.contains(kind) {
                relations.append(
                    ListedRelation(
                        name: table.name, kind: kind, oid: table.oid, accessMethod: table.isView ? "" : "heap",
                        comment: table.comment))
            }
            if kinds.contains(.index) {
                relations += table.indexes.map {
                    ListedRelation(
                        name: $0.name, kind: .index, oid: $0.oid, table: table.name, accessMethod: $0.method,
                        comment: $0.comment)
                }
            }
        }
        if kinds.contains(.view) {
            relations += catalog.views.values.map {
                ListedRelation(name: $0.name, kind: .view, oid: $0.oid, comment: $0.comment)
            }
        }
        if kinds.contains(.sequence) {
            relations += catalog.sequences.values.map { ListedRelation(name: $0.name, kind: .sequence, oid: $0.oid) }
        }
        return relations.sorted { ($0.name, $0.oid) < ($1.name, $1.oid) }
    }
}
