import PostgresSyntax
import VecDB
import VectorIndexes
import VectorTypes

// VERIFY INDEX: an index against its own rules and against the rows.
extension Session {
    /// A row for each problem, or one row with the result `ok`.
    func run(_ verify: VerifyStatement) throws -> StatementOutcome {
        let name = verify.index.name
        let catalog = try connection.catalog()
        guard let index = catalog.index(name) else {
            if catalog.hasRelation(name) { throw VecDBError(.wrongObjectType, "\"\(name)\" is not an index") }
            throw VecDBError(.undefinedTable, "relation \"\(name)\" does not exist")
        }
        guard index.isApproximate else {
            throw VecDBError(
                .wrongObjectType, "VERIFY INDEX is not supported for access method \"\(index.method)\"",
                hint: "Use it for hnsw and ivfflat indexes.")
        }
        let found = try connection.verifyIndex(name)
        let columns = [
            ResultColumn(name: "result", type: .text), ResultColumn(name: "detail", type: .text),
            ResultColumn(name: "row", type: .int8),
        ]
        return StatementOutcome("VERIFY", columns: columns, rows: rows(of: found))
    }

    private func rows(of found: IndexVerification) -> [[SQLiteValue]] {
        if found.isSound {
            let links = found.structure.links > 0 ? ", \(found.structure.links) links" : ""
            return [["ok", .text("\(found.rows) rows, \(found.structure.nodes) entries\(links)"), .null]]
        }
        var rows: [[SQLiteValue]] = found.structure.problems.map {
            [.text($0.kind.rawValue), .text("layer \($0.layer)"), .integer($0.id)]
        }
        rows += found.missingRows.map { ["missing row", "a row of the table is not in the index", .integer($0)] }
        rows += found.ghostRows.map { ["ghost row", "an entry of the index is of no row", .integer($0)] }
        rows += found.staleRows.map { ["stale row", "the index has another vector of the row", .integer($0)] }
        let count =
            found.structure.problemCount + found.missingCount + found.ghostCount + found.staleCount
        if count > rows.count { rows.append(["more", .text("\(count - rows.count) more problems"), .null]) }
        return rows
    }
}
