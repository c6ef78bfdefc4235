extension SparseVector: LosslessStringConvertible {
    /// A vector from its text form, such as `{1:1.5, 3:2}/5`: positions counted from 1, in any order, and the
    /// dimensions.
    ///
    /// Elements of value zero are left out before their positions are looked at, as pgvector does it.
    /// - Parameter dimensions: the declared number of dimensions, if one was declared (`sparsevec(5)`).
    /// - Throws: `22P02` for a text that is not of this form; `22003` for a number beyond single precision, or so small
    ///   that it rounds to zero; `22000` for a NaN or an infinite value, for other dimensions than declared, for a
    ///   position that is outside of the dimensions or there twice; `54000` for 16,000 commas or more, or too many
    ///   dimensions.
    public init(text: String, dimensions: Int? = nil) throws {
        self = try withUTF8(text) { try SparseVector(utf8: $0, dimensions: dimensions) }
    }

    /// A vector from its text form in UTF-8; see ``init(text:dimensions:)``.
    package init(utf8 text: UnsafeBufferPointer<UInt8>, dimensions expected: Int? = nil) throws {
        let type = VectorType.sparsevec
        let syntaxError = { DenseText.invalidSyntax(text, type, $0) }
        var commas = 0
        for byte in text { commas &+= byte == UInt8(ascii: ",") ? 1 : 0 }
        if commas >= VectorType.maximumNonZeroElements { throw type.tooManyNonZeroElements }

        guard var cursor = TextCursor(text) else { throw syntaxError("Vector contents must start with \"{\".") }
        cursor.skipSpace()
        guard cursor.take("{") else { throw syntaxError("Vector contents must start with \"{\".") }
        cursor.skipSpace()
        var elements: [(index: Int, value: Float)] = []
        if !cursor.take("}") {
            repeat {
                let element = try SparseVector.element(&cursor) { syntaxError(nil) }
                if element.value != 0 { elements.append(element) }
                cursor.skipSpace()
            } while cursor.take(",")
            guard cursor.take("}") else { throw syntaxError(nil) }
        }
        cursor.skipSpace()
        guard cursor.take("/") else { throw syntaxError("Unexpected end of input.") }
        cursor.skipSpace()
        guard let dimensions = cursor.integer() else { throw syntaxError(nil) }
        cursor.skipSpace()
        guard cursor.isAtEnd else { throw syntaxError("Junk after closing.") }
        try type.requireDimensions(dimensions, expected: expected)

        elements.sort { $0.index < $1.index }
        var indices: [Int32] = []
        indices.reserveCapacity(elements.count)
        for (index, _) in elements { try SparseVector.append(index - 1, to: &indices, dimensions: dimensions) }
        self.init(unchecked: dimensions, indices: indices, values: elements.map { $0.value })
    }

    /// One `position:value`, the position still counted from 1 and held within 32 bits.
    private static func element(
        _ cursor: inout TextCursor, syntaxError: () -> VecDBError
    ) throws -> (index: Int, value: Float) {
        cursor.skipSpace()
        guard let index = cursor.integer() else { throw syntaxError() }
        cursor.skipSpace()
        guard cursor.take(":") else { throw syntaxError() }
        cursor.skipSpace()
        let start = cursor.place
        guard let number = cursor.number() else { throw syntaxError() }
        if number.overflows || number.underflows {
            throw VectorType.sparsevec.outOfRange(cursor.text(from: start))
        }
        try VectorType.sparsevec.requireFinite(number.value)
        return (min(max(index, Int(Int32.min) + 1), Int(Int32.max)), number.value)
    }

    /// Appends a position, counted from 0, that must lie inside of the dimensions and behind the ones before it.
    static func append(_ index: Int, to indices: inout [Int32], dimensions: Int) throws {
        guard (0..<dimensions).contains(index) else { throw indexOutOfBounds }
        if let last = indices.last, index <= last {
            throw index == last
                ? VecDBError(.dataException, "sparsevec indices must not contain duplicates")
                : VecDBError(.dataException, "sparsevec indices must be in ascending order")
        }
        indices.append(Int32(index))
    }

    /// A vector from its text form, or `nil` where ``init(text:dimensions:)`` would throw.
    public init?(_ description: String) {
        guard let vector = try? SparseVector(text: description) else { return nil }
        self = vector
    }

    /// The text form, such as `{1:1.5,3:2}/5`, positions counted from 1.
    public var text: String {
        // A position and the dimensions take at most 10 digits each.
        String(unsafeUninitializedCapacity: values.count * (DenseText.longestElement + 12) + 16) { buffer in
            guard let start = buffer.baseAddress else { return 0 }
            return write(to: start) - start
        }
    }

    private func write(to start: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        var end = start
        end.append("{")
        for (place, index) in indices.enumerated() {
            if place > 0 { end.append(",") }
            end = FloatText.writeInteger(UInt64(index) + 1, to: end)
            end.append(":")
            end = FloatText.write(values[place], to: end)
        }
        end.append("}")
        end.append("/")
        return FloatText.writeInteger(UInt64(dimensions), to: end)
    }

    public var description: String { text }
}
