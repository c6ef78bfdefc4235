import VectorTypes

/// A page of a stored index: 32 bytes of header, then rows of one section.
///
///     0 magic "VHN2" │ 4 version │ 6 section │ 8 number │ 16 stamp │ 24 checksum
///
/// The checksum is over all other bytes of the page and their count. The stamp is that of the index, so that pages of
/// different indexes cannot be mixed. The number says which rows they are. Everything is little-endian.
package enum HNSWPage {
    static let headerBytes = 32
    static let magic: UInt32 = 0x324E_4856
    static let version: UInt16 = 2
    /// No page is longer, unless one row is.
    static let standardBytes = 1 << 16

    /// What the rows of a page are.
    enum Section: UInt16, CaseIterable {
        case meta, mean, nodes, codes, links, upperLinks, vectors
    }

    /// Numbers of pages have gaps: each section counts from 0.
    static func number(_ section: Section, _ index: Int) -> Int { Int(section.rawValue) << 32 | index }

    /// Writes the header of a page that is complete otherwise.
    static func seal(_ page: UnsafeMutableRawBufferPointer, number: Int, stamp: UInt64) {
        guard let base = page.baseAddress, page.count >= headerBytes else { return }
        base.storeBytes(of: magic.littleEndian, as: UInt32.self)
        base.storeBytes(of: version.littleEndian, toByteOffset: 4, as: UInt16.self)
        base.storeBytes(of: UInt16(truncatingIfNeeded: number >> 32).littleEndian, toByteOffset: 6, as: UInt16.self)
        base.storeBytes(of: Int64(number).littleEndian, toByteOffset: 8, as: Int64.self)
        base.storeBytes(of: stamp.littleEndian, toByteOffset: 16, as: UInt64.self)
        let sum = checksum(UnsafeRawBufferPointer(page))
        base.storeBytes(of: sum.littleEndian, toByteOffset: 24, as: UInt64.self)
    }

    /// Checks a page; its rows.
    /// - Parameter stamp: That of the index; nil: any, and it is set.
    static func open(
        _ page: UnsafeRawBufferPointer, number: Int, stamp: inout UInt64?
    ) throws -> UnsafeRawBufferPointer {
        guard page.count >= headerBytes else { throw damaged(number, "It is too short.") }
        guard UInt32(littleEndian: page.loadUnaligned(as: UInt32.self)) == magic else {
            throw damaged(number, "It is not a page of an hnsw index.")
        }
        let version = UInt16(littleEndian: page.loadUnaligned(fromByteOffset: 4, as: UInt16.self))
        guard version == Self.version else {
            throw VecDBError(
                .featureNotSupported, "the hnsw index has format \(version), this version reads \(Self.version)")
        }
        guard UInt64(littleEndian: page.loadUnaligned(fromByteOffset: 24, as: UInt64.self)) == checksum(page) else {
            throw damaged(number, "Its checksum is wrong.")
        }
        guard Int64(littleEndian: page.loadUnaligned(fromByteOffset: 8, as: Int64.self)) == Int64(number) else {
            throw damaged(number, "It belongs elsewhere.")
        }
        let own = UInt64(littleEndian: page.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
        guard stamp ?? own == own else { throw damaged(number, "It is of another index.") }
        stamp = own
        return UnsafeRawBufferPointer(rebasing: page[headerBytes...])
    }

    static func damaged(_ number: Int, _ what: String) -> VecDBError {
        VecDBError(.indexCorrupted, "page \(number) of the hnsw index is damaged", detail: what)
    }

    /// A 64-bit checksum: four lanes, each folding sixteen bytes at a time by a multiplication to 128 bits of which the
    /// halves are combined (the construction of wyhash). The field that holds the checksum is passed over.
    package static func checksum(_ page: UnsafeRawBufferPointer) -> UInt64 {
        guard let base = page.baseAddress, page.count >= headerBytes else { return 0 }
        let keys: (UInt64, UInt64, UInt64, UInt64) = (
            0x9E37_79B1_85EB_CA87, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x85EB_CA77_C2B2_AE63
        )
        @inline(__always)
        func word(_ offset: Int) -> UInt64 { UInt64(littleEndian: (base + offset).loadUnaligned(as: UInt64.self)) }
        @inline(__always)
        func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
            let product = a.multipliedFullWidth(by: b)
            return product.high ^ product.low
        }
        var lanes = (keys.0, keys.1, keys.2, fold(word(0) ^ keys.0, word(8) ^ keys.1) ^ word(16))
        let count = page.count
        var i = headerBytes
        while i &+ 64 <= count {
            lanes.0 = fold(word(i) ^ keys.0, word(i &+ 8) ^ lanes.0) &+ keys.3
            lanes.1 = fold(word(i &+ 16) ^ keys.1, word(i &+ 24) ^ lanes.1) &+ keys.2
            lanes.2 = fold(word(i &+ 32) ^ keys.2, word(i &+ 40) ^ lanes.2) &+ keys.1
            lanes.3 = fold(word(i &+ 48) ^ keys.3, word(i &+ 56) ^ lanes.3) &+ keys.0
            i &+= 64
        }
        while i &+ 8 <= count {
            lanes.0 = fold(word(i) ^ keys.0, lanes.0 ^ keys.1) &+ keys.2
            i &+= 8
        }
        while i < count {
            lanes.1 = fold(UInt64(base.load(fromByteOffset: i, as: UInt8.self)) ^ keys.1, lanes.1 ^ keys.2) &+ keys.3
            i &+= 1
        }
        let half = fold(lanes.0 ^ keys.2, lanes.1 ^ keys.3) &+ fold(lanes.2 ^ keys.0, lanes.3 ^ keys.1)
        return fold(half ^ UInt64(truncatingIfNeeded: count), keys.0)
    }
}
