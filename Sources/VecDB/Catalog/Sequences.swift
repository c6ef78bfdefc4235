import VectorTypes

// Numbers are taken in memory while this connection has the write lock, and the rows of `vecdb_sequences` are written once, before the commit: a bulk insert pays nothing
// for its ids. As in PostgreSQL a number that was taken in a transaction that is rolled back is not given again: the core remembers it (as long as the file is
// open in this process; the row itself is rolled back).

/// A sequence in use by the current write transaction.
struct SequenceState {
    var sequence: CatalogSequence
    var last: Int64
    var isCalled: Bool
    var isChanged = false
}

extension Connection {
    /// The next number. Takes the write lock if the transaction has not got it (a SELECT that calls nextval had better ask for it before it begins).
    package func nextValue(of name: String) throws -> Int64 {
        guard progress.state != .none else { return try atomically(write: true) { try nextValue(of: name) } }
        try prepareToWrite()
        var state = try state(of: name)
        let definition = state.sequence.definition
        if state.isCalled {
            let (next, overflow) = state.last.addingReportingOverflow(definition.increment)
            if overflow || next > definition.maximum || next < definition.minimum {
                guard definition.cycles else { throw sequenceExhausted(state.sequence) }
                state.last = definition.increment > 0 ? definition.minimum : definition.maximum
            } else {
                state.last = next
            }
        }
        state.isCalled = true
        state.isChanged = true
        sequences[state.sequence.oid] = state
        return state.last
    }

    /// The last number that was given out, and whether it was (`last_value`, `is_called`).
    package func currentValue(of name: String) throws -> (last: Int64, isCalled: Bool) {
        let state = try state(of: name)
        return (state.last, state.isCalled)
    }

    package func setValue(of name: String, to value: Int64, isCalled: Bool = true) throws {
        guard progress.state != .none else {
            return try atomically(write: true) { try setValue(of: name, to: value, isCalled: isCalled) }
        }
        try prepareToWrite()
        guard let sequence = try catalog().sequence(name) else { throw noSequence(name) }
        try setValue(sequence, to: value, isCalled: isCalled)
    }

    func setValue(_ sequence: CatalogSequence, to value: Int64, isCalled: Bool) throws {
        let definition = sequence.definition
        guard value >= definition.minimum, value <= definition.maximum else {
            throw VecDBError(
                .numericValueOutOfRange,
                "setval: value \(value) is out of bounds for sequence \"\(sequence.name)\" (\(definition.minimum)..\(definition.maximum))"
            )
        }
        core.sequenceFloors.withLock { $0[sequence.oid] = nil }
        sequences[sequence.oid] = SequenceState(sequence: sequence, last: value, isCalled: isCalled, isChanged: true)
    }

    private func state(of name: String) throws -> SequenceState {
        // Read from the cache: this is asked for every row.
        let known = try cachedCatalog?.catalog.sequence(name) ?? catalog().sequence(name)
        guard let sequence = known else { throw noSequence(name) }
        if let state = sequences[sequence.oid] { return state }
        let row = try sqlite.rows(
            "SELECT last_value, is_called FROM vecdb_sequences WHERE oid = ?1", [.integer(sequence.oid)]
        ).first
        guard let row, let last = row[0].integer else { throw noSequence(name) }
        var state = SequenceState(sequence: sequence, last: last, isCalled: row[1] == 1)
        if let floor = core.sequenceFloors.withLock({ $0[sequence.oid] }),
            sequence.definition.increment > 0 ? floor >= last : floor <= last
        {
            state.last = floor
            state.isCalled = true
        }
        sequences[sequence.oid] = state
        return state
    }

    /// Writes what was taken, before a commit.
    func flushSequences() throws {
        for state in sequences.values where state.isChanged {
            try sqlite.execute(
                "UPDATE vecdb_sequences SET last_value = ?2, is_called = ?3 WHERE oid = ?1",
                [.integer(state.sequence.oid), .integer(state.last), .init(state.isCalled)])
            core.sequenceFloors.withLock { $0[state.sequence.oid] = nil }
        }
    }

    /// Remembers what was taken, at a rollback.
    func keepSequenceFloors() {
        // A sequence that was made in this transaction is gone, and its number may be another's tomorrow.
        if !progress.hasChangedCatalog {
            for state in sequences.values where state.isChanged && state.isCalled {
                core.sequenceFloors.withLock { $0[state.sequence.oid] = state.last }
            }
        }
        sequences = [:]
    }

    func forgetSequence(_ oid: Int64) {
        sequences[oid] = nil
        core.sequenceFloors.withLock { $0[oid] = nil }
    }

    func sequenceExhausted(_ sequence: CatalogSequence) -> VecDBError {
        let definition = sequence.definition
        let isUp = definition.increment > 0
        let bound =
            isUp
            ? "maximum value of sequence \"\(sequence.name)\" (\(definition.maximum))"
            : "minimum value of sequence \"\(sequence.name)\" (\(definition.minimum))"
        return VecDBError(SQLState("2200H"), "nextval: reached \(bound)")
    }

    private func noSequence(_ name: String) -> VecDBError {
        VecDBError(.undefinedTable, "relation \"\(name)\" does not exist")
    }

    // MARK: DDL

    @discardableResult
    package func createSequence(_ definition: SequenceDefinition, type: BaseType = .int8) throws -> CatalogSequence {
        try changeCatalog { catalog in
            try checkNewName(definition.name ?? "", in: catalog)
            return try insertSequence(definition, type: type, ownerTable: nil, ownerColumn: nil)
        }
    }

    func insertSequence(
        _ definition: SequenceDefinition, type: BaseType, ownerTable: String?, ownerColumn: String?
    ) throws -> CatalogSequence {
        let name = definition.name ?? ""
        var definition = definition
        if type == .int4 { definition.maximum = min(definition.maximum, Int64(Int32.max)) }
        if type == .int2 { definition.maximum = min(definition.maximum, Int64(Int16.max)) }
        let oid = try newOID()
        try sqlite.execute(
            "INSERT INTO vecdb_sequences VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)",
            [
                .integer(oid), .text(name), .text(type.rawValue), .integer(definition.start),
                .integer(definition.increment), .integer(definition.minimum), .integer(definition.maximum),
                .init(definition.cycles), .integer(definition.cache), .integer(definition.start), .init(false),
                .init(ownerTable), .init(ownerColumn),
            ])
        return CatalogSequence(
            oid: oid, name: name, definition: definition, type: type, ownerTable: ownerTable, ownerColumn: ownerColumn)
    }

    /// Drops sequences; one that a column owns goes only with its column.
    package func dropSequences(_ names: [String]) throws {
        try changeCatalog { catalog in
            for name in names {
                guard let sequence = catalog.sequence(name) else {
                    throw VecDBError(.undefinedTable, "sequence \"\(name)\" does not exist")
                }
                if let table = sequence.ownerTable, let column = sequence.ownerColumn {
                    throw VecDBError(
                        .dependentObjectsStillExist,
                        "cannot drop sequence \(name) because other objects depend on it",
                        detail: "default value for column \(column) of table \(table) depends on sequence \(name)",
                        hint: "Use DROP ... CASCADE to drop the dependent objects too.")
                }
                try eraseSequence(name, in: catalog)
            }
        }
    }

    package func renameSequence(_ name: String, to newName: String) throws {
        try changeCatalog { catalog in
            guard let sequence = catalog.sequence(name) else { throw noSequence(name) }
            try checkNewName(newName, in: catalog)
            try sqlite.execute(
                "UPDATE vecdb_sequences SET name = ?2 WHERE oid = ?1", [.integer(sequence.oid), .text(newName)])
            if let owner = sequence.ownerTable, var table = catalog.table(owner) {
                for index in table.columns.indices where table.columns[index].sequence == name {
                    table.columns[index].sequence = newName
                }
                try save(table)
            }
            // The state in memory goes by the number, but carries the old name.
            if var state = sequences[sequence.oid] {
                state.sequence.name = newName
                sequences[sequence.oid] = state
            }
        }
    }

    func eraseSequence(_ name: String, in catalog: Catalog) throws {
        try sqlite.execute("DELETE FROM vecdb_sequences WHERE name = ?1", [.text(name)])
        if let sequence = catalog.sequence(name) { forgetSequence(sequence.oid) }
    }
}
