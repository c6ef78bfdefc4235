/// Writes rows in `COPY … TO`'s text and CSV formats.
struct CopyWriter {
    let options: CopyOptions
    let names: [String]

    /// The first line, where the options ask for one.
    var header: [UInt8]? {
        guard options.header != .none else { return nil }
        return line(names.map { $0 })
    }

    /// One row as a line with its newline.
    func line(_ fields: [String?]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(options.delimiter) }
            guard let field else {
                bytes.append(contentsOf: options.null.utf8)
                continue
            }
            if options.format == .csv {
                appendQuoted(
                    field, force: options.forceQuote.contains(names[index]), alone: fields.count == 1, to: &bytes)
            } else {
                appendEscaped(field, to: &bytes)
            }
        }
        bytes.append(10)
        return bytes
    }

    private func appendEscaped(_ field: String, to bytes: inout [UInt8]) {
        for byte in field.utf8 {
            switch byte {
            case 8: bytes.append(contentsOf: "\\b".utf8)
            case 9: bytes.append(contentsOf: "\\t".utf8)
            case 10: bytes.append(contentsOf: "\\n".utf8)
            case 11: bytes.append(contentsOf: "\\v".utf8)
            case 12: bytes.append(contentsOf: "\\f".utf8)
            case 13: bytes.append(contentsOf: "\\r".utf8)
            case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
            case options.delimiter:
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            default: bytes.append(byte)
            }
        }
    }

    private func appendQuoted(_ field: String, force: Bool, alone: Bool, to bytes: inout [UInt8]) {
        let needsQuotes =
            force || field == options.null || (alone && field == "\\.")
            || field.utf8.contains {
                $0 == options.delimiter || $0 == options.quote || $0 == 10 || $0 == 13
            }
        guard needsQuotes else {
            bytes.append(contentsOf: field.utf8)
            return
        }
        bytes.append(options.quote)
        for byte in field.utf8 {
            if byte == options.quote || byte == options.escape { bytes.append(options.escape) }
            bytes.append(byte)
        }
        bytes.append(options.quote)
    }
}
