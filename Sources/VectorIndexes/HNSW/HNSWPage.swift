import VectorTypes

/// A page of a stored index: 32 bytes of header, then rows of one section.
///
///     0 magic "VHN1" │ 4 version │ 6 section │ 8 number │ 12 bytes used after the header │ 16 stamp │ 24 checksum
///
/// The checksum is over the whole page with its own field zero. The stamp is the same on all pages of one save, so that
/// pages of different saves cannot be mixed. Numbers are little-endian.
enum HNSWPage {
    static let headerBytes = 32
    static let magic: UInt32 = 0x314E_4856
    static let version: UInt16 = 1
    /// The size of a page, unless a row is longer.
    static let standardBytes = 1 << 16

    /// What the rows of a page are.
    enum Section: UInt16, CaseIterable {
        case meta, mean, records, vectors, codes, terms, links, upperLinks
    }

    /// A 64-bit checksum: four lanes of multiply and rotate over words (the construction of xxHash64), folded at the
    /// end.
    static func checksum(_ page: UnsafeRawBufferPointer) -> UInt64 {
        let (p1, p2): (UInt64, UInt64) = (0x9E37_79B1_85EB_CA87, 0xC2B2_AE3D_27D4_EB4F)
        var lanes: (UInt64, UInt64, UInt64, UInt64) = (p1 &+ p2, p2, 0, 0 &- p1)
        guard let base = page.baseAddress else { return 0 }
        @inline(__always)
        func step(_ lane: UInt64, _ word: UInt64) -> UInt64 {
            let sum = lane &+ word &* p2
            return (sum &<< 31 | sum &>> 33) &* p1
        }
        var i = 0
        while i &+ 32 <= page.count {
            let skipsChecksum = i == 0
            lanes.0 = step(lanes.0, (base + i).loadUnaligned(as: UInt64.self))
            lanes.1 = step(lanes.1, (base + (i &+ 8)).loadUnaligned(as: UInt64.self))
            lanes.2 = step(lanes.2, (base + (i &+ 16)).loadUnaligned(as: UInt64.self))
            lanes.3 = step(lanes.3, skipsChecksum ? 0 : (base + (i &+ 24)).loadUnaligned(as: UInt64.self))
            i &+= 32
        }
        while i < page.count {
            lanes.0 = step(lanes.0, UInt64(base.load(fromByteOffset: i, as: UInt8.self)))
            i &+= 1
        }
        var sum = step(step(step(lanes.0, lanes.1), lanes.2), lanes.3) ^ UInt64(page.count)
        sum = (sum ^ (sum &>> 33)) &* p2
        return sum ^ (sum &>> 29)
    }
}

/// Cuts rows into pages and hands each to `write`.
struct HNSWPageWriter {
    typealias Write = (Int, UnsafeRawBufferPointer) throws -> Void
    private let buffer: UnsafeMutableRawBufferPointer
    private let stamp: UInt64
    private let write: Write
    private(set) var number = 0

    init(buffer: UnsafeMutableRawBufferPointer, stamp: UInt64, write: @escaping Write) {
        self.buffer = buffer
        self.stamp = stamp
        self.write = write
    }

    /// Writes `count` rows of a section; `row` puts each where it is told.
    mutating func rows(
        _ section: HNSWPage.Section, count: Int, bytes: Int, _ row: (Int, UnsafeMutableRawPointer) -> Void
    ) throws {
        guard let base = buffer.baseAddress, bytes > 0 else { return }
        let perPage = (buffer.count - HNSWPage.headerBytes) / bytes
        for first in stride(from: 0, to: count, by: perPage) {
            let here = min(perPage, count - first)
            for i in 0..<here { row(first + i, base + HNSWPage.headerBytes + i * bytes) }
            try finish(section, used: here * bytes)
        }
    }

    private mutating func finish(_ section: HNSWPage.Section, used: Int) throws {
        guard let base = buffer.baseAddress else { return }
        base.storeBytes(of: HNSWPage.magic.littleEndian, as: UInt32.self)
        base.storeBytes(of: HNSWPage.version.littleEndian, toByteOffset: 4, as: UInt16.self)
        base.storeBytes(of: section.rawValue.littleEndian, toByteOffset: 6, as: UInt16.self)
        base.storeBytes(of: UInt32(number).littleEndian, toByteOffset: 8, as: UInt32.self)
        base.storeBytes(of: UInt32(used).littleEndian, toByteOffset: 12, as: UInt32.self)
        base.storeBytes(of: stamp.littleEndian, toByteOffset: 16, as: UInt64.self)
        let page = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<(HNSWPage.headerBytes + used)])
        base.storeBytes(of: HNSWPage.checksum(page).littleEndian, toByteOffset: 24, as: UInt64.self)
        try write(number, page)
        number += 1
    }
}

/// Reads pages in order and checks each.
struct HNSWPageReader {
    typealias Read = (Int) throws -> [UInt8]
    private let read: Read
    private var stamp: UInt64?
    private(set) var number = 0

    init(read: @escaping Read) { self.read = read }

    static func damaged(_ number: Int, _ what: String) -> VecDBError {
        VecDBError(.indexCorrupted, "page \(number) of the hnsw index is damaged", detail: what)
    }

    /// Reads `count` rows of a section.
    mutating func rows(
        _ section: HNSWPage.Section, count: Int, bytes: Int, pageBytes: Int,
        _ row: (Int, UnsafeRawPointer) throws -> Void
    ) throws {
        guard bytes > 0 else { return }
        let perPage = (pageBytes - HNSWPage.headerBytes) / bytes
        guard perPage > 0 else { throw Self.damaged(number, "The page size does not fit the rows.") }
        for first in stride(from: 0, to: count, by: perPage) {
            let here = min(perPage, count - first)
            let page = try next(section)
            guard page.count == HNSWPage.headerBytes + here * bytes else {
                throw Self.damaged(number - 1, "It has \(page.count) bytes.")
            }
            try page.withUnsafeBytes { page in
                guard let base = page.baseAddress else { return }
                for i in 0..<here { try row(first + i, base + HNSWPage.headerBytes + i * bytes) }
            }
        }
    }

    /// The next page, checked; its bytes with the header.
    mutating func next(_ section: HNSWPage.Section) throws -> [UInt8] {
        let page = try read(number)
        try page.withUnsafeBytes { bytes in
            guard bytes.count >= HNSWPage.headerBytes else { throw Self.damaged(number, "It is too short.") }
            guard UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self)) == HNSWPage.magic else {
                throw Self.damaged(number, "It is not a page of an hnsw index.")
            }
            let version = UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt16.self))
            guard version == HNSWPage.version else {
                throw VecDBError(
                    .featureNotSupported,
                    "the hnsw index has format \(version), this version reads \(HNSWPage.version)")
            }
            guard
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
                    == HNSWPage.checksum(bytes)
            else { throw Self.damaged(number, "Its checksum is wrong.") }
            guard
                UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 6, as: UInt16.self)) == section.rawValue,
                UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self)) == UInt32(number),
                UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
                    == UInt32(bytes.count - HNSWPage.headerBytes)
            else { throw Self.damaged(number, "It belongs elsewhere.") }
            let stamp = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
            guard self.stamp ?? stamp == stamp else { throw Self.damaged(number, "It is of another save.") }
            self.stamp = stamp
        }
        number += 1
        return page
    }
}
