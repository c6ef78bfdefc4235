import VecDB

/// How values are shown: a result's texts with the settings of the session that made it.
struct TextFormat: Sendable {
    func text(_ value: SQLiteValue, _ type: ColumnType) -> String? {
        switch value {
        case .null: nil
        case .integer(let value): type.base == .bool ? (value != 0 ? "t" : "f") : String(value)
        case .real(let value): "\(value)"
        case .text(let text): text
        case .blob: ""
        }
    }
}
