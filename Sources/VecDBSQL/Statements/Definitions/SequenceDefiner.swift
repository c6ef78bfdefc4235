import PostgresSyntax
import VecDB
import VectorTypes

/// CREATE SEQUENCE, ALTER SEQUENCE and the options of identity columns.
struct SequenceDefiner {
    let session: Session

    init(_ session: Session) { self.session = session }

    func create(_ create: CreateSequenceStatement) throws -> StatementOutcome {
        try session.requireSchema(create.relation)
        if create.persistence == .temporary { throw featureNotSupported("CREATE TEMPORARY SEQUENCE") }
        let name = create.relation.name
        if try session.connection.catalog().hasRelation(name) {
            guard create.ifNotExists else {
                throw VecDBError(.duplicateTable, "relation \"\(name)\" already exists")
            }
            session.notice(
                Notice(.notice, "relation \"\(name)\" already exists, skipping", sqlState: .duplicateTable))
            return StatementOutcome("CREATE SEQUENCE")
        }
        var type = BaseType.int8
        if let written = create.options.first(where: { $0.name == "as" })?.value, case .type(let typeName) = written {
            type = try resolveType(typeName).base
            guard [.int2, .int4, .int8].contains(type) else {
                throw VecDBError(.invalidParameterValue, "sequence type must be smallint, integer, or bigint")
            }
        }
        var definition = SequenceDefinition(name: name, maximum: type.integerMaximum)
        try apply(create.options, to: &definition, type: type)
        _ = try session.connection.createSequence(definition, type: type)
        return StatementOutcome("CREATE SEQUENCE")
    }

    func alter(_ alter: AlterSequenceStatement) throws -> StatementOutcome {
        let name = alter.relation.name
        guard let sequence = try session.connection.catalog().sequence(name) else {
            if alter.ifExists {
                session.notice(Notice(.notice, "relation \"\(name)\" does not exist, skipping"))
                return StatementOutcome("ALTER SEQUENCE")
            }
            throw VecDBError(.undefinedTable, "relation \"\(name)\" does not exist")
        }
        for option in alter.options {
            switch option.name {
            case "restart":
                let start = try option.value.map { try number($0, option.name) } ?? sequence.definition.start
                try session.connection.setValue(of: name, to: start, isCalled: false)
            case "owned_by", "cache": break
            default: throw featureNotSupported("ALTER SEQUENCE … \(option.name.uppercased())")
            }
        }
        return StatementOutcome("ALTER SEQUENCE")
    }

    private func number(_ value: DefinitionElement.Value, _ option: String) throws -> Int64 {
        guard let number = Int64(value.text) else {
            throw VecDBError(.syntaxError, "\(option) requires a numeric value")
        }
        return number
    }

    /// The options written for a sequence.
    func apply(_ options: [DefinitionElement], to sequence: inout SequenceDefinition, type: BaseType) throws {
        var hasStart = false
        var hasMinimum = false
        var hasMaximum = false
        for option in options {
            switch option.name {
            case "increment":
                sequence.increment = try option.value.map { try number($0, "INCREMENT") } ?? 1
                if sequence.increment == 0 {
                    throw VecDBError(.invalidParameterValue, "INCREMENT must not be zero")
                }
            case "minvalue":
                if let value = option.value, value != .none {
                    sequence.minimum = try number(value, "MINVALUE")
                    hasMinimum = true
                }
            case "maxvalue":
                if let value = option.value, value != .none {
                    sequence.maximum = try number(value, "MAXVALUE")
                    hasMaximum = true
                }
            case "start":
                sequence.start = try option.value.map { try number($0, "START") } ?? 1
                hasStart = true
            case "cache":
                sequence.cache = try option.value.map { try number($0, "CACHE") } ?? 1
            case "cycle":
                sequence.cycles = option.value?.text != "false"
            case "sequence_name", "as", "owned_by", "restart": break
            default: throw featureNotSupported("sequence option \(option.name)")
            }
        }
        if sequence.increment < 0 {
            if !hasMaximum { sequence.maximum = -1 }
            if !hasMinimum { sequence.minimum = -type.integerMaximum - 1 }
            if !hasStart { sequence.start = sequence.maximum }
        } else if !hasStart {
            sequence.start = sequence.minimum
        }
        if sequence.minimum >= sequence.maximum {
            throw VecDBError(
                .invalidParameterValue,
                "MINVALUE (\(sequence.minimum)) must be less than MAXVALUE (\(sequence.maximum))")
        }
        if sequence.start < sequence.minimum {
            throw VecDBError(
                .invalidParameterValue,
                "START value (\(sequence.start)) cannot be less than MINVALUE (\(sequence.minimum))")
        }
        if sequence.start > sequence.maximum {
            throw VecDBError(
                .invalidParameterValue,
                "START value (\(sequence.start)) cannot be greater than MAXVALUE (\(sequence.maximum))")
        }
    }
}
