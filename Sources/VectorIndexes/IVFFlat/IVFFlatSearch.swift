import VectorKernels
import VectorTypes

/// Searching for one query.
extension IVFFlatIndex {
    /// The vectors nearest to a query, approximately; exactly, when `probes` covers all lists or the index is not
    /// trained.
    /// - Parameters:
    ///   - query: `dimensions` elements.
    ///   - limit: How many are wanted at most.
    ///   - probes: How many of the nearest lists are looked into; empty lists do not count.
    ///   - filter: Which vectors may be returned; nil: all.
    /// - Returns: Ascending by distance, then by id, with exact distances; `limit` vectors whenever there are so many
    ///   (further lists are looked into where the nearest do not hold them).
    /// - Throws: 22000 when the query has another number of dimensions, or holds NaN or an infinite value.
    /// - Complexity: O((lists + count × probes / lists) × dimensions).
    public func search(
        near query: [Float], limit: Int, probes: Int = IVFFlatParameters.probes.standard, filter: SearchFilter? = nil
    ) throws -> [Neighbor] {
        try checkQuery(query)
        return try withStorage(of: query) { try search(stored: $0, limit: limit, probes: probes, filter: filter) }
    }

    /// The bit vectors nearest to a query; see ``search(near:limit:probes:filter:)``.
    public func search(
        nearBits query: [UInt8], limit: Int, probes: Int = IVFFlatParameters.probes.standard,
        filter: SearchFilter? = nil
    ) throws -> [Neighbor] {
        try checkBits(query, count: 1)
        return try query.withUnsafeBytes { try search(stored: $0, limit: limit, probes: probes, filter: filter) }
    }

    /// The vectors nearest to a query in storage form, already checked.
    /// - Parameter maxProbes: How many lists are looked into while there are fewer neighbours than wanted; with no more
    ///   than `probes`, just those lists, as pgvector does it.
    package func search(
        stored query: UnsafeRawBufferPointer, limit: Int, probes: Int, maxProbes: Int = Int(UInt16.max),
        filter: SearchFilter? = nil, vectors: VectorFetch? = nil
    ) throws -> [Neighbor] {
        guard limit > 0, probes > 0, query.count == layout.vectorBytes else { return [] }
        let query = try QueryKernels(bytes: query, metric: metric, layout: layout.arena)
        let limit = min(limit, max(1, count))
        return try structure.withReadLock {
            try scratches.with { scratch in
                var scan = IVFFlatScan(
                    index: self, query: query, limit: limit, filter: filter.map { IVFFlatFilter($0, self) },
                    scratch: scratch, vectors: vectors)
                scan.probe(lists: probes, atMost: maxProbes)
                return try scan.finish()
            }
        }
    }

    /// Every vector of the `probes` nearest lists that is not farther from a query than `distance`.
    /// - Returns: Ascending by distance, then by id.
    /// - Throws: As ``search(near:limit:probes:filter:)``.
    public func search(
        near query: [Float], within distance: Double, probes: Int = IVFFlatParameters.probes.standard,
        filter: SearchFilter? = nil
    ) throws -> [Neighbor] {
        try checkQuery(query)
        return try withStorage(of: query) { try within(distance, stored: $0, probes: probes, filter: filter) }
    }

    /// As ``search(near:within:probes:filter:)``, for bit vectors.
    public func search(
        nearBits query: [UInt8], within distance: Double, probes: Int = IVFFlatParameters.probes.standard,
        filter: SearchFilter? = nil
    ) throws -> [Neighbor] {
        try checkBits(query, count: 1)
        return try query.withUnsafeBytes { try within(distance, stored: $0, probes: probes, filter: filter) }
    }

    private func within(
        _ distance: Double, stored query: UnsafeRawBufferPointer, probes: Int, filter: SearchFilter?
    ) throws -> [Neighbor] {
        guard probes > 0, !distance.isNaN else { return [] }
        let query = try QueryKernels(bytes: query, metric: metric, layout: layout.arena)
        return structure.withReadLock {
            scratches.with { scratch in
                var found: [Neighbor] = []
                let scan = IVFFlatScan(
                    index: self, query: query, limit: 0, filter: filter.map { IVFFlatFilter($0, self) },
                    scratch: scratch)
                let pendingEnd = pending.end.load(ordering: .acquiring)
                pending.forEachRun(pending.start..<pendingEnd, layout) { segment, count, _ in
                    scan.collect(segment, count, within: distance, into: &found)
                }
                for i in 0..<scan.rank(probes) {
                    let list = rows[Int(HNSWKey.slot(scratch.order[i]))]
                    list.forEachRun(upTo: list.count) { scan.collect($0, $1, within: distance, into: &found) }
                }
                return found.sorted { $0.precedes($1) }
            }
        }
    }

    func checkQuery(_ query: [Float]) throws {
        guard query.count == dimensions, element != .bit else {
            throw VecDBError(.dataException, "different vector dimensions \(dimensions) and \(query.count)")
        }
    }

    /// Where a slot's vector is, one that has one. Under `structure`.
    @inline(__always)
    func vector(_ slot: UInt32) -> UnsafeMutableRawPointer {
        let (segment, row) = locate(slots.place(slot))
        return segment.vectors + row &* layout.vectorStride
    }

    /// Where a row is. Under `structure`.
    @inline(__always)
    func locate(_ place: IVFFlatPlace) -> (segment: IVFFlatSegment, row: Int) {
        place.list == IVFFlatPlace.pendingList ? pending.place(place.row) : rows[place.list].place(place.row)
    }

    /// The vector with this id, as stored; nil if there is none, or the index holds bits.
    public func vector(id: Int64) -> [Float]? {
        guard element != .bit, let slot = identifiers.withLock({ $0.slot(of: id) }) else { return nil }
        return structure.withReadLock {
            guard slots.isLive(slot), slots.id(slot) == id, slots.hasVector(slot) else { return nil }
            return scratches.with {
                Array(UnsafeBufferPointer(start: floats(vector(slot), $0.wide), count: dimensions))
            }
        }
    }
}

extension IVFFlatScan {
    /// Adds the rows of a run that are not farther than `distance`; with `.infinity`, all.
    func collect(_ segment: IVFFlatSegment, _ count: Int, within distance: Double, into found: inout [Neighbor]) {
        let kernelsServe = distance.isFinite && index.missingVectors.load(ordering: .relaxed) == 0
        var first = 0
        while first < count {
            let block = min(IVFFlatScratch.blockRows, count - first)
            if kernelsServe {
                query.scores(
                    rows: segment.vectors + first * layout.vectorStride, count: block, into: scratch.scores)
                let passing = query.select(
                    scratch.scores, count: block, bound: query.scoreBound(for: distance), into: scratch.positions)
                for i in 0..<passing { measure(segment, first + Int(scratch.positions[i]), distance, &found) }
            } else {
                for row in first..<(first + block) { measure(segment, row, distance, &found) }
            }
            first += block
        }
    }

    private func measure(_ segment: IVFFlatSegment, _ row: Int, _ limit: Double, _ found: inout [Neighbor]) {
        let slot = segment.slots[row]
        guard accepts(slot), index.slots.hasVector(slot) else { return }
        let distance = query.distance(to: segment.vectors + row * layout.vectorStride)
        if distance <= limit || limit == .infinity {
            found.append(Neighbor(id: index.slots.id(slot), distance: distance))
        }
    }
}
