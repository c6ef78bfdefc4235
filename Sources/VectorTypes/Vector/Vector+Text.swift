extension Vector: LosslessStringConvertible {
    /// A vector from its text form, such as `[1, 2.5, -3e-2]`.
    ///
    /// - Parameter dimensions: the declared number of dimensions, if one was declared (`vector(3)`).
    /// - Throws: `22P02` for a text that is not of this form, `22003` for a number beyond single precision, and as
    ///   ``init(_:dimensions:)``.
    public init(text: String, dimensions: Int? = nil) throws {
        self = try withUTF8(text) { try Vector(utf8: $0, dimensions: dimensions) }
    }

    /// A vector from its text form in UTF-8; see ``init(text:dimensions:)``.
    package init(utf8 text: UnsafeBufferPointer<UInt8>, dimensions: Int? = nil) throws {
        let type = VectorType.vector
        let bound = DenseText.elementBound(text, type)
        elements = try [Float](unsafeUninitializedCapacity: bound) { buffer, count in
            count = try DenseText.parse(text, as: type, dimensions: dimensions) { index, number, numberText in
                if number.overflows { throw type.outOfRange(numberText()) }
                try type.requireFinite(number.value)
                buffer[index] = number.value
            }
        }
    }

    /// A vector from its text form, or `nil` where ``init(text:dimensions:)`` would throw.
    public init?(_ description: String) {
        guard let vector = try? Vector(text: description) else { return nil }
        self = vector
    }

    /// The text form, such as `[1,2.5,-0.03]`: the shortest decimals that read back as the same elements.
    public var text: String {
        elements.withUnsafeBufferPointer { elements in
            DenseText.text(count: elements.count) { elements[$0] }
        }
    }

    public var description: String { text }
}
