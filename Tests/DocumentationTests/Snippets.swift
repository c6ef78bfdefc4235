import VecDB
import VecDBSQL

// The code that README and the articles show, compiled and run. A test compares the two: change them together.

/// The article "Getting started", from its first line to its last.
func gettingStarted(path: String) throws -> [String] {
    let db = try Database(path: path)
    let notes = try db.collection("notes", dimensions: 3, metric: .cosine)
    try notes.upsert([
        Record(
            id: "n1", content: "Actors isolate state", metadata: ["topic": "swift", "year": 2024],
            embedding: [0.9, 0.1, 0.0]),
        Record(id: "n2", content: "Crabs walk sideways", metadata: ["topic": "biology"], embedding: [0.0, 0.2, 0.9]),
        Record(
            id: "n3", content: "Tasks form a tree", metadata: ["topic": "swift", "year": 2021],
            embedding: [0.8, 0.3, 0.1]),
    ])

    let hits = try notes.search(near: [1, 0, 0], limit: 2, where: .metadata("topic") == "swift")
    for hit in hits {
        print(hit.id, hit.distance, hit.metadata["year"]?.integer ?? 0)
    }

    let recent: Filter = .metadata("year") >= 2022 && !(.metadata("topic") == "biology")
    let count = try notes.count(where: recent)
    let close = try notes.search(near: [1, 0, 0], within: 0.5, where: recent)
    let similar = try notes.search(nearRecord: "n1", limit: 1)
    let many = try notes.search(near: [[1, 0, 0], [0, 0, 1]], limit: 1)

    let rows = try db.query(
        "SELECT id, content FROM notes WHERE metadata->>'topic' = $1 ORDER BY embedding <=> $2 LIMIT 2",
        ["swift", [1, 0, 0] as [Float]])
    for row in rows {
        print(try row["id", as: String.self] ?? "", row["content"] ?? "")
    }
    let found = [hits, close, similar].map { $0.map(\.id).joined(separator: " ") }
    return found + [
        many.map { $0.map(\.id).joined() }.joined(separator: " "), String(count),
        rows.compactMap { $0["id"] }.joined(separator: " "),
    ]
}

/// The article's part on asynchronous code.
func nearestLater(in notes: VectorCollection) async throws -> [SearchHit] {
    let nearest = try await notes.search(near: [1, 0, 0], limit: 1)
    return nearest
}

/// The article "Approximate indexes": what is found through the index, and what the checks say.
func indexing(_ notes: VectorCollection) throws -> [String] {
    try notes.createIndex(.hnsw(m: 16, efConstruction: 64)) { progress in
        print("\(Int(progress.fraction * 100)) %, \(progress.memory / 1_000_000) MB")
        return true
    }
    let found = try notes.search(near: [1, 0, 0], limit: 2, efSearch: 80)

    var said = found.map(\.id)
    if let check = try notes.verifyIndex() { said.append("\(check.isSound)") }
    if let report = try notes.measureRecall(k: 10, sample: 100) { said.append("\(report.recall)") }
    try indexChecks(notes)
    return said
}

/// The article's part on checks.
func indexChecks(_ notes: VectorCollection) throws {
    if let check = try notes.verifyIndex() { print(check.isSound) }
    if let report = try notes.measureRecall(k: 10, sample: 100) { print(report.recall) }
    try notes.dropIndex()
}
