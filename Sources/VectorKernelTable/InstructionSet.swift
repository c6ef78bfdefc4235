/// A level of vector instructions that the kernels are compiled for, from least to most.
public enum InstructionSet: Int, Comparable, CaseIterable, Sendable {
    /// What every processor of the architecture has: SSE2 on x86-64, NEON on arm64.
    case baseline
    /// x86-64-v3: AVX2, FMA and half-precision conversion.
    case v3
    /// x86-64-v4: AVX-512 F, BW, CD, DQ and VL.
    case v4
    /// x86-64-v4 with AVX-512 VNNI, the 8-bit dot product.
    case vnni

    /// The name that `VECDB_ISA` takes.
    public var name: String {
        switch self {
        case .baseline: "baseline"
        case .v3: "v3"
        case .v4: "v4"
        case .vnni: "vnni"
        }
    }

    /// The level of that name, or nil.
    public init?(name: String) {
        guard let match = InstructionSet.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }

    public static func < (a: InstructionSet, b: InstructionSet) -> Bool { a.rawValue < b.rawValue }
}
