import Testing
import VectorTypes

@Suite("The work of a statement")
struct StatementWorkTests {
    @Test("a loop ends when its statement should stop, and not before it is asked")
    func meter() throws {
        let work = StatementWork(stopReason: { VecDBError(.queryCanceled, "canceling statement due to user request") })
        try StatementWork.$current.withValue(work) {
            var meter = WorkMeter(every: 100)
            for _ in 0..<99 { try meter.count() }
            #expect(throws: VecDBError.self) { try meter.count() }
        }
        var unlimited = WorkMeter(every: 1)
        for _ in 0..<10 { try unlimited.count() }
    }

    @Test("a charge is refused beyond the budget, and given back with its owner")
    func charges() throws {
        let work = StatementWork(memoryLimit: 1_000)
        try StatementWork.$current.withValue(work) {
            do {
                let charge = MemoryCharge()
                try charge.add(900)
                let error = #expect(throws: VecDBError.self) { try charge.add(101) }
                #expect(error?.sqlState == .outOfMemory)
                #expect(charge.bytes == 900)
                #expect(throws: VecDBError.self) { try ValueSize.check(200) }
            }
            #expect(work.memoryHeld == 0)
            try ValueSize.check(1_000)
        }
    }

    @Test("sizes that no integer holds are too long")
    func sizes() throws {
        #expect(try ValueSize.check(3, times: 5, plus: 1) == 16)
        for (count, size) in [(Int.max, 2), (1 << 30, 1), (-1, 1)] {
            let error = #expect(throws: VecDBError.self) { try ValueSize.check(count, times: size) }
            #expect(error?.sqlState == .programLimitExceeded)
        }
    }
}
