extension PrintTable {
    /// The table in the format that the settings name.
    ///
    /// - Parameter screenColumns: the terminal's width, for the wrapped and the automatic expanded format.
    func formatted(_ settings: PrintSettings, screenColumns: Int?) -> String {
        var output = ""
        var settings = settings
        let width = settings.columns > 0 ? settings.columns : screenColumns
        if settings.expanded == .auto {
            let needsBlocks = width.map { alignedWidth(border: settings.border) > $0 } ?? false
            settings.expanded = needsBlocks ? .on : .off
        }
        switch settings.format {
        case .aligned, .wrapped:
            if settings.expanded == .on {
                ExpandedPrinter(settings: settings).print(self, to: &output)
            } else {
                let wrapWidth = settings.format == .wrapped ? width : nil
                AlignedPrinter(settings: settings, wrapWidth: wrapWidth).print(self, to: &output)
            }
        case .unaligned: UnalignedPrinter(settings: settings).print(self, to: &output)
        case .csv: CSVPrinter(settings: settings).print(self, to: &output)
        }
        return output
    }

    private func alignedWidth(border: Int) -> Int {
        var total = border == 2 ? 1 : 0
        for (column, header) in headers.enumerated() {
            let widest = rows.reduce(DisplayText(header).width) { max($0, DisplayText($1[column]).width) }
            total += widest + (border == 0 ? 1 : 3)
        }
        return total
    }
}
