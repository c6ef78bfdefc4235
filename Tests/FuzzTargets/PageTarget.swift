import VectorIndexes
import VectorTypes

/// Pages of stored indexes with bytes changed and the checksum set right: what does not load is refused with an error, and
/// what loads can be searched, checked, changed and repaired.
enum PageTarget {
    private struct Pages: PageSource {
        var pages: [Int: [UInt8]]
        var pageCount: Int { pages.count }

        func withPage<Result>(_ number: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
            guard let page = pages[number] else { throw VecDBError(.indexCorrupted, "page \(number) is missing") }
            return try page.withUnsafeBytes(body)
        }
    }

    private static let dimensions = 5
    private static let count: Int64 = 60

    private static func vector(_ id: Int64) -> [Float] {
        (0..<dimensions).map { Float((id * 7 + Int64($0) * 3) % 11) - 5 }
    }

    private static func stored(_ id: Int64, _ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
        try vector(id).withUnsafeBytes(body)
    }

    private static let graph: [Int: [UInt8]] = {
        do {
            let index = try HNSWIndex(dimensions: dimensions, metric: .l2, m: 4, efConstruction: 16)
            for id in 0..<count { try index.add(vector(id), id: id) }
            return Dictionary(try index.capturePages(all: true).pages.map { ($0.number, $0.bytes) }) { $1 }
        } catch { return [:] }
    }()

    private static let lists: [Int: [UInt8]] = {
        do {
            let index = try IVFFlatIndex(dimensions: dimensions, metric: .l2, lists: 4)
            for id in 0..<count { try stored(id) { try index.put($0, id: id) } }
            try index.build(ScanControl(threads: 1), vectors: nil, progress: nil)
            return Dictionary(try index.capturePages(all: true).pages.map { ($0.number, $0.bytes) }) { $1 }
        } catch { return [:] }
    }()

    static func run(_ input: [UInt8]) throws {
        var input = FuzzInput(input)
        let isGraph = input.byte() % 2 == 0
        var pages = isGraph ? graph : lists
        guard !pages.isEmpty else { throw FuzzFinding("the index to begin with cannot be made") }
        let numbers = pages.keys.sorted()
        // Each change: which page, where on it, what.
        while !input.isEmpty {
            let number = input.choice(numbers)
            guard var page = pages[number] else { continue }
            let place = input.number(below: page.count)
            for offset in 0..<Int(input.byte() % 9) where place + offset < page.count {
                page[place + offset] = input.byte()
            }
            pages[number] = page
        }
        for number in numbers { seal(&pages[number, default: []]) }
        do {
            let source = Pages(pages: pages)
            try exercise(isGraph ? HNSWIndex(pages: source) as any ApproximateIndex : IVFFlatIndex(pages: source))
        } catch let finding as FuzzFinding {
            throw finding
        } catch {
            try FuzzSession.judge(error, "pages of \(isGraph ? "a graph" : "lists")")
        }
    }

    /// Both kinds of page have their checksum at this place.
    private static func seal(_ page: inout [UInt8]) {
        guard page.count >= 32 else { return }
        let sum = page.withUnsafeBytes { HNSWPage.checksum($0) }
        page.withUnsafeMutableBytes { $0.storeBytes(of: sum.littleEndian, toByteOffset: 24, as: UInt64.self) }
    }

    private static func exercise(_ index: any ApproximateIndex) throws {
        let fetch: VectorFetch = { id, body in
            guard (0..<count).contains(id) else { return false }
            stored(id, body)
            return true
        }
        _ = index.checkIntegrity()
        guard index.dimensions == dimensions, index.element == .float32 else { return }
        for id in [Int64(3), 30, 59] {
            try stored(id) { query in
                let found = try index.search(stored: query, limit: 7, effort: 20, filter: nil, vectors: fetch)
                if Set(found.map(\.id)).count != found.count { throw FuzzFinding("a search returned a row twice") }
                let cursor = try index.neighbors(
                    stored: query, reach: SearchReach(effort: 10), filter: nil, vectors: fetch)
                var steps = 0
                while try cursor.next() != nil {
                    steps += 1
                    if steps > 10 * Int(count) { throw FuzzFinding("a cursor does not end") }
                }
            }
        }
        for id in Int64(0)..<10 { try stored(id) { try index.put($0, id: id + 100) } }
        for id in Int64(10)..<20 { index.remove(id: id) }
        try index.settle(ScanControl(threads: 1), limit: nil, vectors: fetch, progress: nil)
        try index.repair(ScanControl(threads: 1))
        _ = try index.capturePages(all: true)
    }
}
