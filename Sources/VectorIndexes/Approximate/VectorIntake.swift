import VectorKernels
import VectorTypes

/// Vectors as a caller has them, checked and brought into storage form.
extension ApproximateIndex {
    /// Checks numbers and calls `body` with them in the index's element type.
    /// - Throws: 22000 for NaN and infinite values, 22003 for values that do not fit float16, 42804 when the index holds
    ///   sparse vectors.
    func withStorage<R>(of values: [Float], _ body: (UnsafeRawBufferPointer) throws -> R) throws -> R {
        let kernels = Kernels.current
        // The difference of a number and itself is zero, of anything else it is not.
        let isFinite = values.withUnsafeBytes { bytes in
            bytes.baseAddress.map { kernels.float32.l1($0, $0, values.count) == 0 } ?? true
        }
        for value in values where !isFinite && !value.isFinite {
            throw VecDBError(
                .dataException, value.isNaN ? "NaN not allowed in vector" : "infinite value not allowed in vector")
        }
        guard element != .sparse else {
            throw VecDBError(.datatypeMismatch, "the index holds sparse vectors")
        }
        guard element == .float16 else { return try values.withUnsafeBytes(body) }
        var halves = [UInt16](repeating: 0, count: values.count)
        values.withUnsafeBytes { values in
            halves.withUnsafeMutableBytes { halves in
                guard let from = values.baseAddress, let to = halves.baseAddress else { return }
                kernels.conversion.narrow(from, values.count / 4, to)
            }
        }
        if let place = halves.firstIndex(where: { $0 & 0x7c00 == 0x7c00 }) {
            throw VecDBError(.numericValueOutOfRange, "\"\(values[place])\" is out of range for type halfvec")
        }
        return try halves.withUnsafeBytes(body)
    }

    /// Checks bit vectors that stand one after another.
    /// - Throws: 42804 when the index does not hold bits, 22000 when there are too few or too many bytes, or an unused
    ///   bit is set.
    func checkBits(_ bits: [UInt8], count: Int) throws {
        guard element == .bit else { throw VecDBError(.datatypeMismatch, "the index does not hold bit vectors") }
        let bytes = (dimensions + 7) / 8
        let (expected, overflow) = count.multipliedReportingOverflow(by: bytes)
        guard !overflow, bits.count == expected else {
            throw VecDBError(.dataException, "expected \(count) vectors of \(dimensions) bits, not \(bits.count) bytes")
        }
        guard dimensions % 8 != 0 else { return }
        let unused = UInt8(0xff) >> UInt8(dimensions % 8)
        for last in stride(from: bytes - 1, to: bits.count, by: bytes) {
            guard bits[last] & unused == 0 else {
                throw VecDBError(.dataException, "unused bits of a bit vector must be zero")
            }
        }
    }

    /// Checks vectors that stand one after another as numbers.
    /// - Throws: 42804 when the index holds bits or sparse vectors, 22000 when there are too few or too many numbers.
    func checkNumbers(_ values: [Float], count: Int) throws {
        guard element != .bit, element != .sparse else {
            throw VecDBError(.datatypeMismatch, "\(element) vectors cannot be added as numbers")
        }
        let (expected, overflow) = count.multipliedReportingOverflow(by: dimensions)
        guard !overflow, values.count == expected else {
            throw VecDBError(
                .dataException,
                count == 1
                    ? "expected \(dimensions) dimensions, not \(values.count)"
                    : "expected \(count) vectors of \(dimensions) dimensions, not \(values.count) elements")
        }
    }
}
