import VecDB
import VectorTypes

// pg_opclass and what hangs on it: families, their operators and support functions.
extension CatalogTables {
    static let operatorClasses: [CatalogTables] = [
        CatalogTables(
            "pg_opclass", 2616,
            "oid:oid opcmethod:oid opcname:name opcnamespace:oid opcowner:oid opcfamily:oid opcintype:oid opcdefault:bool opckeytype:oid"
        ) { _ in
            VectorOperatorClasses.all.map { entry in
                [
                    .integer(entry.oid), .integer(CatalogNumbers.method(entry.method)), .text(entry.name),
                    .integer(CatalogNumbers.publicSchema), 10, .integer(entry.family),
                    .integer(SQLType(entry.type).oid), .flag(entry.isDefault), 0,
                ]
            }
        },
        CatalogTables(
            "pg_opfamily", 2753, "oid:oid opfmethod:oid opfname:name opfnamespace:oid opfowner:oid"
        ) { _ in
            VectorOperatorClasses.all.map { entry in
                [
                    .integer(entry.family), .integer(CatalogNumbers.method(entry.method)), .text(entry.name),
                    .integer(CatalogNumbers.publicSchema), 10,
                ]
            }
                + [
                    [
                        .integer(CatalogNumbers.floatFamily), 403, "float_ops", .integer(CatalogNumbers.catalogSchema),
                        10,
                    ]
                ]
        },
        CatalogTables(
            "pg_amop", 2602,
            """
            oid:oid amopfamily:oid amoplefttype:oid amoprighttype:oid amopstrategy:int2 amoppurpose:char amopopr:oid
            amopmethod:oid amopsortfamily:oid
            """
        ) { _ in
            VectorOperatorClasses.all.flatMap { entry -> [[SQLiteValue]] in
                let type = SQLType(entry.type)
                return entry.operators.enumerated().compactMap { place, name in
                    guard let number = CatalogNumbers.operatorOID(name, type) else { return nil }
                    let isOrdering = entry.method != "btree"
                    return [
                        .integer(entry.oid * 10 + Int64(place)), .integer(entry.family), .integer(type.oid),
                        .integer(type.oid), .integer(Int64(place + 1)), isOrdering ? "o" : "s", .integer(number),
                        .integer(CatalogNumbers.method(entry.method)),
                        .integer(isOrdering ? CatalogNumbers.floatFamily : 0),
                    ]
                }
            }
        },
        CatalogTables(
            "pg_amproc", 2603,
            "oid:oid amprocfamily:oid amproclefttype:oid amprocrighttype:oid amprocnum:int2 amproc:regproc"
        ) { _ in
            VectorOperatorClasses.all.flatMap { entry -> [[SQLiteValue]] in
                let type = SQLType(entry.type)
                return entry.supportFunctions.compactMap { number, name in
                    guard let function = CatalogNumbers.functionOID(name, type) else { return nil }
                    return [
                        .integer(entry.oid * 10 + Int64(number)), .integer(entry.family), .integer(type.oid),
                        .integer(type.oid), .integer(Int64(number)), .integer(function),
                    ]
                }
            }
        },
    ]
}

/// pgvector's operator classes.
struct VectorOperatorClasses {
    let method: String
    let name: String
    let type: BaseType
    let isDefault: Bool
    /// The place in ``all``.
    fileprivate(set) var place = 0

    private init(_ method: String, _ name: String, isDefault: Bool = false) {
        self.method = method
        self.name = name
        self.isDefault = isDefault
        type = name.split(separator: "_").first.flatMap { BaseType(rawValue: String($0)) } ?? .vector
    }

    static let all: [VectorOperatorClasses] = {
        var classes = ["vector", "halfvec", "sparsevec"].map {
            VectorOperatorClasses("btree", "\($0)_ops", isDefault: true)
        }
        for type in ["vector", "halfvec"] {
            for metric in ["l2", "ip", "cosine"] {
                let name = "\(type)_\(metric)_ops"
                classes.append(VectorOperatorClasses("ivfflat", name, isDefault: name == "vector_l2_ops"))
            }
        }
        classes.append(VectorOperatorClasses("ivfflat", "bit_hamming_ops"))
        for type in ["vector", "halfvec", "sparsevec"] {
            for metric in ["l2", "ip", "cosine", "l1"] {
                classes.append(VectorOperatorClasses("hnsw", "\(type)_\(metric)_ops"))
            }
        }
        classes += ["bit_hamming_ops", "bit_jaccard_ops"].map { VectorOperatorClasses("hnsw", $0) }
        for place in classes.indices { classes[place].place = place }
        return classes
    }()

    static func named(_ name: String, method: String) -> VectorOperatorClasses? {
        all.first { $0.name == name && $0.method == method }
    }

    var oid: Int64 { 16_800 + Int64(place) }
    var family: Int64 { 16_900 + Int64(place) }

    /// `l2`, `ip` …; nothing for those of the ordinary order.
    private var metric: Substring? {
        let parts = name.split(separator: "_")
        return parts.count == 3 ? parts[1] : nil
    }

    /// The operators by strategy, from 1.
    var operators: [String] {
        switch metric {
        case "l2": ["<->"]
        case "ip": ["<#>"]
        case "cosine": ["<=>"]
        case "l1": ["<+>"]
        case "hamming": ["<~>"]
        case "jaccard": ["<%>"]
        default: ["<", "<=", "=", ">=", ">"]
        }
    }

    /// The functions that pgvector's own code calls for the class, by number.
    var supportFunctions: [(number: Int, name: String)] {
        let type = self.type.rawValue
        guard let metric else { return [(1, "\(type)_cmp")] }
        let norm = type == "vector" ? "vector_norm" : "l2_norm"
        var functions: [(Int, String)]
        switch metric {
        case "l2": functions = [(1, "\(type)_l2_squared_distance")]
        case "ip", "cosine": functions = [(1, "\(type)_negative_inner_product")]
        default: functions = [(1, "\(metric)_distance")]
        }
        if metric == "cosine" { functions.append((2, norm)) }
        guard method == "ivfflat" else {
            return type == "vector" ? functions : functions + [(3, "hnsw_\(type)_support")]
        }
        switch metric {
        case "l2": functions.append((3, "l2_distance"))
        case "hamming": functions.append((3, "hamming_distance"))
        default: functions += [(3, "\(type)_spherical_distance"), (4, norm)]
        }
        return type == "vector" ? functions : functions + [(5, "ivfflat_\(type)_support")]
    }
}

extension CatalogNumbers {
    /// The family of the order of floating-point numbers, by which distances are sorted.
    static let floatFamily: Int64 = 1_970

    /// All operators in the order of their numbers.
    static let operators: [OperatorEntry] = FunctionCatalog.shared.operators.keys.sorted().flatMap {
        FunctionCatalog.shared.operators[$0] ?? []
    }

    static func operatorOID(_ place: Int) -> Int64 { 30_000 + Int64(place) }

    static func operatorOID(_ name: String, _ type: SQLType) -> Int64? {
        operators.firstIndex { $0.name == name && $0.left == type && $0.right == type }.map { operatorOID($0) }
    }

    /// The function of that name that takes the type first, or whatever its one form takes.
    static func functionOID(_ name: String, _ type: SQLType) -> Int64? {
        let named = FunctionCatalog.shared.functions[name] ?? []
        let function = named.first { $0.arguments.first == type } ?? named.first
        return function.flatMap { FunctionCatalog.shared.numbers[ObjectIdentifier($0)] }
    }
}
