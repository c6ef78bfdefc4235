import VectorKernels
import VectorTypes

/// Looking for everything that could be wrong.
extension IVFFlatIndex {
    /// Checks every row's slot, id, list and code, and on a sample that rows are in lists near them. Searches go on meanwhile; settling waits.
    /// - Complexity: O(count × (dimensions + lists) at most).
    public func checkIntegrity() -> IndexIntegrityReport {
        settling.withLock { _ in
            identifiers.withLock { identifiers in
                structure.withReadLock {
                    var report = IndexIntegrityReport()
                    var seen = [Bool](repeating: false, count: slots.used.load(ordering: .acquiring))
                    checkPending(&report, &seen)
                    for list in rows.indices { checkRows(list, &report, &seen) }
                    for slot in seen.indices {
                        let id = slots.id(UInt32(slot))
                        let isKnown = identifiers.slot(of: id).map(Int.init) == slot
                        // A vector that has no row, or that the ids do not know.
                        let isLive = slots.isLive(UInt32(slot))
                        if isLive != isKnown || (isLive && !seen[slot]) { report.add(.ghost, id, 0) }
                    }
                    if report.isSound { checkLists(&report) }
                    return report
                }
            }
        }
    }

    /// How many vectors' lists are looked at.
    private static let sampled = 512
    /// Of so many, one may be elsewhere: what came when the data had moved, or lies between lists.
    private static let onePerMisplaced = 5

    /// Searches look into the lists whose centres are nearest: there vectors must be.
    private func checkLists(_ report: inout IndexIntegrityReport) {
        // By products, rows of a list need not be those for which a search would look there.
        guard let centers, rows.count >= 8, metric != .innerProduct else { return }
        var misplaced: [UInt32] = []
        scratches.with { scratch in
            for slot in calibrationRows(Self.sampled, pendingToo: false) {
                let list = slots.place(slot).list
                guard rows.indices.contains(list) else { continue }
                let vector = vector(slot)
                let elements =
                    element == .bit ? UnsafeRawPointer(vector) : UnsafeRawPointer(floats(vector, scratch.wide))
                let near = centers.rank(elements, wanted: max(2, rows.count / 4), sizes: sizes, scratch)
                report.searched += 1
                if (0..<near).contains(where: { Int(HNSWKey.slot(scratch.order[$0])) == list }) {
                    report.found += 1
                } else {
                    misplaced.append(slot)
                }
            }
        }
        guard misplaced.count * Self.onePerMisplaced > report.searched else { return }
        for slot in misplaced { report.add(.wrongList, slots.id(slot), slots.place(slot).list) }
    }

    private func checkPending(_ report: inout IndexIntegrityReport, _ seen: inout [Bool]) {
        let end = pending.end.load(ordering: .acquiring)
        pending.forEachRun(pending.start..<end, layout) { segment, count, first in
            for row in 0..<count {
                report.nodes += 1
                let place = IVFFlatPlace(list: IVFFlatPlace.pendingList, row: first + row)
                checkRow(segment, row, place, isCoded: first + row >= pending.codedFrom, &report, &seen)
            }
        }
    }

    private func checkRows(_ list: Int, _ report: inout IndexIntegrityReport, _ seen: inout [Bool]) {
        let rows = rows[list]
        if rows.count > rows.capacity || Int(sizes[list]) != rows.count { report.add(.danglingLink, -1, list) }
        var first = 0
        rows.forEachRun(upTo: min(rows.count, rows.capacity)) { segment, count in
            for row in 0..<count {
                report.nodes += 1
                checkRow(segment, row, IVFFlatPlace(list: list, row: first + row), isCoded: true, &report, &seen)
            }
            first += count
        }
    }

    private func checkRow(
        _ segment: IVFFlatSegment, _ row: Int, _ place: IVFFlatPlace, isCoded: Bool,
        _ report: inout IndexIntegrityReport, _ seen: inout [Bool]
    ) {
        let slot = segment.slots[row]
        guard Int(slot) < seen.count else { return report.add(.danglingLink, Int64(slot), place.list) }
        guard slots.isLive(slot) else { return }
        let id = slots.id(slot)
        if seen[Int(slot)] { return report.add(.doubleLink, id, place.list) }
        seen[Int(slot)] = true
        if slots.place(slot) != place { report.add(.ghost, id, place.list) }
        guard isCoded, slots.hasVector(slot), coding.code != nil, let codebook = coding.codebook else { return }
        scratches.with { scratch in
            let values = floats(segment.vectors + row * layout.vectorStride, scratch.wide)
            let term = codebook.encode(values, into: scratch.queryCode, kernels)
            let code = segment.codes + row * layout.codeStride
            let isSame = (0..<layout.codeStride).allSatisfy {
                code.load(fromByteOffset: $0, as: UInt8.self)
                    == scratch.queryCode.load(fromByteOffset: $0, as: UInt8.self)
            }
            // The buffer's padding belongs to queries.
            for i in dimensions..<max(dimensions, layout.codeStride) {
                scratch.queryCode.storeBytes(of: 0, toByteOffset: i, as: UInt8.self)
            }
            if !isSame || term != segment.terms[row] { report.add(.wrongCode, id, place.list) }
        }
    }
}
