import Foundation
import Simulation
import TestSupport
import Testing

@Suite("Random plans", .serialized) struct SimulationTests {
    /// The program that other processes are made of, built beside the tests.
    private var worker: URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent(
            "vecdb-simulate")
    }

    @Test("whatever is done, in whatever order, the database holds what the model holds and searches give it")
    func plans() {
        let first = testSeed(100)
        let (seeds, steps) = isSoak ? (100, 2_000) : (5, 250)
        for seed in first..<(first + UInt64(seeds)) {
            let (outcome, script) = Simulation.run(seed: seed, steps: steps, worker: worker)
            #expect(outcome.failure == nil, "\(script ?? "")")
        }
    }

    @Test("the same plan gives the same answers again")
    func again() {
        let seed = testSeed(7)
        let steps = Plan.steps(seed: seed, count: isSoak ? 2_000 : 250)
        let (one, other) = (Simulation.run(steps, worker: worker), Simulation.run(steps, worker: worker))
        #expect(one.digest == other.digest, "seed \(seed)")
        #expect(one.carriedOut == other.carriedOut, "seed \(seed)")
    }

    @Test("a plan is read back from its script")
    func script() throws {
        let steps = Plan.steps(seed: 5, count: 500)
        #expect(try Simulation.steps(ofScript: Simulation.script(steps, "a comment")) == steps)
    }

    @Test("a failing plan is made as short as what makes it fail")
    func shrinking() {
        let steps = Plan.steps(seed: 9, count: 300)
        let needed = Set([steps[20], steps[170], steps[299]])
        let short = Shrinker.shrink(steps) { needed.isSubset(of: $0) }
        #expect(Set(short) == needed)
        #expect(short.count == needed.count)
    }
}
