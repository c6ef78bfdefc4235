import VectorTypes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The MD5 message digest (RFC 1321).
enum MD5 {
    private static let shifts: [UInt32] =
        [7, 12, 17, 22].repeated(4) + [5, 9, 14, 20].repeated(4) + [4, 11, 16, 23].repeated(4)
        + [6, 10, 15, 21].repeated(4)
    private static let sines: [UInt32] = (0..<64).map { UInt32(abs(sin(Double($0 + 1))) * 4_294_967_296) }

    static func digest(_ message: [UInt8]) throws -> [UInt8] {
        var state: (a: UInt32, b: UInt32, c: UInt32, d: UInt32) = (0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476)
        var words = [UInt32](repeating: 0, count: 16)
        let (shifts, sines) = (shifts, sines)
        try forEachBlock(of: message, bigEndian: false) { block in
            for word in 0..<16 {
                words[word] = UInt32(littleEndian: block.loadUnaligned(fromByteOffset: word * 4, as: UInt32.self))
            }
            var (a, b, c, d) = state
            for step in 0..<64 {
                let mixed: UInt32
                let word: Int
                switch step / 16 {
                case 0: (mixed, word) = ((b & c) | (~b & d), step)
                case 1: (mixed, word) = ((d & b) | (~d & c), (5 * step + 1) % 16)
                case 2: (mixed, word) = (b ^ c ^ d, (3 * step + 5) % 16)
                default: (mixed, word) = (c ^ (b | ~d), (7 * step) % 16)
                }
                let sum = a &+ mixed &+ sines[step] &+ words[word]
                (a, d, c) = (d, c, b)
                b = b &+ (sum << shifts[step] | sum >> (32 - shifts[step]))
            }
            state = (state.a &+ a, state.b &+ b, state.c &+ c, state.d &+ d)
        }
        return [state.a, state.b, state.c, state.d].flatMap { word in
            (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32($0 * 8)) }
        }
    }
}

/// SHA-256 (FIPS 180-4).
enum SHA256 {
    /// The first 32 bits of the fractional part of a root of each of the first primes.
    private static func fractions(_ count: Int, _ root: (Double) -> Double) -> [UInt32] {
        var primes: [Int] = []
        var candidate = 2
        while primes.count < count {
            if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
            candidate += 1
        }
        return primes.map { prime in
            let value = root(Double(prime))
            return UInt32((value - value.rounded(.down)) * 4_294_967_296)
        }
    }
    private static let constants = fractions(64, cbrt)
    private static let start = fractions(8) { $0.squareRoot() }

    static func digest(_ message: [UInt8]) throws -> [UInt8] {
        func rotate(_ x: UInt32, _ n: UInt32) -> UInt32 { x >> n | x << (32 - n) }
        var state = start
        var w = [UInt32](repeating: 0, count: 64)
        let constants = constants
        try forEachBlock(of: message, bigEndian: true) { block in
            for word in 0..<16 {
                w[word] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: word * 4, as: UInt32.self))
            }
            for i in 16..<64 {
                let s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3
                let s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10
                w[i] = w[i - 16] &+ s0 &+ w[i - 7] &+ s1
            }
            var (a, b, c, d) = (state[0], state[1], state[2], state[3])
            var (e, f, g, h) = (state[4], state[5], state[6], state[7])
            for i in 0..<64 {
                let s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
                let t1 = h &+ s1 &+ ((e & f) ^ (~e & g)) &+ constants[i] &+ w[i]
                let s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
                let majority = (a & b) ^ (a & c) ^ (b & c)
                (h, g, f, e) = (g, f, e, d &+ t1)
                (d, c, b, a) = (c, b, a, t1 &+ s0 &+ majority)
            }
            for (i, value) in [a, b, c, d, e, f, g, h].enumerated() { state[i] = state[i] &+ value }
        }
        return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(24 - $0 * 8)) } }
    }
}

/// The blocks of 64 bytes of a message that a one bit, zeros and its length in bits follow.
private func forEachBlock(
    of message: [UInt8], bigEndian: Bool, _ body: (UnsafeRawBufferPointer) -> Void
) throws {
    let whole = message.count / 64 * 64
    var end = Array(message[whole...]) + [0x80]
    while end.count % 64 != 56 { end.append(0) }
    let bits = UInt64(message.count) * 8
    for place in 0..<8 {
        end.append(UInt8(truncatingIfNeeded: bits >> UInt64(bigEndian ? 56 - place * 8 : place * 8)))
    }
    var meter = WorkMeter(every: 5_000)
    func run(_ bytes: UnsafeRawBufferPointer, _ count: Int) throws {
        for block in stride(from: 0, to: count, by: 64) {
            try meter.count()
            body(UnsafeRawBufferPointer(rebasing: bytes[block..<block + 64]))
        }
    }
    try message.withUnsafeBytes { try run($0, whole) }
    try end.withUnsafeBytes { try run($0, end.count) }
}

extension Array {
    fileprivate func repeated(_ count: Int) -> [Element] { (0..<count).flatMap { _ in self } }
}
