// `#-`, `jsonb_set` and `jsonb_insert`: walk down a path of keys and indexes, change the last step's place, and leave the
// value as it was where the path leads nowhere.
import VectorTypes

extension JSON {
    private enum Change {
        case delete
        case set(JSONValue, createMissing: Bool)
        case insert(JSONValue, after: Bool)
    }

    /// `jsonb #- path`.
    ///
    /// - Throws: 22023 `cannot delete path in scalar`, 22P02 `path element at position 1 is not an integer: "x"`.
    package static func removing(_ jsonb: String, path: [String?]) throws -> String {
        let value = try JSONValue(jsonb)
        if !value.isContainer { throw invalid("cannot delete path in scalar") }
        return path.isEmpty || value.isEmptyContainer ? try value.text : try changed(value, path, 0, .delete).text
    }

    /// `jsonb_set(target, path, new_value, create_if_missing)`.
    ///
    /// - Throws: 22023 `cannot set path in scalar`, 22004 `path element at position 1 is null`, 22P02 as `#-`.
    package static func setting(
        _ jsonb: String, path: [String?], to newValue: String, createMissing: Bool = true
    ) throws -> String {
        let value = try JSONValue(jsonb)
        if !value.isContainer { throw invalid("cannot set path in scalar") }
        if path.isEmpty || (value.isEmptyContainer && !createMissing) { return try value.text }
        return try changed(value, path, 0, .set(try JSONValue(newValue), createMissing: createMissing)).text
    }

    /// `jsonb_insert(target, path, new_value, insert_after)`.
    ///
    /// - Throws: 22023 `cannot replace existing key`, and as ``setting(_:path:to:createMissing:)``.
    package static func inserting(
        _ jsonb: String, path: [String?], _ newValue: String, after: Bool = false
    ) throws -> String {
        let value = try JSONValue(jsonb)
        if !value.isContainer { throw invalid("cannot set path in scalar") }
        if path.isEmpty { return try value.text }
        return try changed(value, path, 0, .insert(try JSONValue(newValue), after: after)).text
    }

    private static func changed(
        _ value: JSONValue, _ path: [String?], _ level: Int, _ change: Change
    ) throws -> JSONValue {
        guard let step = path[level] else {
            throw VecDBError(.nullValueNotAllowed, "path element at position \(level + 1) is null")
        }
        switch value {
        case .object(let members): return try changed(members, Array(step.utf8), path, level, change)
        case .array(let elements):
            guard let index = arrayIndex(step) else {
                throw VecDBError(
                    .invalidTextRepresentation,
                    "path element at position \(level + 1) is not an integer: \"\(step)\"")
            }
            return try changed(elements, index, path, level, change)
        default: return value
        }
    }

    private static func changed(
        _ members: [JSONValue.Member], _ key: [UInt8], _ path: [String?], _ level: Int, _ change: Change
    ) throws -> JSONValue {
        var members = members
        let (index, found) = JSONValue.position(of: key, in: members)
        if level < path.count - 1 {
            if found { members[index].value = try changed(members[index].value, path, level + 1, change) }
            return .object(members)
        }
        switch change {
        case .delete: if found { members.remove(at: index) }
        case .set(let new, let createMissing):
            if found {
                members[index].value = new
            } else if createMissing {
                members.insert(.init(key: key, value: new), at: index)
            }
        case .insert(let new, _):
            if found {
                throw VecDBError(
                    .invalidParameterValue, "cannot replace existing key",
                    hint: "Try using the function jsonb_set to replace key value.")
            }
            members.insert(.init(key: key, value: new), at: index)
        }
        return .object(members)
    }

    private static func changed(
        _ elements: [JSONValue], _ index: Int, _ path: [String?], _ level: Int, _ change: Change
    ) throws -> JSONValue {
        var elements = elements
        let place = index < 0 ? elements.count + index : index
        let found = elements.indices.contains(place)
        if level < path.count - 1 {
            if found { elements[place] = try changed(elements[place], path, level + 1, change) }
            return .array(elements)
        }
        switch change {
        case .delete: if found { elements.remove(at: place) }
        case .set(let new, let createMissing):
            if found {
                elements[place] = new
            } else if createMissing {
                elements.insert(new, at: place < 0 ? 0 : elements.count)
            }
        case .insert(let new, let after):
            if found {
                elements.insert(new, at: after ? place + 1 : place)
            } else {
                elements.insert(new, at: place < 0 ? 0 : elements.count)
            }
        }
        return .array(elements)
    }
}
