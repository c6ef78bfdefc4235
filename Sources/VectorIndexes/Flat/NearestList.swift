/// The `capacity` nearest neighbours seen so far: a binary heap with the farthest on top.
///
/// - Complexity: `insert` costs one comparison when the neighbour is too far, O(log capacity) otherwise.
package struct NearestList: Sendable {
    package let capacity: Int
    private var heap: [Neighbor] = []

    package init(capacity: Int) {
        self.capacity = max(capacity, 0)
        heap.reserveCapacity(min(self.capacity, 1024))
    }

    package var count: Int { heap.count }
    package var isFull: Bool { heap.count >= capacity }

    /// Nothing farther than this can enter; nil while anything can.
    package var limit: Double? {
        guard isFull, let top = heap.first else { return capacity == 0 ? -.infinity : nil }
        return top.distance.isNaN ? nil : top.distance
    }

    /// Keeps `neighbor` if it belongs to the nearest.
    @inline(__always)
    package mutating func insert(_ neighbor: Neighbor) {
        guard heap.count >= capacity else {
            heap.append(neighbor)
            siftUp(heap.count - 1)
            return
        }
        guard capacity > 0, neighbor.precedes(heap[0]) else { return }
        heap[0] = neighbor
        siftDown(0)
    }

    /// Keeps what belongs to the nearest of another list.
    package mutating func merge(_ other: NearestList) {
        for neighbor in other.heap { insert(neighbor) }
    }

    /// The neighbours kept, nearest first.
    package func sorted() -> [Neighbor] { heap.sorted { $0.precedes($1) } }

    private mutating func siftUp(_ start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[parent].precedes(heap[child]) else { return }
            heap.swapAt(parent, child)
            child = parent
        }
    }

    private mutating func siftDown(_ start: Int) {
        var parent = start
        while true {
            let left = 2 * parent + 1
            guard left < heap.count else { return }
            let right = left + 1
            let far = right < heap.count && heap[left].precedes(heap[right]) ? right : left
            guard heap[parent].precedes(heap[far]) else { return }
            heap.swapAt(parent, far)
            parent = far
        }
    }
}
