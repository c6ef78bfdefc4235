import VectorKernels
import VectorTypes

/// Moving pending rows into lists.
///
/// 1. *Labels*: each row's nearest centre, by all threads, in blocks (see ``IVFFlatAssigner``).
/// 2. *Room*: lists whose last segment cannot hold what comes to them get another one, all from one slab: after a build
///    each list is one run of memory, with an eighth to spare. Nobody sees the new segments yet.
/// 3. *Copies*: rows are copied, and coded where they were not, a block at a time, behind the last row that searches see.
/// 4. *Commit*: under the write side of `structure`, for a moment: the lists grow, the slots learn their new places, the
///    pending rows of the block are forgotten. A search sees each row either in its list or among the pending ones.
///
/// Rows removed meanwhile are left out; their slots stay taken until a repair.
extension IVFFlatIndex {
    /// How many rows are committed at a time.
    private static let commitRows = 8_192

    /// Gives stored vectors to their nearest lists. Searches, additions and removals go on meanwhile. An index that is
    /// not trained stays as it is.
    /// - Parameters:
    ///   - atMost: How many vectors, nil: all.
    ///   - progress: Called now and then with the number of vectors that were given to lists; false ends the work.
    /// - Throws: 57014 when it was ended; what is done stays done.
    package func settle(
        _ control: ScanControl, atMost: Int? = nil, vectors: VectorFetch? = nil, progress: ((Int) -> Bool)? = nil
    ) throws {
        try settling.withLock { _ in
            try settleLocked(control, atMost: atMost, vectors: vectors, progress: progress)
        }
    }

    /// As ``settle(_:atMost:vectors:progress:)``, under `settling`.
    func settleLocked(
        _ control: ScanControl, atMost: Int?, vectors: VectorFetch?, progress: ((Int) -> Bool)?
    ) throws {
        let centers = structure.withReadLock { self.centers }
        guard let centers else { return }
        let start = pending.start
        let last = min(pending.end.load(ordering: .acquiring), start + (atMost ?? Int.max / 2))
        let end = try complete(start..<last, vectors)
        guard start < end else { return }
        let labels = try labels(of: start..<end, centers, control)
        let staging = try IVFFlatStaging(index: self, labels: labels)
        var row = start
        while row < end {
            try control.check()
            let next = min(row + Self.commitRows, end)
            staging.copy(row..<next, firstLabel: start, control)
            identifiers.withLock { identifiers in
                structure.withWriteLock { staging.commit(below: next, &identifiers) }
            }
            row = next
            if let progress, !progress(row - start) { throw ScanControl.cancelled }
        }
    }

    /// Gets the vectors of pending rows that came without; the end of the rows that can be settled. Under `settling`.
    ///
    /// A row whose vector is nowhere to be had finds its list by its code.
    func complete(_ range: Range<Int>, _ vectors: VectorFetch?) throws -> Int {
        guard missingVectors.load(ordering: .acquiring) > 0 else { return range.upperBound }
        for row in range {
            let slot = structure.withReadLock { () -> UInt32 in
                let (segment, offset) = pending.place(row)
                return segment.slots[offset]
            }
            guard slots.isLive(slot), !slots.hasVector(slot) else { continue }
            let id = slots.id(slot)
            guard let vectors else {
                if coding.code != nil, row >= pending.codedFrom { continue }
                return row
            }
            var error: (any Error)?
            _ = try vectors(id) { bytes in
                do { try attach(bytes, id: id) } catch let thrown { error = thrown }
            }
            if let error { throw error }
        }
        return range.upperBound
    }

    /// The nearest centre of each of the pending rows of a range. Under `settling`, when nobody takes rows away.
    private func labels(
        of range: Range<Int>, _ centers: IVFFlatCenters, _ control: ScanControl
    ) throws -> [UInt16] {
        var labels = [UInt16](repeating: 0, count: range.count)
        let finished = labels.withUnsafeMutableBufferPointer { labels -> Bool in
            guard let base = labels.baseAddress else { return true }
            let out = IVFFlatLabels(base: base)
            return parallelBlocks(
                control.threads, range.count, IVFFlatLabeller.blockRows(layout),
                worker: { IVFFlatLabeller(index: self, centers: centers) }
            ) { labeller, first, last in
                labeller.label(pending: (range.lowerBound + first)..<(range.lowerBound + last), into: out.base + first)
                return control.shouldStop?() != true
            }
        }
        guard finished else { throw ScanControl.cancelled }
        return labels
    }
}

private struct IVFFlatLabels: @unchecked Sendable {
    // Safe because each thread writes a part of its own.
    let base: UnsafeMutablePointer<UInt16>
}

/// One thread's means to find the nearest centres of rows as they are stored.
final class IVFFlatLabeller {
    private let index: IVFFlatIndex
    private let layout: IVFFlatLayout
    private let centers: IVFFlatCenters
    private let assigner: IVFFlatAssigner?
    private let tile: UnsafeMutablePointer<Float>
    private let scores: UnsafeMutablePointer<Float>
    private let kernels = Kernels.current

    static func blockRows(_ layout: IVFFlatLayout) -> Int {
        layout.element == .bit ? 256 : IVFFlatAssigner.blockRows(dimensions: layout.dimensions)
    }

    init(index: IVFFlatIndex, centers: IVFFlatCenters) {
        self.index = index
        self.centers = centers
        layout = index.layout
        assigner = layout.element == .bit ? nil : IVFFlatAssigner(dimensions: layout.dimensions)
        let rows = Self.blockRows(layout)
        tile = .allocate(capacity: layout.element == .bit ? 1 : rows * layout.dimensions)
        scores = .allocate(capacity: max(rows, centers.count + 16))
    }

    deinit {
        tile.deallocate()
        scores.deallocate()
    }

    /// Labels pending rows, at most a block. Under `settling`.
    func label(pending range: Range<Int>, into labels: UnsafeMutablePointer<UInt16>) {
        // The memory of pending rows goes away under `settling` only; the list of segments may grow at any time.
        var runs: [(segment: IVFFlatSegment, count: Int, first: Int)] = []
        index.structure.withReadLock {
            index.pending.forEachRun(range, layout) { runs.append(($0, $1, $2)) }
        }
        var done = 0
        for (segment, count, first) in runs {
            for i in 0..<count {
                if assigner == nil {
                    labels[done + i] = nearestBits(segment, i)
                } else {
                    gather(
                        segment, i, isCoded: first + i >= index.pending.codedFrom,
                        into: tile + (done + i) * layout.dimensions)
                }
            }
            done += count
        }
        guard let assigner else { return }
        assigner.assign(
            tile, done, centers: centers.floats, terms: centers.terms, centerCount: centers.count, labels: labels,
            scores: scores)
    }

    /// The elements of a row: from its vector, else from its code.
    private func gather(
        _ segment: IVFFlatSegment, _ row: Int, isCoded: Bool, into out: UnsafeMutablePointer<Float>
    ) {
        guard index.slots.hasVector(segment.slots[row]) else {
            if isCoded, let codebook = index.coding.codebook {
                codebook.decode(segment.codes + row * layout.codeStride, into: out)
            } else {
                out.update(repeating: 0, count: layout.dimensions)
            }
            return
        }
        let vector = segment.vectors + row * layout.vectorStride
        if layout.element == .float16 {
            kernels.conversion.widen(vector, layout.dimensions, out)
        } else {
            UnsafeMutableRawPointer(out).copyMemory(from: vector, byteCount: layout.dimensions * 4)
        }
    }

    private func nearestBits(_ segment: IVFFlatSegment, _ row: Int) -> UInt16 {
        guard index.slots.hasVector(segment.slots[row]) else { return 0 }
        let vector = segment.vectors + row * layout.vectorStride
        kernels.bits.hammingRows(vector, centers.values, centers.stride, centers.count, layout.vectorBytes, scores)
        var best = 0
        for i in 1..<max(1, centers.count) where scores[i] < scores[best] { best = i }
        return UInt16(truncatingIfNeeded: best)
    }
}

extension HNSWCodebook {
    /// About the elements that a row's code stands for; of unit length for the cosine.
    func decode(_ code: UnsafeRawPointer, into values: UnsafeMutablePointer<Float>) {
        for (i, mean) in mean.enumerated() {
            values[i] = mean + step * Float(Int(code.load(fromByteOffset: i, as: UInt8.self)) - 128)
        }
    }
}

/// Rows on their way from the pending ones into lists: steps 2 to 4 of settling.
final class IVFFlatStaging {
    private let index: IVFFlatIndex
    private let layout: IVFFlatLayout
    private let labels: [UInt16]
    /// New segments, by list, until they are committed.
    private var segments: [(list: Int, segment: IVFFlatSegment)] = []
    private let slab: IVFFlatSlab?
    /// For each list, the next row to write.
    private var next: [Int]
    /// Where the rows copied last have gone: pairs of slot and place.
    private var moved: [(slot: UInt32, place: IVFFlatPlace)] = []
    /// Rows that were copied without their vectors, which may come until they are committed.
    private var incomplete: [IVFFlatCopy] = []

    /// Under `settling`.
    init(index: IVFFlatIndex, labels: [UInt16]) throws {
        self.index = index
        layout = index.layout
        self.labels = labels
        let rows = index.rows
        next = rows.map(\.count)
        var coming = [Int](repeating: 0, count: rows.count)
        for label in labels { coming[Int(label)] += 1 }
        var lists: [Int] = []
        var capacities: [Int] = []
        for (list, count) in coming.enumerated() {
            let missing = rows[list].count + count - rows[list].capacity
            guard missing > 0 else { continue }
            lists.append(list)
            let present = rows[list].count
            capacities.append(present == 0 ? missing + missing / 8 + 8 : max(missing, present / 4, 32))
        }
        guard !lists.isEmpty else {
            slab = nil
            return
        }
        let slab = try IVFFlatSlab(layout: layout, capacities: capacities)
        segments = zip(lists, slab.segments).map { ($0, $1) }
        self.slab = slab
        fresh = Dictionary(uniqueKeysWithValues: segments)
    }

    private var fresh: [Int: IVFFlatSegment] = [:]

    /// Copies pending rows to where they will be. Under `settling`: codes stay what they are.
    func copy(_ range: Range<Int>, firstLabel: Int, _ control: ScanControl) {
        let index = index
        moved.removeAll(keepingCapacity: true)
        incomplete.removeAll()
        var copies: [IVFFlatCopy] = []
        copies.reserveCapacity(range.count)
        index.structure.withReadLock {
            for row in range {
                let (segment, offset) = index.pending.place(row)
                let slot = segment.slots[offset]
                guard index.slots.isLive(slot) else { continue }
                let list = Int(labels[row - firstLabel])
                let target = next[list]
                next[list] += 1
                let place = destination(list, target)
                let copy = IVFFlatCopy(
                    from: segment, fromRow: offset, to: place.segment, toRow: place.row,
                    isCoded: row >= index.pending.codedFrom, hasVector: index.slots.hasVector(slot))
                copies.append(copy)
                if !copy.hasVector { incomplete.append(copy) }
                moved.append((slot, IVFFlatPlace(list: list, row: target)))
            }
        }
        let (coding, all) = (index.coding, copies)
        parallelBlocks(control.threads, all.count, 512, worker: { IVFFlatScratch(layout: index.layout) }) {
            scratch, first, last in
            for copy in all[first..<last] { copy.run(index, coding, scratch.wide) }
            return true
        }
    }

    /// Where a row of a list is or will be.
    private func destination(_ list: Int, _ row: Int) -> (segment: IVFFlatSegment, row: Int) {
        let rows = index.rows[list]
        if row < rows.capacity { return rows.place(row) }
        guard let segment = fresh[list] else { return rows.place(row) }
        return (segment, row - rows.capacity)
    }

    /// Lets searches see what was copied. Under the write side of `structure`.
    func commit(below row: Int, _ identifiers: inout IVFFlatIdentifiers) {
        if let slab {
            for (list, segment) in segments { index.rows[list].append(segment, of: slab) }
            segments = []
            fresh = [:]
        }
        for copy in incomplete where index.slots.hasVector(copy.from.slots[copy.fromRow]) { copy.copyVector(layout) }
        let rowsPerPage = index.pageShape.rows
        for (slot, place) in moved {
            index.slots.setPlace(slot, place)
            identifiers.noteChange(place, rowsPerPage: rowsPerPage)
        }
        for (list, count) in next.enumerated() where index.rows[list].count != count {
            index.rows[list].count = count
            index.sizes[list] = UInt32(truncatingIfNeeded: count)
        }
        index.pending.drop(below: row)
    }
}

/// A row to be copied from the pending ones into a list.
private struct IVFFlatCopy: @unchecked Sendable {
    // Safe because each thread copies rows of its own.
    let from: IVFFlatSegment
    let fromRow: Int
    let to: IVFFlatSegment
    let toRow: Int
    let isCoded: Bool
    let hasVector: Bool

    func run(_ index: IVFFlatIndex, _ coding: IVFFlatCoding, _ wide: UnsafeMutablePointer<Float>) {
        let codebook = coding.code == nil ? nil : coding.codebook
        to.copy(
            toRow, from: from, fromRow, index.layout, withCode: codebook != nil && isCoded, withVector: hasVector)
        if let codebook, !isCoded {
            index.encode(to.vectors + toRow * index.layout.vectorStride, to, toRow, codebook, wide)
        }
    }

    func copyVector(_ layout: IVFFlatLayout) {
        (to.vectors + toRow * layout.vectorStride).copyMemory(
            from: from.vectors + fromRow * layout.vectorStride, byteCount: layout.vectorBytes)
    }
}
