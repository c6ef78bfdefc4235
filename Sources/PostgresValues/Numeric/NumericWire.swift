import VectorTypes

/// PostgreSQL's binary form of a numeric: int16 number of limbs, int16 weight, uint16 sign, int16 scale, and the limbs
/// of four decimal digits as int16, big-endian.
extension Numeric {
    private enum WireSign {
        static let negative: UInt16 = 0x4000
        static let nan: UInt16 = 0xC000
        static let positiveInfinity: UInt16 = 0xD000
        static let negativeInfinity: UInt16 = 0xF000
    }

    /// The number that the reader finds next.
    ///
    /// - Throws: 08P01 for too few bytes, 22P03 for contents that are not a number.
    package init(wire reader: inout WireReader) throws {
        let count = Int(try reader.next(UInt16.self))
        let weight = Int(try reader.next(Int16.self))
        let sign = try reader.next(UInt16.self)
        let scale = Int(try reader.next(UInt16.self))
        switch sign {
        case WireSign.nan: self.init(kind: .nan)
        case WireSign.positiveInfinity: self.init(kind: .positiveInfinity)
        case WireSign.negativeInfinity: self.init(kind: .negativeInfinity)
        case 0, WireSign.negative:
            guard scale <= Numeric.maximumScale else { throw Numeric.invalidWire("scale") }
            var digits: [Int32] = []
            digits.reserveCapacity(min(count, reader.remaining / 2))
            for _ in 0..<count {
                let digit = Int32(try reader.next(Int16.self))
                guard (0..<Numeric.base).contains(digit) else { throw Numeric.invalidWire("digit") }
                digits.append(digit)
            }
            self.init(negative: sign == WireSign.negative, weight: weight, digits: digits, scale: scale)
        default: throw Numeric.invalidWire("sign")
        }
    }

    private static func invalidWire(_ part: String) -> VecDBError {
        VecDBError(.invalidBinaryRepresentation, "invalid \(part) in external \"numeric\" value")
    }

    /// The binary form.
    package var wireBytes: [UInt8] {
        var writer = WireWriter(capacity: 8 + 2 * digits.count)
        let isFinite = kind == .finite
        writer.append(UInt16(truncatingIfNeeded: isFinite ? digits.count : 0))
        writer.append(Int16(truncatingIfNeeded: isFinite ? weight : 0))
        writer.append(wireSign)
        writer.append(UInt16(truncatingIfNeeded: isFinite ? scale : 0))
        if isFinite { for digit in digits { writer.append(Int16(truncatingIfNeeded: digit)) } }
        return writer.bytes
    }

    private var wireSign: UInt16 {
        switch kind {
        case .finite: negative ? WireSign.negative : 0
        case .nan: WireSign.nan
        case .positiveInfinity: WireSign.positiveInfinity
        case .negativeInfinity: WireSign.negativeInfinity
        }
    }
}
