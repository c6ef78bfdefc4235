/// A reference to a shell variable in a statement or a command: `:name`, `:'name'`, `:"name"` or `:{?name}`.
struct VariableReference {
    enum Form { case plain, literal, identifier, test }

    let form: Form
    let name: String
    /// Where the text goes on behind the reference.
    let end: Int

    /// Reads the reference whose colon stands at `start`, nil when what stands there is none.
    init?(_ line: [UInt8], at start: Int) {
        var position = start + 1
        guard position < line.count else { return nil }
        let closing: UInt8?
        switch line[position] {
        case UInt8(ascii: "'"):
            form = .literal
            closing = UInt8(ascii: "'")
        case UInt8(ascii: "\""):
            form = .identifier
            closing = UInt8(ascii: "\"")
        case UInt8(ascii: "{"):
            guard position + 1 < line.count, line[position + 1] == UInt8(ascii: "?") else { return nil }
            position += 1
            form = .test
            closing = UInt8(ascii: "}")
        default:
            form = .plain
            closing = nil
        }
        if closing != nil { position += 1 }
        let nameStart = position
        while position < line.count, Self.isNameByte(line[position]) { position += 1 }
        guard position > nameStart else { return nil }
        name = String(decoding: line[nameStart..<position], as: UTF8.self)
        if let closing {
            guard position < line.count, line[position] == closing else { return nil }
            position += 1
        }
        end = position
    }

    /// What stands for the reference; nil when the variable is not set.
    func replacement(_ variable: (String) -> String?) -> [UInt8]? {
        let value = variable(name)
        switch form {
        case .plain: return value.map { Array($0.utf8) }
        case .literal: return value.map { Array(Self.literal($0).utf8) }
        case .identifier: return value.map { Array(Self.quote($0, "\"").utf8) }
        case .test: return Array((value == nil ? "FALSE" : "TRUE").utf8)
        }
    }

    /// A value as an SQL string constant.
    static func literal(_ value: String) -> String {
        guard value.utf8.contains(UInt8(ascii: "\\")) else { return quote(value, "'") }
        let doubled = value.unicodeScalars.reduce(into: "") { text, scalar in
            if scalar == "\\" { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
        return " E" + quote(doubled, "'")
    }

    /// A text in quotes, the quotes in it doubled.
    static func quote(_ text: String, _ mark: Unicode.Scalar) -> String {
        var result = String(mark)
        for scalar in text.unicodeScalars {
            if scalar == mark { result.unicodeScalars.append(mark) }
            result.unicodeScalars.append(scalar)
        }
        result.unicodeScalars.append(mark)
        return result
    }

    /// Whether a byte may stand in a variable's name.
    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
            true
        default: false
        }
    }
}
