import VectorTypes

/// A flat index in a file. Page 0 says what it is; on the others are ids, and then the vectors with these ids.
///
///     0 magic "VFL1" │ 4 version │ 8 number │ 12 rows │ 16 bytes used after the header │ 24 checksum │ 32 …
///
/// The checksum is over the whole page with its own field zero. Numbers are little-endian.
extension FlatIndex {
    private static let magic: UInt32 = 0x314C_4656
    private static let version: UInt32 = 1
    private static let headerBytes = 32
    private static let pageBytes = 1 << 18

    /// What stands on page 0.
    private struct Meta: BitwiseCopyable {
        var dimensions: UInt32 = 0
        var metric: UInt32 = 0
        var element: UInt32 = 0
        var hasCodes: UInt32 = 0
        var count: UInt64 = 0
    }

    /// Writes the index to a file. A file of that name is replaced when the new one is complete on the disk. Searches go
    /// on meanwhile.
    /// - Throws: 58030 when the file cannot be written.
    public func save(to path: String) throws {
        try arena.withReader { arena in
            try IndexFile.write(to: path) { next in
                var meta = Meta()
                meta.dimensions = UInt32(dimensions)
                meta.metric = UInt32(DistanceMetric.allCases.firstIndex(of: metric) ?? 0)
                meta.element = UInt32(VectorElement.allCases.firstIndex(of: element) ?? 0)
                meta.hasCodes = codes == nil ? 0 : 1
                meta.count = UInt64(arena.liveCount)
                try withUnsafeBytes(of: &meta) { meta in
                    try write(page: 0, rows: 0, used: meta.count, to: next) { $0.copyMemory(from: meta) }
                }
                let rowBytes = arena.layout.rowBytes
                let perPage = max(1, Self.pageBytes / (8 + rowBytes))
                let slots = (0..<arena.slotCount).filter { arena.liveMask[$0 >> 6] >> UInt64($0 & 63) & 1 == 1 }
                for (page, first) in stride(from: 0, to: slots.count, by: perPage).enumerated() {
                    let part = slots[first..<min(first + perPage, slots.count)]
                    try write(page: page + 1, rows: part.count, used: part.count * (8 + rowBytes), to: next) { out in
                        for (i, slot) in part.enumerated() {
                            out.storeBytes(of: arena.slotIDs[slot].littleEndian, toByteOffset: i * 8, as: Int64.self)
                            let place = part.count * 8 + i * rowBytes
                            UnsafeMutableRawBufferPointer(rebasing: out[place..<(place + rowBytes)]).copyMemory(
                                from: UnsafeRawBufferPointer(start: arena.row(slot), count: rowBytes))
                        }
                    }
                }
            }
        }
    }

    private func write(
        page number: Int, rows: Int, used: Int, to next: (UnsafeRawBufferPointer) throws -> Void,
        fill: (UnsafeMutableRawBufferPointer) -> Void
    ) throws {
        let page = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.headerBytes + used, alignment: 16)
        defer { page.deallocate() }
        page.initializeMemory(as: UInt8.self, repeating: 0)
        for (offset, value) in [
            (0, Self.magic), (4, Self.version), (8, UInt32(number)), (12, UInt32(rows)), (16, UInt32(used)),
        ] {
            page.storeBytes(of: value.littleEndian, toByteOffset: offset, as: UInt32.self)
        }
        fill(UnsafeMutableRawBufferPointer(rebasing: page[Self.headerBytes...]))
        let sum = HNSWPage.checksum(UnsafeRawBufferPointer(page))
        page.storeBytes(of: sum.littleEndian, toByteOffset: 24, as: UInt64.self)
        try next(UnsafeRawBufferPointer(page))
    }

    /// An index from a file that ``save(to:)`` wrote.
    /// - Parameter threads: The most threads that one call uses; nil: one for each core.
    /// - Throws: 58P01 or 58030 when the file cannot be read, XX002 when it is damaged, 0A000 when its format is newer.
    public convenience init(contentsOf path: String, threads: Int? = nil) throws {
        let file = try IndexFile(reading: path)
        var meta = Meta()
        let first = try Self.read(file, 0)
        guard first.count == Self.headerBytes + MemoryLayout<Meta>.size else {
            throw Self.damaged(0, "It describes no index.")
        }
        withUnsafeMutableBytes(of: &meta) { $0.copyBytes(from: first[Self.headerBytes...]) }
        let (metric, element) = (Int(meta.metric), Int(meta.element))
        guard DistanceMetric.allCases.indices.contains(metric), VectorElement.allCases.indices.contains(element),
            meta.hasCodes <= 1
        else { throw Self.damaged(0, "It describes no index.") }
        do {
            try self.init(
                dimensions: Int(meta.dimensions), metric: DistanceMetric.allCases[metric],
                element: VectorElement.allCases[element], codes: meta.hasCodes == 1, threads: threads)
        } catch let error as VecDBError where error.sqlState != .outOfMemory {
            // A parameter out of range is nobody's request here, but damage.
            throw Self.damaged(0, "It describes no index: \(error.message).")
        }
        let rowBytes = self.element.rowBytes(dimensions: dimensions)
        for number in 1..<max(1, file.pageCount) {
            let page = try Self.read(file, number)
            try page.withUnsafeBytes { page in
                let rows = Int(UInt32(littleEndian: page.loadUnaligned(fromByteOffset: 12, as: UInt32.self)))
                guard page.count == Self.headerBytes + rows * (8 + rowBytes) else {
                    throw Self.damaged(number, "It has \(page.count) bytes.")
                }
                let ids = (0..<rows).map {
                    Int64(littleEndian: page.loadUnaligned(fromByteOffset: Self.headerBytes + $0 * 8, as: Int64.self))
                }
                try store(UnsafeRawBufferPointer(rebasing: page[(Self.headerBytes + rows * 8)...]), ids: ids)
            }
        }
        guard UInt64(count) == meta.count else { throw Self.damaged(file.pageCount, "The file ends before it.") }
    }

    /// A page, checked.
    private static func read(_ file: IndexFile, _ number: Int) throws -> [UInt8] {
        guard let page = file.page(number) else { throw damaged(number, "The file ends before its end.") }
        try page.withUnsafeBytes { page in
            guard page.count >= headerBytes else { throw damaged(number, "It is too short.") }
            func word(_ offset: Int) -> UInt32 {
                UInt32(littleEndian: page.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
            }
            guard word(0) == magic else { throw damaged(number, "It is not a page of a flat index.") }
            guard word(4) == version else {
                throw VecDBError(
                    .featureNotSupported, "the flat index has format \(word(4)), this version reads \(version)")
            }
            let sum = UInt64(littleEndian: page.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
            guard HNSWPage.checksum(page) == sum else { throw damaged(number, "Its checksum is wrong.") }
            guard word(8) == UInt32(number), Int(word(16)) == page.count - headerBytes else {
                throw damaged(number, "It belongs elsewhere.")
            }
        }
        return page
    }

    private static func damaged(_ number: Int, _ what: String) -> VecDBError {
        VecDBError(.indexCorrupted, "page \(number) of the flat index is damaged", detail: what)
    }
}
