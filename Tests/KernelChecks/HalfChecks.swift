import TestSupport
import VectorKernels

/// Float16 by the definition, independent of what the processor and the toolchain do.
func floatOfHalf(_ bits: UInt16) -> Float {
    let sign: Float = bits & 0x8000 == 0 ? 1 : -1
    let exponent = Int(bits >> 10 & 0x1f)
    let fraction = Float(bits & 0x3ff)
    switch exponent {
    case 0: return sign * fraction * Float(sign: .plus, exponent: -24, significand: 1)
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default: return sign * (1 + fraction / 1024) * Float(sign: .plus, exponent: exponent - 15, significand: 1)
    }
}

/// The nearest half, ties to even, found by arithmetic on the exponent.
func halfBits(_ value: Float) -> UInt16 {
    let sign: UInt16 = value.sign == .minus ? 0x8000 : 0
    let magnitude = Double(value.magnitude)
    if value.isNaN { return sign | 0x7e00 }
    if magnitude >= 65_520 { return sign | 0x7c00 }
    let exponent = magnitude == 0 ? -14 : max(-14, Int(magnitude.exponent))
    let step = Double(sign: .plus, exponent: exponent - 10, significand: 1)
    let steps = Int((magnitude / step).rounded(.toNearestOrEven))
    // Steps from 1024 to 2047 are the normal numbers of this exponent; 2048 carries into the next one by itself.
    return sign | UInt16(steps + (exponent + 14) * 1024)
}

func checkConversions(_ kernels: ConversionKernels, _ report: inout KernelReport, _ random: inout SeededGenerator) {
    let all = (0...UInt16.max).map { $0 }
    let wide = Unaligned(count: all.count * 4, offset: 3)
    kernels.widen(all, all.count, wide.base)
    for bits in all {
        let value = wide.base.loadUnaligned(fromByteOffset: Int(bits) * 4, as: Float.self)
        let expected = floatOfHalf(bits)
        report.expect(
            value.bitPattern == expected.bitPattern || (value.isNaN && expected.isNaN),
            "half \(bits) widens to \(value), not \(expected)")
    }
    var singles = all.map(floatOfHalf)
    // Between neighbours: just below, at and just above the middle.
    for bits in UInt16(0)..<0x7bff {
        let middle = (floatOfHalf(bits) + floatOfHalf(bits + 1)) / 2
        singles += [middle.nextDown, middle, middle.nextUp, -middle]
    }
    singles += [
        65_519, 65_520, 65_536, 1e30, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, 2.9e-8, 2.98023224e-8,
        2.99e-8,
    ]
    singles += (0..<1000).map { _ in Float(bitPattern: UInt32(truncatingIfNeeded: random.next())) }
    let narrow = Unaligned(count: singles.count * 2, offset: 1)
    kernels.narrow(singles, singles.count, narrow.base)
    for (i, single) in singles.enumerated() {
        let bits = narrow.base.loadUnaligned(fromByteOffset: i * 2, as: UInt16.self)
        report.expect(
            bits == halfBits(single) || (single.isNaN && floatOfHalf(bits).isNaN),
            "\(single) narrows to \(bits), not \(halfBits(single))")
    }
    for count in 0..<40 {
        let target = Unaligned(count: count * 2, offset: 1)
        kernels.narrow(singles, count, target.base)
        report.expect(target.isUntouchedAround, "narrow \(count) writes outside")
        let wideTarget = Unaligned(count: count * 4, offset: 2)
        kernels.widen(all, count, wideTarget.base)
        report.expect(wideTarget.isUntouchedAround, "widen \(count) writes outside")
    }
}
