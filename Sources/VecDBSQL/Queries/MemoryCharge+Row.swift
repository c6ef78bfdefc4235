import VecDB
import VectorTypes

extension MemoryCharge {
    /// Takes the memory of a row out of the budget.
    func add(_ row: [SQLiteValue]) throws {
        var bytes = 48
        for value in row {
            switch value {
            case .null, .integer, .real: bytes += MemoryLayout<SQLiteValue>.stride
            case .text(let text): bytes += MemoryLayout<SQLiteValue>.stride + 32 + text.utf8.count
            case .blob(let blob): bytes += MemoryLayout<SQLiteValue>.stride + 32 + blob.count
            }
        }
        try add(bytes)
    }
}
