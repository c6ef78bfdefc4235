import CIntrinsics
import VectorKernels

/// A node in a pool: score, slot and a mark in one integer, so that one comparison orders by score, then by slot.
///
///     63…32 the score's bits, made to ascend │ 31…1 slot │ 0 whether the search has been there
enum HNSWKey {
    @inline(__always)
    static func pack(_ score: Float, _ slot: UInt32) -> UInt64 {
        let bits = score.bitPattern
        let ascending = bits ^ (UInt32(bitPattern: Int32(bitPattern: bits) &>> 31) | 0x8000_0000)
        return UInt64(ascending) &<< 32 | UInt64(slot &<< 1)
    }
    @inline(__always)
    static func slot(_ key: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: key) &>> 1 }
    @inline(__always)
    static func score(_ key: UInt64) -> Float {
        let ascending = UInt32(truncatingIfNeeded: key &>> 32)
        let mask = UInt32(bitPattern: Int32(bitPattern: ~ascending) &>> 31) | 0x8000_0000
        return Float(bitPattern: ascending ^ mask)
    }
}

/// One walk through the graph.
///
/// The walk on a layer is the paper's algorithm 2 (Malkov and Yashunin, "Efficient and robust approximate nearest
/// neighbor search using hierarchical navigable small world graphs", 2016, arXiv:1603.09320). Instead of two heaps
/// there is one sorted array of the `ef` nearest nodes met, each marked when its neighbours have been looked at: the
/// next node is the first that is not marked, and the walk ends when there is none. At a node, all its neighbours that
/// are new are listed and their codes announced to the cache; then one kernel call compares them, and those near enough
/// are put in. Before that call the neighbours of the node that comes next, unless a nearer one turns up, are announced
/// too: their codes travel while these are compared, and if a nearer one turns up they will be wanted soon all the
/// same.
struct HNSWTraversal {
    let view: HNSWView
    let scorer: HNSWScorer
    let scratch: HNSWScratch
    let code: HNSWTraversalCode?
    /// Whether an insertion looks after nodes that might lose their last link. Large batches do without: they look for
    /// such nodes at the end.
    var keepsReach = false
    /// How many nodes of a layer a walk goes down from to the next: ``HNSWCoding/entryWidth``.
    var entryWidth = 1
    private let linesAhead: Int

    init(scorer: HNSWScorer, scratch: HNSWScratch, code: HNSWTraversalCode?) {
        view = scorer.view
        self.scorer = scorer
        self.scratch = scratch
        self.code = code
        let bytes = code == nil ? scorer.view.layout.vectorBytes : scorer.view.layout.codeStride
        linesAhead = scorer.view.layout.element == .sparse ? 8 : min((bytes + 63) / 64, 24)
    }

    /// Follows a layer's links downhill from a node; returns the nearest node found.
    func descend(_ probe: HNSWProbe, from start: UInt64, level: Int) -> UInt64 {
        let view = view
        let usesCodes = probe.code != nil
        let (rows, slots, scores) = (scratch.rows, scratch.slots, scratch.scores)
        var best = start
        while true {
            let links = view.links(HNSWKey.slot(best), level)
            let count = view.copyLinks(links, view.layout.m, into: slots)
            for i in 0..<count {
                let row = scorer.row(slots[i], usesCodes)
                rows[i] = UnsafeRawPointer(row)
                announce(row)
            }
            scorer.score(probe, rows, slots, count, scores)
            let before = best
            for i in 0..<count { best = min(best, HNSWKey.pack(scores[i], slots[i])) }
            if best == before { return best }
        }
    }

    /// The nodes of a layer nearest to the probe, ascending in the scratch's pool; returns how many, at most `ef`, or
    /// `keeping` where that is more: those behind the first `ef` are only kept, because full precision may put them
    /// before others, and the walk does not go on from them.
    func search(
        _ probe: HNSWProbe, from start: UInt64, level: Int, ef: Int, keeping: Int = 0, slotLimit: Int
    ) -> Int {
        scratch.choices[0] = start
        return search(probe, starts: 1, level: level, ef: ef, keeping: keeping, slotLimit: slotLimit)
    }

    /// As above, from the first `starts` of the scratch's `choices`, which ascend.
    func search(_ probe: HNSWProbe, starts: Int, level: Int, ef: Int, keeping: Int, slotLimit: Int) -> Int {
        let room = max(ef, keeping)
        scratch.begin(slotCount: slotLimit, poolCapacity: room + 1)
        let (pool, slots, scores) = (scratch.pool, scratch.slots, scratch.scores)
        let view = view
        let usesCodes = probe.code != nil
        let capacity = view.capacity(level)
        var count = markStarts(starts, most: room)
        var next = 0
        // The node whose neighbours have been announced before its turn.
        var announced = HNSWLayout.end
        while next < min(count, ef) {
            let key = pool[next]
            if key & 1 != 0 {
                next &+= 1
                continue
            }
            pool[next] = key | 1
            next &+= 1
            let node = HNSWKey.slot(key)
            let fresh = gatherFresh(
                view.links(node, level), capacity, usesCodes: usesCodes, announces: node != announced)
            while next < count, pool[next] & 1 != 0 { next &+= 1 }
            if next < min(count, ef), level == 0 {
                let following = HNSWKey.slot(pool[next])
                if following != announced {
                    announceNeighbors(following, usesCodes: usesCodes)
                    announced = following
                }
                if next &+ 1 < count { announceLinks(HNSWKey.slot(pool[next &+ 1])) }
            }
            if fresh == 0 { continue }
            scorer.score(probe, scratch.rows, slots, fresh, scores)
            var i = 0
            while i < fresh {
                let new = HNSWKey.pack(scores[i], slots[i])
                i &+= 1
                if count == room {
                    if new > pool[count &- 1] { continue }
                } else {
                    count &+= 1
                }
                let place = Self.insert(new, into: pool, count: count)
                if place <= next {
                    next = place
                    if level == 0 { announceLinks(HNSWKey.slot(new)) }
                }
            }
        }
        return count
    }

    /// Marks the first `starts` of the scratch's `choices` and puts them into the pool; returns how many.
    func markStarts(_ starts: Int, most: Int) -> Int {
        let (choices, marks) = (scratch.choices, scratch.marks)
        var count = 0
        for i in 0..<starts where count < most && HNSWKey.slot(choices[i]) < marks.slotCount {
            guard marks.mark(one: HNSWKey.slot(choices[i])) else { continue }
            scratch.pool[count] = choices[i]
            count += 1
        }
        return count
    }

    /// Lists those of a node's neighbours that this walk has not met yet, and announces them; returns how many.
    ///
    /// Without a branch for each: half of the neighbours are new, which no processor can foresee.
    @inline(__always)
    func gatherFresh(
        _ links: UnsafePointer<UInt32>, _ capacity: Int, usesCodes: Bool, announces: Bool = true
    ) -> Int {
        let marks = scratch.marks
        let (rows, slots) = (scratch.rows, scratch.slots)
        let limit = UInt32(truncatingIfNeeded: marks.slotCount)
        var fresh = 0
        var position = 0
        while position < capacity {
            let slot = vecdb_load_acquire(links + position)
            position &+= 1
            if slot >= limit {
                if slot == HNSWLayout.end { break }
                continue
            }
            slots[fresh] = slot
            fresh &+= marks.mark(slot)
        }
        marks.log(slots, fresh)
        var i = 0
        while i < fresh {
            let row = scorer.row(slots[i], usesCodes)
            if announces { announce(row, slots[i]) }
            rows[i] = UnsafeRawPointer(row)
            i &+= 1
        }
        return fresh
    }

    /// Announces those of a node's neighbours that this walk has not met yet.
    @inline(__always)
    private func announceNeighbors(_ node: UInt32, usesCodes: Bool) {
        let marks = scratch.marks
        let slots = scratch.chosen
        let links = view.baseLinks(node)
        let limit = UInt32(truncatingIfNeeded: marks.slotCount)
        var fresh = 0
        var position = 0
        while position < view.layout.baseLinks {
            let slot = vecdb_load_acquire(links + position)
            position &+= 1
            if slot >= limit {
                if slot == HNSWLayout.end { break }
                continue
            }
            slots[fresh] = slot
            fresh &+= marks.isFree(slot)
        }
        var i = 0
        while i < fresh {
            announce(scorer.row(slots[i], usesCodes), slots[i])
            i &+= 1
        }
    }

    /// Puts a key at its place among the `count − 1` keys before the last place, which is overwritten.
    @inline(__always)
    static func insert(_ key: UInt64, into pool: UnsafeMutablePointer<UInt64>, count: Int) -> Int {
        var low = 0
        var length = count &- 1
        while length > 0 {
            let half = (length &+ 1) &>> 1
            low = pool[low &+ half &- 1] < key ? low &+ half : low
            length &-= half
        }
        (pool + low + 1).update(from: pool + low, count: count &- 1 &- low)
        pool[low] = key
        return low
    }

    /// Announces a row to the cache.
    @inline(__always)
    func announce(_ row: UnsafeMutableRawPointer) {
        var line = 0
        while line < linesAhead {
            vecdb_prefetch_second(row + line &* 64)
            line &+= 1
        }
    }

    /// Announces a node's row and its term.
    @inline(__always)
    private func announce(_ row: UnsafeMutableRawPointer, _ slot: UInt32) {
        vecdb_prefetch_second(view.term(slot))
        announce(row)
    }

    @inline(__always)
    private func announceLinks(_ slot: UInt32) {
        let links = UnsafeRawPointer(view.baseLinks(slot))
        vecdb_prefetch(links)
        vecdb_prefetch(links + 64)
    }
}
