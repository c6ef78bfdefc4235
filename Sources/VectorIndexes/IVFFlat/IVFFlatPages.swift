import VectorTypes

/// An index as pages of bytes.
///
/// Page 0 says what the index is. Then come the directory, how many rows each list has, and the codebook's mean and the
/// centres. A page of rows holds a range of one list's rows, so that a row that is added, removed or moved changes one
/// page. Which number the page of a list has is settled when it is first written; pages that a list needs no more are
/// free for others. The pending rows are written anew each time. Full vectors are not on pages, but for files.
///
/// Changed pages are noted under the lock of the ids, in ``IVFFlatIdentifiers``; everything else here is under
/// `settling`.
struct IVFFlatPageBook {
    /// For each list, the numbers of its pages.
    var rows: [[Int]] = []
    var pending: [Int] = []
    var free: [Int] = []
    var centers: [Int] = []
    var directory: [Int] = []
    var count = 1
    /// Whether the next capture must have all pages.
    var isStale = true

    mutating func take() -> Int {
        if let number = free.popLast() { return number }
        count += 1
        return count - 1
    }
}

/// A page of rows that has changed.
struct IVFFlatPageMark: Hashable {
    let list: UInt32
    let sequence: UInt32
}

extension IVFFlatIndex {
    /// The bytes of rows on a page, and of a page.
    var pageShape: (rowBytes: Int, rows: Int, bytes: Int) {
        let row = IVFFlatStoredRow.bytes + (coding.code == nil ? 0 : layout.codeStride)
        let bytes = max(IVFFlatPage.standardBytes, row + IVFFlatPage.headerBytes)
        return (row, (bytes - IVFFlatPage.headerBytes) / row, bytes)
    }

    /// Copies of the pages that changed since the last capture, of one moment. Vectors that wait for their lists are
    /// settled before.
    /// - Parameter all: Copies of all pages.
    package func capturePages(all: Bool) throws -> CapturedPages {
        try settling.withLock { _ in
            try settleLocked(ScanControl(), atMost: nil, vectors: nil, progress: nil)
            return identifiers.withLock { identifiers in
                let changed = identifiers.takeChangedPages()
                return structure.withReadLock { capture(all: all || book.isStale, changed) }
            }
        }
    }

    /// Under the read side of `structure`, while nobody changes anything.
    func capture(all: Bool, _ changed: Set<IVFFlatPageMark>) -> CapturedPages {
        var pages: [(number: Int, bytes: [UInt8])] = []
        if all { book = IVFFlatPageBook() }
        book.isStale = false
        let shape = pageShape
        // First, so that a reader knows where they are.
        captureDirectory(&pages, shape.bytes)
        if all { captureCenters(&pages, shape.bytes) }
        while book.rows.count < rows.count { book.rows.append([]) }
        var freed: Set<Int> = []
        for list in rows.indices {
            let count = rows[list].count
            let needed = (count + shape.rows - 1) / shape.rows
            while book.rows[list].count > needed {
                if let number = book.rows[list].popLast() { freed.insert(number) }
            }
            for sequence in 0..<needed {
                let isNew = sequence == book.rows[list].count
                if isNew { book.rows[list].append(book.take()) }
                let mark = IVFFlatPageMark(list: UInt32(list), sequence: UInt32(sequence))
                guard all || isNew || changed.contains(mark) else { continue }
                let number = book.rows[list][sequence]
                freed.remove(number)
                let first = sequence * shape.rows
                pages.append((number, rowPage(number, list, sequence, first..<min(first + shape.rows, count), shape)))
            }
        }
        capturePending(&pages, &freed, shape)
        for number in freed {
            book.free.append(number)
            pages.append((number, IVFFlatPage(kind: .free).bytes(number: number, used: 0) { _ in }))
        }
        pages.append((0, metaPage(shape.bytes, pageCount: book.count)))
        return CapturedPages(pageCount: book.count, pages: pages) { [weak self] in self?.distrustPages() }
    }

    /// The next capture must have all pages: the last ones were lost, or the codes have changed.
    private func distrustPages() { settling.withLock { _ in book.isStale = true } }

    func metaPage(_ pageBytes: Int, pageCount: Int) -> [UInt8] {
        var meta = IVFFlatMeta()
        meta.pageBytes = UInt32(pageBytes)
        meta.pageCount = UInt32(pageCount)
        meta.dimensions = UInt32(dimensions)
        meta.metric = UInt32(DistanceMetric.allCases.firstIndex(of: metric) ?? 0)
        meta.element = UInt32(VectorElement.allCases.firstIndex(of: element) ?? 0)
        meta.lists = UInt32(lists)
        meta.seed = seed
        meta.trainedCount = UInt64(origin.count)
        meta.distortion = origin.distortion
        meta.pendingRows = UInt64(pending.end.load(ordering: .relaxed) - pending.start)
        meta.learntFrom = UInt64(coding.codebook?.learntFrom ?? 0)
        meta.step = coding.codebook?.step ?? 0
        meta.rerank = Float(coding.rerank)
        meta.isTrained = centers == nil ? 0 : 1
        meta.usesCodes = coding.code == nil ? 0 : 1
        return IVFFlatPage(kind: .meta).bytes(number: 0, used: MemoryLayout<IVFFlatMeta>.size) { place in
            withUnsafeBytes(of: &meta) { Self.copy($0, to: place) }
        }
    }

    private static func copy(_ bytes: UnsafeRawBufferPointer, to place: UnsafeMutableRawPointer) {
        if let base = bytes.baseAddress { place.copyMemory(from: base, byteCount: bytes.count) }
    }

    /// A run of bytes on as many pages as it takes.
    private func run(
        _ kind: IVFFlatPage.Kind, _ numbers: inout [Int], _ bytes: UnsafeRawBufferPointer, _ pageBytes: Int,
        _ pages: inout [(number: Int, bytes: [UInt8])]
    ) {
        let part = pageBytes - IVFFlatPage.headerBytes
        for (sequence, start) in stride(from: 0, to: bytes.count, by: part).enumerated() {
            if sequence == numbers.count { numbers.append(book.take()) }
            let slice = UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + part, bytes.count)])
            let page = IVFFlatPage(kind: kind, sequence: sequence)
            pages.append(
                (
                    numbers[sequence],
                    page.bytes(number: numbers[sequence], used: slice.count) { Self.copy(slice, to: $0) }
                ))
        }
    }

    private func captureCenters(_ pages: inout [(number: Int, bytes: [UInt8])], _ pageBytes: Int) {
        guard let centers else { return }
        var bytes: [UInt8] = []
        if let codebook = coding.codebook, coding.code != nil {
            codebook.mean.withUnsafeBytes { bytes.append(contentsOf: $0) }
        }
        bytes.append(contentsOf: UnsafeRawBufferPointer(start: centers.values, count: centers.count * centers.stride))
        var numbers: [Int] = []
        bytes.withUnsafeBytes { run(.centers, &numbers, $0, pageBytes, &pages) }
        book.centers = numbers
    }

    private func captureDirectory(_ pages: inout [(number: Int, bytes: [UInt8])], _ pageBytes: Int) {
        let sizes = rows.map { UInt32(truncatingIfNeeded: $0.count).littleEndian }
        var numbers = book.directory
        sizes.withUnsafeBytes { run(.directory, &numbers, $0, pageBytes, &pages) }
        book.directory = numbers
    }

    private func capturePending(
        _ pages: inout [(number: Int, bytes: [UInt8])], _ freed: inout Set<Int>,
        _ shape: (rowBytes: Int, rows: Int, bytes: Int)
    ) {
        let start = pending.start
        let count = pending.end.load(ordering: .relaxed) - start
        let needed = (count + shape.rows - 1) / shape.rows
        while book.pending.count > needed { if let number = book.pending.popLast() { freed.insert(number) } }
        for sequence in 0..<needed {
            if sequence == book.pending.count { book.pending.append(book.take()) }
            let number = book.pending[sequence]
            let first = sequence * shape.rows
            let range = first..<min(first + shape.rows, count)
            pages.append((number, rowPage(number, IVFFlatPlace.pendingList, sequence, range, shape)))
        }
    }

    private func rowPage(
        _ number: Int, _ list: Int, _ sequence: Int, _ range: Range<Int>,
        _ shape: (rowBytes: Int, rows: Int, bytes: Int)
    ) -> [UInt8] {
        let page = IVFFlatPage(kind: .rows, list: list, sequence: sequence, rows: range.count)
        let isPending = list == IVFFlatPlace.pendingList
        return page.bytes(number: number, used: range.count * shape.rowBytes) { out in
            for (i, row) in range.enumerated() {
                let (segment, offset) = isPending ? pending.place(pending.start + row) : rows[list].place(row)
                let slot = segment.slots[offset]
                let place = out + i * shape.rowBytes
                place.storeBytes(of: slots.id(slot).littleEndian, toByteOffset: IVFFlatStoredRow.id, as: Int64.self)
                // A slot that was given to another id has a row elsewhere.
                let isLive = slots.isLive(slot) && slots.place(slot) == self.place(list, row)
                let state = isLive ? IVFFlatState.live : IVFFlatState.removed
                place.storeBytes(of: state, toByteOffset: IVFFlatStoredRow.state, as: UInt8.self)
                guard coding.code != nil else { continue }
                place.storeBytes(of: segment.terms[offset], toByteOffset: IVFFlatStoredRow.term, as: Float.self)
                (place + IVFFlatStoredRow.bytes).copyMemory(
                    from: segment.codes + offset * layout.codeStride, byteCount: layout.codeStride)
            }
        }
    }

    private func place(_ list: Int, _ row: Int) -> IVFFlatPlace {
        IVFFlatPlace(list: list, row: list == IVFFlatPlace.pendingList ? pending.start + row : row)
    }
}
