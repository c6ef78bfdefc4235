import PostgresSyntax
import VecDB
import VectorTypes

/// What is known of an index method: one place for what it can do and for all that is refused.
struct AccessMethod {
    let name: String

    static func named(_ name: String) throws -> AccessMethod {
        switch name {
        case "btree", "hash", "gin", "gist", "brin", "spgist", "hnsw", "ivfflat": return AccessMethod(name: name)
        default: throw VecDBError(.undefinedObject, "access method \"\(name)\" does not exist")
        }
    }

    /// Whether it finds nearest vectors, and nothing else.
    var isApproximate: Bool { name == "hnsw" || name == "ivfflat" }

    func check(_ create: CreateIndexStatement) throws {
        guard create.elements.count <= 32 else {
            throw VecDBError(.tooManyColumns, "cannot use more than 32 columns in an index")
        }
        if create.isUnique, name != "btree" {
            throw VecDBError(.featureNotSupported, "access method \"\(name)\" does not support unique indexes")
        }
        if !create.including.isEmpty, !["btree", "gist", "spgist"].contains(name) {
            throw VecDBError(.featureNotSupported, "access method \"\(name)\" does not support included columns")
        }
        if create.elements.count > 1, !["btree", "gist", "gin", "brin"].contains(name) {
            throw VecDBError(.featureNotSupported, "access method \"\(name)\" does not support multicolumn indexes")
        }
    }

    /// Checks an operator class, or that the type has a default one.
    func operatorClass(_ element: PostgresSyntax.IndexElement, _ type: SQLType) throws -> String? {
        if let written = element.operatorClass.last {
            let schema = element.operatorClass.dropLast().last
            if let schema, !["public", "pg_catalog"].contains(schema) {
                throw VecDBError(.invalidSchemaName, "schema \"\(schema)\" does not exist")
            }
            guard let accepted = OperatorClasses.type(of: written, method: name) else {
                let shown = element.operatorClass.joined(separator: ".")
                throw VecDBError(
                    .undefinedObject, "operator class \"\(shown)\" does not exist for access method \"\(name)\"")
            }
            if !accepted.isEmpty, !accepted.contains(type.base) || type.isArray {
                throw VecDBError(
                    .datatypeMismatch, "operator class \"\(written)\" does not accept data type \(type)")
            }
            if !element.operatorClassOptions.isEmpty {
                throw VecDBError(.invalidParameterValue, "operator class \(written) has no options")
            }
            return written
        }
        guard let standard = standardClass(type) else {
            throw VecDBError(
                .undefinedObject, "data type \(type) has no default operator class for access method \"\(name)\"",
                hint:
                    "You must specify an operator class for the index or define a default operator class for the data type."
            )
        }
        return standard.isEmpty ? nil : standard
    }

    /// The class of a type that has none written: empty where its name does not matter, nil where there is none.
    private func standardClass(_ type: SQLType) -> String? {
        switch name {
        case "ivfflat": return type == .vector ? "vector_l2_ops" : nil
        case "hnsw": return nil
        default: return hasStandardClass(type) ? "" : nil
        }
    }

    private func hasStandardClass(_ type: SQLType) -> Bool {
        switch name {
        case "btree": type.isArray || ![.json, .regconfig, .jsonpath].contains(type.base)
        case "hash":
            type.isArray
                || ![.json, .vector, .halfvec, .sparsevec, .bit, .varbit, .tsvector, .tsquery].contains(type.base)
        case "gin": type.isArray || [.jsonb, .tsvector].contains(type.base)
        case "gist": [.tsvector, .tsquery].contains(type.base)
        case "spgist": [.text, .varchar, .bpchar].contains(type.base)
        case "brin": ![.json, .jsonb, .vector, .halfvec, .sparsevec, .tsvector].contains(type.base)
        default: false
        }
    }
}

/// Operator classes that may be written.
enum OperatorClasses {
    /// The types that a class takes (empty: not checked); nil if the method has no class of that name.
    static func type(of name: String, method: String) -> [BaseType]? {
        if let vector = VectorOperatorClasses.all.first(where: { $0.method == method && $0.name == name }) {
            // A varbit can stand where a bit is wanted; the method refuses it later, with words of its own.
            return vector.type == .bit ? [.bit, .varbit] : [vector.type]
        }
        switch (method, name) {
        case ("gin", "jsonb_ops"), ("gin", "jsonb_path_ops"): return [.jsonb]
        case ("gin", "array_ops"): return []
        case ("gin", "tsvector_ops"): return [.tsvector]
        case ("btree", "text_pattern_ops"), ("btree", "text_ops"): return [.text, .varchar]
        case ("btree", "varchar_pattern_ops"), ("btree", "varchar_ops"): return [.text, .varchar]
        case ("btree", "bpchar_pattern_ops"), ("btree", "bpchar_ops"): return [.bpchar]
        case ("btree", "jsonb_ops"): return [.jsonb]
        case ("btree", _), ("hash", _), ("brin", _):
            let stem = name.split(separator: "_").dropLast().joined(separator: "_")
            guard name.hasSuffix("_ops"), let type = typeNamed(stem) ?? typeShown(stem) else { return nil }
            return [type.base]
        default: return nil
        }
    }

    private static func typeShown(_ stem: String) -> SQLType? {
        stem == "numeric" ? .numeric : nil
    }
}
