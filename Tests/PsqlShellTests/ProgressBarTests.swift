import Testing
import VecDBSQL

@testable import PsqlShell

@Suite("The progress bar")
struct ProgressBarTests {
    private func line(_ done: Int, _ total: Int, seconds: Double = 10, memory: Int = 0, columns: Int = 100) -> String {
        ProgressBar.line(
            StatementProgress(
                subject: "index items_e_idx", phase: "loading tuples", done: done, total: total, memory: memory),
            seconds: seconds, columns: columns)
    }

    @Test("it tells what is done, what there is to do, and how long that may take")
    func content() {
        #expect(
            line(58_330, 116_659, seconds: 6, memory: 211_000_000, columns: 90)
                == "index items_e_idx: loading tuples [======>        ] 50% 58,330/116,659, 6 s left (202 MB)")
        #expect(line(1_200, 0) == "index items_e_idx: loading tuples 1,200")
        #expect(line(0, 0) == "index items_e_idx: loading tuples")
        #expect(line(100, 1_000, seconds: 1_000).contains("2 h 30 min left"))
        #expect(!line(1_000, 1_000).contains("left"))
    }

    @Test("it is never as wide as the terminal, and never fails", arguments: [0, 1, 10, 40, 60, 80, 300])
    func width(columns: Int) {
        for (done, total) in [(0, 0), (0, 10), (5, 10), (10, 10), (20, 10), (1, Int.max), (Int.max, Int.max)] {
            #expect(line(done, total, seconds: 1e9, memory: 1 << 40, columns: columns).count <= max(columns - 1, 0))
        }
    }
}
