import TestSupport

/// A list of steps that follows from a seed.
public enum Plan {
    private static let tables = 3
    private static let indexes = 3
    /// Ids are drawn from so many, so that steps meet each other's rows.
    private static let ids = 240

    public static func steps(seed: UInt64, count: Int) -> [Step] {
        var random = SeededGenerator(seed: seed)
        var steps: [Step] = [.createTable(table: 0, dimensions: 3)]
        while steps.count < count { steps.append(step(&random)) }
        return Array(steps.prefix(count))
    }

    private static func step(_ random: inout SeededGenerator) -> Step {
        func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }
        let table = number(0..<tables)
        let seed = UInt64(number(0..<1_000_000))
        switch number(0..<200) {
        case 0..<6: return .createTable(table: table, dimensions: [2, 3, 8, 40][number(0..<4)])
        case 6: return .dropTable(table: table)
        case 7..<9: return .addColumn(table: table)
        case 9..<11: return .dropColumn(table: table)
        case 11..<19:
            let method: Step.Method = [.hnsw, .hnsw, .ivfflat, .btree][number(0..<4)]
            return .createIndex(table: table, index: number(0..<indexes), method: method, compact: number(0..<3) == 0)
        case 19..<22: return .dropIndex(table: table, index: number(0..<indexes))
        case 22..<25: return .reindex(table: table)
        case 25..<45:
            return .insert(table: table, first: number(0..<ids), count: [1, 5, 30][number(0..<3)], seed: seed)
        case 45..<60:
            return .upsert(table: table, first: number(0..<ids), count: [1, 4, 40][number(0..<3)], seed: seed)
        case 60..<70:
            let modulus = number(2..<30)
            return .update(table: table, modulus: modulus, rest: number(0..<modulus), seed: seed)
        case 70..<82:
            let modulus = number(2..<20)
            return .delete(table: table, modulus: modulus, rest: number(0..<modulus))
        case 82: return .truncate(table: table)
        case 83..<91: return .begin
        case 91..<98: return .commit
        case 98..<102: return .rollback
        case 102..<107: return .savepoint(name: number(0..<3))
        case 107..<110: return .rollbackTo(name: number(0..<3))
        case 110..<112: return .release(name: number(0..<3))
        case 112..<132: return .search(table: table, seed: seed, limit: limit(&random), filter: filter(&random))
        case 132..<142: return .exactSearch(table: table, seed: seed, limit: limit(&random), filter: filter(&random))
        case 142..<147: return .pages(table: table, seed: seed, size: number(1..<20), filter: filter(&random))
        case 147..<157:
            return .typedSearch(seed: seed, limit: limit(&random), group: number(0..<2) == 0 ? nil : number(0..<5))
        case 157..<164: return .typedUpsert(first: number(0..<100), count: number(1..<30), seed: seed)
        case 164..<167:
            let modulus = number(2..<12)
            return .typedDelete(modulus: modulus, rest: number(0..<modulus))
        case 167..<171: return .vacuum
        case 171: return .vacuumFull
        case 172..<176: return .checkpoint
        case 176..<180: return .reopen
        case 180..<184: return .otherBegin
        case 184..<192: return .otherRead
        case 192..<195: return .otherEnd
        default: return .worker(table: table, first: number(0..<ids), count: number(1..<20), seed: seed)
        }
    }

    private static func limit(_ random: inout SeededGenerator) -> Int {
        [1, 3, 10, 50, 400].randomElement(using: &random) ?? 10
    }

    private static func filter(_ random: inout SeededGenerator) -> SimulatedFilter {
        switch Int.random(in: 0..<8, using: &random) {
        case 0..<3: .none
        case 3..<5: .group(Int.random(in: 0..<5, using: &random))
        case 5: .numberBelow(Int.random(in: 0..<100, using: &random))
        case 6: .idModulo(7, Int.random(in: 0..<7, using: &random))
        default: Bool.random(using: &random) ? .nothing : .idModulo(60, Int.random(in: 0..<60, using: &random))
        }
    }
}
