/// Prepared statements by their text; when full, the half that was used longest ago goes.
struct StatementCache {
    private var entries: [String: (statement: SQLiteStatement, used: Int)] = [:]
    private var clock = 0
    private let capacity: Int

    init(capacity: Int) { self.capacity = capacity }

    subscript(sql: String) -> SQLiteStatement? {
        mutating get {
            guard let index = entries.index(forKey: sql) else { return nil }
            clock += 1
            entries.values[index].used = clock
            return entries.values[index].statement
        }
    }

    mutating func insert(_ statement: SQLiteStatement) {
        if entries.count >= capacity {
            let threshold = entries.values.map(\.used).sorted()[entries.count / 2]
            entries = entries.filter { $0.value.used > threshold }
        }
        clock += 1
        entries[statement.sql] = (statement, clock)
    }

    mutating func removeAll() { entries.removeAll() }
}
