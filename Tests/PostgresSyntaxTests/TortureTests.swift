import Foundation
import PostgresSyntax
import TestSupport
import Testing

/// Statements from files outside the repository: `VECDB_SQL_TORTURE=directory swift test --filter Torture` prints where
/// this parser and PostgreSQL's disagree.
@Suite(
    "Statements from a directory of scripts",
    .enabled(
        if: ProcessInfo.processInfo.environment["VECDB_SQL_TORTURE"] != nil, "VECDB_SQL_TORTURE names no directory"))
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
                } else if let text = oracle.structureDiffers(statement) {
                    disagreements.append("\(file): \(statement)\n  as we understand it: \(text)")
                }
            }
        }
        print(disagreements.joined(separator: "\n"))
        print("\(total) statements, \(disagreements.count) disagreements")
    }

    @Test("PostgreSQL agrees on mutations of the scripts' statements")
    func mutations() throws {
        guard let directory = ProcessInfo.processInfo.environment["VECDB_SQL_TORTURE"], let oracle = Oracle.shared
        else { return }
        let share = Int(ProcessInfo.processInfo.environment["VECDB_SQL_TORTURE_SHARE"] ?? "") ?? 20
        let seed = testSeed(1)
        var random = SeededGenerator(seed: seed)
        var total = 0
        var shown = 0
        var disagreements = 0
        for file in try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        where file.hasSuffix(".sql") {
            let data = try Data(contentsOf: URL(fileURLWithPath: directory + "/" + file))
            for statement in statements(String(decoding: data, as: UTF8.self)) where statement.utf8.count < 2_000 {
                guard Int.random(in: 0..<share, using: &random) == 0 else { continue }
                let mutator = Mutator(statement)
                var texts = (0..<6).map { _ in mutator.mutation(&random, words: Mutator.words) }
                if let truncation = mutator.truncations.randomElement(using: &random) { texts.append(truncation) }
                for text in texts {
                    total += 1
                    let theirs = oracle.parse(text)
                    let ours = verdict(text)
                    if !theirs.agrees(with: ours), !isExtension(text, theirs, ours) {
                        disagreements += 1
                        shown += 1
                        if shown < 400 { print("MUT \(text)\n  theirs: \(theirs.brief)\n  ours:   \(ours)") }
                    }
                }
            }
        }
        print("seed \(seed): \(total) mutations, \(disagreements) disagreements")
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
