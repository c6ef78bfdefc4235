/// Keys in ascending order, sorted only as far as they are asked for; see ``DistanceCursor``.
struct IVFFlatKeyOrder {
    private var keys: [UInt64]
    private var sortedEnd = 0
    private var position = 0
    private var batch = 64

    init(_ keys: [UInt64]) { self.keys = keys }

    var isEmpty: Bool { position == keys.count }

    mutating func next() -> UInt64? {
        guard position < keys.count else { return nil }
        if position == sortedEnd {
            let end = min(keys.count, sortedEnd + batch)
            batch *= 4
            keys.withUnsafeMutableBufferPointer { keys in
                Self.select(keys, from: sortedEnd, to: end)
                keys[sortedEnd..<end].sort()
            }
            sortedEnd = end
        }
        position += 1
        return keys[position - 1]
    }

    /// Moves the least keys from `start` on into `start..<end` (Hoare's quickselect).
    static func select(_ keys: UnsafeMutableBufferPointer<UInt64>, from start: Int, to end: Int) {
        var (low, high) = (start, keys.count - 1)
        let target = end - 1
        while low < high {
            let (a, b, c) = (keys[low], keys[(low + high) / 2], keys[high])
            let pivot = max(min(a, b), min(max(a, b), c))
            var (left, right) = (low, high)
            while left <= right {
                while keys[left] < pivot { left += 1 }
                while pivot < keys[right] { right -= 1 }
                if left <= right {
                    keys.swapAt(left, right)
                    left += 1
                    right -= 1
                }
            }
            if target <= right { high = right } else if target >= left { low = left } else { return }
        }
    }
}

/// A binary heap of neighbours with the nearest on top.
struct IVFFlatNeighborHeap {
    private var heap: [Neighbor] = []

    mutating func push(_ neighbor: Neighbor) {
        heap.append(neighbor)
        var child = heap.count - 1
        while child > 0, heap[child].precedes(heap[(child - 1) / 2]) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func pop() -> Neighbor? {
        guard let last = heap.popLast() else { return nil }
        guard let top = heap.first else { return last }
        heap[0] = last
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { return top }
            if child + 1 < heap.count, heap[child + 1].precedes(heap[child]) { child += 1 }
            guard heap[child].precedes(heap[parent]) else { return top }
            heap.swapAt(parent, child)
            parent = child
        }
    }
}
