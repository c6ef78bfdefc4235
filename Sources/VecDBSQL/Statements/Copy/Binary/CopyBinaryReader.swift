import VectorTypes

/// Reads rows in COPY's binary format from bytes that come in pieces of any size.
///
/// A state machine without input of its own: feed it what there is, take rows until it has none, and at the end of the
/// input let it say whether a row was cut off.
/// ```swift
/// var reader = CopyBinaryReader(columnCount: 2)
/// while let bytes = try next() {
///     reader.feed(bytes)
///     while let row = try reader.nextRow() { insert(row) }
/// }
/// try reader.finish()
/// ```
struct CopyBinaryReader {
    private enum State { case header, rows, ended }

    private let columnCount: Int
    private var state = State.header
    private var bytes: [UInt8] = []
    /// Where in ``bytes`` the next thing starts.
    private var place = 0

    init(columnCount: Int) { self.columnCount = columnCount }

    /// Takes in the next bytes of the input.
    mutating func feed(_ more: some Sequence<UInt8>) {
        bytes.removeFirst(place)
        place = 0
        bytes.append(contentsOf: more)
    }

    /// The fields of the next row, nil for NULL; or nil when more bytes are needed, or none can come any more.
    ///
    /// - Throws: 22P04 for bytes that are not in the format.
    mutating func nextRow() throws -> [[UInt8]?]? {
        if state == .header, try !readHeader() { return nil }
        if state == .ended {
            if place < bytes.count { throw Self.badFormat("received copy data after EOF marker") }
            return nil
        }
        guard let count = integer(at: place, Int16.self) else { return nil }
        if Int(count) == CopyBinaryFormat.none {
            place += 2
            state = .ended
            return try nextRow()
        }
        guard Int(count) == columnCount else {
            throw Self.badFormat("row field count is \(count), expected \(columnCount)")
        }
        // Where the fields lie is found first: nothing is copied of a row that is not yet there.
        var fields: [Range<Int>?] = []
        fields.reserveCapacity(columnCount)
        var end = place + 2
        for _ in 0..<columnCount {
            guard let size = integer(at: end, Int32.self) else { return nil }
            end += 4
            if Int(size) == CopyBinaryFormat.none {
                fields.append(nil)
                continue
            }
            if size < 0 { throw Self.badFormat("invalid field size") }
            guard bytes.count - end >= Int(size) else { return nil }
            fields.append(end..<end + Int(size))
            end += Int(size)
        }
        place = end
        return fields.map { $0.map { Array(bytes[$0]) } }
    }

    /// Refuses input that ended inside of the header or of a row. The trailer itself may be missing.
    ///
    /// - Throws: 22P04.
    func finish() throws {
        switch state {
        case .header: throw headerError
        case .rows where place < bytes.count: throw Self.badFormat("unexpected EOF in COPY data")
        default: break
        }
    }

    /// Reads the header; false when more bytes are needed.
    private mutating func readHeader() throws -> Bool {
        let signature = CopyBinaryFormat.signature
        guard bytes.prefix(signature.count).elementsEqual(signature.prefix(bytes.count)) else { throw headerError }
        guard let flags = integer(at: signature.count, UInt32.self) else { return false }
        if flags & 0x1_0000 != 0 { throw Self.badFormat("invalid COPY file header (WITH OIDS)") }
        if flags >> 16 != 0 { throw Self.badFormat("unrecognized critical flags in COPY file header") }
        guard let length = integer(at: signature.count + 4, Int32.self) else { return false }
        if length < 0 { throw Self.badFormat("invalid COPY file header (missing length)") }
        let end = signature.count + 8 + Int(length)
        guard bytes.count >= end else { return false }
        place = end
        state = .rows
        return true
    }

    /// What is wrong with a header that is cut off or another file's.
    private var headerError: VecDBError {
        let signature = CopyBinaryFormat.signature
        if !bytes.starts(with: signature) { return Self.badFormat("COPY file signature not recognized") }
        switch bytes.count - signature.count {
        case ..<4: return Self.badFormat("invalid COPY file header (missing flags)")
        case ..<8: return Self.badFormat("invalid COPY file header (missing length)")
        default: return Self.badFormat("invalid COPY file header (wrong length)")
        }
    }

    private func integer<Integer: FixedWidthInteger>(at offset: Int, _ type: Integer.Type) -> Integer? {
        let size = MemoryLayout<Integer>.size
        guard bytes.count - offset >= size else { return nil }
        return bytes.withUnsafeBytes { Integer(bigEndian: $0.loadUnaligned(fromByteOffset: offset, as: Integer.self)) }
    }

    private static func badFormat(_ message: String) -> VecDBError { VecDBError(.badCopyFileFormat, message) }
}
