import VecDB

/// What running a statement gave, in stored values: the session turns it into text or typed rows.
struct StatementOutcome {
    var tag: String
    /// Nil when the statement returns no rows.
    var columns: [ResultColumn]?
    var rows: [[SQLiteValue]] = []

    init(_ tag: String) { self.tag = tag }

    init(_ tag: String, columns: [ResultColumn]?, rows: [[SQLiteValue]]) {
        self.tag = tag
        self.columns = columns
        self.rows = rows
    }

    /// A result of one text column.
    static func texts(_ tag: String, _ name: String, _ lines: [String]) -> StatementOutcome {
        StatementOutcome(
            tag, columns: [ResultColumn(name: name, type: .text)], rows: lines.map { [.text($0)] })
    }
}
