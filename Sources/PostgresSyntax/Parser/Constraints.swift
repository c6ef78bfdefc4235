import VectorTypes

/// Constraints of columns and tables, with their attributes.
extension Parser {
    // MARK: Column constraints

    /// Constraints, constraint attributes and COLLATE, in any order.
    mutating func columnQualifiers(_ column: inout ColumnDefinition) throws {
        while true {
            let location = token.location
            if accept(.collate) {
                let collation = try anyName()
                if column.collation != nil {
                    throw refusal("multiple COLLATE clauses not allowed", at: location)
                }
                column.collation = collation
                column.collationLocation = location
            } else if at(.deferrable, .initially) || at(.not) && nextIs(.deferrable) {
                try constraintAttribute(&column)
            } else if at(.constraint) {
                advance()
                let name = try columnName()
                guard let constraint = try columnConstraint(name, location) else { throw unexpected() }
                column.constraints.append(constraint)
            } else if let constraint = try columnConstraint(nil, location) {
                column.constraints.append(constraint)
            } else {
                return
            }
        }
    }

    /// DEFERRABLE and INITIALLY DEFERRED belong to the constraint before them.
    private mutating func constraintAttribute(_ column: inout ColumnDefinition) throws {
        let location = token.location
        let isNot = accept(.not)
        let isInitially = !isNot && accept(.initially)
        let word: String
        if isInitially {
            guard at(.deferred, .immediate) else { throw unexpected() }
            word = "INITIALLY \(token.text.uppercased())"
        } else {
            word = isNot ? "NOT DEFERRABLE" : "DEFERRABLE"
        }
        advance()
        guard let last = column.constraints.indices.last else {
            analysisError = analysisError ?? refusal("misplaced \(word) clause", at: location)
            return
        }
        switch column.constraints[last].kind {
        case .primaryKey, .unique, .exclude, .foreignKey: break
        default: analysisError = analysisError ?? refusal("misplaced \(word) clause", at: location)
        }
        if word == "DEFERRABLE" { column.constraints[last].isDeferrable = true }
        if word == "INITIALLY DEFERRED" {
            column.constraints[last].isInitiallyDeferred = true
            column.constraints[last].isDeferrable = true
        }
    }

    private mutating func columnConstraint(_ name: String?, _ location: Int) throws -> Constraint? {
        var constraint = Constraint(name: name, kind: .null, location: location)
        switch token.keyword {
        case .not:
            advance()
            try expect(.null)
            constraint.kind = .notNull
        case .null:
            advance()
        case .unique:
            advance()
            var index = IndexConstraint()
            index.isNullsNotDistinct = try nullTreatment()
            try indexConstraintTail(&index)
            constraint.kind = .unique(index)
        case .primary:
            advance()
            try expect(.key)
            var index = IndexConstraint()
            try indexConstraintTail(&index)
            constraint.kind = .primaryKey(index)
        case .check:
            advance()
            try expect("(")
            constraint.kind = .check(try expression())
            try expect(")")
            if at(.no) {
                advance()
                try expect(.inherit)
                constraint.isNoInherit = true
            }
        case .default:
            advance()
            constraint.kind = .default(try restrictedExpression())
        case .generated:
            advance()
            constraint.kind = try generated()
        case .references:
            advance()
            constraint.kind = .foreignKey(try references(columns: []))
        default: return nil
        }
        return constraint
    }

    private mutating func generated() throws -> Constraint.Kind {
        let location = token.location
        let isAlways = try generatedWhen()
        try expect(.as)
        if accept(.identity) {
            var options: [DefinitionElement] = []
            if accept("(") {
                options = try sequenceOptions()
                if options.isEmpty { throw unexpected() }
                try expect(")")
            }
            return .identity(isAlways: isAlways, options: options)
        }
        try expect("(")
        let value = try expression()
        try expect(")")
        try expect(.stored)
        if !isAlways {
            throw refusal("for a generated column, GENERATED ALWAYS must be specified", at: location)
        }
        return .generated(value)
    }

    mutating func generatedWhen() throws -> Bool {
        if accept(.always) { return true }
        try expect(.by, .default)
        return false
    }

    /// `WITH (…) USING INDEX TABLESPACE t`
    private mutating func indexConstraintTail(_ index: inout IndexConstraint) throws {
        if accept(.with) { index.options = try definition() }
        if accept(.using) {
            try expect(.index, .tablespace)
            index.tablespace = try columnName()
        }
    }

    /// Behind REFERENCES.
    private mutating func references(columns: [String]) throws -> ForeignKey {
        let relation = try qualifiedName()
        var key = ForeignKey(
            columns: columns, relation: relation, referencedColumns: try optionalColumns(), match: .simple,
            onDelete: .noAction, onUpdate: .noAction)
        let matchLocation = token.location
        if accept(.match) {
            switch token.keyword {
            case .full: key.match = .full
            case .partial:
                throw refusal("MATCH PARTIAL not yet implemented", at: matchLocation, .featureNotSupported)
            case .simple: break
            default: throw unexpected()
            }
            advance()
        }
        var seen: [Keyword] = []
        while at(.on), seen.count < 2 {
            let location = token.location
            advance()
            let isFirst = seen.isEmpty
            guard at(.delete, .update), isFirst || token.keyword != seen[0] else { throw unexpected() }
            seen.append(token.keyword)
            let isDelete = at(.delete)
            advance()
            let action = try keyAction(isDelete: isDelete, location)
            if isDelete { key.onDelete = action } else { key.onUpdate = action }
        }
        return key
    }

    private mutating func keyAction(isDelete: Bool, _ location: Int) throws -> ForeignKey.Action {
        switch token.keyword {
        case .no:
            advance()
            try expect(.action)
            return .noAction
        case .restrict:
            advance()
            return .restrict
        case .cascade:
            advance()
            return .cascade
        case .set:
            advance()
            guard at(.null, .default) else { throw unexpected() }
            let isNull = at(.null)
            advance()
            let columns = try optionalColumns()
            if !isDelete, !columns.isEmpty {
                throw refusal(
                    "a column list with SET \(isNull ? "NULL" : "DEFAULT") is only supported for ON DELETE actions",
                    at: location, .featureNotSupported)
            }
            return isNull ? .setNull(columns) : .setDefault(columns)
        default: throw unexpected()
        }
    }

    // MARK: Table constraints

    mutating func atTableConstraint() -> Bool {
        if at(.constraint, .check, .unique, .primary) || at(.foreign) { return true }
        return at(.exclude) && (nextIs(.using) || nextIs("("))
    }

    mutating func tableConstraint() throws -> Constraint {
        let location = token.location
        var name: String?
        if accept(.constraint) { name = try columnName() }
        var constraint = Constraint(name: name, kind: .null, location: location)
        let title: String
        var allowed: ConstraintAttributes
        switch token.keyword {
        case .check:
            advance()
            try expect("(")
            constraint.kind = .check(try expression())
            try expect(")")
            (title, allowed) = ("CHECK", [.notValid, .noInherit])
        case .unique, .primary:
            let isPrimary = at(.primary)
            advance()
            if isPrimary { try expect(.key) }
            let index = try tableIndexConstraint(isPrimary: isPrimary)
            constraint.kind = isPrimary ? .primaryKey(index) : .unique(index)
            (title, allowed) = (isPrimary ? "PRIMARY KEY" : "UNIQUE", [.deferrable])
        case .exclude:
            advance()
            constraint.kind = .exclude(try exclusion())
            (title, allowed) = ("EXCLUDE", [.deferrable])
        case .foreign:
            advance()
            try expect(.key)
            let columns = try parenthesizedNames()
            try expect(.references)
            constraint.kind = .foreignKey(try references(columns: columns))
            (title, allowed) = ("FOREIGN KEY", [.deferrable, .notValid])
        default: throw unexpected()
        }
        try constraintAttributes(&constraint, title, allowed)
        return constraint
    }

    private mutating func tableIndexConstraint(isPrimary: Bool) throws -> IndexConstraint {
        var index = IndexConstraint()
        if accept(.using) {
            try expect(.index)
            index.index = try columnName()
            return index
        }
        if !isPrimary { index.isNullsNotDistinct = try nullTreatment() }
        index.columns = try parenthesizedNames()
        if accept(.include) { index.including = try parenthesizedNames() }
        try indexConstraintTail(&index)
        return index
    }

    private mutating func exclusion() throws -> ExclusionConstraint {
        var exclusion = ExclusionConstraint(method: accept(.using) ? try columnName() : "gist")
        exclusion.elements = try parenthesizedList { parser in
            let element = try parser.indexElement()
            try parser.expect(.with)
            let name =
                parser.at(.operator) && parser.nextIs("(")
                ? try parser.qualifiedAnyOperator() : try parser.anyOperator()
            return ExclusionConstraint.Element(element: element, name: name)
        }
        if accept(.include) { exclusion.including = try parenthesizedNames() }
        var index = IndexConstraint()
        try indexConstraintTail(&index)
        exclusion.options = index.options
        exclusion.tablespace = index.tablespace
        if accept(.where) {
            try expect("(")
            exclusion.filter = try expression()
            try expect(")")
        }
        return exclusion
    }

    // MARK: Constraint attributes

    struct ConstraintAttributes: OptionSet {
        let rawValue: Int
        static let deferrable = ConstraintAttributes(rawValue: 1)
        static let notDeferrable = ConstraintAttributes(rawValue: 2)
        static let initiallyDeferred = ConstraintAttributes(rawValue: 4)
        static let initiallyImmediate = ConstraintAttributes(rawValue: 8)
        static let notValid = ConstraintAttributes(rawValue: 16)
        static let noInherit = ConstraintAttributes(rawValue: 32)
    }

    /// DEFERRABLE, INITIALLY DEFERRED, NOT VALID, NO INHERIT, as far as the kind of constraint allows them.
    mutating func constraintAttributes(
        _ constraint: inout Constraint, _ title: String, _ allowed: ConstraintAttributes
    ) throws {
        let attributes = try constraintAttributeList()
        if !attributes.isDisjoint(with: [.deferrable, .initiallyDeferred]) {
            guard allowed.contains(.deferrable) else {
                throw refusal(
                    "\(title) constraints cannot be marked DEFERRABLE", .featureNotSupported)
            }
            constraint.isDeferrable = true
            constraint.isInitiallyDeferred = attributes.contains(.initiallyDeferred)
        }
        if attributes.contains(.notValid) {
            guard allowed.contains(.notValid) else {
                throw refusal("\(title) constraints cannot be marked NOT VALID", .featureNotSupported)
            }
            constraint.isNotValid = true
        }
        if attributes.contains(.noInherit) {
            guard allowed.contains(.noInherit) else {
                throw refusal(
                    "\(title) constraints cannot be marked NO INHERIT", .featureNotSupported)
            }
            constraint.isNoInherit = true
        }
    }

    mutating func constraintAttributeList() throws -> ConstraintAttributes {
        var attributes: ConstraintAttributes = []
        while true {
            let location = token.location
            let added: ConstraintAttributes
            if accept(.deferrable) {
                added = .deferrable
            } else if accept(.initially) {
                guard at(.deferred, .immediate) else { throw unexpected() }
                added = at(.deferred) ? .initiallyDeferred : .initiallyImmediate
                advance()
            } else if accept(.not) {
                guard at(.deferrable, .valid) else { throw unexpected() }
                added = at(.deferrable) ? .notDeferrable : .notValid
                advance()
            } else if at(.no) {
                advance()
                try expect(.inherit)
                added = .noInherit
            } else {
                return attributes
            }
            attributes.insert(added)
            if attributes.isSuperset(of: [.notDeferrable, .initiallyDeferred]) {
                throw refusal(
                    "constraint declared INITIALLY DEFERRED must be DEFERRABLE", at: location)
            }
            if attributes.isSuperset(of: [.deferrable, .notDeferrable])
                || attributes.isSuperset(of: [.initiallyDeferred, .initiallyImmediate])
            {
                throw refusal("conflicting constraint properties", at: location)
            }
        }
    }
}
