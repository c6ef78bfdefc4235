import Foundation
import PostgresSyntax
import Testing

/// Statements from files outside the repository: `VECDB_SQL_TORTURE=directory swift test --filter Torture`.
@Suite("Statements from a directory of scripts")
struct TortureTests {
    @Test("PostgreSQL agrees on every statement of the scripts")
    func torture() throws {
        guard let directory = ProcessInfo.processInfo.environment["VECDB_SQL_TORTURE"], let oracle = Oracle.shared
        else { return }
        var total = 0
        var disagreements: [String] = []
        for file in try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        where file.hasSuffix(".sql") {
            let data = try Data(contentsOf: URL(fileURLWithPath: directory + "/" + file))
            for statement in statements(String(decoding: data, as: UTF8.self)) {
                total += 1
                let theirs = oracle.parse(statement)
                let ours = verdict(statement)
                if !theirs.agrees(with: ours) {
                    disagreements.append("\(file): \(statement)\n  theirs: \(theirs)\n  ours:   \(ours)")
                }
            }
        }
        print(disagreements.joined(separator: "\n"))
        print("\(total) statements, \(disagreements.count) disagreements")
    }

    func statements(_ script: String) -> [String] {
        var result: [String] = []
        var scanner = StatementScanner()
        for line in script.split(separator: "\n", omittingEmptySubsequences: false) {
            let bytes = Array(line.utf8)
            var offset = 0
            scan: while true {
                switch scanner.scan(bytes, from: &offset) {
                case .semicolon:
                    result.append(scanner.statement)
                    scanner.reset()
                case .backslash:
                    if bytes.first == UInt8(ascii: "\\") { scanner.reset() }
                    break scan
                case .endOfLine: break scan
                }
            }
        }
        return result
    }
}
