import VectorKernels
import VectorTypes

/// Sparse vectors in a graph: only their elements that are not zero are stored and compared.
///
/// The row of a sparse vector is a pointer to its storage form in memory of its own, as in ``VectorArena``. There are no
/// codes: the graph is walked on the vectors, by merging ascending positions. A removed vector keeps its memory until its
/// slot gets another, because searches may still pass through it.
extension HNSWIndex {
    /// Adds a sparse vector, or replaces the one with this id.
    /// - Throws: 22000 when the vector has another number of dimensions.
    public func add(_ vector: SparseVector, id: Int64) throws { try add([vector], ids: [id], threads: 1) }

    /// Adds sparse vectors, or replaces those with these ids; see ``add(_:ids:threads:progress:)-([Float],_,_,_)``.
    public func add(
        _ vectors: [SparseVector], ids: [Int64], threads: Int? = nil, progress: (@Sendable (Int) -> Bool)? = nil
    ) throws {
        for vector in vectors { try check(vector) }
        guard vectors.count == ids.count else {
            throw VecDBError(.dataException, "expected \(ids.count) vectors, not \(vectors.count)")
        }
        let payloads = HNSWPayloads(vectors.map(\.storageBytes))
        try add(ids: ids, threads: threads, progress: progress) { payloads[$0] }
    }

    /// The sparse vectors nearest to a query; see ``search(near:limit:efSearch:filter:)-([Float],_,_,_)``.
    public func search(
        near query: SparseVector, limit: Int, efSearch: Int = HNSWParameters.efSearch.standard,
        filter: SearchFilter? = nil
    ) throws -> [Neighbor] {
        try check(query)
        return try query.storageBytes.withUnsafeBytes {
            try search(stored: $0, limit: limit, efSearch: efSearch, filter: filter)
        }
    }

    private func check(_ vector: SparseVector) throws {
        guard element == .sparse else {
            throw VecDBError(.datatypeMismatch, "the index does not hold sparse vectors")
        }
        guard vector.dimensions == dimensions else {
            throw VecDBError(.dataException, "different sparsevec dimensions \(dimensions) and \(vector.dimensions)")
        }
    }
}

/// The parts of a sparse vector in storage form, whose sizes have been checked.
struct HNSWSparseVector {
    let count: Int
    let indices: UnsafeRawPointer
    let values: UnsafeRawPointer

    @inline(__always)
    init(_ bytes: UnsafeRawPointer) {
        count = Int(bytes.loadUnaligned(fromByteOffset: 4, as: Int32.self))
        indices = bytes + 8
        values = bytes + 8 + 4 * count
    }
}

/// Stands for a vector whose elements are not there.
private let emptySparseVector = HNSWPayloads([[UInt8](repeating: 0, count: 8)])

extension HNSWView {
    /// The storage form of a sparse vector.
    func sparse(_ slot: UInt32) -> UnsafeMutableRawPointer {
        vector(slot).load(as: UnsafeMutableRawPointer?.self) ?? emptySparseVector.memory
    }
}

extension HNSWLayout {
    /// Whether bytes may be the storage form of a vector, as far as their number tells.
    func takes(_ payload: UnsafeRawBufferPointer) -> Bool {
        guard element == .sparse else { return payload.count == vectorBytes }
        guard payload.count >= 8 else { return false }
        let nonZeros = Int(payload.loadUnaligned(fromByteOffset: 4, as: Int32.self))
        return nonZeros >= 0 && payload.count == 8 + 8 * nonZeros
    }

    /// The storage form of a vector that begins at an address.
    func payload(at base: UnsafeRawPointer) -> UnsafeRawBufferPointer {
        let count = element == .sparse ? 8 + 8 * HNSWSparseVector(base).count : vectorBytes
        return UnsafeRawBufferPointer(start: base, count: count)
    }

    func misfit(_ payload: UnsafeRawBufferPointer) -> VecDBError {
        element == .sparse
            ? VecDBError(.dataCorrupted, "\(payload.count) bytes are not a sparse vector")
            : VecDBError(.internalError, "\(payload.count) bytes for a vector of \(vectorBytes)")
    }
}

/// Sparse vectors on the pages of an index's own file: few to a page, one after another in storage form.
extension HNSWIndex {
    /// A page without its header. A slot without a vector has an empty one.
    func copySparse(_ slots: Range<Int>) -> [UInt8] {
        var page = [UInt8](repeating: 0, count: HNSWPage.headerBytes)
        for slot in slots { page.append(contentsOf: layout.payload(at: graph.view.sparse(UInt32(slot)))) }
        return page
    }

    /// Reads the vectors of a page; false if it does not hold so many.
    func loadSparse(_ slots: Range<Int>, _ rows: UnsafeRawBufferPointer) throws -> Bool {
        var rest = rows
        for slot in UInt32(slots.lowerBound)..<UInt32(slots.upperBound) {
            guard rest.count >= 8, let base = rest.baseAddress else { return false }
            let nonZeros = HNSWSparseVector(base).count
            guard nonZeros >= 0, nonZeros <= rest.count / 8 - 1 else { return false }
            let end = 8 + 8 * nonZeros
            if graph.view.state(slot) != HNSWState.free {
                try graph.setVector(slot, UnsafeRawBufferPointer(rebasing: rest[..<end]))
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[end...])
        }
        return rest.isEmpty
    }
}

extension HNSWScorer {
    /// As `score` over sparse vectors.
    @inline(never)
    func scoreSparse(
        _ probe: HNSWProbe, _ rows: UnsafePointer<UnsafeRawPointer>, _ slots: UnsafePointer<UInt32>, _ count: Int,
        _ out: UnsafeMutablePointer<Float>
    ) {
        let metric = view.layout.metric
        let merge =
            switch metric {
            case .l2: kernels.sparse.squaredL2
            case .l1: kernels.sparse.l1
            default: kernels.sparse.dot
            }
        let query = HNSWSparseVector(probe.elements)
        for i in 0..<count {
            let row = HNSWSparseVector(rows[i])
            let merged = merge(query.indices, query.values, query.count, row.indices, row.values, row.count)
            let score =
                switch metric {
                case .cosine: probe.base - merged * probe.factor * view.term(slots[i]).pointee
                case .innerProduct: -merged
                default: merged
                }
            out[i] = score.isNaN ? .infinity : score
        }
    }
}

/// Vectors of different lengths in memory that does not move.
final class HNSWPayloads: @unchecked Sendable {
    // Safe because nothing changes after `init`.
    let memory: UnsafeMutableRawPointer
    private let ends: [Int]

    init(_ payloads: [[UInt8]]) {
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: max(8, payloads.reduce(0) { $0 + $1.count }), alignment: 8)
        var ends: [Int] = []
        var end = 0
        for payload in payloads {
            payload.withUnsafeBytes { bytes in
                if let base = bytes.baseAddress { (memory + end).copyMemory(from: base, byteCount: bytes.count) }
            }
            end += payload.count
            ends.append(end)
        }
        self.memory = memory
        self.ends = ends
    }
    deinit { memory.deallocate() }

    subscript(_ place: Int) -> UnsafeRawBufferPointer {
        let start = place == 0 ? 0 : ends[place - 1]
        return UnsafeRawBufferPointer(start: memory + start, count: ends[place] - start)
    }
}
