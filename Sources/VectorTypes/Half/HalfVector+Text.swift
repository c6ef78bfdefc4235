extension HalfVector: LosslessStringConvertible {
    /// A vector from its text form, such as `[1, 2.5, -3e-2]`.
    ///
    /// - Parameter dimensions: the declared number of dimensions, if one was declared (`halfvec(3)`).
    /// - Throws: `22P02` for a text that is not of this form, `22003` for a number that rounds to more than 65,504, and
    ///   as ``init(_:dimensions:)-([Float],_)``.
    public init(text: String, dimensions: Int? = nil) throws {
        self = try withUTF8(text) { try HalfVector(utf8: $0, dimensions: dimensions) }
    }

    /// A vector from its text form in UTF-8; see ``init(text:dimensions:)``.
    package init(utf8 text: UnsafeBufferPointer<UInt8>, dimensions: Int? = nil) throws {
        let type = VectorType.halfvec
        let bound = DenseText.elementBound(text, type)
        bitPatterns = try [UInt16](unsafeUninitializedCapacity: bound) { buffer, count in
            count = try DenseText.parse(text, as: type, dimensions: dimensions) { index, number, numberText in
                let bits = Half.bitPattern(number.value)
                if number.overflows || (Half.isInfinite(bits) && number.value.isFinite) {
                    throw type.outOfRange(numberText())
                }
                try type.requireFinite(number.value)
                buffer[index] = bits
            }
        }
    }

    /// A vector from its text form, or `nil` where ``init(text:dimensions:)`` would throw.
    public init?(_ description: String) {
        guard let vector = try? HalfVector(text: description) else { return nil }
        self = vector
    }

    /// The text form, such as `[1,2.5,-0.029998779]`: the shortest single-precision decimals of the elements.
    public var text: String {
        bitPatterns.withUnsafeBufferPointer { bitPatterns in
            DenseText.text(count: bitPatterns.count) { Half.float(bitPatterns[$0]) }
        }
    }

    public var description: String { text }
}
