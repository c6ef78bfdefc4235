import FaultSupport
import Foundation
import TestSupport
import Testing
import VecDB
import VecDBSQL

@Suite("A disk without power", .serialized) struct PowerLossTests {
    @Test(
        "whatever unsynced writes a power failure drops or tears, every acknowledged commit is there and none by half",
        arguments: FaultScript.all)
    func powerLoss(script: FaultScript) throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "vecdb-power-\(UUID())").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let path = directory + "/script.vecdb"
        let disk = try FaultyDisk()
        disk.startRecording()
        var options = DatabaseOptions()
        options.fileSystem = disk.name
        options.checkpointPages = 20
        let database = try Database(path: path, options: options)
        var states = [""]
        do {
            let session = try Session(database)
            disk.acknowledge(step: 0)
            for (number, statement) in (script.setup + script.steps).enumerated() {
                try session.execute(statement) { _ in }
                disk.acknowledge(step: number + 1)
                states.append(try stateOfDatabase(session))
            }
        }
        database.close()
        let record = disk.stopRecording()
        let seed = testSeed(21)
        var random = SeededGenerator(seed: seed)
        let images = isSoak ? 1_000 : 25
        for number in 0..<images {
            let event = Int.random(in: 0...record.count, using: &random)
            let image = record.image(before: event, &random)
            let folder = directory + "/image"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            for (path, bytes) in image where !path.hasSuffix("-shm") {
                let name = (path as NSString).lastPathComponent
                try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
            }
            let acknowledged = record.acknowledged(before: event) ?? 0
            let possible = Array(states[acknowledged...min(acknowledged + 1, states.count - 1)])
            let wrong = try fault(in: folder + "/script.vecdb", expected: possible)
            #expect(
                wrong == nil,
                "seed \(seed), image \(number), before event \(event) of \(record.count), step \(acknowledged)")
        }
        print("\(script.name): \(images) images of \(record.count) events, seed \(seed)")
    }
}
