import Foundation
import FuzzTargets

/// The target that `VECDB_FUZZ_TARGET` names.
private let target: FuzzTarget = {
    let name = ProcessInfo.processInfo.environment["VECDB_FUZZ_TARGET"] ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        let known = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
        FileHandle.standardError.write(Data("VECDB_FUZZ_TARGET must be one of \(known), not \"\(name)\"\n".utf8))
        exit(2)
    }
    return target
}()

#if FUZZING
    // libFuzzer brings `main`.

    /// What libFuzzer calls with each input. An input that finds something ends the process, which keeps it.
    @_cdecl("LLVMFuzzerTestOneInput")
    public func testOneInput(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
        do {
            try target.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
        } catch {
            FileHandle.standardError.write(Data("finding: \(error)\n".utf8))
            abort()
        }
        return 0
    }
#else
    /// Runs the inputs in the files that are named once more, or writes the seeds: `vecdb-fuzz FILE…`, `vecdb-fuzz --seeds FOLDER`.
    @main
    struct Fuzzer {
        static func main() throws {
            let arguments = Array(CommandLine.arguments.dropFirst())
            if arguments.first == "--seeds", arguments.count == 2 {
                try FileManager.default.createDirectory(atPath: arguments[1], withIntermediateDirectories: true)
                for (number, seed) in target.seeds.enumerated() {
                    try Data(seed).write(to: URL(fileURLWithPath: "\(arguments[1])/seed-\(number)"))
                }
                return
            }
            for path in arguments {
                print(path)
                try target.run(Array(Data(contentsOf: URL(fileURLWithPath: path))))
            }
        }
    }
#endif
