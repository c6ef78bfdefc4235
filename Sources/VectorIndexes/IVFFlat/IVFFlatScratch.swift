import VectorKernels

/// The working memory of one search at a time, used again by the next.
final class IVFFlatScratch {
    /// How many rows are scored at a time.
    static let blockRows = 512
    /// How many rows that lie anywhere are scored at a time.
    static let gatherRows = 16

    /// The best candidates of a scan, ascending; see ``HNSWKey``.
    private(set) var pool: UnsafeMutablePointer<UInt64>
    private var poolCapacity = 256
    /// The lists in the order in which they are scanned, as keys.
    private(set) var order: UnsafeMutablePointer<UInt64>
    private var orderCapacity = 256
    private(set) var scores: UnsafeMutablePointer<Float>
    private var scoreCapacity = IVFFlatScratch.blockRows
    let positions: UnsafeMutablePointer<Int32>
    let rowPointers: UnsafeMutablePointer<UnsafeRawPointer>
    /// The slots and terms of the rows that `rowPointers` leads to.
    let gathered: UnsafeMutablePointer<(slot: UInt32, term: Float)>
    let queryCode: UnsafeMutableRawPointer
    /// The query as a code in the codebook of the centres.
    let centerCode: UnsafeMutableRawPointer
    let wide: UnsafeMutablePointer<Float>

    init(layout: IVFFlatLayout) {
        pool = .allocate(capacity: poolCapacity)
        order = .allocate(capacity: orderCapacity)
        scores = .allocate(capacity: scoreCapacity + 16)
        // The selection kernels write whole vectors of 16.
        positions = .allocate(capacity: Self.blockRows + 16)
        rowPointers = .allocate(capacity: Self.gatherRows)
        gathered = .allocate(capacity: Self.gatherRows)
        let codeBytes = max(64, layout.codeStride)
        queryCode = .allocate(byteCount: codeBytes, alignment: 64)
        queryCode.initializeMemory(as: UInt8.self, repeating: 0, count: codeBytes)
        centerCode = .allocate(byteCount: codeBytes, alignment: 64)
        centerCode.initializeMemory(as: UInt8.self, repeating: 0, count: codeBytes)
        let wideBytes = max(64, layout.element == .bit ? 0 : layout.dimensions * 4)
        wide = UnsafeMutableRawPointer.allocate(byteCount: wideBytes, alignment: 64)
            .bindMemory(to: Float.self, capacity: wideBytes / 4)
    }

    deinit {
        pool.deallocate()
        order.deallocate()
        scores.deallocate()
        positions.deallocate()
        rowPointers.deallocate()
        gathered.deallocate()
        queryCode.deallocate()
        centerCode.deallocate()
        wide.deallocate()
    }

    func reservePool(_ capacity: Int) -> UnsafeMutablePointer<UInt64> {
        if capacity > poolCapacity {
            pool.deallocate()
            poolCapacity = max(capacity, 2 * poolCapacity)
            pool = .allocate(capacity: poolCapacity)
        }
        return pool
    }

    func reserveOrder(_ capacity: Int) -> UnsafeMutablePointer<UInt64> {
        if capacity > orderCapacity {
            order.deallocate()
            orderCapacity = max(capacity, 2 * orderCapacity)
            order = .allocate(capacity: orderCapacity)
        }
        return order
    }

    func reserveScores(_ capacity: Int) -> UnsafeMutablePointer<Float> {
        if capacity > scoreCapacity {
            scores.deallocate()
            scoreCapacity = capacity
            scores = .allocate(capacity: scoreCapacity + 16)
        }
        return scores
    }
}

/// Working memory for as many searches as run at once.
final class IVFFlatScratchPool: Sendable {
    private struct Free: @unchecked Sendable {
        // Safe because a scratch is either in this list or with the one thread that took it out.
        var list: [IVFFlatScratch] = []
    }
    private let layout: IVFFlatLayout
    private let free = ConditionLock(Free())

    init(layout: IVFFlatLayout) { self.layout = layout }

    func with<R>(_ body: (IVFFlatScratch) throws -> R) rethrows -> R {
        let scratch = free.withLock { $0.list.popLast() } ?? IVFFlatScratch(layout: layout)
        defer { free.withLock { $0.list.append(scratch) } }
        return try body(scratch)
    }
}
