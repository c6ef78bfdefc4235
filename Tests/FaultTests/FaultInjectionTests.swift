import FaultSupport
import Foundation
import TestSupport
import Testing
import VecDB

@Suite("A disk that fails", .serialized) struct FaultInjectionTests {
    @Test(
        "a call of the file system that fails gives a typed error, and nothing is lost or done by half",
        arguments: FaultScript.all)
    func faults(script: FaultScript) throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "vecdb-fault-\(UUID())").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let states = try ScriptStates(script, in: directory)
        let seed = testSeed(12)
        var random = SeededGenerator(seed: seed)
        var runs = 0
        for operation in Fault.Operation.allCases {
            for kind in Fault.kinds(of: operation) {
                // SQLite tries for ten seconds to take a lock of the shared memory that stays busy.
                for isPersistent in isSoak ? [false, true] : [kind != .busy && Bool.random(using: &random)] {
                    // Every call until the script passes; in the small form some of them.
                    var call = 1
                    while true {
                        let disk = try FaultyDisk()
                        let path = directory + "/run\(runs).vecdb"
                        if !script.setup.isEmpty {
                            try FileManager.default.copyItem(atPath: states.template, toPath: path)
                        }
                        defer {
                            for suffix in ["", "-wal", "-shm", "-journal"] {
                                try? FileManager.default.removeItem(atPath: path + suffix)
                            }
                        }
                        let fault = Fault(operation, call: call, kind, isPersistent: isPersistent)
                        disk.arm(fault)
                        let run = FaultRun(
                            script: script, states: states.states, disk: disk, path: path, isPersistent: isPersistent)
                        let wrong = run.perform()
                        runs += 1
                        #expect(wrong == nil, "\(fault); seed \(seed)")
                        if disk.fired == 0 { break }
                        let isEach = isSoak && !(kind == .busy && isPersistent)
                        call += isEach ? 1 : Int.random(in: 1...max(4, call * 3), using: &random)
                    }
                }
            }
        }
        print("\(script.name): \(runs) runs with faults, seed \(seed)")
    }
}
