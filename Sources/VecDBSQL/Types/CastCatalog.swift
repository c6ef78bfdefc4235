import VecDB

/// Where a conversion is asked for; each context allows what the ones before it allow.
package enum CoercionContext: Int, Comparable, Sendable {
    /// In an expression.
    case implicit
    /// Into a column.
    case assignment
    /// By a cast.
    case explicit

    package static func < (a: CoercionContext, b: CoercionContext) -> Bool { a.rawValue < b.rawValue }
}

/// One row of `pg_cast`.
package struct CastEntry: Sendable {
    package enum Method: Sendable { case function, binary, inputOutput }

    package let source: SQLType
    package let target: SQLType
    package let context: CoercionContext
    package let method: Method
}

/// PostgreSQL's `pg_cast` with pgvector's 23 casts: which conversions exist and where they apply by themselves.
///
/// A cast by function is a function called like its target type, as in PostgreSQL (`float8(numeric)`); the few with
/// other names are in ``functionName(_:_:)``.
package struct CastCatalog: Sendable {
    package static let shared = CastCatalog()

    package let entries: [CastEntry]
    private let byTypes: [Pair: CastEntry]

    private struct Pair: Hashable {
        let source: SQLType
        let target: SQLType
    }

    /// The cast between two different types, if `pg_cast` has it.
    package func entry(from source: SQLType, to target: SQLType) -> CastEntry? {
        byTypes[Pair(source: source, target: target)]
    }

    /// The name of the function behind a cast by function.
    package static func functionName(_ source: SQLType, _ target: SQLType) -> String {
        if source.isVectorLike || target.isVectorLike {
            if source.isArray { return "array_to_\(target.base.rawValue)" }
            if target.isArray { return "\(source.base.rawValue)_to_float4" }
            return "\(source.base.rawValue)_to_\(target.base.rawValue)"
        }
        return target.base.rawValue
    }

    /// Whether a function does a cast of the catalogue.
    static func isCastFunction(_ function: FunctionEntry) -> Bool {
        guard let source = function.arguments.first, shared.entry(from: source, to: function.result) != nil else {
            return false
        }
        return functionName(source, function.result) == function.name
    }

    /// One line a source type: `i` implicit, `a` assignment, `e` explicit; `=` binary-coercible, `~` by text.
    private static let table = """
        bool: int4 e, text a, bpchar a, varchar a
        bytea: int8 e, int2 e, int4 e
        char: int4 e, text i, bpchar a, varchar a
        name: text i, bpchar a, varchar a
        int8: bytea e, int2 a, int4 a, oid i, regproc i, regclass i, regtype i, regnamespace i, regrole i, \
        regconfig i, float4 i, float8 i, bit e, numeric i
        int2: bytea e, int8 i, int4 i, oid i, regproc i, regclass i, regtype i, regnamespace i, regrole i, \
        regconfig i, float4 i, float8 i, numeric i
        int4: bool e, bytea e, char e, int8 i, int2 a, oid i=, regproc i=, regclass i=, regtype i=, regnamespace i=, \
        regrole i=, regconfig i=, float4 i, float8 i, bit e, numeric i
        regproc: int8 a, int4 a=, oid i=, regprocedure i=
        regprocedure: int8 a, int4 a=, oid i=, regproc i=
        regoper: int8 a, int4 a=, oid i=
        regclass: int8 a, int4 a=, oid i=
        regtype: int8 a, int4 a=, oid i=
        regnamespace: int8 a, int4 a=, oid i=
        regrole: int8 a, int4 a=, oid i=
        regconfig: int8 a, int4 a=, oid i=
        oid: int8 a, int4 a=, regproc i=, regprocedure i=, regoper i=, regclass i=, regtype i=, regnamespace i=, \
        regrole i=, regconfig i=
        text: char a, name i, bpchar i=, varchar i=, regclass i
        bpchar: char a, name i, text i, varchar i
        varchar: char a, name i, text i=, bpchar i=, regclass i
        json: jsonb a~
        jsonb: json a~, bool e, int8 e, int2 e, int4 e, float4 e, float8 e, numeric e
        float4: int8 a, int2 a, int4 a, float8 i, numeric a
        float8: int8 a, int2 a, int4 a, float4 a, numeric a
        numeric: int8 a, int2 a, int4 a, float4 i, float8 i
        date: timestamp i, timestamptz i
        time: interval i, timetz i
        timetz: time a
        timestamp: date a, time a, timestamptz i
        timestamptz: date a, time a, timestamp a, timetz a
        interval: time a
        bit: int8 e, int4 e, varbit i=
        varbit: bit i=
        int4[]: vector a, halfvec a, sparsevec a
        float4[]: vector a, halfvec a, sparsevec a
        float8[]: vector a, halfvec a, sparsevec a
        numeric[]: vector a, halfvec a, sparsevec a
        vector: float4[] i, halfvec i, sparsevec i
        halfvec: float4[] a, vector a, sparsevec i
        sparsevec: vector a, halfvec a
        int2vector: int2[] i=
        oidvector: oid[] i=
        """

    private init() {
        var entries: [CastEntry] = []
        for line in Self.table.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":"), let source = Self.type(line[..<colon]) else { continue }
            for item in line[line.index(after: colon)...].split(separator: ",") {
                let words = item.split(separator: " ")
                guard words.count == 2, let target = Self.type(words[0]), let letter = words[1].first else { continue }
                let context: CoercionContext =
                    switch letter {
                    case "i": .implicit
                    case "a": .assignment
                    default: .explicit
                    }
                let method: CastEntry.Method =
                    switch words[1].dropFirst().first {
                    case "=": .binary
                    case "~": .inputOutput
                    default: .function
                    }
                entries.append(CastEntry(source: source, target: target, context: context, method: method))
            }
        }
        self.entries = entries
        byTypes = Dictionary(entries.map { (Pair(source: $0.source, target: $0.target), $0) }) { first, _ in first }
    }

    private static func type(_ name: Substring) -> SQLType? {
        let isArray = name.hasSuffix("[]")
        return BaseType(rawValue: String(isArray ? name.dropLast(2) : name)).map { SQLType($0, isArray: isArray) }
    }
}

/// How a value gets from one type to another (PostgreSQL's `find_coercion_pathway`).
package enum CoercionPath {
    case relabel
    case function(FunctionEntry)
    /// Through the text form.
    case inputOutput
    /// Element by element.
    case elements
}

/// The way from `source` to `target` that `context` allows, or nil.
package func coercionPath(from source: SQLType, to target: SQLType, _ context: CoercionContext) -> CoercionPath? {
    if source == target { return .relabel }
    if let entry = CastCatalog.shared.entry(from: source, to: target) {
        guard entry.context <= context else { return nil }
        switch entry.method {
        case .binary: return .relabel
        case .inputOutput: return .inputOutput
        case .function:
            let name = CastCatalog.functionName(source, target)
            let functions = FunctionCatalog.shared.functions[name] ?? []
            guard let function = functions.first(where: { $0.arguments.first == source && $0.result == target })
            else { return nil }
            return .function(function)
        }
    }
    if source.isArray, target.isArray, let from = source.element, let to = target.element,
        let path = coercionPath(from: from, to: to, context)
    {
        if case .relabel = path { return .relabel }
        return .elements
    }
    // Anything becomes a string by assignment, and a string anything by a cast.
    if target.category == "S", context >= .assignment, !source.base.isPseudo || source == .record {
        return .inputOutput
    }
    if source.category == "S", context >= .explicit, !target.base.isPseudo { return .inputOutput }
    return nil
}

/// Whether values of one type serve as the other without any work.
package func isBinaryCoercible(_ source: SQLType, _ target: SQLType) -> Bool {
    if source == target { return true }
    switch target.base {
    case .any where !target.isArray, .anyelement where !target.isArray, .anycompatible where !target.isArray:
        return true
    case .anyarray, .anycompatiblearray: return source.element != nil
    case .anynonarray, .anycompatiblenonarray: return source.element == nil
    default: break
    }
    guard let entry = CastCatalog.shared.entry(from: source, to: target) else {
        if source.isArray, target.isArray, let from = source.element, let to = target.element {
            return isBinaryCoercible(from, to)
        }
        return false
    }
    return entry.method == .binary && entry.context == .implicit
}

/// Whether each of the types can become the wanted one in the context (PostgreSQL's `can_coerce_type`).
package func canCoerce(_ sources: [SQLType], to targets: [SQLType], _ context: CoercionContext) -> Bool {
    var hasPolymorphic = false
    for (source, target) in zip(sources, targets) {
        if source == target { continue }
        if target == SQLType(.any) { continue }
        if target.isPolymorphic {
            hasPolymorphic = true
            continue
        }
        if source == .unknown { continue }
        guard coercionPath(from: source, to: target, context) != nil else { return false }
    }
    return !hasPolymorphic || PolymorphicTypes(declared: targets, actual: sources) != nil
}
