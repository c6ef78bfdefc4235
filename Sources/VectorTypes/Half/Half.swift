import VectorKernels

/// Half-precision numbers (IEEE 754 binary16) as bit patterns.
///
/// Where the toolchain has `Float16` it converts; Swift has none for macOS on x86-64, so the same two conversions are
/// written out for that platform. Both round to nearest, ties to even, and keep subnormals.
enum Half {
    static let exponentMask: UInt16 = 0x7C00
    static let signMask: UInt16 = 0x8000

    @inline(__always)
    static func isFinite(_ bits: UInt16) -> Bool { bits & exponentMask != exponentMask }

    @inline(__always)
    static func isInfinite(_ bits: UInt16) -> Bool { bits & ~signMask == exponentMask }

    @inline(__always)
    static func isZero(_ bits: UInt16) -> Bool { bits & ~signMask == 0 }

    /// The number rounded to half precision, infinite when it is too large.
    @inline(__always)
    static func bitPattern(_ value: Float) -> UInt16 {
        #if os(macOS) && arch(x86_64)
            return portableBitPattern(value)
        #else
            return Float16(value).bitPattern
        #endif
    }

    /// The number in single precision, exactly.
    @inline(__always)
    static func float(_ bits: UInt16) -> Float {
        #if os(macOS) && arch(x86_64)
            return portableFloat(bits)
        #else
            return Float(Float16(bitPattern: bits))
        #endif
    }

    /// The number rounded to half precision.
    ///
    /// - Throws: `22003` when a finite number rounds to an infinite one.
    @inline(__always)
    static func checkedBitPattern(_ value: Float) throws -> UInt16 {
        let bits = bitPattern(value)
        if isInfinite(bits) && !value.isInfinite { throw VectorType.halfvec.outOfRange(shortestText(value)) }
        return bits
    }
}

extension Half {
    /// The numbers in single precision.
    static func floats(_ bitPatterns: [UInt16]) -> [Float] {
        [Float](unsafeUninitializedCapacity: bitPatterns.count) { buffer, count in
            bitPatterns.withUnsafeBytes { source in
                guard let start = source.baseAddress, let destination = buffer.baseAddress else { return }
                Kernels.current.conversion.widen(start, bitPatterns.count, destination)
            }
            count = bitPatterns.count
        }
    }

    /// The numbers rounded to half precision.
    ///
    /// - Throws: `22003` when a finite number rounds to an infinite one, naming the first.
    static func checkedBitPatterns(_ values: [Float]) throws -> [UInt16] {
        let bitPatterns = [UInt16](unsafeUninitializedCapacity: values.count) { buffer, count in
            values.withUnsafeBytes { source in
                guard let start = source.baseAddress, let destination = buffer.baseAddress else { return }
                Kernels.current.conversion.narrow(start, values.count, destination)
            }
            count = values.count
        }
        if bitPatterns.contains(where: { !isFinite($0) }) {
            for value in values { _ = try checkedBitPattern(value) }
        }
        return bitPatterns
    }
}

extension Half {
    /// ``float(_:)`` without the toolchain's `Float16`.
    ///
    /// The half's exponent and fraction are moved to the place they have in a float, and the difference of the
    /// exponents' biases is put right by a multiplication, which also normalises subnormals.
    static func portableFloat(_ bits: UInt16) -> Float {
        let sign = UInt32(bits & signMask) << 16
        let magnitude = UInt32(bits & ~signMask)
        if magnitude >= UInt32(exponentMask) {
            let fraction = (magnitude & 0x03FF) << 13
            return Float(bitPattern: sign | 0x7F80_0000 | (fraction == 0 ? 0 : fraction | 0x0040_0000))
        }
        let scaled = Float(bitPattern: magnitude << 13) * Float(sign: .plus, exponent: 112, significand: 1)
        return Float(bitPattern: sign | scaled.bitPattern)
    }

    /// ``bitPattern(_:)`` without the toolchain's `Float16`.
    static func portableBitPattern(_ value: Float) -> UInt16 {
        let sign = UInt16(truncatingIfNeeded: value.bitPattern >> 16) & signMask
        let magnitude = value.bitPattern & 0x7FFF_FFFF
        if magnitude > 0x7F80_0000 { return sign | 0x7E00 | UInt16(truncatingIfNeeded: (magnitude >> 13) & 0x01FF) }
        // 65,520 and more rounds to infinity.
        if magnitude >= 0x477F_F000 { return sign | exponentMask }
        if magnitude < 0x3880_0000 {
            // Subnormal in half precision: the addition of 0.5 rounds at 2^-24, the last place of those.
            let rounded = Float(bitPattern: magnitude) + 0.5
            return sign | UInt16(truncatingIfNeeded: rounded.bitPattern &- 0x3F00_0000)
        }
        let odd = (magnitude >> 13) & 1
        let rounded = magnitude &- 0x3800_0000 &+ 0x0FFF &+ odd
        return sign | UInt16(truncatingIfNeeded: rounded >> 13)
    }
}
