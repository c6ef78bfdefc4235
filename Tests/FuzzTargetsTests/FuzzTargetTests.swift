import Foundation
import FuzzTargets
import TestSupport
import Testing

@Suite("Inputs from outside, made to do harm", .serialized)
struct FuzzTargetTests {
    @Test("the seeds of every target do no harm", arguments: FuzzTarget.allCases)
    func seeds(target: FuzzTarget) throws {
        for seed in target.seeds { try target.run(seed) }
    }

    @Test("inputs that once did harm do so no more", arguments: FuzzTarget.allCases)
    func kept(target: FuzzTarget) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Cases")
            .appendingPathComponent(target.rawValue)
        guard let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        else { return }
        for file in files.sorted(by: { $0.path < $1.path }) {
            do { try target.run(Array(Data(contentsOf: file))) } catch {
                Issue.record("\(file.lastPathComponent): \(error)")
            }
        }
    }

    @Test("random changes to the seeds do no harm", arguments: FuzzTarget.allCases)
    func random(target: FuzzTarget) throws {
        let seed = testSeed(UInt64(target.rawValue.utf8.count))
        var random = SeededGenerator(seed: seed)
        let seeds = target.seeds
        for _ in 0..<(target == .file ? 20 : 60) {
            var input = seeds.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 1...4, using: &random) { change(&input, seeds, &random) }
            do { try target.run(input) } catch { Issue.record("seed \(seed): \(error)") }
        }
    }

    private func change(_ input: inout [UInt8], _ seeds: [[UInt8]], _ random: inout SeededGenerator) {
        let place = Int.random(in: 0...input.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: input.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 1: input.removeSubrange(place..<min(input.count, place + Int.random(in: 0...9, using: &random)))
        case 2: if place < input.count { input[place] ^= 1 << UInt8.random(in: 0..<8, using: &random) }
        case 3: input.insert(contentsOf: "9223372036854775807".utf8, at: place)
        default:
            let other = seeds.randomElement(using: &random) ?? []
            input = Array(input.prefix(place)) + other.suffix(Int.random(in: 0...other.count, using: &random))
        }
    }
}
