import PostgresSyntax
import VecDB
import VectorIndexes
import VectorTypes

/// `WITH (…)` of an index: what each method takes, checked as PostgreSQL's `reloptions` are.
struct IndexOptions {
    /// What one option may be.
    struct Rule {
        enum Kind {
            case integer(ClosedRange<Int>)
            case boolean
            case choice([String])
        }
        let name: String
        let kind: Kind
        /// Ours, not pgvector's: unknown in strict mode.
        var isExtension = false
    }

    let method: String
    let isStrict: Bool

    init(method: String, isStrict: Bool) {
        self.method = method
        self.isStrict = isStrict
    }

    private var rules: [Rule] {
        switch method {
        case "btree": [.fillFactor, Rule(name: "deduplicate_items", kind: .boolean)]
        case "hash", "spgist": [.fillFactor]
        case "gist": [.fillFactor, Rule(name: "buffering", kind: .choice(["on", "off", "auto"]))]
        case "gin":
            [
                Rule(name: "fastupdate", kind: .boolean),
                Rule(name: "gin_pending_list_limit", kind: .integer(64...2_147_483_647)),
            ]
        case "brin":
            [
                Rule(name: "pages_per_range", kind: .integer(1...131_072)),
                Rule(name: "autosummarize", kind: .boolean),
            ]
        case "hnsw":
            [
                Rule(HNSWParameters.m), Rule(HNSWParameters.efConstruction),
                Rule(name: "storage", kind: .choice(["full", "compact"]), isExtension: true),
            ]
        case "ivfflat": [Rule(IVFFlatParameters.lists)]
        default: []
        }
    }

    /// The options as the catalog keeps them: whole numbers in plain digits.
    ///
    /// - Throws: 22023 for an unknown, repeated or unfitting one.
    func check(_ written: [DefinitionElement]) throws -> [IndexOption] {
        let known = rules.filter { !isStrict || !$0.isExtension }
        for option in written {
            if let namespace = option.namespace {
                throw VecDBError(.invalidParameterValue, "unrecognized parameter namespace \"\(namespace)\"")
            }
        }
        var options: [IndexOption] = []
        for option in written {
            guard let rule = known.first(where: { $0.name == option.name }) else {
                throw VecDBError(.invalidParameterValue, "unrecognized parameter \"\(option.name)\"")
            }
            if options.contains(where: { $0.name == option.name }) {
                throw VecDBError(.invalidParameterValue, "parameter \"\(option.name)\" specified more than once")
            }
            options.append(IndexOption(rule.name, try rule.canonical(option.value?.text ?? "true")))
        }
        return options
    }
}

extension IndexOptions.Rule {
    static let fillFactor = Self(name: "fillfactor", kind: .integer(10...100))

    init(_ parameter: IndexParameter) { self.init(name: parameter.name, kind: .integer(parameter.range)) }

    func canonical(_ text: String) throws -> String {
        switch kind {
        case .integer(let range):
            guard let value = OptionNumber.integer(text) else {
                throw VecDBError(.invalidParameterValue, "invalid value for integer option \"\(name)\": \(text)")
            }
            guard range.contains(value) else {
                throw VecDBError(
                    .invalidParameterValue, "value \(text) out of bounds for option \"\(name)\"",
                    detail: "Valid values are between \"\(range.lowerBound)\" and \"\(range.upperBound)\".")
            }
            return String(value)
        case .boolean:
            guard SettingDefinition.boolean(from: text) != nil else {
                throw VecDBError(.invalidParameterValue, "invalid value for boolean option \"\(name)\": \(text)")
            }
            return text
        case .choice(let values):
            guard let value = values.first(where: { $0 == text.lowercased() }) else {
                let names = values.map { "\"\($0)\"" }
                let list =
                    names.count > 2
                    ? names.dropLast().joined(separator: ", ") + ", and \(names[names.count - 1])"
                    : names.joined(separator: " and ")
                throw VecDBError(
                    .invalidParameterValue, "invalid value for enum option \"\(name)\": \(text)",
                    detail: "Valid values are \(list).")
            }
            return value
        }
    }
}

/// Whole numbers as PostgreSQL's `parse_int` reads them: C's notations, fractions rounded, space around, no unit.
enum OptionNumber {
    static func integer(_ text: String) -> Int? {
        var digits = Substring(text)
        while let first = digits.first, first.isWhitespace { digits.removeFirst() }
        while let last = digits.last, last.isWhitespace { digits.removeLast() }
        let value: Double
        let sign: Double = digits.hasPrefix("-") ? -1 : 1
        let plain = digits.hasPrefix("-") || digits.hasPrefix("+") ? digits.dropFirst() : digits
        if plain.hasPrefix("0x") || plain.hasPrefix("0X") {
            guard let number = Int(plain.dropFirst(2), radix: 16) else { return nil }
            value = sign * Double(number)
        } else if plain.count > 1, plain.hasPrefix("0"), plain.allSatisfy({ $0.isASCII && $0.isNumber }) {
            guard let number = Int(plain, radix: 8) else { return nil }
            value = sign * Double(number)
        } else {
            guard plain.first?.isNumber == true || plain.hasPrefix("."), let number = Double(plain) else { return nil }
            value = sign * number
        }
        let rounded = value.rounded(.toNearestOrEven)
        return Int32(exactly: rounded).map(Int.init)
    }
}
