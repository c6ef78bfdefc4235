import KernelChecks
import TestSupport
import Testing
import VectorKernels

@Test(
    "every kernel agrees with the float64 reference on every instruction set of this machine",
    arguments: InstructionSet.allCases.filter { $0 <= .supported })
func kernelsAgreeWithReference(level: InstructionSet) {
    let seed = testSeed(1)
    let report = checkKernels(level, seed: seed)
    #expect(report.checks > 100_000)
    #expect(report.failures.isEmpty, "seed \(seed): \(report.failures.count) failures: \(report.failures.prefix(10))")
}

@Test("levels are named as VECDB_ISA names them, and an unknown name is none")
func levelNames() {
    #expect(InstructionSet.allCases.map(\.name) == ["baseline", "v3", "v4", "vnni"])
    #expect(InstructionSet(name: "v3") == .v3)
    #expect(InstructionSet(name: "V3") == nil)
    #expect(InstructionSet(name: "") == nil)
    #expect(InstructionSet.current <= .supported)
}
