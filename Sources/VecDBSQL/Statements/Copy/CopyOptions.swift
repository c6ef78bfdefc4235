import VectorTypes

/// How `COPY` reads or writes its data.
struct CopyOptions: Equatable {
    enum Format: Equatable { case text, csv, binary }
    enum Header: Equatable { case none, present, match }
    enum ForcedColumns: Equatable {
        case none, all
        case named([String])

        func contains(_ name: String) -> Bool {
            switch self {
            case .none: false
            case .all: true
            case .named(let names): names.contains(name)
            }
        }
    }

    var format = Format.text
    var delimiter = UInt8(ascii: "\t")
    var null = "\\N"
    var header = Header.none
    var quote = UInt8(ascii: "\"")
    var escape = UInt8(ascii: "\"")
    var forceQuote = ForcedColumns.none
    var forceNotNull = ForcedColumns.none
    var forceNull = ForcedColumns.none
}

extension CopyOptions {
    /// The options from their names and values as written, with PostgreSQL's checks.
    init(_ written: [(name: String, value: String?, list: [String]?, position: Int?)], isFrom: Bool) throws {
        self.init()
        var delimiterText: String?
        var nullText: String?
        var quoteText: String?
        var escapeText: String?
        var seen: Set<String> = []
        for option in written {
            let name = option.name.lowercased()
            guard seen.insert(name).inserted else {
                throw VecDBError(.syntaxError, "conflicting or redundant options", position: option.position)
            }
            func boolean() throws -> Bool {
                guard let value = option.value else { return true }
                guard let result = SettingDefinition.boolean(from: value) else {
                    throw VecDBError(.syntaxError, "\(name) requires a Boolean value")
                }
                return result
            }
            func columns() throws -> ForcedColumns {
                if let list = option.list { return .named(list) }
                guard option.value == "*" else {
                    throw VecDBError(
                        .invalidParameterValue, "argument to option \"\(name)\" must be a list of column names",
                        position: option.position)
                }
                return .all
            }
            switch name {
            case "format":
                switch option.value?.lowercased() {
                case "text": format = .text
                case "csv": format = .csv
                case "binary": format = .binary
                case let other:
                    throw VecDBError(
                        .invalidParameterValue, "COPY format \"\(other ?? "")\" not recognized",
                        position: option.position)
                }
            case "freeze": _ = try boolean()
            case "delimiter": delimiterText = option.value ?? ""
            case "null": nullText = option.value ?? ""
            case "header":
                header = option.value?.lowercased() == "match" ? .match : try boolean() ? .present : .none
                if header == .match, !isFrom {
                    throw VecDBError(.featureNotSupported, "cannot use \"match\" with HEADER in COPY TO")
                }
            case "quote": quoteText = option.value ?? ""
            case "escape": escapeText = option.value ?? ""
            case "force_quote": forceQuote = try columns()
            case "force_not_null": forceNotNull = try columns()
            case "force_null": forceNull = try columns()
            case "encoding":
                let encoding = (option.value ?? "").uppercased().filter { $0.isLetter || $0.isNumber }
                guard ["UTF8", "UNICODE", "SQLASCII"].contains(encoding) else {
                    throw VecDBError(.featureNotSupported, "COPY encoding \"\(option.value ?? "")\" is not supported")
                }
            default:
                throw VecDBError(
                    .syntaxError, "option \"\(option.name)\" not recognized", position: option.position)
            }
        }
        try settle(delimiterText, nullText, quoteText, escapeText, isFrom: isFrom)
    }

    private mutating func settle(
        _ delimiterText: String?, _ nullText: String?, _ quoteText: String?, _ escapeText: String?, isFrom: Bool
    ) throws {
        if format == .binary {
            if delimiterText != nil { throw VecDBError(.syntaxError, "cannot specify DELIMITER in BINARY mode") }
            if nullText != nil { throw VecDBError(.syntaxError, "cannot specify NULL in BINARY mode") }
            if header != .none { throw VecDBError(.syntaxError, "cannot specify HEADER in BINARY mode") }
        }
        if format == .csv {
            delimiter = UInt8(ascii: ",")
            null = ""
        } else {
            if quoteText != nil { throw VecDBError(.featureNotSupported, "COPY quote available only in CSV mode") }
            if escapeText != nil { throw VecDBError(.featureNotSupported, "COPY escape available only in CSV mode") }
            if forceQuote != .none {
                throw VecDBError(.featureNotSupported, "COPY force quote available only in CSV mode")
            }
            if forceNotNull != .none {
                throw VecDBError(.featureNotSupported, "COPY force not null available only in CSV mode")
            }
            if forceNull != .none {
                throw VecDBError(.featureNotSupported, "COPY force null available only in CSV mode")
            }
        }
        if forceQuote != .none, isFrom {
            throw VecDBError(.featureNotSupported, "COPY force quote only available using COPY TO")
        }
        if !isFrom, forceNotNull != .none {
            throw VecDBError(.featureNotSupported, "COPY force not null only available using COPY FROM")
        }
        if !isFrom, forceNull != .none {
            throw VecDBError(.featureNotSupported, "COPY force null only available using COPY FROM")
        }
        func single(_ text: String, _ what: String) throws -> UInt8 {
            guard text.utf8.count == 1, let byte = text.utf8.first else {
                throw VecDBError(.featureNotSupported, "COPY \(what) must be a single one-byte character")
            }
            return byte
        }
        if let delimiterText { delimiter = try single(delimiterText, "delimiter") }
        if let nullText { null = nullText }
        if let quoteText { quote = try single(quoteText, "quote") }
        escape = quote
        if let escapeText { escape = try single(escapeText, "escape") }
        if delimiter == 10 || delimiter == 13 {
            throw VecDBError(.invalidParameterValue, "COPY delimiter cannot be newline or carriage return")
        }
        if null.utf8.contains(where: { $0 == 10 || $0 == 13 }) {
            throw VecDBError(
                .invalidParameterValue, "COPY null representation cannot use newline or carriage return")
        }
        if format == .text, "\\.abcdefghijklmnopqrstuvwxyz0123456789".utf8.contains(delimiter) {
            throw VecDBError(
                .invalidParameterValue,
                "COPY delimiter cannot be \"\(String(decoding: [delimiter], as: UTF8.self))\"")
        }
        if format == .csv, delimiter == quote {
            throw VecDBError(.invalidParameterValue, "COPY delimiter and quote must be different")
        }
        if format != .binary, null.utf8.contains(delimiter) {
            throw VecDBError(
                .invalidParameterValue, "COPY delimiter character must not appear in the NULL specification")
        }
        if format == .csv, null.utf8.contains(quote) {
            throw VecDBError(
                .invalidParameterValue, "CSV quote character must not appear in the NULL specification")
        }
    }
}
