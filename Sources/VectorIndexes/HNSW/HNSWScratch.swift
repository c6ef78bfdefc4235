import VectorTypes

/// The working memory of one search or insertion at a time, used again by the next.
final class HNSWScratch {
    let layout: HNSWLayout
    /// The nodes that the traversal has met.
    private(set) var marks: HNSWMarks

    /// Nodes met, nearest first.
    private(set) var pool: UnsafeMutablePointer<UInt64>
    private var poolCapacity: Int
    /// Unsettled nodes, nearest first, and room to merge them with the pool.
    private(set) var waiting: UnsafeMutablePointer<UInt64>
    private(set) var merged: UnsafeMutablePointer<UInt64>
    private var waitingCapacity = 0
    /// Nodes to go on from, in a filtered traversal.
    var frontier = HNSWHeap()
    /// What an insertion chooses from at a node that has too many links; where a walk on a layer begins.
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

    /// Room for the links of a node and one more, or for the candidates by which islands are noticed, and for a group of
    /// the kernels.
    static func listCapacity(_ layout: HNSWLayout) -> Int { max(layout.baseLinks, HNSWTraversal.around) + 8 }

    init(layout: HNSWLayout) {
        self.layout = layout
        marks = HNSWMarks(slotCount: 0)
        poolCapacity = 256
        pool = .allocate(capacity: poolCapacity)
        waiting = .allocate(capacity: 1)
        merged = .allocate(capacity: 1)
        let capacity = Self.listCapacity(layout)
        choices = .allocate(capacity: max(capacity, HNSWCoding.mostEntries + 2))
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
        wide = .allocate(capacity: layout.element == .sparse ? 1 : layout.dimensions)
    }

    deinit {
        marks.deallocate()
        pool.deallocate()
        waiting.deallocate()
        merged.deallocate()
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
        if slotCount > marks.slotCount {
            marks.deallocate()
            marks = HNSWMarks(slotCount: slotCount)
        } else {
            marks.clear()
        }
        reserve(poolCapacity: wanted)
    }

    /// Room in the pool; what was there is lost.
    func reserve(poolCapacity wanted: Int) {
        guard wanted > poolCapacity else { return }
        pool.deallocate()
        poolCapacity = max(wanted, 2 * poolCapacity)
        pool = .allocate(capacity: poolCapacity)
    }

    /// Room for unsettled nodes.
    func reserve(waiting wanted: Int) {
        guard wanted > waitingCapacity else { return }
        waiting.deallocate()
        merged.deallocate()
        waitingCapacity = max(wanted, 2 * waitingCapacity)
        waiting = .allocate(capacity: waitingCapacity)
        merged = .allocate(capacity: waitingCapacity)
    }
}

/// Which nodes a traversal has met: one bit a slot, so that the marks of a hundred thousand nodes stay in the cache.
struct HNSWMarks {
    let words: UnsafeMutablePointer<UInt32>
    /// Slots from here on came after the traversal began; it leaves them out.
    let slotCount: Int
    /// The slots marked, as far as there is room: they alone are cleared, unless that is nearly everything.
    private let met: UnsafeMutablePointer<UInt32>
    private let metCapacity: Int
    private let metCount: UnsafeMutablePointer<Int>

    private var wordCount: Int { (slotCount + 31) / 32 }

    init(slotCount: Int) {
        self.slotCount = slotCount
        let words = (slotCount + 31) / 32
        self.words = .allocate(capacity: max(1, words))
        self.words.initialize(repeating: 0, count: max(1, words))
        metCapacity = max(64, words / 2)
        met = .allocate(capacity: metCapacity)
        metCount = .allocate(capacity: 1)
        metCount.initialize(to: 0)
    }

    func deallocate() {
        words.deallocate()
        met.deallocate()
        metCount.deallocate()
    }

    func clear() {
        let count = metCount.pointee
        if count < metCapacity / 8 {
            for i in 0..<count { words[Int(met[i] &>> 5)] = 0 }
        } else {
            words.update(repeating: 0, count: wordCount)
        }
        metCount.pointee = 0
    }

    /// Marks a slot; 1 if it was not marked, 0 if it was.
    @inline(__always)
    func mark(_ slot: UInt32) -> Int {
        let word = words + Int(slot &>> 5)
        let old = word.pointee
        let bit: UInt32 = 1 &<< (slot & 31)
        word.pointee = old | bit
        return Int((~old &>> (slot & 31)) & 1)
    }

    /// 1 if a slot is not marked, 0 if it is.
    @inline(__always)
    func isFree(_ slot: UInt32) -> Int { Int((~words[Int(slot &>> 5)] &>> (slot & 31)) & 1) }

    /// Remembers what has been marked.
    @inline(__always)
    func log(_ slots: UnsafePointer<UInt32>, _ count: Int) {
        let start = metCount.pointee
        if start &+ count <= metCapacity {
            var i = 0
            while i < count {
                met[start &+ i] = slots[i]
                i &+= 1
            }
            metCount.pointee = start &+ count
        } else {
            metCount.pointee = metCapacity
        }
    }

    func mark(one slot: UInt32) -> Bool {
        guard mark(slot) == 1 else { return false }
        withUnsafePointer(to: slot) { log($0, 1) }
        return true
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
    private let free = ConditionLock(Free())

    init(layout: HNSWLayout) { self.layout = layout }

    func with<R>(_ body: (HNSWScratch) throws -> R) rethrows -> R {
        let scratch = free.withLock { $0.list.popLast() } ?? HNSWScratch(layout: layout)
        defer { free.withLock { $0.list.append(scratch) } }
        return try body(scratch)
    }
}
