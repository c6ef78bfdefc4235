import CIntrinsics
import VectorKernelTable
import VectorKernelsBaseline

#if arch(x86_64)
    import VectorKernelsV3
    import VectorKernelsV4
    import VectorKernelsVNNI
#endif

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A level of vector instructions; see ``VectorKernelTable/InstructionSet``.
public typealias InstructionSet = VectorKernelTable.InstructionSet
package typealias Kernels = VectorKernelTable.Kernels
package typealias FloatKernels = VectorKernelTable.FloatKernels
package typealias BitKernels = VectorKernelTable.BitKernels
package typealias CodeKernels = VectorKernelTable.CodeKernels
package typealias SparseKernels = VectorKernelTable.SparseKernels
package typealias ConversionKernels = VectorKernelTable.ConversionKernels
package typealias BatchKernels = VectorKernelTable.BatchKernels
package typealias SelectionKernels = VectorKernelTable.SelectionKernels
package typealias TraversalKernels = VectorKernelTable.TraversalKernels

extension InstructionSet {
    /// The best level that this processor and operating system support.
    public static let supported = InstructionSet(rawValue: Int(vecdb_instruction_level())) ?? .baseline

    /// The level in use: `VECDB_ISA` when it names a supported level, otherwise the best one.
    ///
    /// A name that is unknown, or a level above what the machine has, is ignored: a variable of the environment must
    /// not be able to crash the host process. ``rejectedOverride`` tells.
    public static let current = requestedLevel.flatMap { $0 <= supported ? $0 : nil } ?? supported

    /// The value of `VECDB_ISA` where it was set and could not be followed.
    public static let rejectedOverride: String? = requestedName.flatMap { name in
        guard let level = InstructionSet(name: name), level <= supported else { return name }
        return nil
    }

    private static let requestedName: String? = getenv("VECDB_ISA").flatMap { value in
        let name = String(cString: value)
        return name.isEmpty ? nil : name
    }

    private static let requestedLevel = requestedName.flatMap(InstructionSet.init(name:))
}

extension Kernels {
    /// The kernels of the level in use, chosen once.
    package static let current = kernels(of: .current)

    /// The kernels of a level; those of the best supported level when the machine lacks it.
    package static func kernels(of level: InstructionSet) -> Kernels {
        #if arch(x86_64)
            switch min(level, .supported) {
            case .baseline: VectorKernelsBaseline.makeKernels()
            case .v3: VectorKernelsV3.makeKernels()
            case .v4: withNarrowScans(VectorKernelsV4.makeKernels())
            case .vnni: withNarrowScans(VectorKernelsVNNI.makeKernels())
            }
        #else
            VectorKernelsBaseline.makeKernels()
        #endif
    }

    #if arch(x86_64)
        /// A scan of rows waits for memory, not for arithmetic, and loads of 256 bits keep the processor's prefetcher
        /// busier than loads of 512 (Zen 4: 98 % of the read bandwidth against 88 %). The sums are made in the same order
        /// at both widths, so the results are the same to the bit. Cosine has too many sums for 16 registers.
        private static func withNarrowScans(_ wide: Kernels) -> Kernels {
            let narrow = VectorKernelsV3.makeKernels()
            var kernels = wide
            kernels.float32.squaredL2Rows = narrow.float32.squaredL2Rows
            kernels.float32.dotRows = narrow.float32.dotRows
            kernels.float32.l1Rows = narrow.float32.l1Rows
            kernels.float16.squaredL2Rows = narrow.float16.squaredL2Rows
            kernels.float16.dotRows = narrow.float16.dotRows
            kernels.float16.l1Rows = narrow.float16.l1Rows
            return kernels
        }
    #endif
}
