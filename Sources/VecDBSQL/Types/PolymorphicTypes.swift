import VecDB

/// What `anyelement` and its family stand for in one call (PostgreSQL's `enforce_generic_type_consistency`).
package struct PolymorphicTypes {
    /// The element type of the `any…` family.
    private var element: SQLType?
    /// The element type of the `anycompatible…` family, to which its arguments are converted.
    private var compatible: SQLType?

    /// Nil when the actual types contradict each other.
    package init?(declared: [SQLType], actual: [SQLType]) {
        var compatibleTypes: [SQLType] = []
        var usesElement = false
        var usesCompatible = false
        for (want, have) in zip(declared, actual) {
            switch want.base {
            case .anyelement, .anynonarray:
                usesElement = true
                if have == .unknown { continue }
                if want.base == .anynonarray, have.element != nil { return nil }
                guard element == nil || element == have else { return nil }
                element = have
            case .anyarray:
                usesElement = true
                if have == .unknown { continue }
                guard let part = have.element, element == nil || element == part else { return nil }
                element = part
            case .anycompatible, .anycompatiblenonarray:
                usesCompatible = true
                if have == .unknown { continue }
                if want.base == .anycompatiblenonarray, have.element != nil { return nil }
                compatibleTypes.append(have)
            case .anycompatiblearray:
                usesCompatible = true
                if have == .unknown { continue }
                guard let part = have.element else { return nil }
                compatibleTypes.append(part)
            default: break
            }
        }
        if usesCompatible {
            compatible = compatibleTypes.isEmpty ? .text : commonType(compatibleTypes)
            guard let compatible else { return nil }
            for (want, have) in zip(declared, actual) where have != .unknown {
                let target: SQLType
                switch want.base {
                case .anycompatible, .anycompatiblenonarray: target = compatible
                case .anycompatiblearray: target = compatible.array
                default: continue
                }
                if coercionPath(from: have, to: target, .implicit) == nil { return nil }
            }
        }
        // `unknown` everywhere leaves the type open: array_length('{1}', 1) cannot be determined.
        isUndetermined = usesElement && element == nil
    }

    /// Whether only literals without a type were given where one is needed.
    package let isUndetermined: Bool

    /// The type that a declared one stands for.
    package func resolve(_ declared: SQLType) -> SQLType {
        switch declared.base {
        case .anyelement, .anynonarray: declared.isArray ? (element ?? .text).array : element ?? .text
        case .anyarray: (element ?? .text).array
        case .anycompatible, .anycompatiblenonarray: compatible ?? .text
        case .anycompatiblearray: (compatible ?? .text).array
        default: declared
        }
    }
}
