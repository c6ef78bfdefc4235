import Foundation
import Testing

@testable import VecDBBench

/// Rows of small whole numbers: many of them are equal, and many lie at the same distance.
private func rows(_ count: Int, _ columns: Int, seed: UInt64) -> Matrix<Float> {
    let elements = (0..<count * columns).map { place in
        Float(Int(Ranks.splitMix(UInt64(place) &+ seed &* 1_000_003) % 7)) - 3
    }
    return Matrix(rows: count, columns: columns, elements: elements)
}

@Suite struct TruthTests {
    @Test("blocks of products give the neighbours that comparing one by one gives", arguments: Metric.allCases)
    func exactSearch(metric: Metric) {
        let (base, queries) = (rows(2_500, 9, seed: 1), rows(7, 9, seed: 2))
        let truth = Truth(base: base, queries: queries, metric: metric, k: 10)
        for query in 0..<queries.rows {
            let all = (0..<base.rows).map { (metric.distance(queries[query], base[$0]), Int64($0)) }
            let plain = all.filter { !$0.0.isNaN }.sorted { $0 < $1 }.prefix(10)
            #expect(
                truth.ids[query].map { metric.distance(queries[query], base[Int($0)]) } == plain.map(\.0))
        }
    }

    @Test("a file whose rows differ in length is refused, as is one that ends in the middle of a row")
    func brokenFiles() throws {
        for words: [Int32] in [[1, 7, 2, 7, 7], [2, 7, 7, 2, 7], [0], [-1, 3]] {
            let file = FileManager.default.temporaryDirectory.appending(path: "rows-\(UUID().uuidString).ivecs")
            defer { try? FileManager.default.removeItem(at: file) }
            try words.withUnsafeBytes { Data($0) }.write(to: file)
            #expect(throws: BenchmarkError.self) { try Matrix<Int32>(file: file.path) }
        }
    }

    @Test("among some rows only those count")
    func amongRows() {
        let (base, queries) = (rows(300, 5, seed: 3), rows(3, 5, seed: 4))
        let truth = Truth(base: base, queries: queries, metric: .l2, k: 10, among: [3, 5, 8])
        #expect(truth.ids.allSatisfy { Set($0) == [3, 5, 8] })
        #expect(truth.recall([[3, 5, 8], [3, 5], [4, 9]]) == 5.0 / 9)
    }

    @Test("a row as far as the last true neighbour counts as found")
    func ties() {
        let base = Matrix<Float>(rows: 4, columns: 1, elements: [0, 1, -1, 5])
        let truth = Truth(base: base, queries: Matrix(rows: 1, columns: 1, elements: [0]), metric: .l2, k: 2)
        #expect(truth.ids == [[0, 1]])
        #expect(truth.recall([[0, 2]]) == 1)
        #expect(truth.recall([[0, 3]]) == 0.5)
        #expect(truth.recall([[0, 0]]) == 0.5)
    }

    @Test("a file of truth is taken when it is right and refused when one id in it is wrong")
    func files() throws {
        let (base, queries) = (rows(500, 6, seed: 5), rows(20, 6, seed: 6))
        let right = Truth(base: base, queries: queries, metric: .cosine, k: 10).ids
        var wrong = right
        wrong[13][4] = try #require((0..<500).first { metricRank($0, base, queries[13]) > 200 })
        for (ids, isRight) in [(right, true), (wrong, false)] {
            let file = FileManager.default.temporaryDirectory.appending(path: "truth-\(UUID().uuidString).ivecs")
            defer { try? FileManager.default.removeItem(at: file) }
            try ids.reduce(into: Data()) { data, row in
                for number in [10] + row.map(Int32.init) {
                    withUnsafeBytes(of: number.littleEndian) { data.append(contentsOf: $0) }
                }
            }.write(to: file)
            let read = {
                try Truth(file: file.path, base: base, queries: queries, metric: .cosine, k: 10, isWhole: true)
            }
            if isRight { #expect(try read().ids == right) } else { #expect(throws: BenchmarkError.self) { try read() } }
        }
    }

    private func metricRank(_ row: Int64, _ base: Matrix<Float>, _ query: ArraySlice<Float>) -> Int {
        let own = Metric.cosine.distance(query, base[Int(row)])
        return (0..<base.rows).count { Metric.cosine.distance(query, base[$0]) < own }
    }
}

@Suite struct RankTests {
    @Test("ranks are a permutation, so that a bound lets through exactly so many rows")
    func permutation() {
        let base = rows(200, 4, seed: 7)
        for ranks in [Ranks.random(200), Ranks.correlated(base, .l2)] {
            #expect(ranks.sorted() == Array(0..<200))
            #expect(RankFilter(below: 17, ranks: ranks).rows.count == 17)
        }
    }
}
