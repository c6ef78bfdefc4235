/// A list of texts and NULLs in one column of the catalog: a JSON array, so that any tool can read it.
enum TextList {
    static func encode(_ list: [String?]) -> String {
        var text = "["
        for (index, element) in list.enumerated() {
            if index > 0 { text += "," }
            guard let element else {
                text += "null"
                continue
            }
            text += "\""
            for scalar in element.unicodeScalars {
                switch scalar {
                case "\"": text += "\\\""
                case "\\": text += "\\\\"
                case "\n": text += "\\n"
                case "\u{0}"..<" ":
                    let digits = String(scalar.value, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                default: text.unicodeScalars.append(scalar)
                }
            }
            text += "\""
        }
        return text + "]"
    }

    /// Reads what ``encode(_:)`` wrote; anything else gives what could be read of it.
    static func decode(_ text: String) -> [String?] {
        var list: [String?] = []
        var rest = text.unicodeScalars.dropFirst()[...]
        while let first = rest.first, first != "]" {
            switch first {
            case "n":
                list.append(nil)
                rest = rest.dropFirst(4)
            case "\"": list.append(string(&rest))
            default: rest = rest.dropFirst()
            }
        }
        return list
    }

    private static func string(_ rest: inout Substring.UnicodeScalarView) -> String {
        var element = ""
        rest = rest.dropFirst()
        while let scalar = rest.popFirst(), scalar != "\"" {
            guard scalar == "\\", let escaped = rest.popFirst() else {
                element.unicodeScalars.append(scalar)
                continue
            }
            switch escaped {
            case "n": element += "\n"
            case "u":
                if let code = UInt32(String(String.UnicodeScalarView(rest.prefix(4))), radix: 16),
                    let decoded = Unicode.Scalar(code)
                {
                    element.unicodeScalars.append(decoded)
                }
                rest = rest.dropFirst(4)
            default: element.unicodeScalars.append(escaped)
            }
        }
        return element
    }
}
