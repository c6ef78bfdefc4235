import VectorTypes

/// CREATE FUNCTION and what names functions elsewhere.
extension Parser {
    /// Behind CREATE [OR REPLACE]; at FUNCTION or PROCEDURE.
    mutating func createFunction(isReplace: Bool) throws -> Statement {
        let isProcedure = at(.procedure)
        advance()
        var function = CreateFunctionStatement(
            isProcedure: isProcedure, isReplace: isReplace, name: try functionName())
        function.parameters = try parameters(withDefaults: true)
        if !isProcedure, at(.returns), !nextIs(.null) {
            advance()
            if accept(.table) {
                let hasOutput = function.parameters.contains { [.output, .inOut].contains($0.mode) }
                let columns = try parenthesizedList { parser in
                    CreateFunctionStatement.Parameter(
                        name: try parser.typeOrFunctionName(), type: try parser.functionType(), mode: .table)
                }
                if hasOutput {
                    throw refusal("OUT and INOUT arguments aren't allowed in TABLE functions")
                }
                function.parameters += columns
            } else {
                function.returnType = try functionType()
            }
        }
        while let option = try functionOption(isCreate: true) { function.options.append(option) }
        function.body = try optionalBody()
        return .createFunction(function)
    }

    private mutating func optionalBody() throws -> CreateFunctionStatement.Body? {
        if accept(.return) { return .expression(try expression()) }
        guard accept(.begin) else { return nil }
        try expect(.atomic)
        var statements: [Statement] = []
        while !at(.end) {
            if accept(.return) {
                _ = try expression()
            } else if !at(";") {
                statements.append(try statement())
            }
            try expect(";")
        }
        advance()
        return .statements(statements)
    }

    // MARK: Parameters

    mutating func parameters(withDefaults: Bool) throws -> [CreateFunctionStatement.Parameter] {
        try expect("(")
        if accept(")") { return [] }
        let result = try list { try $0.parameter(withDefault: withDefaults) }
        try expect(")")
        return result
    }

    private mutating func parameterMode() -> CreateFunctionStatement.ParameterMode? {
        let mode: CreateFunctionStatement.ParameterMode
        switch token.keyword {
        case .in: mode = .input
        case .out: mode = .output
        case .inout: mode = .inOut
        case .variadic: mode = .variadic
        default: return nil
        }
        advance()
        return mode == .input && accept(.out) ? .inOut : mode
    }

    private mutating func parameter(withDefault: Bool) throws -> CreateFunctionStatement.Parameter {
        var mode = parameterMode()
        var name: String?
        if isTypeOrFunctionName(token), beginsParameterType(peek(), mayBeMode: mode == nil) {
            name = try typeOrFunctionName()
            if mode == nil { mode = parameterMode() }
        }
        var parameter = CreateFunctionStatement.Parameter(
            name: name, type: try functionType(), mode: mode ?? .unspecified)
        if withDefault, at(.default) || atOperator("=") {
            advance()
            parameter.defaultValue = try expression()
        }
        return parameter
    }

    private func beginsParameterType(_ token: Token, mayBeMode: Bool) -> Bool {
        switch token.keyword {
        case .in, .out, .inout, .variadic: mayBeMode
        case .int, .integer, .smallint, .bigint, .real, .float, .decimal, .dec, .numeric, .boolean, .bit, .character,
            .char, .varchar, .national, .nchar, .timestamp, .time, .interval, .setof:
            true
        default: isTypeOrFunctionName(token)
        }
    }

    /// A type, or `table.column%TYPE`.
    mutating func functionType() throws -> TypeName {
        let isWritten = atWrittenType()
        var type = try typeName()
        if atOperator("%"), !isWritten, type.names.count > 1, type.modifiers.isEmpty, type.arrayBounds.isEmpty {
            advance()
            try expect(.type)
            type.isColumnType = true
        }
        return type
    }

    /// `f`, `s.f`, `f(int, OUT text)`
    mutating func functionReference() throws -> ObjectName {
        let location = token.location
        if token.keyword.wordClass == .typeOrFunctionName, token.kind == .keyword {
            let name = try typeOrFunctionName()
            guard at("(") else { return ObjectName(names: [name], location: location) }
            return ObjectName(
                names: [name], arguments: try parameters(withDefaults: false).map(\.type), location: location)
        }
        let isColumnNameOnly = token.kind == .keyword && token.keyword.wordClass == .columnName
        let first = try columnName()
        let steps = at(".") || at("[") ? try indirection() : []
        let names = try functionName(first, steps)
        guard at("(") else { return ObjectName(names: names, location: location) }
        if isColumnNameOnly, steps.isEmpty { throw unexpected() }
        let types = try parameters(withDefaults: false)
            .filter { $0.mode != .output && $0.mode != .table }.map(\.type)
        return ObjectName(names: names, arguments: types, location: location)
    }

    /// `agg(*)`, `agg(int)`, `agg(float8 ORDER BY float8)`
    mutating func aggregateReference() throws -> ObjectName {
        let location = token.location
        let names = try functionName()
        return ObjectName(names: names, arguments: try aggregateArguments(), location: location)
    }

    mutating func aggregateArguments() throws -> [TypeName] {
        try expect("(")
        if acceptOperator("*") {
            try expect(")")
            return []
        }
        let direct = at(.order) ? [] : try list { try $0.aggregateParameter() }
        var ordered: [CreateFunctionStatement.Parameter] = []
        if accept(.order) {
            try expect(.by)
            ordered = try list { try $0.aggregateParameter() }
        }
        try expect(")")
        if let last = direct.last, last.mode == .variadic, let first = ordered.first,
            ordered.count != 1 || first.mode != .variadic || first.type != last.type
        {
            throw refusal(
                "an ordered-set aggregate with a VARIADIC direct argument must have one VARIADIC aggregated argument of the same data type",
                at: first.type.location, .featureNotSupported)
        }
        return (direct + ordered).map(\.type)
    }

    private mutating func aggregateParameter() throws -> CreateFunctionStatement.Parameter {
        let location = token.location
        let parameter = try parameter(withDefault: false)
        if [.output, .inOut].contains(parameter.mode) {
            throw refusal("aggregates cannot have output arguments", at: location, .featureNotSupported)
        }
        return parameter
    }

    /// `+ (int, int)`, `s.- (NONE, int)`
    mutating func operatorReference() throws -> ObjectName {
        let location = token.location
        let name = try anyOperator()
        return ObjectName(names: name.schema + [name.name], arguments: try operatorArguments(), location: location)
    }

    /// `(int, int)`, `(NONE, int)`
    mutating func operatorArguments() throws -> [TypeName] {
        try expect("(")
        let isPrefix = at(.none)
        var types: [TypeName] = []
        if isPrefix { advance() } else { types.append(try typeName()) }
        if at(")"), !isPrefix {
            throw refusal(
                "missing argument", at: token.location,
                hint: "Use NONE to denote the missing argument of a unary operator.")
        }
        try expect(",")
        if !isPrefix, at(.none) { advance() } else { types.append(try typeName()) }
        try expect(")")
        return types
    }

    // MARK: Options

    mutating func functionOption(isCreate: Bool) throws -> DefinitionElement? {
        let location = token.location
        func option(_ name: String, _ value: DefinitionElement.Value?) -> DefinitionElement {
            DefinitionElement(name: name, value: value, location: location)
        }
        if isCreate {
            switch token.keyword {
            case .as:
                advance()
                var parts = [DefinitionElement.Value.string(try string())]
                if accept(",") { parts.append(.string(try string())) }
                return option("as", .list(parts))
            case .language:
                advance()
                return option("language", .string(try nonReservedWordOrString()))
            case .transform:
                advance()
                let types = try list { parser in
                    try parser.expect(.for, .type)
                    return DefinitionElement.Value.type(try parser.typeName())
                }
                return option("transform", .list(types))
            case .window:
                advance()
                return option("window", .boolean(true))
            default: break
            }
        }
        switch token.keyword {
        case .called:
            advance()
            try expect(.on, .null, .input)
            return option("strict", .boolean(false))
        case .returns:
            advance()
            try expect(.null, .on, .null, .input)
            return option("strict", .boolean(true))
        case .strict:
            advance()
            return option("strict", .boolean(true))
        case .immutable, .stable, .volatile:
            let word = token.text
            advance()
            return option("volatility", .string(word))
        case .external, .security:
            if accept(.external), !at(.security) { throw unexpected() }
            advance()
            guard at(.definer, .invoker) else { throw unexpected() }
            let isDefiner = at(.definer)
            advance()
            return option("security", .boolean(isDefiner))
        case .leakproof:
            advance()
            return option("leakproof", .boolean(true))
        case .not:
            advance()
            try expect(.leakproof)
            return option("leakproof", .boolean(false))
        case .cost, .rows:
            let word = token.text
            advance()
            return option(word, try number())
        case .support:
            advance()
            return option("support", .list(try anyName().map { .string($0) }))
        case .set:
            advance()
            return option("set", .string(try settingAssignment(isLocal: false).name))
        case .reset:
            advance()
            return option("set", .string(try resetTarget() ?? "all"))
        case .parallel:
            advance()
            return option("parallel", .string(try columnName()))
        default: return nil
        }
    }

    mutating func doBlock() throws -> Statement {
        advance()
        var body: String?
        var language: String?
        repeat {
            if accept(.language) {
                language = try nonReservedWordOrString()
            } else {
                body = try string()
            }
        } while at(.language) || token.kind == .string
        return .doBlock(DoStatement(body: body, language: language))
    }

    mutating func call() throws -> Statement {
        advance()
        let location = token.location
        let name = try functionName()
        guard at("(") else { throw unexpected() }
        guard case .function(let call) = try functionCall(name, location) else { throw unexpected() }
        return .call(call)
    }
}
