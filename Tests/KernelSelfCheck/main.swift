import KernelChecks
import VectorKernels

// The kernel suite as a program of its own, small enough to run under an emulated processor:
//   kernel-selfcheck            checks the kernels of the level in use
//   kernel-selfcheck level      prints that level
//   kernel-selfcheck speed      prints rates on this machine
switch CommandLine.arguments.dropFirst().first {
case "level": print(InstructionSet.current.name)
case "speed": measureSpeed()
default:
    let report = checkKernels(.current, seed: 1)
    for failure in report.failures.prefix(20) { print("FAILED \(failure)") }
    print("\(report.level.name): \(report.checks) checks, \(report.failures.count) failed")
}
