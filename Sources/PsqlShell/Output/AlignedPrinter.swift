/// psql's aligned format: a header, a rule, and a line (or several, where a cell has line feeds) for each row.
///
/// Byte for byte as psql prints it: headers are centred, the last column is not padded unless the table has a border or
/// the cell goes on, and a footer is followed by an empty line.
struct AlignedPrinter {
    let settings: PrintSettings
    /// Columns at which the wrapped format breaks cells; nil does not wrap.
    let wrapWidth: Int?

    func print(_ table: PrintTable, to output: inout String) {
        let border = min(settings.border, 2)
        let headers = table.headers.map(DisplayText.init)
        let cells = table.rows.map { $0.map(DisplayText.init) }
        var widths = headers.map(\.width)
        for row in cells {
            for (column, cell) in row.enumerated() where cell.width > widths[column] { widths[column] = cell.width }
        }
        let natural = widths
        if let wrapWidth { widths = shrink(widths, toFit: wrapWidth, headers: headers, cells: cells, border: border) }
        let wrapped = natural != widths

        if !settings.tuplesOnly {
            if let title = table.title ?? settings.title {
                let total = totalWidth(widths, border: border)
                let width = DisplayText(title).width
                if width < total { output += spaces((total - width) / 2) }
                output += title + "\n"
            }
            if border == 2 { rule(widths, ends: settings.rules.top, border: border, to: &output) }
            if !table.headers.isEmpty {
                let wrappedHeaders = zip(headers, widths).map { wrapped ? wrap($0, at: $1) : $0 }
                header(wrappedHeaders, widths, border: border, to: &output)
            }
            rule(widths, ends: settings.rules.middle, border: border, to: &output)
        } else if border == 2 {
            rule(widths, ends: settings.rules.top, border: border, to: &output)
        }
        for row in cells {
            body(row, widths, table.rightAligned, border: border, wrapping: wrapped, to: &output)
        }
        if border == 2 { rule(widths, ends: settings.rules.bottom, border: border, to: &output) }
        if !settings.tuplesOnly {
            for footer in footers(of: table) { output += footer + "\n" }
        }
        output += "\n"
    }

    /// The table's own footers, or the number of rows when that is shown.
    func footers(of table: PrintTable) -> [String] {
        if let footers = table.footers { return footers }
        guard settings.footer else { return [] }
        return [table.rows.count == 1 ? "(1 row)" : "(\(table.rows.count) rows)"]
    }

    private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

    private func totalWidth(_ widths: [Int], border: Int) -> Int {
        let content = widths.reduce(0, +)
        switch border {
        case 0: return content + max(0, widths.count)
        case 1: return content + widths.count * 3 - (widths.isEmpty ? 0 : 1)
        default: return content + widths.count * 3 + 1
        }
    }

    private func rule(
        _ widths: [Int], ends: (left: String, middle: String, right: String), border: Int, to output: inout String
    ) {
        let line = settings.rules.horizontal
        if border == 1 { output += line }
        if border == 2 { output += ends.left + line }
        for (column, width) in widths.enumerated() {
            output += String(repeating: line, count: width)
            if column < widths.count - 1 {
                output += border == 0 ? " " : line + ends.middle + line
            }
        }
        if border == 2 { output += line + ends.right }
        if border == 1 { output += line }
        output += "\n"
    }

    private func header(_ headers: [DisplayText], _ widths: [Int], border: Int, to output: inout String) {
        let height = headers.map(\.lines.count).max() ?? 1
        for line in 0..<height {
            if border == 2 { output += settings.rules.vertical }
            for (column, header) in headers.enumerated() {
                if border != 0 { output += " " }
                if line < header.lines.count {
                    let (text, width) = header.lines[line]
                    let free = widths[column] - width
                    output += spaces(free / 2) + text + spaces((free + 1) / 2)
                } else {
                    output += spaces(widths[column])
                }
                let goesOn = line + 1 < header.lines.count
                output += goesOn ? settings.rules.newline : " "
                if column < headers.count - 1, border != 0 { output += settings.rules.vertical }
            }
            if border == 2 { output += settings.rules.vertical }
            output += "\n"
        }
    }

    private func body(
        _ row: [DisplayText], _ widths: [Int], _ rightAligned: [Bool], border: Int, wrapping: Bool,
        to output: inout String
    ) {
        let columns = zip(row, widths).map {
            wrapping ? pieces($0, at: $1) : $0.lines.map { ($0.text, $0.width, false) }
        }
        let height = columns.map(\.count).max() ?? 1
        for line in 0..<height {
            if border == 2 { output += settings.rules.vertical }
            for (column, cell) in columns.enumerated() {
                let isLast = column == columns.count - 1
                if border != 0 {
                    let continuesWrap = line > 0 && line < cell.count && cell[line - 1].2
                    output += continuesWrap ? settings.rules.wrap : " "
                }
                let goesOn = line + 1 < cell.count
                let finalSpaces = border == 2 || !isLast
                if line < cell.count {
                    let (text, width, _) = cell[line]
                    let free = widths[column] - width
                    if rightAligned[column] {
                        output += spaces(free) + text
                    } else {
                        output += text
                        if finalSpaces || goesOn { output += spaces(free) }
                    }
                } else if finalSpaces {
                    output += spaces(widths[column])
                }
                if goesOn {
                    output += cell[line].2 ? settings.rules.wrap : settings.rules.newline
                } else if finalSpaces {
                    output += " "
                }
                if !isLast, border != 0 { output += settings.rules.vertical }
            }
            if border == 2 { output += settings.rules.vertical }
            output += "\n"
        }
    }
}

// MARK: - The wrapped format

extension AlignedPrinter {
    /// Takes columns from the widest cells, relative to their average, until the table fits; headers are the least.
    private func shrink(
        _ widths: [Int], toFit target: Int, headers: [DisplayText], cells: [[DisplayText]], border: Int
    ) -> [Int] {
        var widths = widths
        var total = totalWidth(widths, border: border)
        guard total > target, !cells.isEmpty else { return widths }
        let averages = widths.indices.map { column in
            Double(cells.reduce(0) { $0 + $1[column].width }) / Double(cells.count)
        }
        while total > target {
            var worst: (column: Int, ratio: Double)?
            for column in widths.indices where widths[column] > headers[column].width && widths[column] > 1 {
                let ratio = Double(widths[column]) / max(averages[column], 1) + Double(widths[column]) * 0.01
                if ratio > (worst?.ratio ?? 0) { worst = (column, ratio) }
            }
            guard let worst else { break }
            widths[worst.column] -= 1
            total -= 1
        }
        return widths
    }

    private func wrap(_ text: DisplayText, at width: Int) -> DisplayText {
        var result = text
        result.lines = pieces(text, at: width).map { ($0.0, $0.1) }
        return result
    }

    /// The lines of a cell, broken at `width` columns; the flag tells that a piece goes on in the next.
    private func pieces(_ cell: DisplayText, at width: Int) -> [(String, Int, Bool)] {
        var result: [(String, Int, Bool)] = []
        for line in cell.lines {
            if line.width <= width {
                result.append((line.text, line.width, false))
                continue
            }
            var piece = ""
            var used = 0
            for scalar in line.text.unicodeScalars {
                let columns = DisplayText.columns(of: scalar)
                if used + columns > width, used > 0 {
                    result.append((piece, used, true))
                    piece = ""
                    used = 0
                }
                piece.unicodeScalars.append(scalar)
                used += columns
            }
            result.append((piece, used, false))
        }
        return result
    }
}
