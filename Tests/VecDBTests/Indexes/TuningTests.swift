import Testing

@testable import VecDB

@Suite("What a tuning recommends")
struct TuningTests {
    private func tuning(_ points: [TuningPoint], memory: Int? = nil) throws -> Tuning {
        let database = try Database.inMemory()
        let subject = try database.core.write { connection in
            try connection.createTable(TableDefinition("t", columns: [ColumnDefinition("v", .vector(3))]))
            return try TuningSubject(TuningRequest(), in: connection.catalog())
        }
        var request = TuningRequest()
        request.recall = 0.95
        request.memory = memory
        return Tuning(
            subject: subject, request: request, tableRows: 0, indexedRows: 0, queries: 0, threads: 1,
            exactMilliseconds: 0, points: points)
    }

    private func point(
        _ m: Int, _ ef: Int, _ recall: Double, _ speed: Double, memory: Int = 100,
        _ precision: TuningPrecision = .full
    ) -> TuningPoint {
        TuningPoint(
            m: m, efConstruction: 64, precision: precision, efSearch: ef, recall: recall, error: 0,
            queriesPerSecond: speed, buildSeconds: 1, memory: memory)
    }

    @Test("the fastest that reaches the recall")
    func fastest() throws {
        let points = [
            point(8, 10, 0.90, 9_000), point(8, 40, 0.96, 3_000), point(8, 80, 0.98, 2_000), point(16, 10, 0.94, 8_000),
            point(16, 20, 0.95, 5_000, memory: 150),
        ]
        #expect(try tuning(points).choice == points[4])
        #expect(try tuning(points).solutions == [points[1], points[4]])
        #expect(try tuning(points, memory: 120).choice == points[1])
        #expect(try tuning(points, memory: 50).choice == nil)
        #expect(try tuning([points[0]]).choice == nil && tuning([points[0]]).best == points[0])
    }

    @Test("of two about as fast the smaller; another precision only where it pays")
    func smaller() throws {
        let points = [
            point(16, 20, 0.96, 5_000, memory: 100), point(32, 15, 0.96, 5_200, memory: 140),
            point(16, 20, 0.96, 5_500, memory: 60, .half), point(16, 20, 0.95, 2_000, memory: 30, .compact),
        ]
        #expect(try tuning(points).choice == points[0])
        #expect(try tuning(points, memory: 80).choice == points[2])
        #expect(try tuning(points, memory: 40).choice == points[3])
        // One curve's speeds beside another's are not enough: the two must have been measured in turn.
        let quick = point(16, 21, 0.96, 7_000, memory: 61, .half)
        var tuning = try tuning([quick] + points)
        #expect(tuning.choice == points[0])
        tuning.gains[.half] = 1.1
        #expect(tuning.choice == points[0])
        tuning.gains[.half] = 1.4
        #expect(tuning.choice == quick)
    }

    @Test("rows as near as the last of the true neighbours count as found")
    func ties() {
        var truth = TuningTruth()
        truth.append([.init(id: 1, distance: 0), .init(id: 2, distance: 1), .init(id: 3, distance: 1)], 2)
        truth.append([.init(id: 1, distance: .nan)], 2)
        #expect(truth.recall([[1, 3], [9, 9]], 2).mean == 1)
        #expect(truth.recall([[3, 2], []], 2).mean == 1)
        #expect(truth.recall([[1, 4], []], 2).mean == 0.5)
    }
}
