import VectorTypes

/// Vectors as the caller has them, checked and brought into storage form.
extension IVFFlatIndex {
    /// Checks numbers and calls `body` with them in the index's element type.
    func withStorage<R>(of values: [Float], _ body: (UnsafeRawBufferPointer) throws -> R) throws -> R {
        // The difference of a number and itself is zero, of anything else it is not.
        let isFinite = values.withUnsafeBytes { bytes in
            bytes.baseAddress.map { kernels.float32.l1($0, $0, values.count) == 0 } ?? true
        }
        for value in values where !isFinite && !value.isFinite {
            throw VecDBError(
                .dataException, value.isNaN ? "NaN not allowed in vector" : "infinite value not allowed in vector")
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

    func checkBits(_ bits: [UInt8], count: Int) throws {
        guard element == .bit else { throw VecDBError(.datatypeMismatch, "the index does not hold bit vectors") }
        let (expected, overflow) = count.multipliedReportingOverflow(by: layout.vectorBytes)
        guard !overflow, bits.count == expected else {
            throw VecDBError(.dataException, "expected \(count) vectors of \(dimensions) bits, not \(bits.count) bytes")
        }
        guard dimensions % 8 != 0 else { return }
        let unused = UInt8(0xff) >> UInt8(dimensions % 8)
        for last in stride(from: layout.vectorBytes - 1, to: bits.count, by: layout.vectorBytes) {
            guard bits[last] & unused == 0 else {
                throw VecDBError(.dataException, "unused bits of a bit vector must be zero")
            }
        }
    }
}
