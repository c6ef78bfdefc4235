/// psql's unaligned format (`-A`): fields with a separator between them, for other programs.
struct UnalignedPrinter {
    let settings: PrintSettings

    func print(_ table: PrintTable, to output: inout String) {
        if settings.expanded == .on {
            printExpanded(table, to: &output)
            return
        }
        var records: [String] = []
        if !settings.tuplesOnly {
            if let title = table.title ?? settings.title { records.append(title) }
            records.append(table.headers.joined(separator: settings.fieldSeparator))
        }
        for row in table.rows { records.append(row.joined(separator: settings.fieldSeparator)) }
        if !settings.tuplesOnly {
            records += AlignedPrinter(settings: settings, wrapWidth: nil).footers(of: table)
        }
        finish(records, to: &output)
    }

    private func printExpanded(_ table: PrintTable, to output: inout String) {
        var records: [String] = []
        if !settings.tuplesOnly, let title = table.title ?? settings.title { records.append(title) }
        for (index, row) in table.rows.enumerated() {
            if index > 0 || !records.isEmpty { records.append("") }
            for (header, cell) in zip(table.headers, row) { records.append(header + settings.fieldSeparator + cell) }
        }
        if !settings.tuplesOnly {
            let footers = table.footers ?? []
            if !footers.isEmpty {
                if !records.isEmpty { records.append("") }
                records += footers
            }
        }
        finish(records, to: &output)
    }

    private func finish(_ records: [String], to output: inout String) {
        guard !records.isEmpty else { return }
        output += records.joined(separator: settings.recordSeparator)
        output += settings.recordSeparator == "\0" ? "\0" : "\n"
    }
}

/// Comma-separated values as RFC 4180 has them: a header line, no footer.
struct CSVPrinter {
    let settings: PrintSettings

    func print(_ table: PrintTable, to output: inout String) {
        if settings.expanded == .on {
            for row in table.rows {
                for (header, cell) in zip(table.headers, row) { line([header, cell], to: &output) }
            }
            return
        }
        if !settings.tuplesOnly { line(table.headers, to: &output) }
        for row in table.rows { line(row, to: &output) }
    }

    private func line(_ fields: [String], to output: inout String) {
        output += fields.map(quoted).joined(separator: settings.csvFieldSeparator) + "\n"
    }

    private func quoted(_ field: String) -> String {
        let needsQuotes =
            field.unicodeScalars.contains { $0 == "\"" || $0 == "\n" || $0 == "\r" }
            || field.contains(settings.csvFieldSeparator) || field == "\\."
        guard needsQuotes else { return field }
        var text = "\""
        for scalar in field.unicodeScalars {
            if scalar == "\"" { text += "\"" }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }
}
