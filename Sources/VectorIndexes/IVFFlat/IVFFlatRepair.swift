import VectorTypes

/// Compaction: lists without the rows of removed vectors, each in one run of memory again.
///
/// The lists to be compacted are those that hold removed rows, and those that have grown to many segments. Some lists at
/// a time, their live rows are copied, in order, into a new slab; then, for a moment under the write side of
/// `structure`, the lists change over and the slots learn their new places. Searches, additions and removals go on
/// otherwise. The slots of removed vectors are then free for the next ones, unless a cursor is open, which may still
/// know them: then they stay taken until the next repair.
extension IVFFlatIndex {
    private static let greatestSegments = 6
    /// How many rows are copied before the lists change over.
    private static let rowsAtATime = 16_384

    /// Takes removed vectors out of the lists, so that searches need not pass them and their space can be used again.
    /// Searches go on meanwhile.
    /// - Parameter threads: The most threads to use; nil: one for each core.
    /// - Complexity: O(rows of the lists where something was removed).
    public func repair(threads: Int? = nil) throws {
        try repair(ScanControl(threads: ThreadPool.threads(threads)))
    }

    /// As ``repair(threads:)``.
    /// - Throws: 57014 when `control` says stop; what is done stays done.
    package func repair(_ control: ScanControl) throws {
        try settling.withLock { _ in
            let removed = identifiers.withLock { $0.takeRemoved() }
            var done = false
            defer { if !done { identifiers.withLock { $0.restoreRemoved(removed) } } }
            var affected = Set(removed.map { slots.place($0).list })
            for (list, rows) in rows.enumerated() where rows.segments.count > Self.greatestSegments {
                affected.insert(list)
            }
            var group: [Int] = []
            var size = 0
            for list in affected.sorted() where list < rows.count {
                group.append(list)
                size += rows[list].count
                if size >= Self.rowsAtATime {
                    try control.check()
                    try compact(group)
                    (group, size) = ([], 0)
                }
            }
            if !group.isEmpty { try compact(group) }
            done = true
            release(removed)
        }
    }

    /// Gives lists new memory with their live rows. Under `settling`.
    private func compact(_ group: [Int]) throws {
        // Rows removed from here on stay for the next repair.
        let live = group.map { list -> [(segment: IVFFlatSegment, row: Int)] in
            var kept: [(segment: IVFFlatSegment, row: Int)] = []
            rows[list].forEachRun(upTo: rows[list].count) { segment, count in
                for row in 0..<count where slots.isLive(segment.slots[row]) { kept.append((segment, row)) }
            }
            return kept
        }
        let slab = try IVFFlatSlab(layout: layout, capacities: live.map { $0.count + $0.count / 8 + 8 })
        // A vector may be attached to a row that has been copied without.
        var incomplete: [(list: Int, row: Int)] = []
        let checksVectors = missingVectors.load(ordering: .acquiring) > 0
        for (i, (kept, segment)) in zip(live, slab.segments).enumerated() {
            for (row, from) in kept.enumerated() {
                let isMissing = checksVectors && !slots.hasVector(from.segment.slots[from.row])
                if isMissing { incomplete.append((i, row)) }
                segment.copy(
                    row, from: from.segment, from.row, layout, withCode: coding.code != nil, withVector: !isMissing)
            }
        }
        let compacted = slab.segments.map { segment in
            let list = IVFFlatList()
            list.append(segment, of: slab)
            return list
        }
        let rowsPerPage = pageShape.rows
        identifiers.withLock { identifiers in
            structure.withWriteLock {
                for (i, row) in incomplete {
                    let (from, fromRow) = live[i][row]
                    (slab.segments[i].vectors + row * layout.vectorStride).copyMemory(
                        from: from.vectors + fromRow * layout.vectorStride, byteCount: layout.vectorBytes)
                }
                for (i, list) in group.enumerated() {
                    for row in 0..<rows[list].count {
                        identifiers.noteChange(IVFFlatPlace(list: list, row: row), rowsPerPage: rowsPerPage)
                    }
                    compacted[i].count = live[i].count
                    rows[list] = compacted[i]
                    sizes[list] = UInt32(truncatingIfNeeded: live[i].count)
                    for row in live[i].indices {
                        slots.setPlace(slab.segments[i].slots[row], IVFFlatPlace(list: list, row: row))
                    }
                }
                moves.add(1, ordering: .relaxed)
            }
        }
    }

    /// Gives the slots of removed vectors free, those that no row names any more.
    private func release(_ removed: [UInt32]) {
        identifiers.withLock { identifiers in
            // Nobody is under way who could have met them.
            structure.withWriteLock {
                let isWatched = openCursors.load(ordering: .acquiring) > 0
                var freed: [UInt32] = []
                var kept: [UInt32] = []
                for slot in removed {
                    let place = slots.place(slot)
                    let isPending = place.list == IVFFlatPlace.pendingList && place.row >= pending.start
                    if isWatched || isPending {
                        if !isPending { slots.setPlace(slot, .none) }
                        kept.append(slot)
                    } else {
                        slots.setState(slot, IVFFlatState.free)
                        freed.append(slot)
                    }
                }
                identifiers.giveBack(freed)
                identifiers.restoreRemoved(kept)
                removedCount.subtract(freed.count, ordering: .relaxed)
            }
        }
    }
}
