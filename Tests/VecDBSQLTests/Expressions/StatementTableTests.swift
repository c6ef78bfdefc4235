import Testing
import VecDB
import VectorTypes

@testable import VecDBSQL

@Test("aggregates, windows, sub-selects, orders and sets give PostgreSQL's rows")
func statementTableHolds() throws {
    let session = try Session(Database.inMemory())
    for line in statementTable.split(separator: "\n") {
        guard let arrow = line.range(of: "   →   ") else {
            Issue.record("no arrow in \(line)")
            continue
        }
        var rows = ""
        do {
            try session.execute(String(line[..<arrow.lowerBound])) { result in
                rows = result.rows.map { $0.map { $0 ?? "NULL" }.joined(separator: "|") }.joined(separator: " ; ")
            }
        } catch let error as VecDBError {
            rows = "\(error.sqlState): \(error.message)"
        }
        #expect(rows == String(line[arrow.upperBound...]), "\(line)")
    }
}
