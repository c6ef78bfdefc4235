extension PrintSettings {
    /// The parameters of `\pset`, in psql's order.
    static let names = [
        "border", "columns", "csv_fieldsep", "expanded", "fieldsep", "fieldsep_zero", "footer", "format", "linestyle",
        "null", "numericlocale", "pager", "recordsep", "recordsep_zero", "title", "tuples_only",
    ]

    /// Sets one parameter (a nil value toggles what can be toggled) and says what it is now, in psql's words.
    ///
    /// Throws a ``ShellError`` for a name or a value that is not known.
    mutating func set(_ name: String, _ value: String?) throws -> String {
        switch name {
        case "format":
            if let value {
                guard !value.isEmpty, let format = Format.allCases.first(where: { $0.rawValue.hasPrefix(value) }) else {
                    throw ShellError("\\pset: allowed formats are aligned, csv, unaligned, wrapped")
                }
                self.format = format
            }
        case "border":
            if let value { border = Int(value) ?? 0 }
        case "linestyle":
            if let value {
                switch value {
                case _ where "ascii".hasPrefix(value), _ where "old-ascii".hasPrefix(value): lineStyle = .ascii
                case _ where "unicode".hasPrefix(value): lineStyle = .unicode
                default: throw ShellError("\\pset: allowed line styles are ascii, unicode")
                }
            }
        case "x", "expanded", "vertical":
            if value == "auto" {
                expanded = .auto
            } else {
                expanded = try Self.boolean(value, name, toggling: expanded != .off) ? .on : .off
            }
        case "null":
            if let value { null = value }
        case "fieldsep":
            if let value { fieldSeparator = value }
        case "fieldsep_zero": fieldSeparator = "\0"
        case "recordsep":
            if let value { recordSeparator = value }
        case "recordsep_zero": recordSeparator = "\0"
        case "csv_fieldsep":
            if let value {
                guard value.unicodeScalars.count == 1, !["\"", "\n", "\r"].contains(value) else {
                    throw ShellError("\\pset: csv_fieldsep must be a single one-byte character")
                }
                csvFieldSeparator = value
            }
        case "t", "tuples_only": tuplesOnly = try Self.boolean(value, name, toggling: tuplesOnly)
        case "footer": footer = try Self.boolean(value, name, toggling: footer)
        case "numericlocale": numericLocale = try Self.boolean(value, name, toggling: numericLocale)
        case "title", "C": title = value
        case "pager":
            pager = value == "always" ? true : try Self.boolean(value, name, toggling: pager)
        case "columns":
            if let value { columns = Int(value) ?? 0 }
        default: throw ShellError("\\pset: unknown option: \(name)")
        }
        return describe(name)
    }

    /// psql's sentence on a parameter, as `\pset` prints it.
    func describe(_ name: String) -> String {
        func quoted(_ text: String) -> String { text == "\n" ? "<newline>" : "\"\(text)\"" }
        switch name {
        case "format": return "Output format is \(format.rawValue)."
        case "border": return "Border style is \(border)."
        case "linestyle": return "Line style is \(lineStyle.rawValue)."
        case "x", "expanded", "vertical":
            switch expanded {
            case .on: return "Expanded display is on."
            case .off: return "Expanded display is off."
            case .auto: return "Expanded display is used automatically."
            }
        case "null": return "Null display is \"\(null)\"."
        case "fieldsep", "fieldsep_zero":
            return fieldSeparator == "\0"
                ? "Field separator is zero byte." : "Field separator is \"\(fieldSeparator)\"."
        case "recordsep", "recordsep_zero":
            return recordSeparator == "\0"
                ? "Record separator is zero byte." : "Record separator is \(quoted(recordSeparator))."
        case "csv_fieldsep": return "Field separator for CSV is \"\(csvFieldSeparator)\"."
        case "t", "tuples_only": return "Tuples only is \(tuplesOnly ? "on" : "off")."
        case "footer": return "Default footer is \(footer ? "on" : "off")."
        case "numericlocale": return "Locale-adjusted numeric output is \(numericLocale ? "on" : "off")."
        case "title", "C": return title.map { "Title is \"\($0)\"." } ?? "Title is unset."
        case "pager": return pager ? "Pager is used for long output." : "Pager usage is off."
        case "columns": return columns == 0 ? "Target width is unset." : "Target width is \(columns)."
        default: return ""
        }
    }

    /// The value of a parameter as `\pset` without arguments lists it.
    func value(_ name: String) -> String {
        func onOff(_ flag: Bool) -> String { flag ? "on" : "off" }
        func quoted(_ text: String) -> String { text == "\n" ? "'\\n'" : "'\(text)'" }
        switch name {
        case "format": return format.rawValue
        case "border": return String(border)
        case "linestyle": return lineStyle.rawValue
        case "expanded": return expanded.rawValue
        case "null": return quoted(null)
        case "fieldsep": return quoted(fieldSeparator)
        case "fieldsep_zero": return onOff(fieldSeparator == "\0")
        case "recordsep": return quoted(recordSeparator)
        case "recordsep_zero": return onOff(recordSeparator == "\0")
        case "csv_fieldsep": return quoted(csvFieldSeparator)
        case "tuples_only": return onOff(tuplesOnly)
        case "footer": return onOff(footer)
        case "numericlocale": return onOff(numericLocale)
        case "title": return title ?? ""
        case "pager": return pager ? "1" : "0"
        case "columns": return String(columns)
        default: return ""
        }
    }

    /// Reads a Boolean as psql does: any unambiguous beginning of true, false, yes, no, on, off, or 0 and 1.
    static func boolean(_ text: String?, _ name: String, toggling current: Bool) throws -> Bool {
        guard let text else { return !current }
        guard let value = boolean(text) else {
            throw ShellError("unrecognized value \"\(text)\" for \"\(name)\": Boolean expected")
        }
        return value
    }

    static func boolean(_ text: String) -> Bool? {
        let lower = text.lowercased()
        guard !lower.isEmpty else { return nil }
        if "true".hasPrefix(lower) || "yes".hasPrefix(lower) || lower == "on" || lower == "1" { return true }
        if "false".hasPrefix(lower) || "no".hasPrefix(lower) || lower == "off" || lower == "of" || lower == "0" {
            return false
        }
        return nil
    }
}
