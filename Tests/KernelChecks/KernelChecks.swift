import VectorKernels

public struct KernelReport {
    public var level: InstructionSet; public var checks = 0; public var failures: [String] = []
}
public func checkKernels(_ level: InstructionSet, seed: UInt64) -> KernelReport { KernelReport(level: level) }
