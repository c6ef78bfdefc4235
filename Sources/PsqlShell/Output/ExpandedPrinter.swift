/// psql's expanded format (`\x`): a record a block, a column a line.
struct ExpandedPrinter {
    let settings: PrintSettings

    func print(_ table: PrintTable, to output: inout String) {
        let aligned = AlignedPrinter(settings: settings, wrapWidth: nil)
        if table.rows.isEmpty {
            if !settings.tuplesOnly {
                if let title = table.title ?? settings.title { output += title + "\n" }
                for footer in aligned.footers(of: table) { output += footer + "\n" }
            }
            output += "\n"
            return
        }
        if !settings.tuplesOnly, let title = table.title ?? settings.title { output += title + "\n" }
        let border = min(settings.border, 2)
        let headers = table.headers.map(DisplayText.init)
        let cells = table.rows.map { $0.map(DisplayText.init) }
        let headerWidth = headers.map(\.width).max() ?? 0
        let anyHeaderGoesOn = headers.contains { $0.lines.count > 1 }
        let labelWidth = headerWidth + (anyHeaderGoesOn && border == 1 ? 1 : 0)
        let dataWidth = cells.reduce(0) { max($0, $1.reduce(0) { max($0, $1.width) }) }

        for (record, row) in cells.enumerated() {
            if settings.tuplesOnly {
                if record > 0 || border == 2 { rule(nil, record, labelWidth, dataWidth, border, to: &output) }
            } else {
                rule(record + 1, record, labelWidth, dataWidth, border, to: &output)
            }
            for (column, cell) in row.enumerated() {
                lines(headers[column], cell, labelWidth, dataWidth, border, to: &output)
            }
        }
        if border == 2 {
            rule(nil, -1, labelWidth, dataWidth, border, to: &output)
        }
        if !settings.tuplesOnly, let footers = table.footers, !footers.isEmpty {
            output += "\n"
            for footer in footers { output += footer + "\n" }
        }
        output += "\n"
    }

    private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

    /// The line above a record: `-[ RECORD 1 ]-+-----`.
    ///
    /// `record` nil draws it without a number; `index` −1 is the bottom rule.
    private func rule(
        _ record: Int?, _ index: Int, _ labelWidth: Int, _ dataWidth: Int, _ border: Int, to output: inout String
    ) {
        let rules = settings.rules
        let ends = index == 0 ? rules.top : index < 0 ? rules.bottom : rules.middle
        let label = record.map { border == 0 ? "* Record \($0)" : "[ RECORD \($0) ]" } ?? ""
        let fill = border == 0 ? " " : rules.horizontal
        var line = ""
        if border == 2 { line += ends.0 + fill }
        if border == 1 { line += fill }
        line += label
        // The label covers first the left part, then the crossing, then the right part.
        let covered = label.unicodeScalars.count + (border == 2 ? 0 : 1)
        line += String(repeating: fill, count: max(0, labelWidth - covered))
        var over = max(0, covered - labelWidth)
        for crossing in border == 0 ? [fill] : [fill, ends.1, fill] {
            if over == 0 { line += crossing } else { over -= 1 }
        }
        line += String(repeating: fill, count: max(0, dataWidth - over))
        if border == 2 { line += fill + ends.2 }
        output += line + "\n"
    }

    private func lines(
        _ header: DisplayText, _ cell: DisplayText, _ labelWidth: Int, _ dataWidth: Int, _ border: Int,
        to output: inout String
    ) {
        let rules = settings.rules
        for line in 0..<max(header.lines.count, cell.lines.count) {
            if border == 2 { output += rules.vertical + " " }
            if line < header.lines.count {
                let (text, width) = header.lines[line]
                output += text + spaces(labelWidth - width)
            } else {
                output += spaces(labelWidth)
            }
            let headerGoesOn = line + 1 < header.lines.count
            output += headerGoesOn ? rules.newline : " "
            if border > 0 { output += rules.vertical + " " }
            if line < cell.lines.count {
                let (text, width) = cell.lines[line]
                let goesOn = line + 1 < cell.lines.count
                output += text
                if goesOn || border == 2 { output += spaces(dataWidth - width) }
                if goesOn { output += rules.newline } else if border == 2 { output += " " }
            } else if border == 2 {
                output += spaces(dataWidth) + " "
            }
            if border == 2 { output += rules.vertical }
            output += "\n"
        }
    }
}
