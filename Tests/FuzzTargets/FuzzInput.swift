/// Takes an input apart into the numbers and texts that a target needs.
struct FuzzInput {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isEmpty: Bool { rest.isEmpty }

    /// The next byte; 0 at the end.
    mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    /// One of some values, chosen by the next byte.
    mutating func choice<Value>(_ values: [Value]) -> Value { values[Int(byte()) % values.count] }

    /// A number below `bound`, chosen by the next four bytes.
    mutating func number(below bound: Int) -> Int {
        var number = 0
        for _ in 0..<4 { number = number << 8 | Int(byte()) }
        return bound > 0 ? number % bound : 0
    }

    /// The text up to the next zero byte.
    mutating func text() -> String {
        let text = rest.prefix { $0 != 0 }
        rest = rest.dropFirst(text.count + 1)
        return String(decoding: text, as: UTF8.self)
    }

    /// Everything that is left.
    mutating func bytes() -> [UInt8] {
        defer { rest = [] }
        return Array(rest)
    }
}
