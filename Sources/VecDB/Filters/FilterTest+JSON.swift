extension FilterTest {
    /// Whether a value of the metadata satisfies the condition.
    func holds(for value: JSONValue) -> Bool {
        switch self {
        case .equal(let other): value == other
        case .less(let other): value.order(to: other).map { $0 < 0 } ?? false
        case .lessOrEqual(let other): value.order(to: other).map { $0 <= 0 } ?? false
        case .greater(let other): value.order(to: other).map { $0 > 0 } ?? false
        case .greaterOrEqual(let other): value.order(to: other).map { $0 >= 0 } ?? false
        case .oneOf(let values): values.contains(value)
        case .contains(let part): value.contains(part)
        case .exists: true
        }
    }
}

extension JSONValue {
    /// Negative, zero or positive; nil for values that have no order between them.
    fileprivate func order(to other: JSONValue) -> Int? {
        switch (self, other) {
        case (.integer(let a), .integer(let b)): a < b ? -1 : a > b ? 1 : 0
        case (.string(let a), .string(let b)):
            a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : a.utf8.elementsEqual(b.utf8) ? 0 : 1
        case (.bool(let a), .bool(let b)): (a ? 1 : 0) - (b ? 1 : 0)
        default:
            if let a = double, let b = other.double, !a.isNaN, !b.isNaN { a < b ? -1 : a > b ? 1 : 0 } else { nil }
        }
    }

    /// As `@>` for jsonb; a string contains its parts.
    fileprivate func contains(_ part: JSONValue) -> Bool {
        switch (self, part) {
        case (.array(let elements), .array(let wanted)):
            wanted.allSatisfy { want in elements.contains { $0.includes(want) } }
        case (.array(let elements), _): elements.contains { $0.includes(part) }
        case (.string(let text), .string(let wanted)): text.utf8Contains(wanted)
        default: includes(part)
        }
    }

    /// As `@>`, below the top.
    private func includes(_ part: JSONValue) -> Bool {
        switch (self, part) {
        case (.array(let elements), .array(let wanted)):
            wanted.allSatisfy { want in elements.contains { $0.includes(want) } }
        case (.object(let members), .object(let wanted)):
            wanted.allSatisfy { key, value in members[key]?.includes(value) ?? false }
        default: self == part
        }
    }
}

extension String {
    /// Whether the bytes of `part` stand somewhere in this text.
    fileprivate func utf8Contains(_ part: String) -> Bool {
        let (text, wanted) = (Array(utf8), Array(part.utf8))
        guard !wanted.isEmpty else { return true }
        guard text.count >= wanted.count else { return false }
        return (0...(text.count - wanted.count)).contains { text[$0...].starts(with: wanted) }
    }
}
