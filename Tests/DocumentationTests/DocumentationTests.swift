import Foundation
import Testing
import VecDB
import VecDBSQL

@Suite("What the documentation shows is true")
struct DocumentationTests {
    private static let pages = [
        "README.md", "Sources/VecDB/VecDB.docc/GettingStarted.md", "Sources/VecDB/VecDB.docc/Indexes.md",
    ]

    /// The code blocks of one language in a page.
    private static func blocks(_ language: String, in path: String) throws -> [String] {
        var blocks: [String] = []
        var current: [Substring]?
        for line in try Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "```\(language)" {
                current = []
            } else if line == "```", let lines = current {
                blocks.append(lines.joined(separator: "\n"))
                current = nil
            } else {
                current?.append(line)
            }
        }
        return blocks
    }

    /// Lines without indentation and empty lines, so that code can be compared wherever it stands.
    private static func bare(_ code: String) -> String {
        code.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
            .joined(separator: "\n")
    }

    @Test(
        "every Swift block of README and the articles stands, line by line, in code that is compiled", arguments: pages)
    func swiftBlocksCompile(_ page: String) throws {
        let compiled = Self.bare(try Repository.text("Tests/DocumentationTests/Snippets.swift"))
        let blocks = try Self.blocks("swift", in: page)
        #expect(!blocks.isEmpty)
        for block in blocks {
            #expect(compiled.contains(Self.bare(block)), "\(page) shows code that is not in Snippets.swift:\n\(block)")
        }
    }

    @Test("the article's code runs and finds what it says")
    func gettingStartedRuns() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vecdb-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "notes.vecdb").path
        #expect(try gettingStarted(path: path) == ["n1 n3", "n1", "n3", "n1 n2", "1", "n1 n3"])
        let notes = try await Database(path: path).collection("notes")
        #expect(try await nearestLater(in: notes).map(\.id) == ["n1"])
        #expect(try indexing(notes) == ["n1", "n3", "true", "1.0"])
    }

    @Test(
        "the SQL of README and of the article on indexes runs as it stands",
        arguments: ["README.md", "Sources/VecDBSQL/VecDBSQL.docc/VectorIndexes.md"])
    func pagesSQLRuns(_ page: String) throws {
        let blocks = try Self.blocks("sql", in: page)
        #expect(!blocks.isEmpty)
        let session = try Database.inMemory().session()
        for block in blocks { try session.execute(block) { _ in } }
    }

    @Test("every suite that the article on reliability names is there")
    func reliability() throws {
        let article = try Repository.text("Sources/VecDB/VecDB.docc/Reliability.md")
        let names = Set(article.matches(of: /`(\w+Tests)`/).map { String($0.1) })
        #expect(names.count > 10)
        let folder = Repository.root.appending(path: "Tests").path
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix("Tests.swift") }
        let sources = try files.map { try Repository.text("Tests/" + $0) }.joined()
        for name in names.sorted() { #expect(sources.contains(" \(name)"), "no suite is called \(name)") }
    }

    /// What a line of the stored results says that README's table shows.
    private struct Measurement: Decodable {
        var phase: String
        var through: String?
        var mode: String?
        var precision: String?
        var qps: Double?
        var recall: Double?
        var share_of_bandwidth: Double?
        var rows_per_second: Double?
    }

    @Test("README's figures are those of the stored results")
    func figures() throws {
        let results = try Repository.text("Benchmarks/results/exact-wordnet.jsonl").split(separator: "\n").map {
            try JSONDecoder().decode(Measurement.self, from: Data($0.utf8))
        }
        let labels = [
            "bare index, float32": ("index", "float32"), "bare index, float16": ("index", "float16"),
            "bare index, int8 codes and exact rerank": ("index", "int8"), "`VectorCollection`": ("api", "float32"),
            "SQL": ("sql", "float32"),
        ]
        func number(_ value: Double?) -> String {
            guard let value else { return "–" }
            let digits = String(Int(value.rounded()))
            return digits.count > 3 ? digits.dropLast(3) + "," + digits.suffix(3) : digits
        }
        var checked = 0
        for line in try Repository.text("README.md").split(separator: "\n") where line.hasPrefix("| ") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard let label = cells.first, let (through, precision) = labels[label] else { continue }
            let searches = results.filter { $0.phase == "search" && $0.through == through && $0.precision == precision }
            let single = try #require(searches.first { $0.mode == "single" })
            let share = try #require(single.share_of_bandwidth)
            let ingest = results.first { $0.phase == "ingest" && $0.through == through }
            #expect(
                Array(cells.dropFirst()) == [
                    number(single.qps), "\(Int((share * 100).rounded())) %",
                    number(searches.first { $0.mode == "batch" }?.qps), "\(try #require(single.recall))",
                    number(ingest?.rows_per_second),
                ])
            checked += 1
        }
        #expect(checked == labels.count)
    }
}
