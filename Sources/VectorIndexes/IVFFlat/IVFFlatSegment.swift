#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import VectorTypes

/// The addresses of a run of rows. A plain value: who owns the memory is ``IVFFlatSlab``.
struct IVFFlatSegment: @unchecked Sendable {
    // Safe because it holds addresses only; what is behind them obeys `IVFFlatIndex`'s rules.
    let vectors: UnsafeMutableRawPointer
    let codes: UnsafeMutableRawPointer
    let terms: UnsafeMutablePointer<Float>
    let slots: UnsafeMutablePointer<UInt32>
    let capacity: Int

    /// The same rows without the first ones.
    @inline(__always)
    func advanced(_ rows: Int, _ layout: IVFFlatLayout) -> IVFFlatSegment {
        IVFFlatSegment(
            vectors: vectors + rows &* layout.vectorStride, codes: codes + rows &* layout.codeStride,
            terms: terms + rows, slots: slots + rows, capacity: capacity &- rows)
    }

    /// Copies a row of another segment into a row of this one.
    @inline(__always)
    func copy(
        _ row: Int, from other: IVFFlatSegment, _ otherRow: Int, _ layout: IVFFlatLayout, withCode: Bool,
        withVector: Bool = true
    ) {
        if withVector {
            (vectors + row &* layout.vectorStride).copyMemory(
                from: other.vectors + otherRow &* layout.vectorStride, byteCount: layout.vectorStride)
        }
        slots[row] = other.slots[otherRow]
        guard withCode else { return }
        (codes + row &* layout.codeStride).copyMemory(
            from: other.codes + otherRow &* layout.codeStride, byteCount: layout.codeStride)
        terms[row] = other.terms[otherRow]
    }
}

/// Memory for the segments of one or many lists, laid out list after list: what a build makes is one run of codes and
/// one of vectors for the whole index. Pages become resident when they are first written.
final class IVFFlatSlab: @unchecked Sendable {
    // Safe because nothing changes after `init`: the memory is freed in `deinit`.
    let segments: [IVFFlatSegment]
    private let base: UnsafeMutableRawPointer

    /// - Parameter capacities: How many rows each segment is to hold.
    init(layout: IVFFlatLayout, capacities: [Int]) throws {
        func round(_ bytes: Int) -> Int { (bytes + 63) / 64 * 64 }
        let rows = capacities.reduce(0, +)
        // Terms and slots of every segment begin on a cache line.
        let padded = capacities.reduce(0) { $0 + ($1 + 15) / 16 * 16 }
        let codes = rows * layout.codeStride
        let vectors = capacities.reduce(0) { $0 + round($1 * layout.vectorStride) }
        base = try Self.allocate(max(64, codes + padded * 8 + vectors))
        var code = base
        var term = base + codes
        var slot = term + padded * 4
        var vector = slot + padded * 4
        var segments: [IVFFlatSegment] = []
        segments.reserveCapacity(capacities.count)
        for capacity in capacities {
            segments.append(
                IVFFlatSegment(
                    vectors: vector, codes: code,
                    terms: term.bindMemory(to: Float.self, capacity: capacity),
                    slots: slot.bindMemory(to: UInt32.self, capacity: capacity), capacity: capacity))
            code += capacity * layout.codeStride
            term += (capacity + 15) / 16 * 64
            slot += (capacity + 15) / 16 * 64
            vector += round(capacity * layout.vectorStride)
        }
        self.segments = segments
    }

    deinit { free(base) }

    private static func allocate(_ bytes: Int) throws -> UnsafeMutableRawPointer {
        var pointer: UnsafeMutableRawPointer?
        let isLarge = bytes >= 4 * MemoryChunk.hugePage
        guard posix_memalign(&pointer, isLarge ? MemoryChunk.hugePage : 64, bytes) == 0, let pointer else {
            throw VecDBError(.outOfMemory, "out of memory", detail: "Failed on request of size \(bytes) for an index.")
        }
        #if canImport(Glibc) || canImport(Musl)
            if isLarge { madvise(pointer, bytes, Int32(MADV_HUGEPAGE)) }
        #endif
        return pointer
    }
}
