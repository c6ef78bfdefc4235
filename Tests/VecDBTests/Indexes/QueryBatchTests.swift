import Testing
import VectorIndexes
import VectorTypes

@testable import VecDB

@Suite("Queries that a statement asks one after another")
struct QueryBatchTests {
    private let question = QueryBatch.Question(
        table: 1, column: 1, index: nil, effort: nil, metric: .l2, limit: 1)

    @Test("are answered in ever larger groups, each query once")
    func groups() throws {
        let batch = QueryBatch()
        let queries = (0..<100).map { [UInt8($0)] }
        for query in queries + queries { batch.add(query) }
        var searches: [Int] = []
        for query in queries {
            let found = try batch.answer(question, query) { group in
                searches.append(group.count)
                return group.map { [Neighbor(id: Int64($0[0]), distance: 0)] }
            }
            #expect(found?.map(\.id) == [Int64(query[0])])
        }
        #expect(searches == [8, 16, 32, 44])
        #expect(try batch.answer(question, [200]) { _ in [] } == nil)
    }

    @Test("are asked one by one when one of them fails, but not when the statement was cancelled")
    func failure() throws {
        let batch = QueryBatch()
        for number in 0..<4 { batch.add([UInt8(number)]) }
        #expect(throws: VecDBError.self) {
            try batch.answer(question, [0]) { _ in throw VecDBError(.queryCanceled, "") }
        }
        #expect(try batch.answer(question, [0]) { _ in throw VecDBError(.dataException, "") } == nil)
        #expect(try batch.answer(question, [1]) { $0.map { _ in [] } } == nil)
    }
}
