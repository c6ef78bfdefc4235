import VectorTypes

/// An index in a file: its pages, each after its length in four bytes, and further pages with the vectors.
extension IVFFlatIndex {
    /// Writes the index to a file. A file of that name is replaced when the new one is complete on the disk.
    /// - Throws: 58030 when the file cannot be written; 55000 when vectors are not in memory.
    public func save(to path: String) throws {
        guard hasVectors else {
            throw VecDBError(.objectNotInPrerequisiteState, "the vectors of the ivfflat index are not in memory")
        }
        try IndexFile.write(to: path) { write in try writeFile { try $0.withUnsafeBytes(write) } }
    }

    /// An index from a file that ``save(to:)`` wrote.
    /// - Throws: 58P01 or 58030 when the file cannot be read, XX002 when it is damaged, 0A000 when its format is newer.
    public convenience init(contentsOf path: String) throws {
        let file = try IndexFile(reading: path)
        try self.init(pageLimit: file.pageCount) { number, body in
            guard let page = file.page(number) else {
                throw IVFFlatPage.damaged(number, "The file ends before its end.")
            }
            try page.withUnsafeBytes(body)
        }
        guard hasVectors else { throw IVFFlatPage.damaged(file.pageCount, "The file ends before it.") }
    }

    /// All pages in order, then the vectors. What the database knows of stored pages stays as it is.
    private func writeFile(_ write: ([UInt8]) throws -> Void) throws {
        try settling.withLock { _ in
            try settleLocked(ScanControl(), atMost: nil, vectors: nil, progress: nil)
            try identifiers.withLock { _ in
                try structure.withReadLock {
                    let kept = book
                    defer { book = kept }
                    var captured = capture(all: true, [])
                    let perPage = max(1, (IVFFlatPage.standardBytes - IVFFlatPage.headerBytes) / layout.vectorBytes)
                    var parts: [(list: Int, rows: Range<Int>)] = []
                    let waiting = pending.end.load(ordering: .relaxed) - pending.start
                    let counts = rows.enumerated().map { ($0.offset, $0.element.count) }
                    for (list, count) in counts + [(IVFFlatPlace.pendingList, waiting)] {
                        for first in stride(from: 0, to: count, by: perPage) {
                            parts.append((list, first..<min(first + perPage, count)))
                        }
                    }
                    let first = captured.pageCount
                    captured.pages.removeAll { $0.number == 0 }
                    captured.pages.append((0, metaPage(pageShape.bytes, pageCount: first + parts.count)))
                    for page in captured.pages.sorted(by: { $0.number < $1.number }) { try write(page.bytes) }
                    for (i, part) in parts.enumerated() { try write(vectorPage(first + i, part.list, part.rows)) }
                }
            }
        }
    }

    private func vectorPage(_ number: Int, _ list: Int, _ range: Range<Int>) -> [UInt8] {
        let page = IVFFlatPage(kind: .vectors, list: list, sequence: range.lowerBound, rows: range.count)
        let bytes = layout.vectorBytes
        return page.bytes(number: number, used: range.count * bytes) { out in
            for (i, row) in range.enumerated() {
                let (segment, offset) =
                    list == IVFFlatPlace.pendingList ? pending.place(pending.start + row) : rows[list].place(row)
                (out + i * bytes).copyMemory(
                    from: segment.vectors + offset * layout.vectorStride, byteCount: bytes)
            }
        }
    }
}
