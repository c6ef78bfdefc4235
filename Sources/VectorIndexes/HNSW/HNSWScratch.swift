import Synchronization
import VectorTypes

/// The working memory of one search or insertion at a time, used again by the next.
final class HNSWScratch {
    let layout: HNSWLayout
    /// One byte a slot: whether this traversal has met it.
    private(set) var marks: UnsafeMutablePointer<UInt8>
    /// Slots from here on came after the traversal began; it leaves them out.
    private(set) var markCount: Int
    private(set) var epoch: UInt8 = 0

    /// Nodes met, nearest first.
    private(set) var pool: UnsafeMutablePointer<UInt64>
    private var poolCapacity: Int
    /// Nodes to go on from, in a filtered traversal.
    var frontier = HNSWHeap()
    /// What an insertion chooses from at a node that has too many links.
    let choices: UnsafeMutablePointer<UInt64>

    let rows: UnsafeMutablePointer<UnsafeRawPointer>
    let slots: UnsafeMutablePointer<UInt32>
    let scores: UnsafeMutablePointer<Float>
    let chosenRows: UnsafeMutablePointer<UnsafeRawPointer>
    let chosen: UnsafeMutablePointer<UInt32>
    /// The links that a new node will have: a list of `2 × m` a layer, and how long each is.
    let newLinks: UnsafeMutablePointer<UInt32>
    let newCounts: UnsafeMutablePointer<Int>

    let queryCode: UnsafeMutableRawPointer
    let anchorCode: UnsafeMutableRawPointer
    let wide: UnsafeMutablePointer<Float>

    /// Room for the links of a node, one more, and a group of the kernels.
    static func listCapacity(_ layout: HNSWLayout) -> Int { layout.baseLinks + 8 }

    init(layout: HNSWLayout) {
        self.layout = layout
        markCount = 0
        marks = .allocate(capacity: 1)
        poolCapacity = 256
        pool = .allocate(capacity: poolCapacity)
        let capacity = Self.listCapacity(layout)
        choices = .allocate(capacity: capacity)
        rows = .allocate(capacity: capacity)
        slots = .allocate(capacity: capacity)
        scores = .allocate(capacity: capacity)
        chosenRows = .allocate(capacity: capacity)
        chosen = .allocate(capacity: capacity)
        newLinks = .allocate(capacity: layout.baseLinks * (HNSWParameters.topLevel + 1))
        newCounts = .allocate(capacity: HNSWParameters.topLevel + 1)
        queryCode = .allocate(byteCount: max(64, layout.codeStride), alignment: 64)
        anchorCode = .allocate(byteCount: max(64, layout.codeStride), alignment: 64)
        queryCode.initializeMemory(as: UInt8.self, repeating: 0, count: max(64, layout.codeStride))
        wide = .allocate(capacity: layout.dimensions)
    }

    deinit {
        marks.deallocate()
        pool.deallocate()
        choices.deallocate()
        rows.deallocate()
        slots.deallocate()
        scores.deallocate()
        chosenRows.deallocate()
        chosen.deallocate()
        newLinks.deallocate()
        newCounts.deallocate()
        queryCode.deallocate()
        anchorCode.deallocate()
        wide.deallocate()
    }

    /// Begins a traversal of a graph of `slotCount` slots: nothing is marked.
    func begin(slotCount: Int, poolCapacity wanted: Int) {
        if slotCount > markCount {
            marks.deallocate()
            marks = .allocate(capacity: slotCount)
            marks.initialize(repeating: 0, count: slotCount)
            markCount = slotCount
            epoch = 0
        }
        if epoch == .max {
            marks.update(repeating: 0, count: markCount)
            epoch = 0
        }
        epoch += 1
        if wanted > poolCapacity {
            pool.deallocate()
            poolCapacity = max(wanted, 2 * poolCapacity)
            pool = .allocate(capacity: poolCapacity)
        }
    }
}

/// A binary heap of pool keys with the smallest on top.
struct HNSWHeap {
    private var keys: [UInt64] = []

    var isEmpty: Bool { keys.isEmpty }
    var count: Int { keys.count }
    var first: UInt64? { keys.first }

    mutating func removeAll() { keys.removeAll(keepingCapacity: true) }

    mutating func push(_ key: UInt64) {
        keys.append(key)
        var child = keys.count - 1
        keys.withUnsafeMutableBufferPointer { keys in
            while child > 0 {
                let parent = (child - 1) / 2
                guard key < keys[parent] else { break }
                keys[child] = keys[parent]
                child = parent
            }
            keys[child] = key
        }
    }

    mutating func pop() -> UInt64? {
        guard let top = keys.first, let last = keys.popLast() else { return nil }
        guard !keys.isEmpty else { return top }
        keys.withUnsafeMutableBufferPointer { keys in
            var parent = 0
            while true {
                var child = 2 * parent + 1
                guard child < keys.count else { break }
                if child + 1 < keys.count, keys[child + 1] < keys[child] { child += 1 }
                guard keys[child] < last else { break }
                keys[parent] = keys[child]
                parent = child
            }
            keys[parent] = last
        }
        return top
    }
}

/// Working memory for as many traversals as run at once.
final class HNSWScratchPool: Sendable {
    private struct Free: @unchecked Sendable {
        // Safe because a scratch is either in this list or with the one thread that took it out.
        var list: [HNSWScratch] = []
    }
    private let layout: HNSWLayout
    private let free = Mutex(Free())

    init(layout: HNSWLayout) { self.layout = layout }

    func with<R>(_ body: (HNSWScratch) throws -> R) rethrows -> R {
        let scratch = free.withLock { $0.list.popLast() } ?? HNSWScratch(layout: layout)
        defer { free.withLock { $0.list.append(scratch) } }
        return try body(scratch)
    }
}
