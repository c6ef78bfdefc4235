import VectorKernels
import VectorTypes

/// An index from its pages. What is read is not trusted: after the checksums, every number that is used as a place in
/// memory is checked.
extension IVFFlatIndex {
    /// An index from its pages; its vectors are to be attached, or to be read as they are needed.
    /// - Throws: XX002 for a page that is damaged, missing or of another index; 0A000 for a newer format.
    package convenience init(pages source: some PageSource) throws {
        try self.init(pageLimit: try source.pageCount) { number, body in try source.withPage(number, body) }
    }

    typealias ReadPage = (Int, (UnsafeRawBufferPointer) throws -> Void) throws -> Void

    /// - Parameter pageLimit: How many pages there are: no description may take memory for more.
    convenience init(pageLimit: Int, loading read: ReadPage) throws {
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
            Int(meta.pageCount) <= pageLimit, meta.trainedCount < 1 << 40, meta.learntFrom < 1 << 40
        else { throw IVFFlatPage.damaged(0, "It describes no index.") }
        do {
            try self.init(
                dimensions: Int(meta.dimensions), metric: DistanceMetric.allCases[metric], lists: Int(meta.lists),
                element: VectorElement.allCases[element], seed: meta.seed)
        } catch let error as VecDBError where error.sqlState != .outOfMemory {
            // A parameter out of range is nobody's request here, but damage.
            throw IVFFlatPage.damaged(0, "It describes no index: \(error.message).")
        }
        try load(meta, read)
    }

    private func load(_ meta: IVFFlatMeta, _ read: ReadPage) throws {
        var number = 1
        func run(_ kind: IVFFlatPage.Kind, _ count: Int) throws -> (bytes: [UInt8], numbers: [Int]) {
            var bytes: [UInt8] = []
            var numbers: [Int] = []
            while bytes.count < count {
                try read(number) { page in
                    let header = try IVFFlatPage(page, number: number)
                    guard header.kind == kind, header.sequence == numbers.count,
                        page.count > IVFFlatPage.headerBytes
                    else { throw IVFFlatPage.damaged(number, "It belongs elsewhere.") }
                    bytes.append(contentsOf: page[IVFFlatPage.headerBytes...])
                }
                numbers.append(number)
                number += 1
            }
            return (bytes, numbers)
        }
        let listCount = meta.isTrained == 1 ? lists : 0
        let directory = try run(.directory, listCount * 4)
        let meanBytes = meta.usesCodes == 1 ? dimensions * 4 : 0
        let centerBytes = element == .bit ? layout.vectorBytes : dimensions * 4
        let centers = try run(.centers, meta.isTrained == 1 ? meanBytes + listCount * centerBytes : 0)
        if meta.isTrained == 1 { try loadCenters(meta, centers.bytes) }
        let counts = try loadDirectory(meta, directory.bytes)
        guard pageShape.bytes == Int(meta.pageBytes) else {
            throw IVFFlatPage.damaged(0, "Its rows are of another length.")
        }
        try makeRoom(counts, waiting: Int(meta.pendingRows))
        book = IVFFlatPageBook()
        (book.directory, book.centers, book.count) = (directory.numbers, centers.numbers, Int(meta.pageCount))
        book.isStale = false
        try loadLists(from: number, counts, read)
    }

    /// The pages of rows, and in a file of vectors.
    private func loadLists(from first: Int, _ counts: [Int], _ read: ReadPage) throws {
        let shape = pageShape
        let unread = -1
        let waiting = pending.end.load(ordering: .relaxed)
        book.rows = counts.map { Array(repeating: unread, count: ($0 + shape.rows - 1) / shape.rows) }
        book.pending = Array(repeating: unread, count: (waiting + shape.rows - 1) / shape.rows)
        for number in first..<max(first, book.count) {
            try read(number) { bytes in
                let page = try IVFFlatPage(bytes, number: number)
                let isPending = page.list == IVFFlatPlace.pendingList
                switch page.kind {
                case .rows:
                    let numbers =
                        isPending ? book.pending : counts.indices.contains(page.list) ? book.rows[page.list] : []
                    let total = isPending ? waiting : counts.indices.contains(page.list) ? counts[page.list] : 0
                    let row = page.sequence * shape.rows
                    guard numbers.indices.contains(page.sequence), numbers[page.sequence] == unread,
                        page.rows == min(shape.rows, total - row),
                        bytes.count == IVFFlatPage.headerBytes + page.rows * shape.rowBytes
                    else { throw IVFFlatPage.damaged(number, "It belongs elsewhere.") }
                    try loadRows(bytes, page, row, number)
                    if isPending {
                        book.pending[page.sequence] = number
                    } else {
                        book.rows[page.list][page.sequence] = number
                    }
                case .vectors:
                    try loadVectors(bytes, page, number)
                    // An index does not keep pages of vectors.
                    book.isStale = true
                case .free: book.free.append(number)
                default: throw IVFFlatPage.damaged(number, "It belongs elsewhere.")
                }
            }
        }
        guard !book.pending.contains(unread), !book.rows.contains(where: { $0.contains(unread) }) else {
            throw IVFFlatPage.damaged(0, "Pages of rows are missing.")
        }
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
                let codebook = HNSWCodebook(
                    metric: metric, mean: Array(numbers.prefix(dimensions)), step: meta.step,
                    learntFrom: Int(meta.learntFrom))
                guard layout.hasCodes, codebook.isUsable else {
                    throw IVFFlatPage.damaged(0, "It describes no codes.")
                }
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
    private func loadDirectory(_ meta: IVFFlatMeta, _ bytes: [UInt8]) throws -> [Int] {
        guard bytes.count == rows.count * 4 else { throw IVFFlatPage.damaged(0, "The directory is not there.") }
        let counts = rows.indices.map { list in
            bytes.withUnsafeBytes {
                Int(UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: list * 4, as: UInt32.self)))
            }
        }
        // Each row takes its bytes on some page.
        guard counts.reduce(0, +) + Int(meta.pendingRows) <= Int(meta.pageCount) * pageShape.rows else {
            throw IVFFlatPage.damaged(0, "The directory counts more rows than there are.")
        }
        return counts
    }

    private func makeRoom(_ counts: [Int], waiting: Int) throws {
        let slab = try IVFFlatSlab(layout: layout, capacities: counts)
        for (list, segment) in slab.segments.enumerated() where segment.capacity > 0 {
            rows[list].append(segment, of: slab)
            rows[list].count = segment.capacity
            sizes[list] = UInt32(truncatingIfNeeded: segment.capacity)
        }
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
