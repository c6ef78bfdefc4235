/// How results are laid out: what `\pset` sets.
struct PrintSettings {
    enum Format: String, CaseIterable { case aligned, csv, unaligned, wrapped }
    enum Expanded: String { case off, on, auto }
    enum LineStyle: String { case ascii, unicode }

    var format = Format.aligned
    var expanded = Expanded.off
    var border = 1
    var lineStyle = LineStyle.ascii
    var tuplesOnly = false
    var footer = true
    var fieldSeparator = "|"
    var recordSeparator = "\n"
    var csvFieldSeparator = ","
    var null = ""
    var title: String?
    var pager = true
    var numericLocale = false
    /// The width to wrap at (`\pset columns`); 0 is the terminal's.
    var columns = 0
}

/// A table to show: strings and where they stand.
struct PrintTable {
    var title: String?
    var headers: [String]
    var rightAligned: [Bool]
    var rows: [[String]]
    /// What stands below it: the default is the number of rows.
    var footers: [String]?

    init(
        title: String? = nil, headers: [String], rightAligned: [Bool]? = nil, rows: [[String]], footers: [String]? = nil
    ) {
        self.title = title
        self.headers = headers
        self.rightAligned = rightAligned ?? Array(repeating: false, count: headers.count)
        self.rows = rows
        self.footers = footers
    }
}

/// The characters that tables are drawn with.
struct RuleStyle {
    var horizontal: String
    var vertical: String
    /// Crossing characters of the top, the middle and the bottom rule: left, middle, right.
    var top: (String, String, String)
    var middle: (String, String, String)
    var bottom: (String, String, String)
    /// The mark of a cell that goes on in the next line.
    var newline: String
    /// The mark of a cell that was wrapped.
    var wrap: String

    static let ascii = RuleStyle(
        horizontal: "-", vertical: "|", top: ("+", "+", "+"), middle: ("+", "+", "+"), bottom: ("+", "+", "+"),
        newline: "+", wrap: ".")
    static let unicode = RuleStyle(
        horizontal: "─", vertical: "│", top: ("┌", "┬", "┐"), middle: ("├", "┼", "┤"), bottom: ("└", "┴", "┘"),
        newline: "↵", wrap: "…")
}

extension PrintSettings {
    var rules: RuleStyle { lineStyle == .ascii ? .ascii : .unicode }
}
