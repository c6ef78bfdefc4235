import VectorTypes

/// A page of a stored index of lists: 48 bytes of header, then what its kind says.
///
///     0 magic "VIF1" │ 4 version │ 6 kind │ 8 number │ 12 bytes used after the header │ 16 list │ 20 sequence
///     24 checksum │ 32 rows │ 36 reserved
///
/// Pages that hold rows say which list's they are and the how manieth of that list. The checksum is over the whole page
/// with its own field zero. Numbers are little-endian.
struct IVFFlatPage {
    static let headerBytes = 48
    static let magic: UInt32 = 0x3146_4956
    static let version: UInt16 = 1
    /// The size of a page, unless a row is longer.
    static let standardBytes = 1 << 16

    enum Kind: UInt16 {
        /// What the index is; always page 0.
        case meta = 1
        /// The codebook's mean and the centres, as one run of bytes.
        case centers
        /// The number of rows of each list.
        case directory
        /// Rows of a list: id, term, state, code.
        case rows
        /// Vectors of a list's rows; in files only.
        case vectors
        /// Nothing: to be used again.
        case free
    }

    var kind: Kind
    var list = 0
    var sequence = 0
    var rows = 0

    /// The page as bytes.
    /// - Parameters:
    ///   - used: How many bytes follow the header.
    ///   - fill: Writes them.
    func bytes(number: Int, used: Int, fill: (UnsafeMutableRawPointer) -> Void) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.headerBytes + used) { buffer, count in
            count = Self.headerBytes + used
            guard let base = buffer.baseAddress.map(UnsafeMutableRawPointer.init) else { return }
            base.initializeMemory(as: UInt8.self, repeating: 0, count: count)
            base.storeBytes(of: Self.magic.littleEndian, as: UInt32.self)
            base.storeBytes(of: Self.version.littleEndian, toByteOffset: 4, as: UInt16.self)
            base.storeBytes(of: kind.rawValue.littleEndian, toByteOffset: 6, as: UInt16.self)
            for (offset, value) in [(8, number), (12, used), (16, list), (20, sequence), (32, rows)] {
                base.storeBytes(
                    of: UInt32(truncatingIfNeeded: value).littleEndian, toByteOffset: offset, as: UInt32.self)
            }
            fill(base + Self.headerBytes)
            let sum = HNSWPage.checksum(UnsafeRawBufferPointer(start: base, count: count))
            base.storeBytes(of: sum.littleEndian, toByteOffset: 24, as: UInt64.self)
        }
    }

    /// The header of a page, checked.
    /// - Throws: XX002 when the page is damaged or another one, 0A000 for a newer format.
    init(_ bytes: UnsafeRawBufferPointer, number: Int) throws {
        guard bytes.count >= Self.headerBytes else {
            throw Self.damaged(number, "It is too short.")
        }
        func word(_ offset: Int) -> UInt32 {
            UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
        }
        guard word(0) == Self.magic else { throw Self.damaged(number, "It is not a page of an ivfflat index.") }
        let version = UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt16.self))
        guard version == Self.version else {
            throw VecDBError(
                .featureNotSupported, "the ivfflat index has format \(version), this version reads \(Self.version)")
        }
        let sum = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
        guard HNSWPage.checksum(bytes) == sum else { throw Self.damaged(number, "Its checksum is wrong.") }
        let raw = UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 6, as: UInt16.self))
        guard let kind = Kind(rawValue: raw), word(8) == UInt32(truncatingIfNeeded: number),
            Int(word(12)) == bytes.count - Self.headerBytes
        else { throw Self.damaged(number, "It belongs elsewhere.") }
        self.kind = kind
        list = Int(word(16))
        sequence = Int(word(20))
        rows = Int(word(32))
    }

    init(kind: Kind, list: Int = 0, sequence: Int = 0, rows: Int = 0) {
        self.kind = kind
        self.list = list
        self.sequence = sequence
        self.rows = rows
    }

    static func damaged(_ number: Int, _ what: String) -> VecDBError {
        VecDBError(.indexCorrupted, "page \(number) of the ivfflat index is damaged", detail: what)
    }
}

/// The description of an index on its first page.
struct IVFFlatMeta: BitwiseCopyable {
    var pageBytes: UInt32 = 0
    var pageCount: UInt32 = 0
    var dimensions: UInt32 = 0
    var metric: UInt32 = 0
    var element: UInt32 = 0
    var lists: UInt32 = 0
    var seed: UInt64 = 0
    var trainedCount: UInt64 = 0
    var distortion: Double = 0
    var pendingRows: UInt64 = 0
    var learntFrom: UInt64 = 0
    var step: Float = 0
    var rerank: Float = 0
    var isTrained: UInt32 = 0
    var usesCodes: UInt32 = 0
}

/// A row on a page: 16 bytes, then its code.
enum IVFFlatStoredRow {
    static let bytes = 16
    /// `Int64`
    static let id = 0
    /// `Float`
    static let term = 8
    /// `UInt8`: an ``IVFFlatState``.
    static let state = 12
}
