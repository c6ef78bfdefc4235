/// A cell's text as it is shown in an aligned table: split into lines, control characters made visible, widths counted.
///
/// As psql does it: a tab goes to the next multiple of eight, a carriage return shows as `\r`, any other control
/// character as `\x1B` and kin; a wide character takes two columns and a combining one none.
struct DisplayText {
    /// The lines, each with the columns it takes on a terminal.
    var lines: [(text: String, width: Int)]

    /// The widest line's columns.
    var width: Int { lines.reduce(0) { max($0, $1.width) } }

    init(_ text: String) {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
            lines = [(text, text.utf8.count)]
            return
        }
        lines = []
        var line = ""
        var width = 0
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A:
                lines.append((line, width))
                line = ""
                width = 0
            case 0x0D:
                line += "\\r"
                width += 2
            case 0x09:
                repeat {
                    line += " "
                    width += 1
                } while width % 8 != 0
            case 0..<0x20, 0x7F:
                line += "\\x" + Self.hexadecimal(scalar.value, digits: 2)
                width += 4
            case 0x80..<0xA0:
                line += "\\u" + Self.hexadecimal(scalar.value, digits: 4)
                width += 6
            default:
                line.unicodeScalars.append(scalar)
                width += Self.columns(of: scalar)
            }
        }
        lines.append((line, width))
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// The terminal columns of a printable character.
    static func columns(of scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return scalar.value == 0xAD ? 0 : 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        return wideRanges.contains { $0.contains(scalar.value) } ? 2 : 1
    }

    /// East Asian wide and fullwidth characters (Unicode TR 11), by block.
    private static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x2E80...0x303E, 0x3041...0x33FF,
        0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
        0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18AFF, 0x1B000...0x1B2FF,
        0x1F004...0x1F004, 0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F320,
        0x1F32D...0x1F335, 0x1F337...0x1F37C, 0x1F37E...0x1F393, 0x1F3A0...0x1F3CA, 0x1F3E0...0x1F3F0,
        0x1F400...0x1F43E, 0x1F440...0x1F440, 0x1F442...0x1F4FC, 0x1F4FF...0x1F53D, 0x1F54B...0x1F54E,
        0x1F550...0x1F567, 0x1F5FB...0x1F64F, 0x1F680...0x1F6C5, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
    ]
}
