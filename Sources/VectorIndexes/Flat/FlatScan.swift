import Synchronization
import VectorTypes

/// Exact search: one query against every row of an arena, or against the rows of a mask.
///
/// Rows are taken in blocks of at most a megabyte. A block's scores are computed by one call of a row-scan kernel, which
/// streams the rows at the speed of memory; a second kernel picks out the positions whose score can still matter,
/// usually none; and only those rows are compared again, to the bit as pgvector's operator would, and offered to the
/// list of the nearest. In blocks where the mask leaves few rows, these are compared one by one instead.
///
/// Large scans are cut into groups of blocks that the cores take in turn. Each group keeps a list of its own; a limit
/// common to all (no row farther than this can be among the nearest) lets late groups profit from early ones.
///
/// The caller holds the arena's read lock throughout.
package struct FlatScan {
    package let query: QueryKernels
    package let arena: ArenaContent
    package let mask: SlotMask?
    package let control: ScanControl

    package init(query: QueryKernels, arena: ArenaContent, mask: SlotMask? = nil, control: ScanControl) {
        self.query = query
        self.arena = arena
        // A mask also hides the slots that are not in use.
        self.mask = mask ?? (arena.isDense ? nil : SlotMask(live: arena))
        self.control = control
        let fitting = max(64, min(1024, (1 << 20) / arena.layout.stride))
        blockRows = min(arena.layout.rowsPerChunk, 1 << (Int.bitWidth - 1 - fitting.leadingZeroBitCount))
    }

    private let blockRows: Int
    private var blockCount: Int { (arena.slotCount + blockRows - 1) / blockRows }

    /// The number of rows that the scan compares.
    package var rowCount: Int { mask?.count ?? arena.liveCount }

    /// The `limit` nearest rows.
    /// - Complexity: O(rows × dimensions + rows near enough × log limit).
    package func nearest(_ limit: Int) throws -> NearestList {
        guard limit > 0 else { return NearestList(capacity: 0) }
        let common = CommonLimit()
        return try gather(
            into: NearestList(capacity: limit),
            group: { blocks, scratch in
                var list = NearestList(capacity: limit)
                for block in blocks {
                    try control.check()
                    offer(block, to: &list, common: common.value, scratch)
                    if let limit = list.limit { common.lower(to: limit) }
                }
                return list
            }, merge: { $0.merge($1) })
    }

    /// Every row not farther than `distance`, in no particular order.
    package func within(_ distance: Double) throws -> [Neighbor] {
        let bound = query.scoreBound(for: distance)
        return try gather(
            into: [],
            group: { blocks, scratch in
                var found: [Neighbor] = []
                for block in blocks {
                    try control.check()
                    visit(block, bound: distance.isFinite ? bound : nil, scratch) { neighbor in
                        if neighbor.distance <= distance { found.append(neighbor) }
                    }
                }
                return found
            }, merge: { $0.append(contentsOf: $1) })
    }

    /// The distance of every row, in no particular order.
    package func all() throws -> [Neighbor] {
        try gather(
            into: [],
            group: { blocks, scratch in
                var found: [Neighbor] = []
                found.reserveCapacity(blocks.count * blockRows)
                for block in blocks {
                    try control.check()
                    measure(block, scratch) { found.append($0) }
                }
                return found
            }, merge: { $0.append(contentsOf: $1) })
    }
}

// MARK: Blocks

extension FlatScan {
    /// A block's rows: slots from `first` on, and which of them count.
    private func forEachSlot(_ block: Int, _ body: (Int) -> Void) {
        let first = block * blockRows
        let end = min(first + blockRows, arena.slotCount)
        guard let mask else {
            for slot in first..<end { body(slot) }
            return
        }
        for word in (first >> 6)..<((end + 63) >> 6) {
            var bits = mask.words[word]
            while bits != 0 {
                body(word << 6 + bits.trailingZeroBitCount)
                bits &= bits - 1
            }
        }
    }

    private func population(_ block: Int) -> Int {
        let first = block * blockRows
        let end = min(first + blockRows, arena.slotCount)
        guard let mask else { return end - first }
        var count = 0
        for word in (first >> 6)..<((end + 63) >> 6) { count += mask.words[word].nonzeroBitCount }
        return count
    }

    private func neighbor(_ slot: Int) -> Neighbor {
        Neighbor(id: arena.slotIDs[slot], distance: query.distance(to: arena.row(slot)))
    }

    private func offer(_ block: Int, to list: inout NearestList, common: Double?, _ scratch: ScanScratch) {
        let limit = [list.limit, common].compactMap { $0 }.min()
        visit(block, bound: limit.flatMap { $0.isFinite ? query.scoreBound(for: $0) : nil }, scratch) {
            list.insert($0)
        }
    }

    /// Calls `body` with the rows of a block whose score passes the bound, and perhaps with others.
    private func visit(_ block: Int, bound: Float?, _ scratch: ScanScratch, _ body: (Neighbor) -> Void) {
        let count = population(block)
        if count == 0 { return }
        let first = block * blockRows
        let rows = min(blockRows, arena.slotCount - first)
        guard let bound, count * 4 >= rows else {
            forEachSlot(block) { body(neighbor($0)) }
            return
        }
        query.scores(rows: arena.row(first), count: rows, into: scratch.scores)
        let passing = query.select(scratch.scores, count: rows, bound: bound, into: scratch.positions)
        for index in 0..<passing {
            let slot = first + Int(scratch.positions[index])
            if let mask, mask.words[slot >> 6] >> UInt64(slot & 63) & 1 == 0 { continue }
            body(neighbor(slot))
        }
    }

    /// Calls `body` with every row of a block.
    private func measure(_ block: Int, _ scratch: ScanScratch, _ body: (Neighbor) -> Void) {
        let count = population(block)
        let first = block * blockRows
        let rows = min(blockRows, arena.slotCount - first)
        guard query.scoreDeterminesDistance, count * 4 >= rows else {
            forEachSlot(block) { body(neighbor($0)) }
            return
        }
        query.scores(rows: arena.row(first), count: rows, into: scratch.scores)
        let ids = arena.slotIDs
        forEachSlot(block) { slot in
            body(Neighbor(id: ids[slot], distance: query.distance(score: scratch.scores[slot - first])))
        }
    }
}

// MARK: Threads

extension FlatScan {
    /// Runs `group` over all blocks, on several threads if that pays, and merges the groups' results.
    private func gather<Result: Sendable>(
        into initial: Result, group: @escaping (Range<Int>, ScanScratch) throws -> Result,
        merge: @escaping (inout Result, Result) -> Void
    ) throws -> Result {
        let blocks = blockCount
        let bytes = rowCount * arena.layout.stride
        let threads = bytes < 4 << 20 ? 1 : min(control.threads, blocks)
        guard threads > 1 else {
            var result = initial
            merge(&result, try group(0..<blocks, ScanScratch(rows: blockRows)))
            return result
        }
        let groups = min(blocks, threads * 8)
        let outcome = ConditionLock<(Result, VecDBError?)>((initial, nil))
        let worker = ScanWorkers(threads: threads, groups: groups) { index in
            do {
                let range = (index * blocks / groups)..<((index + 1) * blocks / groups)
                let result = try group(range, ScanScratch(rows: blockRows))
                outcome.withLock { merge(&$0.0, result) }
                return true
            } catch {
                outcome.withLock { $0.1 = error as? VecDBError ?? ScanControl.cancelled }
                return false
            }
        }
        worker.run()
        return try outcome.withLock { outcome in
            if let error = outcome.1 { throw error }
            return outcome.0
        }
    }
}

/// A fixed number of threads that take groups of blocks in turn.
private struct ScanWorkers {
    let threads: Int
    let groups: Int
    let body: (Int) -> Bool

    func run() {
        let next = Counter()
        let (groups, body) = (groups, body)
        ThreadPool.computing.parallelFor(threads) { _ in
            while let group = next.take(below: groups) {
                if !body(group) { return }
            }
        }
    }

    private final class Counter: Sendable {
        private let value = Atomic<Int>(0)
        func take(below end: Int) -> Int? {
            let taken = value.wrappingAdd(1, ordering: .relaxed).oldValue
            return taken < end ? taken : nil
        }
    }
}

/// No row farther than this is among the nearest; lowered by all threads of a scan.
private final class CommonLimit: Sendable {
    private let bits = Atomic<UInt64>(Double.infinity.bitPattern)

    var value: Double? {
        let limit = Double(bitPattern: bits.load(ordering: .relaxed))
        return limit == .infinity ? nil : limit
    }

    func lower(to limit: Double) {
        var current = bits.load(ordering: .relaxed)
        while limit < Double(bitPattern: current) {
            let (exchanged, original) = bits.weakCompareExchange(
                expected: current, desired: limit.bitPattern, ordering: .relaxed)
            if exchanged { return }
            current = original
        }
    }
}

/// A thread's buffers for one block.
final class ScanScratch {
    let scores: UnsafeMutablePointer<Float>
    let positions: UnsafeMutablePointer<Int32>

    init(rows: Int) {
        // The selection kernels write whole vectors of 16.
        scores = .allocate(capacity: rows + 16)
        positions = .allocate(capacity: rows + 16)
    }

    deinit {
        scores.deallocate()
        positions.deallocate()
    }
}
