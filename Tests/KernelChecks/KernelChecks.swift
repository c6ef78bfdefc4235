import TestSupport
import VectorKernels

/// What a run of the kernel suite found.
public struct KernelReport {
    public var level: InstructionSet
    public var checks = 0
    public var failures: [String] = []

    mutating func expect(_ condition: Bool, _ message: @autoclosure () -> String) {
        checks += 1
        if !condition { failures.append(message()) }
    }

    /// Within 1e-5 of the sum of the terms' magnitudes. What a float cannot hold may be infinite, and products below
    /// the smallest float may vanish, one smallest number a term.
    mutating func expect(
        _ value: Float, near reference: Double, magnitude: Double, terms: Int, _ name: @autoclosure () -> String
    ) {
        let tolerance = 1e-5 * magnitude + Double(terms) * Double(Float.leastNonzeroMagnitude)
        if magnitude > Double(Float.greatestFiniteMagnitude) {
            let fits = reference.magnitude <= Double(Float.greatestFiniteMagnitude)
            expect(
                !value.isFinite || (Double(value) - reference).magnitude <= tolerance, "\(name()): \(value), \(fits)")
        } else {
            expect((Double(value) - reference).magnitude <= tolerance, "\(name()): \(value), not \(reference)")
        }
    }
}

/// Compares every kernel of a level with a slow reference in float64 or in integers: lengths 1 to 300 and some up to
/// 16,000, odd addresses, subnormal and extreme elements.
///
/// The one suite runs in the tests for each level of the machine, and in `kernel-selfcheck` under an emulated processor.
public func checkKernels(_ level: InstructionSet, seed: UInt64) -> KernelReport {
    var report = KernelReport(level: level)
    var random = SeededGenerator(seed: seed)
    let kernels = Kernels.kernels(of: level)
    checkConversions(kernels.conversion, &report, &random)
    for length in Array(0...300) + [384, 511, 768, 1000, 1024, 1536, 2000, 4095, 4096, 16_000] {
        for kind in ElementKind.allCases where length <= 70 || length % 7 == 0 || length > 300 || kind == .gaussian {
            checkDense(kernels, length, kind, &report, &random)
        }
        checkCodes(kernels.codes, length, &report, &random)
        checkBits(kernels.bits, length, &report, &random)
        checkSelection(kernels.selection, length, &report, &random)
        checkTraversal(kernels.traversal, length, &report, &random)
    }
    for length in [0, 1, 2, 3, 10, 100, 1000, 16_000] { checkSparse(kernels.sparse, length, &report, &random) }
    checkBatch(kernels.batch, &report, &random)
    return report
}

/// Distributions of elements that break kernels in different ways.
enum ElementKind: CaseIterable {
    case gaussian, constant, subnormal, mixedScale, extreme

    func element(_ random: inout SeededGenerator) -> Float {
        switch self {
        case .gaussian: Float(random.nextGaussian())
        case .constant: 0.1
        case .subnormal: Float(random.nextGaussian()) * Float(sign: .plus, exponent: -133, significand: 1)
        case .mixedScale: Float(random.nextGaussian()) * [1e-20, 1e-3, 1, 1e6, 1e15][Int(random.next() % 5)]
        case .extreme: Float(random.nextGaussian()) * 1e38
        }
    }
}

/// Bytes at an address that is not a multiple of any vector's alignment, with guards around them that must survive.
final class Unaligned {
    private let memory: UnsafeMutableRawPointer
    let base: UnsafeMutableRawPointer
    let count: Int

    init(count: Int, offset: Int) {
        self.count = count
        memory = .allocate(byteCount: count + 256, alignment: 64)
        memory.initializeMemory(as: UInt8.self, repeating: 0xA5, count: count + 256)
        base = memory + 64 + offset
    }

    deinit { memory.deallocate() }

    convenience init<Element: BitwiseCopyable>(_ elements: [Element], offset: Int) {
        self.init(count: elements.count * MemoryLayout<Element>.stride, offset: offset)
        for (i, element) in elements.enumerated() {
            base.storeBytes(of: element, toByteOffset: i * MemoryLayout<Element>.stride, as: Element.self)
        }
    }

    /// Whether nothing was written around the bytes.
    var isUntouchedAround: Bool {
        (1...32).allSatisfy { base.load(fromByteOffset: -$0, as: UInt8.self) == 0xA5 }
            && (0..<32).allSatisfy { base.load(fromByteOffset: count + $0, as: UInt8.self) == 0xA5 }
    }
}
