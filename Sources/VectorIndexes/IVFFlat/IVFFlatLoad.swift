import VectorKernels
import VectorTypes

/// An index from its pages. What is read is not trusted: after the checksums, every number that is used as a place in
/// memory is checked.
extension IVFFlatIndex {
    /// An index from its pages; its vectors are to be attached, or to be read as they are needed.
    /// - Throws: XX002 for a page that is damaged, missing or of another index; 0A000 for a newer format.
    package convenience init(pages source: some PageSource) throws {
        try self.init(loading: { number, body in try source.withPage(number, body) })
    }

    typealias ReadPage = (Int, (UnsafeRawBufferPointer) throws -> Void) throws -> Void

    convenience init(loading read: ReadPage) throws {
        var meta = IVFFlatMeta()
        try read(0) { bytes in
            let page = try IVFFlatPage(bytes, number: 0)
            guard page.kind == .meta, bytes.count == IVFFlatPage.headerBytes + MemoryLayout<IVFFlatMeta>.size else {
                throw IVFFlatPage.damaged(0, "It describes no index.")
            }
            withUnsafeMutableBytes(of: &meta) { $0.copyBytes(from: bytes[IVFFlatPage.headerBytes...]) }
        }
        let (metric, element) = (Int(meta.metric), Int(meta.element))
        guard DistanceMetric.allCases.indices.contains(metric), VectorElement.allCases.indices.contains(element),
            meta.isTrained <= 1, meta.usesCodes <= meta.isTrained, meta.pendingRows < UInt64(Int32.max),
            meta.pageCount < UInt32(Int32.max), meta.trainedCount < 1 << 40, meta.learntFrom < 1 << 40
        else { throw IVFFlatPage.damaged(0, "It describes no index.") }
        try self.init(
            dimensions: Int(meta.dimensions), metric: DistanceMetric.allCases[metric], lists: Int(meta.lists),
            element: VectorElement.allCases[element], seed: meta.seed)
        try load(meta, read)
    }

    private func load(_ meta: IVFFlatMeta, _ read: ReadPage) throws {
        var headers: [IVFFlatPage] = []
        var centerBytes: [Int: [UInt8]] = [:]
        var directoryBytes: [Int: [UInt8]] = [:]
        // The pages of rows come after what says how long lists are only by chance: they are read when that is known.
        for number in 1..<max(1, Int(meta.pageCount)) {
            try read(number) { bytes in
                let page = try IVFFlatPage(bytes, number: number)
                headers.append(page)
                let rest = Array(bytes[IVFFlatPage.headerBytes...])
                switch page.kind {
                case .centers: centerBytes[page.sequence] = rest
                case .directory: directoryBytes[page.sequence] = rest
                case .meta: throw IVFFlatPage.damaged(number, "It belongs elsewhere.")
                default: break
                }
            }
        }
        if meta.isTrained == 1 { try loadCenters(meta, Self.joined(centerBytes)) }
        var counts = try loadDirectory(meta, Self.joined(directoryBytes))
        let shape = pageShape
        guard shape.bytes == Int(meta.pageBytes) else {
            throw IVFFlatPage.damaged(0, "Its rows are of another length.")
        }
        counts[IVFFlatPlace.pendingList] = Int(meta.pendingRows)
        try makeRoom(counts)
        var seen: Set<IVFFlatPageMark> = []
        var awaited = counts.values.reduce(0) { $0 + ($1 + shape.rows - 1) / shape.rows }
        book = IVFFlatPageBook()
        book.rows = counts.filter { $0.key != IVFFlatPlace.pendingList }.sorted { $0.key < $1.key }.map {
            Array(repeating: 0, count: ($0.value + shape.rows - 1) / shape.rows)
        }
        book.pending = Array(repeating: 0, count: (Int(meta.pendingRows) + shape.rows - 1) / shape.rows)
        for (i, page) in headers.enumerated() {
            let number = i + 1
            switch page.kind {
            case .rows:
                let total = counts[page.list] ?? 0
                let first = page.sequence * shape.rows
                let mark = IVFFlatPageMark(list: UInt32(page.list), sequence: UInt32(page.sequence))
                guard first < total, page.rows == min(shape.rows, total - first), seen.insert(mark).inserted else {
                    throw IVFFlatPage.damaged(number, "It belongs elsewhere.")
                }
                try read(number) { bytes in
                    guard bytes.count == IVFFlatPage.headerBytes + page.rows * shape.rowBytes else {
                        throw IVFFlatPage.damaged(number, "It has \(bytes.count) bytes.")
                    }
                    try loadRows(bytes, page, first, number)
                }
                if page.list == IVFFlatPlace.pendingList {
                    book.pending[page.sequence] = number
                } else {
                    book.rows[page.list][page.sequence] = number
                }
                awaited -= 1
            case .free: book.free.append(number)
            default: break
            }
        }
        guard awaited == 0 else { throw IVFFlatPage.damaged(0, "Pages of rows are missing.") }
        for (i, page) in headers.enumerated() where page.kind == .vectors {
            try read(i + 1) { try loadVectors($0, page, i + 1) }
        }
        let inOrder = { (kind: IVFFlatPage.Kind) in
            headers.enumerated().filter { $0.element.kind == kind }.sorted { $0.element.sequence < $1.element.sequence }
                .map { $0.offset + 1 }
        }
        book.centers = inOrder(.centers)
        book.directory = inOrder(.directory)
        book.count = Int(meta.pageCount)
        // A file has pages of vectors, which an index does not keep.
        book.isStale = headers.contains { $0.kind == .vectors }
    }

    /// The parts of a run of bytes, one after another; what is missing makes it too short.
    private static func joined(_ parts: [Int: [UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = []
        for sequence in 0..<parts.count { bytes += parts[sequence] ?? [] }
        return bytes
    }

    private func loadCenters(_ meta: IVFFlatMeta, _ bytes: [UInt8]) throws {
        let meanBytes = meta.usesCodes == 1 ? dimensions * 4 : 0
        let stride = element == .bit ? layout.vectorBytes : dimensions * 4
        guard bytes.count == meanBytes + lists * stride else {
            throw IVFFlatPage.damaged(0, "The centres of the lists are not there.")
        }
        try bytes.withUnsafeBytes { bytes in
            var numbers = [Float](repeating: 0, count: element == .bit ? 0 : bytes.count / 4)
            numbers.withUnsafeMutableBytes { $0.copyBytes(from: bytes.prefix($0.count)) }
            guard numbers.allSatisfy(\.isFinite) else {
                throw IVFFlatPage.damaged(0, "The centres of the lists are not finite.")
            }
            let values = UnsafeRawBufferPointer(rebasing: bytes[meanBytes...])
            let loaded = IVFFlatCenters(layout: layout, count: lists, bytes: values)
            if meta.usesCodes == 1 {
                guard layout.hasCodes, meta.step.isFinite, meta.step > 0 else {
                    throw IVFFlatPage.damaged(0, "It describes no codes.")
                }
                let codebook = HNSWCodebook(
                    metric: metric, mean: Array(numbers.prefix(dimensions)), step: meta.step,
                    learntFrom: Int(meta.learntFrom))
                coding.codebook = codebook
                coding.code = HNSWTraversalCode(codebook)
                loaded.useCodes()
            }
            coding.rerank = meta.rerank >= 1 && meta.rerank < 1_000 ? Double(meta.rerank) : 2
            centers = loaded
        }
        origin = IVFFlatOrigin(
            count: Int(meta.trainedCount), distortion: meta.distortion.isFinite ? meta.distortion : 0)
        rows = (0..<lists).map { _ in IVFFlatList() }
    }

    /// How many rows each list has.
    private func loadDirectory(_ meta: IVFFlatMeta, _ bytes: [UInt8]) throws -> [Int: Int] {
        guard bytes.count == rows.count * 4 else { throw IVFFlatPage.damaged(0, "The directory is not there.") }
        var counts: [Int: Int] = [:]
        var total = 0
        for list in rows.indices {
            let count = bytes.withUnsafeBytes {
                Int(UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: list * 4, as: UInt32.self)))
            }
            counts[list] = count
            total += count
        }
        // Each row takes its bytes on some page.
        guard total + Int(meta.pendingRows) <= Int(meta.pageCount) * pageShape.rows else {
            throw IVFFlatPage.damaged(0, "The directory counts more rows than there are.")
        }
        return counts
    }

    private func makeRoom(_ counts: [Int: Int]) throws {
        let slab = try IVFFlatSlab(layout: layout, capacities: rows.indices.map { counts[$0] ?? 0 })
        for (list, segment) in slab.segments.enumerated() where segment.capacity > 0 {
            rows[list].append(segment, of: slab)
            rows[list].count = segment.capacity
            sizes[list] = UInt32(truncatingIfNeeded: segment.capacity)
        }
        let waiting = counts[IVFFlatPlace.pendingList] ?? 0
        while pending.segments.count * IVFFlatPending.segmentRows < waiting {
            pending.append(try IVFFlatSlab(layout: layout, capacities: [IVFFlatPending.segmentRows]))
        }
        pending.end.store(waiting, ordering: .relaxed)
    }

    private func loadRows(_ bytes: UnsafeRawBufferPointer, _ page: IVFFlatPage, _ first: Int, _ number: Int) throws {
        let shape = pageShape
        guard let base = bytes.baseAddress.map({ $0 + IVFFlatPage.headerBytes }) else { return }
        let isPending = page.list == IVFFlatPlace.pendingList
        try identifiers.withLock { identifiers in
            for i in 0..<page.rows {
                let stored = base + i * shape.rowBytes
                let (segment, row) = isPending ? pending.place(first + i) : rows[page.list].place(first + i)
                let id = Int64(littleEndian: stored.loadUnaligned(as: Int64.self))
                let state = stored.load(fromByteOffset: IVFFlatStoredRow.state, as: UInt8.self)
                let slot = try slots.append()
                guard state == IVFFlatState.live || state == IVFFlatState.removed,
                    identifiers.load(id, slot: slot, isLive: state == IVFFlatState.live)
                else { throw IVFFlatPage.damaged(number, "Its row \(i) is wrong.") }
                segment.slots[row] = slot
                slots.setID(slot, id)
                slots.setPlace(slot, IVFFlatPlace(list: page.list, row: first + i))
                slots.setState(slot, state)
                if state == IVFFlatState.live {
                    liveCount.add(1, ordering: .relaxed)
                    missingVectors.add(1, ordering: .relaxed)
                } else {
                    removedCount.add(1, ordering: .relaxed)
                }
                guard coding.code != nil else { continue }
                segment.terms[row] = stored.loadUnaligned(fromByteOffset: IVFFlatStoredRow.term, as: Float.self)
                (segment.codes + row * layout.codeStride).copyMemory(
                    from: stored + IVFFlatStoredRow.bytes, byteCount: layout.codeStride)
            }
        }
    }

    private func loadVectors(_ bytes: UnsafeRawBufferPointer, _ page: IVFFlatPage, _ number: Int) throws {
        let isPending = page.list == IVFFlatPlace.pendingList
        let count =
            isPending
            ? pending.end.load(ordering: .relaxed) : rows.indices.contains(page.list) ? rows[page.list].count : 0
        guard page.sequence + page.rows <= count,
            bytes.count == IVFFlatPage.headerBytes + page.rows * layout.vectorBytes, let base = bytes.baseAddress
        else { throw IVFFlatPage.damaged(number, "It belongs elsewhere.") }
        for i in 0..<page.rows {
            let row = page.sequence + i
            let (segment, offset) = isPending ? pending.place(row) : rows[page.list].place(row)
            (segment.vectors + offset * layout.vectorStride).copyMemory(
                from: base + (IVFFlatPage.headerBytes + i * layout.vectorBytes), byteCount: layout.vectorBytes)
            let slot = segment.slots[offset]
            guard slots.isLive(slot), !slots.hasVector(slot) else { continue }
            slots.setHasVector(slot, true)
            missingVectors.subtract(1, ordering: .relaxed)
        }
    }
}
