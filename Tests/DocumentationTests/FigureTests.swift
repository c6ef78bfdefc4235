import Foundation
import Testing

/// README's tables show what is stored under `Benchmarks/results`, computed here again from the stored lines.
@Suite("README's figures are those of the stored results")
struct FigureTests {
    /// What a stored line says that the table shows.
    private struct Line: Decodable {
        var engine: String
        var task: String?
        var phase: String
        var mode: String?
        var recall: Double?
        var qps: Double?
        var qps_cpu: Double?
        var selectivity: Double?
        var correlated: Bool?
        var cpu_seconds: Double?
        var rss_mb: Double?
    }

    private struct Run: Decodable {
        struct Machine: Decodable { var processor: String }
        var machine: Machine
        var source: String
    }

    /// The names of rows are README's; those of the stored lines are the benchmark's.
    private static let engines = [
        "vecdb, bare index": "vecdb-index", "vecdb, `VectorCollection`": "vecdb", "vecdb, SQL": "vecdb-sql",
        "zvec, int8, numbers only": "zvec-int8-ids", "zvec": "zvec",
        "FAISS HNSW, SQ8 and refinement": "faiss-hnsw-sq8", "FAISS HNSW": "faiss-hnsw", "hnswlib": "hnswlib",
        "usearch, bf16": "usearch-bf16", "pgvector": "pgvector",
    ]

    /// Queries a second at a recall: between the two neighbouring points that no other beats, by the logarithm.
    private static func speed(_ lines: [Line], at recall: Double) -> Double? {
        var frontier: [(recall: Double, speed: Double)] = []
        for line in lines.sorted(by: { ($0.recall ?? 0, $0.qps ?? 0) > ($1.recall ?? 0, $1.qps ?? 0) }) {
            guard let recall = line.recall, let speed = line.qps else { continue }
            if speed > frontier.last?.speed ?? 0 { frontier.append((recall, speed)) }
        }
        guard let above = frontier.last(where: { $0.recall >= recall }) else { return nil }
        guard let below = frontier.first(where: { $0.recall < recall }), above.recall > recall else {
            return above.speed
        }
        let share = (recall - below.recall) / (above.recall - below.recall)
        return exp(log(below.speed) * (1 - share) + log(above.speed) * share)
    }

    private static func values(_ lines: [Line]) -> [Double?] {
        let curve = lines.filter { $0.task == "hnsw" && $0.phase == "search" && $0.mode == "single" }
        let filtered = lines.filter {
            $0.task == "filtered" && $0.phase == "filtered" && $0.correlated != true && $0.recall ?? 0 >= 0.95
        }
        let build = lines.first { $0.task == "hnsw" && $0.phase == "build" }
        return [0.90, 0.95, 0.99].map { speed(curve, at: $0) }
            + [0.5, 0.1, 0.01, 0.001].map { share in
                filtered.filter { $0.selectivity == share }.compactMap(\.qps).max()
            } + [build?.cpu_seconds, build?.rss_mb]
    }

    @Test("every row of the table follows from the run that stands beside it")
    func comparison() throws {
        let readme = try Repository.text("README.md")
        let block = try #require(readme.firstMatch(of: /<!-- figures: (\S+) -->\n([\s\S]*?)<!-- end of figures -->/))
        let folder = Repository.root.appending(path: String(block.1))
        let decoder = JSONDecoder()
        var lines = try String(contentsOf: folder.appending(path: "results.jsonl"), encoding: .utf8)
            .split(separator: "\n").map { try decoder.decode(Line.self, from: Data($0.utf8)) }
        let run = try decoder.decode(Run.self, from: Data(contentsOf: folder.appending(path: "run.json")))
        let said = block.2.replacing("\n", with: " ")
        // A run that other programs disturbed shows speeds by processor time.
        let isByProcessor = said.contains("Queries a second of processor time")
        let timed = lines.filter { $0.qps != nil && $0.qps_cpu != nil }
        let disturbed = timed.filter { ($0.qps_cpu ?? 0) > 1.15 * ($0.qps ?? 0) }
        #expect(isByProcessor == (10 * disturbed.count > timed.count))
        if isByProcessor { for index in lines.indices { lines[index].qps = lines[index].qps_cpu ?? lines[index].qps } }
        #expect(said.contains(run.machine.processor) && said.contains("source \(run.source)"))
        #expect(said.contains("`\(block.1)/results.jsonl`"))

        let rows = block.2.split(separator: "\n").filter { $0.hasPrefix("| ") }.map { row in
            row.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
        }.filter { !$0[0].isEmpty }
        #expect(
            Set(rows.map { Self.engines[$0[0]] })
                == Set(
                    Self.engines.values.filter { engine in
                        lines.contains { $0.engine == engine }
                    }))
        for row in rows {
            let engine = try #require(Self.engines[row[0]], "\(row[0])")
            let values = Self.values(lines.filter { $0.engine == engine })
            try #require(row.count == values.count + 1, "\(row)")
            for (cell, value) in zip(row.dropFirst(), values) {
                let shown = Double(cell.replacing(",", with: ""))
                let stored = value.map { String($0) } ?? "nothing"
                #expect((shown == nil) == (value == nil), "\(row[0]): \(cell), not \(stored)")
                guard let shown, let value else { continue }
                // Three digits below a thousand, whole numbers above.
                #expect(abs(shown - value) <= max(0.5, 0.0051 * value), "\(row[0]): \(cell), not \(value)")
            }
        }
    }
}
