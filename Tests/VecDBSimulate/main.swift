import Foundation
import Simulation

// Carries out random plans on a database and on a model of it, and compares the two.
//
//   vecdb-simulate --seed N --steps M [--seeds COUNT]     the plans of COUNT seeds from N on
//   vecdb-simulate --script FILE                          a plan that was printed before

func value(_ name: String) -> String? {
    guard let index = CommandLine.arguments.firstIndex(of: name), index + 1 < CommandLine.arguments.count else {
        return nil
    }
    return CommandLine.arguments[index + 1]
}

let program = URL(fileURLWithPath: CommandLine.arguments[0])
if CommandLine.arguments.count > 1, CommandLine.arguments[1] == "--worker" {
    do { try Runner.work(Array(CommandLine.arguments.dropFirst(2))) } catch {
        FileHandle.standardError.write(Data("\(error)\n".utf8))
        exit(1)
    }
    exit(0)
}

/// At once, also into a file.
func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

if let path = value("--script") {
    let steps = try Simulation.steps(ofScript: String(contentsOfFile: path, encoding: .utf8))
    let outcome = Simulation.run(steps, worker: program)
    say(outcome.failure.map { "\($0)" } ?? "\(outcome.carriedOut) steps, all properties hold")
    exit(outcome.failure == nil ? 0 : 1)
}
let first = value("--seed").flatMap(UInt64.init) ?? 1
let steps = value("--steps").flatMap { Int($0) } ?? 1_000
let count = value("--seeds").flatMap(UInt64.init) ?? 1
var failures = 0
for seed in first..<(first + count) {
    let (outcome, script) = Simulation.run(seed: seed, steps: steps, worker: program)
    if let script {
        failures += 1
        say("FAILED, seed \(seed): \(outcome.failure.map { "\($0)" } ?? "")\n\(script)")
    } else {
        say(
            "seed \(seed): \(outcome.carriedOut) of \(steps) steps carried out, recall \(outcome.recall.found)/\(outcome.recall.possible), digest \(String(outcome.digest, radix: 16))"
        )
    }
}
exit(failures == 0 ? 0 : 1)
