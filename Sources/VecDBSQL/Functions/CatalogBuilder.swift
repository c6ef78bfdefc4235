import VecDB
import VectorTypes

/// Collects the declarations of the function families.
///
/// A declaration reads like PostgreSQL's own: `"lpad(text, int4, text = ' ') text"`. Types are internal names, `[]` makes
/// an array, `variadic` goes before the last type, a default after `=` is a string, a number or `null`.
struct CatalogBuilder {
    private(set) var functions: [String: [FunctionEntry]] = [:]
    private(set) var operators: [String: [OperatorEntry]] = [:]
    private var sqliteNames: Set<String> = []
    private(set) var all: [FunctionEntry] = []

    /// A function whose call is SQLite's own work.
    @discardableResult
    mutating func native(
        _ signature: String, operator symbol: String? = nil, strict: Bool = true,
        volatility: FunctionEntry.Volatility = .immutable, _ template: String
    ) -> FunctionEntry {
        add(signature, symbol: symbol, strict: strict, volatility: volatility, implementation: .template(template))
    }

    /// A function with a Swift body.
    @discardableResult
    mutating func scalar(
        _ signature: String, operator symbol: String? = nil, strict: Bool = true,
        volatility: FunctionEntry.Volatility = .immutable, tag: FunctionEntry.TypeTag = .none,
        _ body: @escaping FunctionEntry.ScalarBody
    ) -> FunctionEntry {
        add(
            signature, symbol: symbol, strict: strict, volatility: volatility, tag: tag, implementation: .scalar(body))
    }

    /// An aggregate.
    @discardableResult
    mutating func aggregate(
        _ signature: String, strict: Bool = true, tag: FunctionEntry.TypeTag = .none,
        _ make: @escaping @Sendable (FunctionContext) -> any Accumulator
    ) -> FunctionEntry {
        add(signature, kind: .aggregate, strict: strict, tag: tag, implementation: .aggregate(make))
    }

    /// An aggregate or window function that SQLite has.
    @discardableResult
    mutating func native(_ signature: String, kind: FunctionEntry.Kind, _ template: String) -> FunctionEntry {
        add(signature, kind: kind, strict: false, implementation: .template(template))
    }

    /// A set-returning function. `columns` names the parts of its rows where it has several.
    @discardableResult
    mutating func rows(
        _ signature: String, columns: [(name: String, type: SQLType)] = [], strict: Bool = true,
        volatility: FunctionEntry.Volatility = .immutable, tag: FunctionEntry.TypeTag = .none,
        _ body: @escaping @Sendable (Arguments, FunctionContext) throws -> RowSource
    ) -> FunctionEntry {
        add(
            signature, kind: .setReturning, strict: strict, volatility: volatility, tag: tag, columns: columns,
            implementation: .rows(body))
    }

    /// A function that exists only to be listed in `pg_proc`.
    mutating func listed(_ signature: String) {
        add(signature, implementation: .catalogOnly)
    }

    /// Another operator over a function already declared.
    mutating func alias(operator symbol: String, left: SQLType?, right: SQLType, of function: FunctionEntry) {
        operators[symbol, default: []].append(
            OperatorEntry(name: symbol, left: left, right: right, function: function))
    }

    @discardableResult
    private mutating func add(
        _ text: String, symbol: String? = nil, kind: FunctionEntry.Kind = .scalar, strict: Bool = true,
        volatility: FunctionEntry.Volatility = .immutable, tag: FunctionEntry.TypeTag = .none,
        columns: [(name: String, type: SQLType)] = [], implementation: FunctionEntry.Implementation
    ) -> FunctionEntry {
        let signature = Signature(text)
        var sqliteName = "pg_" + signature.name
        if kind == .setReturning { sqliteName = "pg_rows_" + signature.name }
        for type in signature.arguments { sqliteName += "_" + type.internalName }
        if signature.isVariadic { sqliteName += "_v" }
        // Aggregates and scalars live in one name space in SQLite; two declarations may not meet there.
        precondition(sqliteNames.insert(sqliteName).inserted, "\(sqliteName) is declared twice")
        let entry = FunctionEntry(
            name: signature.name, arguments: signature.arguments, argumentNames: signature.argumentNames,
            isVariadic: signature.isVariadic, defaults: signature.defaults, result: signature.result,
            resultColumns: columns.isEmpty ? [("", signature.result)] : columns, kind: kind, isStrict: strict,
            volatility: volatility, implementation: implementation, sqliteName: sqliteName, typeTag: tag)
        functions[entry.name, default: []].append(entry)
        all.append(entry)
        if let symbol {
            let isPrefix = entry.arguments.count == 1
            alias(
                operator: symbol, left: isPrefix ? nil : entry.arguments[0],
                right: entry.arguments[isPrefix ? 0 : 1], of: entry)
        }
        return entry
    }
}

/// A parsed declaration: `name([variadic] type [= default], …) result`, where an argument may be `name:type`.
private struct Signature {
    var name = ""
    var arguments: [SQLType] = []
    var argumentNames: [String] = []
    var isVariadic = false
    var defaults: [SQLiteValue] = []
    var result: SQLType = .void

    init(_ text: String) {
        guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")") else {
            preconditionFailure("a declaration needs parentheses: \(text)")
        }
        name = String(text[..<open])
        result = Self.type(Self.trimmed(text[text.index(after: close)...]), in: text)
        for part in text[text.index(after: open)..<close].split(separator: ",") {
            var word = Self.trimmed(part)
            if let equals = word.firstIndex(of: "=") {
                defaults.append(Self.value(Self.trimmed(word[word.index(after: equals)...])))
                word = Self.trimmed(word[..<equals])
            }
            if word.hasPrefix("variadic ") {
                isVariadic = true
                word = Self.trimmed(word.dropFirst(9))
            }
            if let colon = word.firstIndex(of: ":") {
                argumentNames.append(String(word[..<colon]))
                word = word[word.index(after: colon)...]
            }
            arguments.append(Self.type(word, in: text))
        }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }

    private static func type(_ word: Substring, in text: String) -> SQLType {
        let isArray = word.hasSuffix("[]")
        let name = isArray ? String(word.dropLast(2)) : String(word)
        guard let base = BaseType(rawValue: name) else { preconditionFailure("no type \(name) in \(text)") }
        return SQLType(base, isArray: isArray)
    }

    private static func value(_ word: Substring) -> SQLiteValue {
        if word.first == "'" { return .text(String(word.dropFirst().dropLast())) }
        if let number = Int64(word) { return .integer(number) }
        return .null
    }
}
