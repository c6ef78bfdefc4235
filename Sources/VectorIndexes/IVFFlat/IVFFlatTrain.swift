import VectorKernels
import VectorTypes

/// Training: from an index that compares everything to one with lists.
///
/// A sample of the vectors decides where centres are (see ``IVFFlatTraining``) and how rows are coded (see
/// ``IVFFlatCodeSample``); then all vectors are given to lists (see `IVFFlatSettle`), and a search for some of them shows
/// how many candidates must be compared again.
extension IVFFlatIndex {
    /// Finds the centres of the lists from the vectors that were added, and gives each vector to a list. Searches,
    /// additions and removals go on meanwhile.
    /// - Parameters:
    ///   - threads: The most threads to use; nil: one for each core.
    ///   - progress: Called now and then with the part of the work that is done; false ends it.
    /// - Throws: 55000 when the index is trained already; 57014 when `progress` ended it: it can be called again then.
    /// - Complexity: O(count × lists × dimensions).
    public func train(threads: Int? = nil, progress: (@Sendable (Double) -> Bool)? = nil) throws {
        let stopped = IVFFlatCounter()
        let control = ScanControl(
            threads: ThreadPool.threads(threads), shouldStop: { stopped.isStopped })
        // Finding the centres and giving vectors to them take about as long as each other.
        let report: @Sendable (BuildStep) -> Void = { step in
            let part: Double =
                switch step {
                case .learnt(let done, let all): 0.5 * Double(done) / Double(max(1, all))
                case .assigned(let done, let all): 0.5 + 0.5 * Double(done) / Double(max(1, all))
                case .linked: 1
                }
            if let progress, !progress(part) { stopped.stop() }
        }
        try train(control, progress: report)
    }

    /// Finds the centres of the lists from given vectors, as many as ``IVFFlatParameters`` says at most; the vectors
    /// themselves are not added.
    /// - Parameter vectors: The vectors one after another.
    /// - Throws: As ``train(threads:progress:)`` and ``add(_:id:)``.
    public func train(_ vectors: [Float], threads: Int? = nil) throws {
        guard element != .bit else { throw VecDBError(.datatypeMismatch, "bit vectors cannot be added as numbers") }
        guard vectors.count % dimensions == 0 else {
            throw VecDBError(
                .dataException, "expected vectors of \(dimensions) dimensions, not \(vectors.count) elements")
        }
        let control = ScanControl(threads: ThreadPool.threads(threads))
        try settling.withLock { _ in
            try withStorage(of: vectors) { bytes in
                try learn(IVFFlatSample(layout, bytes, seed: seed, lists: lists), control, progress: nil)
            }
            try settleLocked(control, atMost: nil, vectors: nil, progress: nil)
            calibrate()
        }
    }

    /// As ``train(_:threads:)``, for bit vectors.
    public func train(bits: [UInt8], threads: Int? = nil) throws {
        try checkBits(bits, count: bits.count / max(1, layout.vectorBytes))
        let control = ScanControl(threads: ThreadPool.threads(threads))
        try settling.withLock { _ in
            try bits.withUnsafeBytes { bytes in
                try learn(IVFFlatSample(layout, bytes, seed: seed, lists: lists), control, progress: nil)
            }
            try settleLocked(control, atMost: nil, vectors: nil, progress: nil)
        }
    }

    /// Trains on the vectors that were added and gives them to lists.
    /// - Parameters:
    ///   - vectors: Where vectors come from that are not in memory.
    func train(
        _ control: ScanControl, vectors: VectorFetch? = nil, progress: (@Sendable (BuildStep) -> Void)? = nil
    ) throws {
        try settling.withLock { _ in
            let waiting = pending.start..<pending.end.load(ordering: .acquiring)
            let total = waiting.count
            guard try complete(waiting, vectors) == waiting.upperBound else {
                throw VecDBError(
                    .objectNotInPrerequisiteState, "the vectors of the ivfflat index are not in memory")
            }
            // Training that was ended after the centres had been found goes on from there.
            if structure.withReadLock({ centers == nil }) || total == 0 {
                let sample = structure.withReadLock { IVFFlatSample(self) }
                try learn(sample, control) { progress?(.learnt($0, of: $1)) }
            }
            try settleLocked(control, atMost: nil, vectors: vectors) {
                progress?(.assigned($0, of: total))
                return control.shouldStop?() != true
            }
            calibrate()
        }
    }

    /// Centres and codes from a sample. Under `settling`.
    private func learn(_ sample: IVFFlatSample, _ control: ScanControl, progress: ((Int, Int) -> Void)?) throws {
        guard structure.withReadLock({ self.centers == nil }) else {
            throw VecDBError(.objectNotInPrerequisiteState, "ivfflat index is already trained")
        }
        var origin = IVFFlatOrigin(count: sample.total, distortion: 0)
        let learnt = sample.learnCodes(queries: 48)
        let centers: IVFFlatCenters
        if element == .bit {
            var training = IVFFlatBitTraining(
                rows: sample.bits, count: sample.count, bits: dimensions, lists: lists, seed: seed, control: control)
            let bytes = try training.run(progress: progress)
            origin.distortion = training.distortion
            centers = bytes.withUnsafeBytes { IVFFlatCenters(layout: layout, count: lists, bytes: $0) }
        } else {
            let training = IVFFlatTraining(
                rows: sample.floats, count: sample.count, dimensions: dimensions, isSpherical: layout.isSpherical,
                lists: lists, seed: seed, control: control)
            let values = try training.run(progress: progress)
            origin.distortion = training.distortion
            centers = values.withUnsafeBytes { IVFFlatCenters(layout: layout, count: lists, bytes: $0) }
            if learnt.code != nil { centers.useCodes() }
        }
        try control.check()
        let empty = (0..<lists).map { _ in IVFFlatList() }
        identifiers.withLock { _ in
            structure.withWriteLock {
                self.centers = centers
                self.origin = origin
                rows = empty
                coding = learnt
                book.isStale = true
                pending.codedFrom = pending.end.load(ordering: .relaxed)
            }
        }
    }

    /// Measures in the lists how many candidates must be compared again. Under `settling`.
    func calibrate() {
        let needed = structure.withReadLock { () -> [Int] in
            guard coding.code != nil, centers != nil else { return [] }
            return scratches.with { scratch in calibrationRows(48).map { candidatesNeeded($0, scratch) } }
        }
        guard !needed.isEmpty else { return }
        identifiers.withLock { _ in
            structure.withWriteLock { if !coding.widen(needed) { book.isStale = true } }
        }
    }

    /// Up to `wanted` live rows with their vectors, spread over all; in lists unless told otherwise. Under `structure`.
    func calibrationRows(_ wanted: Int, pendingToo: Bool = false) -> [UInt32] {
        let used = slots.used.load(ordering: .acquiring)
        let step = max(1, used / wanted)
        return stride(from: step / 2, to: used, by: step).map { UInt32($0) }.filter {
            slots.isLive($0) && slots.hasVector($0)
                && (pendingToo || slots.place($0).list != IVFFlatPlace.pendingList)
        }
    }

    private func candidatesNeeded(_ slot: UInt32, _ scratch: IVFFlatScratch) -> Int {
        let place = slots.place(slot)
        let (segment, row) = rows[place.list].place(place.row)
        let vector = UnsafeRawBufferPointer(
            start: segment.vectors + row * layout.vectorStride, count: layout.vectorBytes)
        guard let query = try? QueryKernels(bytes: vector, metric: metric, layout: layout.arena) else { return 0 }
        var scan = IVFFlatScan(index: self, query: query, limit: 100, filter: nil, scratch: scratch, widening: 1)
        scan.probe(lists: max(1, min(8, lists / 8)))
        let exact = scan.exactScores(without: slot)
        return exact.count > 10 ? IVFFlatCodeSample.needed(exact) : 0
    }
}

/// Vectors drawn from all, to learn from.
final class IVFFlatSample {
    let layout: IVFFlatLayout
    /// How many were drawn.
    let count: Int
    /// How many there are.
    let total: Int
    /// The vectors as float32 one after another; unused for bits.
    let floats: UnsafeMutablePointer<Float>
    private let bitRows: UnsafeMutablePointer<UInt8>
    var bits: UnsafePointer<UInt8> { UnsafePointer(bitRows) }

    /// From vectors in storage form, one after another.
    convenience init(_ layout: IVFFlatLayout, _ bytes: UnsafeRawBufferPointer, seed: UInt64, lists: Int) {
        let total = bytes.count / max(1, layout.vectorBytes)
        let drawn = Self.draw(from: total, IVFFlatParameters.sampleSize(lists: lists), seed: seed)
        self.init(layout, drawn, total: total) { row in
            bytes.baseAddress.map { $0 + row * layout.vectorBytes }
        }
    }

    /// From the pending rows of an index. Under the read side of `structure`.
    convenience init(_ index: IVFFlatIndex) {
        let first = index.pending.start
        let end = index.pending.end.load(ordering: .acquiring)
        var drawn = Self.draw(
            from: end - first, IVFFlatParameters.sampleSize(lists: index.lists), seed: index.seed)
        drawn.removeAll {
            let (segment, offset) = index.pending.place(first + $0)
            return !index.slots.isLive(segment.slots[offset])
        }
        self.init(index.layout, drawn, total: index.count) { row in
            let (segment, offset) = index.pending.place(first + row)
            return UnsafeRawPointer(segment.vectors + offset * index.layout.vectorStride)
        }
    }

    private init(
        _ layout: IVFFlatLayout, _ drawn: [Int], total: Int, vector: (Int) -> UnsafeRawPointer?
    ) {
        self.layout = layout
        self.total = total
        count = drawn.count
        let isBits = layout.element == .bit
        floats = .allocate(capacity: max(1, isBits ? 0 : drawn.count * layout.dimensions))
        bitRows = .allocate(capacity: max(1, isBits ? drawn.count * layout.vectorBytes : 0))
        let kernels = Kernels.current
        for (place, row) in drawn.enumerated() {
            guard let source = vector(row) else { continue }
            switch layout.element {
            case .bit:
                UnsafeMutableRawPointer(bitRows + place * layout.vectorBytes).copyMemory(
                    from: source, byteCount: layout.vectorBytes)
            case .float16: kernels.conversion.widen(source, layout.dimensions, floats + place * layout.dimensions)
            default:
                UnsafeMutableRawPointer(floats + place * layout.dimensions).copyMemory(
                    from: source, byteCount: layout.vectorBytes)
            }
        }
    }

    deinit {
        floats.deallocate()
        bitRows.deallocate()
    }

    /// Different numbers below `total`, ascending; all of them if there are no more than wanted.
    private static func draw(from total: Int, _ wanted: Int, seed: UInt64) -> [Int] {
        guard total > wanted else { return Array(0..<total) }
        // Each is taken with the probability that just as many come as are still wanted (Knuth's algorithm S).
        var random = IVFFlatRandom(seed: seed ^ 0x5A3D_9E11)
        var drawn: [Int] = []
        drawn.reserveCapacity(wanted)
        for i in 0..<total where random.below(UInt64(total - i)) < UInt64(wanted - drawn.count) { drawn.append(i) }
        return drawn
    }

    /// Codes for such vectors, none where they do not serve.
    func learnCodes(queries: Int) -> IVFFlatCoding {
        var coding = IVFFlatCoding()
        guard layout.hasCodes, total >= IVFFlatCoding.leastCount, count >= IVFFlatCoding.leastCount / 4 else {
            return coding
        }
        // The sample is in the order of the rows, which may mean something: every so manieth is taken.
        let wanted = min(count, 4_096)
        let step = count / wanted
        let rows = UnsafeMutablePointer<Float>.allocate(capacity: wanted * layout.dimensions)
        defer { rows.deallocate() }
        for i in 0..<wanted {
            (rows + i * layout.dimensions).update(from: floats + i * step * layout.dimensions, count: layout.dimensions)
        }
        let sample = IVFFlatCodeSample(
            rows: rows, count: wanted, dimensions: layout.dimensions, metric: layout.metric)
        guard let codebook = sample.codebook(learntFrom: total) else { return coding }
        coding.codebook = codebook
        coding.code = HNSWTraversalCode(codebook)
        _ = coding.widen(sample.needed(codebook, queries: queries))
        return coding
    }
}
