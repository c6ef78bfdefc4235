import Foundation

/// One line of results: a JSON object whose members keep the order in which they were set.
struct ResultLine {
    enum Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
        case text(String), integer(Int), number(Double), flag(Bool)

        init(stringLiteral value: String) { self = .text(value) }
        init(integerLiteral value: Int) { self = .integer(value) }
        init(floatLiteral value: Double) { self = .number(value) }
    }

    private var members: [(name: String, value: Value)] = []

    init() {}

    init(_ members: KeyValuePairs<String, Value>) { for (name, value) in members { self[name] = value } }

    subscript(name: String) -> Value? {
        get { members.first { $0.name == name }?.value }
        set {
            members.removeAll { $0.name == name }
            if let newValue { members.append((name, newValue)) }
        }
    }

    /// This line followed by the members of another.
    func followed(by other: ResultLine) -> ResultLine {
        var line = self
        for (name, value) in other.members { line[name] = value }
        return line
    }

    var json: String {
        "{" + members.map { "\(Self.quoted($0.name)):\(Self.text($0.value))" }.joined(separator: ",") + "}"
    }

    private static func text(_ value: Value) -> String {
        switch value {
        case .text(let text): quoted(text)
        case .integer(let number): String(number)
        case .flag(let flag): String(flag)
        // Six significant digits say all that a measurement knows.
        case .number(let number) where number.isFinite: String(format: "%.6g", number)
        case .number: "null"
        }
    }

    private static func quoted(_ text: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        let data = try? encoder.encode([text])
        return data.map { String(String(decoding: $0, as: UTF8.self).dropFirst().dropLast()) } ?? "\"\""
    }

    func print() {
        Swift.print(json)
        fflush(nil)
    }
}

/// What goes to the person who waits.
func progress(_ message: String) { FileHandle.standardError.write(Data((message + "\n").utf8)) }
