#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import VectorTypes

/// An index in a file: its pages, each after its length in four bytes, and further pages with the vectors.
extension IVFFlatIndex {
    /// Writes the index to a file. A file of that name is replaced when the new one is complete on the disk.
    /// - Throws: 58030 when the file cannot be written; 55000 when vectors are not in memory.
    public func save(to path: String) throws {
        guard hasVectors else {
            throw VecDBError(.objectNotInPrerequisiteState, "the vectors of the ivfflat index are not in memory")
        }
        let temporary = path + ".new"
        guard let file = fopen(temporary, "wb") else { throw Self.failure("create", temporary) }
        do {
            try writeFile { page in
                var length = UInt32(page.count).littleEndian
                guard fwrite(&length, 4, 1, file) == 1, fwrite(page, page.count, 1, file) == 1 else {
                    throw Self.failure("write", temporary)
                }
            }
            guard fflush(file) == 0, fsync(fileno(file)) == 0 else { throw Self.failure("write", temporary) }
        } catch {
            fclose(file)
            unlink(temporary)
            throw error
        }
        fclose(file)
        guard rename(temporary, path) == 0 else { throw Self.failure("rename", temporary) }
    }

    /// An index from a file that ``save(to:)`` wrote.
    /// - Throws: 58P01 or 58030 when the file cannot be read, XX002 when it is damaged, 0A000 when its format is newer.
    public convenience init(contentsOf path: String) throws {
        guard let file = fopen(path, "rb") else { throw Self.failure("open", path) }
        defer { fclose(file) }
        let offsets = try Self.pageOffsets(file)
        try self.init(loading: { number, body in
            guard number < offsets.count else { throw IVFFlatPage.damaged(number, "The file ends before it.") }
            var page = [UInt8](repeating: 0, count: offsets[number].count)
            guard fseek(file, offsets[number].start, SEEK_SET) == 0,
                page.isEmpty || fread(&page, page.count, 1, file) == 1
            else { throw IVFFlatPage.damaged(number, "The file ends within it.") }
            try page.withUnsafeBytes(body)
        })
        guard hasVectors else { throw IVFFlatPage.damaged(offsets.count, "The file ends before it.") }
    }

    /// Where the pages of a file begin and how long they are.
    private static func pageOffsets(_ file: UnsafeMutablePointer<FILE>) throws -> [(start: Int, count: Int)] {
        var offsets: [(start: Int, count: Int)] = []
        var position = 0
        while true {
            var length: UInt32 = 0
            let read = fread(&length, 1, 4, file)
            if read == 0 { return offsets }
            let count = Int(UInt32(littleEndian: length))
            guard read == 4, count <= 1 << 24 else {
                throw IVFFlatPage.damaged(offsets.count, "The file ends before it.")
            }
            offsets.append((position + 4, count))
            position += 4 + count
            guard fseek(file, position, SEEK_SET) == 0 else {
                throw IVFFlatPage.damaged(offsets.count, "The file ends before it.")
            }
        }
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

    private static func failure(_ what: String, _ path: String) -> VecDBError {
        let code = errno
        return VecDBError(
            code == ENOENT ? .undefinedFile : .ioError,
            "could not \(what) file \"\(path)\": \(String(cString: strerror(code)))")
    }
}
