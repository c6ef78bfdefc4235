import VectorTypes

/// Function calls: arguments, and the clauses behind an aggregate.
extension Parser {
    /// The parentheses of a call. Answers where its ORDER BY stands, if it has one.
    mutating func arguments(of call: inout FunctionCall) throws -> Int? {
        try expect("(")
        if accept(")") { return nil }
        if acceptOperator("*") {
            call.isStar = true
            try expect(")")
            return nil
        }
        if at(.all, .distinct) {
            call.isDistinct = at(.distinct)
            advance()
            call.arguments = try list { try $0.argument() }
        } else {
            repeat {
                call.isVariadic = accept(.variadic)
                call.arguments.append(try argument())
            } while !call.isVariadic && accept(",")
        }
        let orderLocation = at(.order) ? token.location : nil
        call.orderBy = try optionalOrderBy()
        try expect(")")
        return orderLocation
    }

    mutating func argument() throws -> FunctionCall.Argument {
        let location = token.location
        if isTypeOrFunctionName(token) {
            let next = peek().kind
            if next == .equalsGreater || next == .colonEquals {
                let name = token.text
                advance()
                advance()
                return FunctionCall.Argument(name: name, value: try expression(), location: location)
            }
        }
        return FunctionCall.Argument(value: try expression(), location: location)
    }

    /// WITHIN GROUP, FILTER and OVER.
    mutating func aggregateClauses(of call: inout FunctionCall) throws {
        if at(.within) {
            let location = token.location
            advance()
            try expect(.group)
            try expect("(")
            guard at(.order) else { throw unexpected() }
            let order = try optionalOrderBy()
            try expect(")")
            if !call.orderBy.isEmpty {
                throw refusal("cannot use multiple ORDER BY clauses with WITHIN GROUP", at: location)
            }
            if call.isDistinct { throw refusal("cannot use DISTINCT with WITHIN GROUP", at: location) }
            if call.isVariadic { throw refusal("cannot use VARIADIC with WITHIN GROUP", at: location) }
            call.orderBy = order
            call.isWithinGroup = true
        }
        if accept(.filter) {
            try expect("(")
            try expect(.where)
            call.filter = try expression()
            try expect(")")
        }
        if accept(.over) {
            call.window = at("(") ? .defined(try windowSpecification()) : .named(try columnName())
        }
    }

    // MARK: Windows

    /// `(base PARTITION BY … ORDER BY … ROWS …)`
    mutating func windowSpecification() throws -> WindowDefinition {
        var window = WindowDefinition(location: token.location)
        try expect("(")
        // These words are names elsewhere; here the grammar prefers the clause.
        if atColumnName, !at(.partition, .range, .rows, .groups) { window.base = try columnName() }
        if accept(.partition) {
            try expect(.by)
            window.partitionBy = try expressionList()
        }
        window.orderBy = try optionalOrderBy()
        window.frame = try optionalFrame()
        try expect(")")
        return window
    }

    private mutating func optionalFrame() throws -> WindowFrame? {
        let unit: WindowFrame.Unit
        switch token.keyword {
        case .range: unit = .range
        case .rows: unit = .rows
        case .groups: unit = .groups
        default: return nil
        }
        advance()
        var frame: WindowFrame
        if at(.between), !nextContinuesName() {
            advance()
            if at(.between) { throw unexpected() }
            let startLocation = token.location
            let start = try frameBound()
            try expect(.and)
            let endLocation = token.location
            let end = try frameBound()
            try checkFrame(start, end, startLocation, endLocation)
            frame = WindowFrame(unit: unit, start: start, end: end)
        } else {
            let location = token.location
            let start = try frameBound()
            if start == .unboundedFollowing {
                throw refusal("frame start cannot be UNBOUNDED FOLLOWING", at: location, .windowingError)
            }
            if case .following = start {
                throw refusal(
                    "frame starting from following row cannot end with current row", at: location, .windowingError)
            }
            frame = WindowFrame(unit: unit, start: start)
        }
        if accept(.exclude) { frame.exclusion = try frameExclusion() }
        return frame
    }

    /// Whether the next token makes the current word a column, although it is the first word of a clause.
    private mutating func nextContinuesName() -> Bool {
        let next = peek()
        switch next.kind {
        case .typecast: return true
        case .knownOperator: return next.text != "+" && next.text != "-"
        case .punctuation: return next.byte == .dot
        case .keyword:
            switch next.keyword {
            case .and, .or, .is, .isnull, .notnull, .collate: return true
            default: return false
            }
        default: return false
        }
    }

    private func checkFrame(
        _ start: WindowFrame.Bound, _ end: WindowFrame.Bound, _ startLocation: Int, _ endLocation: Int
    ) throws {
        if start == .unboundedFollowing {
            throw refusal("frame start cannot be UNBOUNDED FOLLOWING", at: startLocation, .windowingError)
        }
        if end == .unboundedPreceding {
            throw refusal("frame end cannot be UNBOUNDED PRECEDING", at: endLocation, .windowingError)
        }
        if start == .currentRow, case .preceding = end {
            throw refusal(
                "frame starting from current row cannot have preceding rows", at: endLocation, .windowingError)
        }
        guard case .following = start else { return }
        switch end {
        case .preceding, .currentRow:
            throw refusal(
                "frame starting from following row cannot have preceding rows", at: endLocation, .windowingError)
        default: return
        }
    }

    private mutating func frameBound() throws -> WindowFrame.Bound {
        if at(.unbounded), nextIs(.preceding) || nextIs(.following) {
            advance()
            defer { advance() }
            return at(.preceding) ? .unboundedPreceding : .unboundedFollowing
        }
        if at(.current), nextIs(.row) {
            advance()
            advance()
            return .currentRow
        }
        let offset = try expression()
        if accept(.preceding) { return .preceding(offset) }
        try expect(.following)
        return .following(offset)
    }

    private mutating func frameExclusion() throws -> WindowFrame.Exclusion {
        switch token.keyword {
        case .current:
            advance()
            try expect(.row)
            return .currentRow
        case .group:
            advance()
            return .group
        case .ties:
            advance()
            return .ties
        case .no:
            advance()
            try expect(.others)
            return .noOthers
        default: throw unexpected()
        }
    }

    // MARK: ORDER BY

    mutating func optionalOrderBy() throws -> [SortItem] {
        guard accept(.order) else { return [] }
        try expect(.by)
        return try list { try $0.sortItem() }
    }

    private mutating func sortItem() throws -> SortItem {
        var item = SortItem(expression: try expression())
        let location = token.location
        if accept(.using) {
            item.location = token.location
            item.direction = .using(try qualifiedAnyOperator())
        } else if at(.asc, .desc) {
            item.location = location
            item.direction = at(.asc) ? .ascending : .descending
            advance()
        }
        item.nulls = try optionalNulls()
        return item
    }

    /// `NULLS FIRST`, `NULLS LAST`
    mutating func optionalNulls() throws -> SortItem.Nulls {
        guard at(.nullsLookahead) else { return .unspecified }
        advance()
        defer { advance() }
        return at(.first) ? .first : .last
    }
}
