import Foundation

/// Plans carried out, and what came of it.
public enum Simulation {
    public struct Outcome: Sendable {
        public var seed: UInt64
        public var failure: SimulationFailure?
        public var digest: UInt64
        public var carriedOut: Int
        /// True neighbours that approximate searches found, of how many.
        public var recall: (found: Int, possible: Int)
    }

    /// Carries out steps in a new file that is gone afterwards.
    public static func run(_ steps: [Step], seed: UInt64 = 0, worker: URL?) -> Outcome {
        let directory = NSTemporaryDirectory() + "vecdb-simulate-\(UUID())"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        do {
            let runner = try Runner(directory: directory, worker: worker)
            var failure: SimulationFailure?
            do { try runner.run(steps) } catch { failure = error }
            return Outcome(
                seed: seed, failure: failure, digest: runner.digest, carriedOut: runner.carriedOut,
                recall: (runner.recall.found, runner.recall.possible))
        } catch {
            return Outcome(
                seed: seed, failure: SimulationFailure(property: "a new file opens", detail: "\(error)"), digest: 0,
                carriedOut: 0, recall: (0, 0))
        }
    }

    /// The plan of a seed; when it fails, also the shortest plan found that fails in the same way, as a script.
    public static func run(seed: UInt64, steps count: Int, worker: URL?) -> (outcome: Outcome, script: String?) {
        let steps = Plan.steps(seed: seed, count: count)
        let outcome = run(steps, seed: seed, worker: worker)
        guard let failure = outcome.failure else { return (outcome, nil) }
        let short = Shrinker.shrink(Array(steps.prefix(failure.step + 1))) {
            run($0, worker: worker).failure?.property == failure.property
        }
        let again = run(short, worker: worker).failure ?? failure
        return (outcome, script(short, "seed \(seed): \(again)"))
    }

    /// Steps as text that ``steps(ofScript:)`` reads.
    public static func script(_ steps: [Step], _ comment: String) -> String {
        "# \(comment.split(separator: "\n").joined(separator: " "))\n" + steps.map(\.line).joined(separator: "\n")
            + "\n"
    }

    public static func steps(ofScript text: String) throws -> [Step] {
        try text.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.allSatisfy(\.isWhitespace) }
            .map { try Step(line: String($0)) }
    }
}
