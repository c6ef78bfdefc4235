import PostgresSyntax
import VecDB
import VectorTypes

/// Plans by statement, the least recently used going first.
///
/// The key is the statement's text without its literals (`normalize`). Most literals become parameters of the plan;
/// those that it depends on (`vector(3)`, `ORDER BY 1`) stay fixed, and the plan serves only statements with the same.
struct PlanCache {
    struct Entry {
        var plan: Plan
        var catalogVersion: Int64
        var settingsVersion: Int
        /// For each literal of the text: the literals that the plan takes to be equal have one number; nil where the
        /// value is part of the plan.
        var groups: [Int?]
        /// The plan's parameters that take values from literals.
        var bindings: [Binding]
        var literals: [NormalizedStatement.Literal]
        var use: Int
    }

    /// A literal as a parameter's value.
    struct Binding {
        var parameter: Int
        /// The literal's place among the text's.
        var literal: Int
        /// The place of the literal that asked for this type, for errors; an equal one.
        var blamed: Int
    }

    /// What plans are kept by: the text without literals, and the types of the parameters that came with it.
    struct Key: Hashable {
        var fingerprint: String
        var types: [ColumnType?]
    }

    private var entries: [Key: [Entry]] = [:]
    private var clock = 0
    private let capacity = 200
    private(set) var hits = 0

    /// The plan that serves a statement with these literals.
    mutating func plan(
        _ key: Key, _ literals: [NormalizedStatement.Literal], catalogVersion: Int64, settingsVersion: Int
    ) -> Entry? {
        guard var variants = entries[key] else { return nil }
        variants.removeAll { $0.catalogVersion != catalogVersion || $0.settingsVersion != settingsVersion }
        defer { entries[key] = variants.isEmpty ? nil : variants }
        guard let index = variants.firstIndex(where: { $0.serves(literals) }) else { return nil }
        clock += 1
        hits += 1
        variants[index].use = clock
        return variants[index]
    }

    mutating func insert(_ entry: Entry, _ key: Key) {
        if entries.count >= capacity {
            let oldest = entries.min { ($0.value.map(\.use).max() ?? 0) < ($1.value.map(\.use).max() ?? 0) }
            if let oldest { entries[oldest.key] = nil }
        }
        clock += 1
        var entry = entry
        entry.use = clock
        var variants = entries[key] ?? []
        if variants.count >= 8 { variants.removeFirst() }
        variants.append(entry)
        entries[key] = variants
    }

    mutating func removeAll() { entries = [:] }

    var count: Int { entries.count }
}

extension PlanCache.Entry {
    /// Whether other literals in the same places mean the same plan.
    fileprivate func serves(_ others: [NormalizedStatement.Literal]) -> Bool {
        guard others.count == literals.count else { return false }
        var texts: [Int: String] = [:]
        for (index, other) in others.enumerated() {
            guard other.kind == literals[index].kind else { return false }
            guard let group = groups[index] else {
                if other.text != literals[index].text { return false }
                continue
            }
            // Numbers of another width would have another type.
            if LiftedLiteral.type(other) != LiftedLiteral.type(literals[index]) { return false }
            if let known = texts[group], known != other.text { return false }
            texts[group] = other.text
        }
        return true
    }
}

/// A literal as a parameter.
enum LiftedLiteral {
    /// The type that it would have as a literal; nil for a string, whose place decides.
    static func type(_ literal: NormalizedStatement.Literal) -> ColumnType? {
        switch literal.kind {
        case .integer: return .int4
        case .numeric: return Int64(literal.text) == nil ? ColumnType(.numeric) : .int8
        case .string, .bitString: return nil
        }
    }

    /// More literals than this are not worth lifting: a long VALUES list is used once.
    static let limit = 64
}

extension Session {
    /// Runs a single query through the plan cache; nil when the text is not one query, or its literals cannot be lifted.
    func runCached(_ sql: String, _ arguments: [SQLParameter]) throws -> StatementOutcome? {
        guard !block.isFailed, let known = normalizedTexts.normalized(sql) else { return nil }
        let normalized = known.statement
        guard known.isHeld, known.largestParameter <= arguments.count else { return nil }
        refreshContext()
        defer { if block.state == .none { block.hasTimestamp = false } }
        currentCommand = normalized.fingerprint.hasPrefix("select") ? "SELECT" : "this command"
        let key = PlanCache.Key(fingerprint: normalized.fingerprint, types: arguments.map(\.type))
        let isWriting = !normalized.fingerprint.hasPrefix("select")
        // A cached plan tells whether it writes; one that is not there yet is made before the transaction begins to.
        return try statementToRun(sql, key, normalized, arguments, isWriting: isWriting)
    }

    private func statementToRun(
        _ sql: String, _ key: PlanCache.Key, _ normalized: NormalizedStatement, _ arguments: [SQLParameter],
        isWriting: Bool
    ) throws -> StatementOutcome? {
        var parsed: Statement?
        if !plans.mayHave(key) {
            let statements = try parseStatements(sql) { warning in
                notice(Notice(.notice, warning.message, sqlState: warning.sqlState))
            }
            guard statements.count == 1, let only = statements.first?.statement, only.canBeCached else { return nil }
            parsed = only
        }
        return try transact(writes: isWriting) { () -> StatementOutcome? in
            let version = try connection.catalog().version
            if let entry = plans.plan(
                key, normalized.literals, catalogVersion: version, settingsVersion: settings.planningVersion)
            {
                return try run(entry, normalized.literals, arguments)
            }
            if parsed == nil { parsed = try parseStatements(sql).first?.statement }
            guard let statement = parsed else { return nil }
            currentCommand = statement.commandName
            let entry = try makeEntry(statement, normalized.literals, arguments, version)
            plans.insert(entry, key)
            return try run(entry, normalized.literals, arguments)
        }
    }

    /// Plans a statement with its literals lifted, or, where that fails, as it stands.
    private func makeEntry(
        _ statement: Statement, _ literals: [NormalizedStatement.Literal], _ arguments: [SQLParameter],
        _ version: Int64
    ) throws -> PlanCache.Entry {
        let declared = arguments.map(\.type)
        func entry(_ plan: Plan, _ lifted: ParameterTypes?) -> PlanCache.Entry {
            var entry = PlanCache.Entry(
                plan: plan, catalogVersion: version, settingsVersion: settings.planningVersion,
                groups: literals.map { lifted?.literal(at: $0.location)?.group }, bindings: [], literals: literals,
                use: 0)
            if let lifted { entry.bindings = bindings(lifted, literals) }
            return entry
        }
        var lifted = literals.filter { $0.kind != .bitString }
        // Twice at most: a plan may ask for the values of some literals.
        for _ in 0..<2 where !lifted.isEmpty {
            let parameters = ParameterTypes(declared)
            for literal in lifted {
                // Rows of VALUES compare nothing: there each literal is its own, and the plan serves all rows.
                let identity =
                    statement.isPlainInsert ? "\(literal.location)" : "\(literal.kind) \(literal.text)"
                parameters.lift(at: literal.location, identity: identity, type: LiftedLiteral.type(literal))
            }
            let binder = try binder(parameters)
            binder.environment.liftsLiterals = true
            do {
                return entry(try plan(statement, binder), parameters)
            } catch let needed as LiteralsNeeded {
                lifted.removeAll { needed.locations.contains($0.location) }
            } catch {
                break
            }
        }
        return entry(try plan(statement, try binder(ParameterTypes(declared))), nil)
    }

    private func bindings(
        _ lifted: ParameterTypes, _ literals: [NormalizedStatement.Literal]
    ) -> [PlanCache.Binding] {
        var known: Set<Int> = []
        let places = Dictionary(literals.indices.map { (literals[$0].location, $0) }, uniquingKeysWith: { a, _ in a })
        var bindings: [PlanCache.Binding] = []
        for (index, literal) in literals.enumerated() {
            guard let (group, uses) = lifted.literal(at: literal.location), known.insert(group).inserted else {
                continue
            }
            bindings += uses.map {
                PlanCache.Binding(parameter: $0.number, literal: index, blamed: places[$0.location] ?? index)
            }
        }
        return bindings
    }

    private func run(
        _ entry: PlanCache.Entry, _ literals: [NormalizedStatement.Literal], _ arguments: [SQLParameter]
    ) throws -> StatementOutcome {
        let types = entry.plan.parameterTypes
        var values: [SQLiteValue] = []
        for (argument, type) in zip(arguments, types) { values.append(try encode(argument, as: type)) }
        while values.count < types.count { values.append(.null) }
        for binding in entry.bindings where binding.parameter <= types.count {
            let number = binding.parameter - 1
            do {
                values[number] = try ValueText.encode(literals[binding.literal].text, as: types[number], context)
            } catch var error as VecDBError {
                if error.position == nil { error.position = literals[binding.blamed].location + 1 }
                throw error
            }
        }
        if entry.plan.writes { try connection.prepareToWrite() }
        return try entry.plan.run(self, values)
    }
}

extension PlanCache {
    /// Whether a fingerprint may be of a statement whose plan is worth keeping.
    static func canHold(_ fingerprint: String) -> Bool {
        ["select ", "insert ", "update ", "delete ", "with ", "values "].contains { fingerprint.hasPrefix($0) }
            && fingerprint.utf8.count < 20_000
    }

    func mayHave(_ key: Key) -> Bool { entries[key] != nil }
}

extension Statement {
    /// Whether it is an INSERT of written rows, in which no two expressions have to be recognized as the same.
    fileprivate var isPlainInsert: Bool {
        guard case .insert(let insert) = self, insert.with == nil, insert.onConflict == nil, insert.returning.isEmpty,
            case .select(let source) = insert.source, case .values = source.body
        else { return false }
        return source.orderBy.isEmpty
    }

    /// Whether its plan may be kept.
    fileprivate var canBeCached: Bool {
        guard modifyingTables.isEmpty else { return false }
        switch self {
        case .select(let select): return select.into == nil
        case .insert, .update, .delete: return true
        default: return false
        }
    }
}
