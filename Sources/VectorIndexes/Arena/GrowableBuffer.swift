/// A growing array of plain values at an address that readers may keep while nobody appends.
///
/// Not an `Array`: readers of an arena hold the address under the arena's read lock, without reference counting.
package final class GrowableBuffer<Element: BitwiseCopyable> {
    package private(set) var base: UnsafeMutablePointer<Element>
    package private(set) var count = 0
    private var capacity: Int

    package init() {
        capacity = 16
        base = .allocate(capacity: capacity)
    }

    deinit { base.deallocate() }

    package func append(_ element: Element) {
        if count == capacity { grow(to: capacity + max(16, capacity / 2)) }
        (base + count).initialize(to: element)
        count += 1
    }

    package func append(repeating element: Element, toCount newCount: Int) {
        if newCount > capacity { grow(to: max(newCount, capacity + capacity / 2)) }
        while count < newCount {
            (base + count).initialize(to: element)
            count += 1
        }
    }

    /// Makes room for `count` elements in all.
    package func reserve(_ count: Int) {
        if count > capacity { grow(to: count) }
    }

    package subscript(index: Int) -> Element {
        @inline(__always) get {
            assert(index >= 0 && index < count)
            return base[index]
        }
        @inline(__always) set {
            assert(index >= 0 && index < count)
            base[index] = newValue
        }
    }

    package func removeAll() { count = 0 }

    package func popLast() -> Element? {
        guard count > 0 else { return nil }
        count -= 1
        return base[count]
    }

    private func grow(to newCapacity: Int) {
        let moved = UnsafeMutablePointer<Element>.allocate(capacity: newCapacity)
        moved.moveInitialize(from: base, count: count)
        base.deallocate()
        base = moved
        capacity = newCapacity
    }
}
