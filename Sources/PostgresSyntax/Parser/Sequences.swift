import VectorTypes

/// Sequences and their options, which identity columns share.
extension Parser {
    mutating func createSequence(_ persistence: Persistence) throws -> Statement {
        try expect(.sequence)
        let ifNotExists = try acceptIfNotExists()
        return .createSequence(
            CreateSequenceStatement(
                relation: try qualifiedName(), persistence: persistence, ifNotExists: ifNotExists,
                options: try sequenceOptions()))
    }

    mutating func sequenceOptions() throws -> [DefinitionElement] {
        var options: [DefinitionElement] = []
        while let option = try sequenceOption() { options.append(option) }
        return options
    }

    mutating func sequenceOption() throws -> DefinitionElement? {
        let location = token.location
        var option = DefinitionElement(name: token.text, location: location)
        switch token.keyword {
        case .as:
            advance()
            option.value = .type(try simpleTypeName())
        case .cache, .maxvalue, .minvalue:
            advance()
            option.value = try number()
        case .cycle:
            advance()
            option.value = .boolean(true)
        case .no:
            advance()
            guard at(.cycle, .maxvalue, .minvalue) else { throw unexpected() }
            option.name = token.text
            option.value = at(.cycle) ? .boolean(false) : nil
            advance()
        case .increment:
            advance()
            _ = accept(.by)
            option.value = try number()
        case .owned:
            advance()
            try expect(.by)
            option.name = "owned_by"
            option.value = .list(try anyName().map { .string($0) })
        case .sequence:
            advance()
            try expect(.name)
            option.name = "sequence_name"
            option.value = .list(try anyName().map { .string($0) })
        case .start:
            advance()
            _ = acceptOptionalWith()
            option.value = try number()
        case .restart:
            advance()
            if acceptOptionalWith() || atNumber { option.value = try number() }
        default: return nil
        }
        return option
    }

    /// `SET GENERATED ALWAYS`, `SET INCREMENT 2`, `RESTART` behind ALTER COLUMN.
    mutating func identityOptions() throws -> [DefinitionElement] {
        var options: [DefinitionElement] = []
        while at(.restart) || at(.set) {
            let location = token.location
            if at(.restart) {
                if let option = try sequenceOption() { options.append(option) }
                continue
            }
            advance()
            if accept(.generated) {
                let isAlways = try generatedWhen()
                options.append(
                    DefinitionElement(name: "generated", value: .boolean(isAlways), location: location))
                continue
            }
            let optionLocation = token.location
            guard let option = try sequenceOption() else { throw unexpected() }
            if ["as", "restart", "owned_by"].contains(option.name) {
                throw refusal("sequence option \"\(option.name)\" not supported here", at: optionLocation)
            }
            options.append(option)
        }
        return options
    }
}
