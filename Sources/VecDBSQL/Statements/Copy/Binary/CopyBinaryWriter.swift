import VectorTypes

/// The frame of `COPY … WITH (FORMAT binary)`: a header, for each row the number of its fields and each field's length
/// and bytes, and a trailer.
enum CopyBinaryFormat {
    static let signature: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00]
    /// The length that stands for NULL, and the number of fields that ends the data.
    static let none = -1
}

/// Writes rows in COPY's binary format.
///
/// ```swift
/// var bytes = CopyBinaryWriter.header
/// bytes += try CopyBinaryWriter.row([BinaryField.encode(value, as: type)])
/// bytes += CopyBinaryWriter.trailer
/// ```
enum CopyBinaryWriter {
    /// What stands before the first row: the signature, no flags, no extension.
    static var header: [UInt8] { CopyBinaryFormat.signature + [UInt8](repeating: 0, count: 8) }

    /// What stands after the last row.
    static var trailer: [UInt8] { [0xFF, 0xFF] }

    /// One row of fields; nil is NULL.
    static func row(_ fields: [[UInt8]?]) -> [UInt8] {
        var writer = WireWriter(capacity: fields.reduce(2) { $0 + 4 + ($1?.count ?? 0) })
        writer.append(Int16(truncatingIfNeeded: fields.count))
        for field in fields {
            guard let field else {
                writer.append(Int32(truncatingIfNeeded: CopyBinaryFormat.none))
                continue
            }
            writer.append(Int32(truncatingIfNeeded: field.count))
            writer.append(field)
        }
        return writer.bytes
    }
}
