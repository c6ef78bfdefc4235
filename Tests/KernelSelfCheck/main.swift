import KernelChecks

// The kernel suite as a program of its own, small enough to run under an emulated processor:
//   kernel-selfcheck            checks the kernels of the level in use
//   kernel-selfcheck speed      prints rates on this machine
if CommandLine.arguments.dropFirst().first == "speed" {
    measureSpeed()
} else {
    let report = checkKernels(.current, seed: 1)
    for failure in report.failures.prefix(20) { print("FAILED \(failure)") }
    print("\(report.level.name): \(report.checks) checks, \(report.failures.count) failed")
    if !report.failures.isEmpty { fatalError("the kernels are wrong") }
}
