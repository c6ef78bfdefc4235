/// Neighbours in ascending order, sorted only as far as they are asked for.
///
/// Built from the distances of all rows. Each time the sorted part is used up, the next nearest rows are selected from
/// the rest (Hoare's quickselect) and sorted, four times as many as before: reading the first k of n costs O(n + k log k),
/// reading all O(n log n).
package struct DistanceCursor: Sendable {
    private var neighbors: [Neighbor]
    private var notNumbers: [Int64]
    private var sortedEnd = 0
    private var position = 0
    private var batch: Int

    /// - Parameter firstBatch: how many are wanted at least, as far as is known.
    package init(_ neighbors: [Neighbor], firstBatch: Int = 64) {
        self.neighbors = neighbors
        notNumbers = []
        // Whoever wants "all" may say so with the largest number there is.
        batch = min(max(16, firstBatch), max(16, neighbors.count))
        if neighbors.contains(where: { $0.distance.isNaN }) {
            notNumbers = neighbors.lazy.filter { $0.distance.isNaN }.map(\.id)
            self.neighbors.removeAll { $0.distance.isNaN }
            notNumbers.sort()
        }
    }

    /// The next nearest, nil at the end. NaN distances come last, by id.
    package mutating func next() -> Neighbor? {
        if position < neighbors.count {
            if position == sortedEnd { sortMore() }
            defer { position += 1 }
            return neighbors[position]
        }
        let index = position - neighbors.count
        guard index < notNumbers.count else { return nil }
        position += 1
        return Neighbor(id: notNumbers[index], distance: .nan)
    }

    private mutating func sortMore() {
        let start = sortedEnd
        let end = min(neighbors.count, start + batch)
        batch = min(4 * batch, neighbors.count)
        neighbors.withUnsafeMutableBufferPointer { buffer in
            Self.select(buffer, from: start, count: end - start)
            buffer[start..<end].sort { $0.precedes($1) }
        }
        sortedEnd = end
    }

    /// Moves the `count` nearest of `buffer[from...]` to its front.
    private static func select(_ buffer: UnsafeMutableBufferPointer<Neighbor>, from: Int, count: Int) {
        var low = from
        var high = buffer.count - 1
        let target = from + count - 1
        while low < high {
            let pivot = medianOfThree(buffer[low], buffer[(low + high) / 2], buffer[high])
            var left = low
            var right = high
            while left <= right {
                while buffer[left].precedes(pivot) { left += 1 }
                while pivot.precedes(buffer[right]) { right -= 1 }
                if left <= right {
                    buffer.swapAt(left, right)
                    left += 1
                    right -= 1
                }
            }
            if target <= right {
                high = right
            } else if target >= left {
                low = left
            } else {
                return
            }
        }
    }

    private static func medianOfThree(_ a: Neighbor, _ b: Neighbor, _ c: Neighbor) -> Neighbor {
        if a.precedes(b) { return b.precedes(c) ? b : a.precedes(c) ? c : a }
        return a.precedes(c) ? a : b.precedes(c) ? c : b
    }
}
