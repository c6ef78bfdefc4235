/// The text form `[1,2.5,-3]` that `vector` and `halfvec` share.
enum DenseText {
    /// Reads the elements of a literal, handing each number with its own text's start to `store`.
    ///
    /// The checks come in pgvector's order: syntax and numbers from left to right (a number too many is refused where
    /// it stands), then what follows the bracket, then the dimensions.
    /// - Returns: the number of elements.
    static func parse(
        _ text: UnsafeBufferPointer<UInt8>, as type: VectorType, dimensions: Int?,
        store: (Int, ParsedFloat, () -> String) throws -> Void
    ) throws -> Int {
        func syntaxError(_ detail: String? = nil) -> VecDBError {
            invalidSyntax(text, type, detail)
        }
        guard var cursor = TextCursor(text) else {
            throw syntaxError("Vector contents must start with \"[\".")
        }
        cursor.skipSpace()
        guard cursor.take("[") else { throw syntaxError("Vector contents must start with \"[\".") }
        cursor.skipSpace()
        if cursor.next == UInt8(ascii: "]") { try type.requireDimensions(0) }
        var count = 0
        repeat {
            if count == type.maximumDimensions { throw type.tooManyDimensions }
            cursor.skipSpace()
            let start = cursor.place
            guard let number = cursor.number() else { throw syntaxError() }
            try store(count, number) { cursor.text(from: start) }
            count += 1
            cursor.skipSpace()
        } while cursor.take(",")
        guard cursor.take("]") else { throw syntaxError() }
        cursor.skipSpace()
        guard cursor.isAtEnd else { throw syntaxError("Junk after closing right brace.") }
        try type.requireDimensions(count, expected: dimensions)
        return count
    }

    /// The room that a literal's elements need: one more than it has commas, but never more than the type allows.
    static func elementBound(_ text: UnsafeBufferPointer<UInt8>, _ type: VectorType) -> Int {
        var commas = 0
        for byte in text { commas &+= byte == UInt8(ascii: ",") ? 1 : 0 }
        return min(commas + 1, type.maximumDimensions)
    }

    /// The text form of `count` elements.
    static func text(count: Int, element: (Int) -> Float) -> String {
        String(unsafeUninitializedCapacity: count * (longestElement + 1) + 2) { buffer in
            guard let start = buffer.baseAddress else { return 0 }
            return write(count: count, to: start, element: element) - start
        }
    }

    private static func write(
        count: Int, to start: UnsafeMutablePointer<UInt8>, element: (Int) -> Float
    ) -> UnsafeMutablePointer<UInt8> {
        var end = start
        end.append("[")
        for index in 0..<count {
            if index > 0 { end.append(",") }
            end = FloatText.write(element(index), to: end)
        }
        end.append("]")
        return end
    }

    /// The most bytes a finite single-precision number takes: `-1.23456789e-10`.
    static let longestElement = 16

    static func invalidSyntax(
        _ text: UnsafeBufferPointer<UInt8>, _ type: VectorType, _ detail: String?
    ) -> VecDBError {
        let literal = String(decoding: text, as: UTF8.self)
        return VecDBError(
            .invalidTextRepresentation, "invalid input syntax for type \(type.rawValue): \"\(literal)\"",
            detail: detail)
    }
}

/// Calls `body` with the bytes of a string.
func withUTF8<Result>(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
    var text = text
    return try text.withUTF8(body)
}
