import VectorTypes

// MARK: Containment and existence

extension JSON {
    /// `a @> b`: b's structure and contents are found in a. Arrays are taken as sets; an array contains a scalar.
    ///
    /// - Complexity: O(n·m) for arrays of n and m elements, O(m log n) for objects.
    package static func contains(_ a: String, _ b: String) throws -> Bool {
        let whole = try JSONValue(a)
        let part = try JSONValue(b)
        if case .array(let elements) = whole, !part.isContainer { return elements.contains { equal($0, part) } }
        var meter = WorkMeter()
        return try contains(whole, part, &meter)
    }

    static func contains(_ whole: JSONValue, _ part: JSONValue, _ meter: inout WorkMeter) throws -> Bool {
        try meter.count()
        switch (whole, part) {
        case (.object(let members), .object(let wanted)):
            return try wanted.allSatisfy { member in
                let place = JSONValue.position(of: member.key, in: members)
                return try place.found && contains(members[place.index].value, member.value, &meter)
            }
        case (.array(let elements), .array(let wanted)):
            return try wanted.allSatisfy { element in
                try elements.contains { candidate in
                    try meter.count()
                    return try element.isContainer
                        ? contains(candidate, element, &meter) : equal(candidate, element)
                }
            }
        default: return equal(whole, part)
        }
    }

    static func equal(_ a: JSONValue, _ b: JSONValue) -> Bool {
        switch (a, b) {
        case (.null, .null): true
        case (.bool(let x), .bool(let y)): x == y
        case (.string(let x), .string(let y)): x == y
        case (.number(let x), .number(let y)): x.utf8.elementsEqual(y.utf8) || numberOrder(x, y) == 0
        case (.array(let x), .array(let y)): x.count == y.count && zip(x, y).allSatisfy(equal)
        case (.object(let x), .object(let y)):
            x.count == y.count && zip(x, y).allSatisfy { $0.key == $1.key && equal($0.value, $1.value) }
        default: false
        }
    }

    /// `json ? key`: a member's key, or a string among an array's elements, or the string itself.
    package static func hasKey(_ json: String, _ key: String) throws -> Bool {
        let scanner = JSONScanner(json)
        let root = scanner.root
        let wanted = Array(key.utf8)
        switch scanner.byte(root.lowerBound) {
        case UInt8(ascii: "{"): return try scanner.field(wanted, of: root) != nil
        case UInt8(ascii: "["):
            var found = false
            try scanner.forEachEntry(of: root) { _, value in
                found = scanner.byte(value.lowerBound) == ASCII.quote && scanner.decoded(value) == wanted
                return !found
            }
            return found
        case ASCII.quote: return scanner.decoded(root) == wanted
        default: return false
        }
    }

    /// `json ?| keys`.
    package static func hasAnyKey(_ json: String, _ keys: [String]) throws -> Bool {
        var meter = WorkMeter()
        return try keys.contains { key in
            try meter.count(1 + json.utf8.count / 16)
            return try hasKey(json, key)
        }
    }

    /// `json ?& keys`.
    package static func hasAllKeys(_ json: String, _ keys: [String]) throws -> Bool {
        var meter = WorkMeter()
        return try keys.allSatisfy { key in
            try meter.count(1 + json.utf8.count / 16)
            return try hasKey(json, key)
        }
    }
}

// MARK: Concatenation and deletion

extension JSON {
    /// `a || b`: two objects are merged, everything else counts as an array.
    package static func concatenated(_ a: String, _ b: String) throws -> String {
        let left = try JSONValue(a)
        let right = try JSONValue(b)
        if case .object(let x) = left, case .object(let y) = right {
            return try JSONValue.object(unsorted: x + y).text
        }
        func elements(_ value: JSONValue) -> [JSONValue] {
            if case .array(let elements) = value { return elements }
            return [value]
        }
        return try JSONValue.array(elements(left) + elements(right)).text
    }

    /// `jsonb - key`, `jsonb - keys`: without these members, or without these strings.
    ///
    /// - Throws: 22023 `cannot delete from scalar`.
    package static func removing(_ jsonb: String, keys: [String]) throws -> String {
        let wanted = Set(keys.map { Array($0.utf8) })
        switch try JSONValue(jsonb) {
        case .object(let members): return try JSONValue.object(members.filter { !wanted.contains($0.key) }).text
        case .array(let elements):
            return try JSONValue.array(
                elements.filter { element in
                    if case .string(let string) = element { return !wanted.contains(string) }
                    return true
                }
            ).text
        default: throw invalid("cannot delete from scalar")
        }
    }

    /// `jsonb - index`; negative counts from the end, outside leaves the array as it is.
    package static func removing(_ jsonb: String, at index: Int) throws -> String {
        switch try JSONValue(jsonb) {
        case .object: throw invalid("cannot delete from object using integer index")
        case .array(var elements):
            let place = index < 0 ? elements.count + index : index
            if elements.indices.contains(place) { elements.remove(at: place) }
            return try JSONValue.array(elements).text
        default: throw invalid("cannot delete from scalar")
        }
    }
}
