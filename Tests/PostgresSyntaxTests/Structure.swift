import PostgresSyntax

/// PostgreSQL's tree of a statement as JSON without the places of its nodes, so that two spellings can be compared.
func withoutLocations(_ json: String) -> String {
    var result: [UInt8] = []
    let bytes = Array(json.utf8)
    var offset = 0
    let marks = ["\"location\":", "\"stmt_len\":", "\"stmt_location\":"].map { Array($0.utf8) }
    while offset < bytes.count {
        if bytes[offset] == UInt8(ascii: "\""), let mark = marks.first(where: { bytes[offset...].starts(with: $0) }) {
            offset += mark.count
            while offset < bytes.count, bytes[offset] == 0x2D || (0x30...0x39).contains(bytes[offset]) { offset += 1 }
            if bytes[offset] == UInt8(ascii: ",") {
                offset += 1
            } else if result.last == UInt8(ascii: ",") {
                result.removeLast()
            }
            continue
        }
        result.append(bytes[offset])
        offset += 1
    }
    return String(decoding: result, as: UTF8.self)
}

extension Oracle {
    /// Whether our tree, written out with every parenthesis, is the same statement to PostgreSQL; the text when not.
    /// None where our deparser does not go.
    func structureDiffers(_ sql: String) -> String? {
        guard case .accepted(let original) = parse(sql), !original.lowercased().contains("xml"),
            !original.contains("RangeTableFunc"),
            let statements = try? parseStatements(sql)
        else { return nil }
        for statement in statements {
            guard let text = Deparser(.faithful).text(of: statement.statement) else { return nil }
            guard statements.count == 1 else { continue }
            guard case .accepted(let again) = parse(text) else { return "\(text)\n  \(parse(text))" }
            if withoutLocations(original) != withoutLocations(again) { return text }
        }
        return nil
    }
}
