import VecDB
import VectorTypes

// How large a statement becomes.
//
// SQLite puts the text of a common table or view in the place of each reference to it, also where it then evaluates it only
// once. A chain in which each uses the one before twice has 2^n query levels at its end: 22 links take it 12 seconds and
// 4 GB, in which nothing can stop it. So the binder counts the levels that a reference stands for. A table that is too
// heavy is *held*: it becomes a statement of its own whose rows are kept (`HeldRows`), and weighs as much as one level.
// PostgreSQL keeps the rows of common tables with several references likewise.
extension QueryBinder {
    /// Levels from which a table is held.
    private static let heavy = 64
    /// Levels that a statement may have.
    private static let limit = 20_000

    /// Counts levels of the statement.
    ///
    /// - Throws: 54001 when there are too many; 57014 when the statement should stop.
    func addLevels(_ count: Int) throws {
        levels += count
        if levels > Self.limit {
            throw VecDBError(
                .statementTooComplex, "stack depth limit exceeded",
                hint: "The statement has more than \(Self.limit) query levels, common tables and views included.")
        }
        try StatementWork.check()
    }

    /// Binds a table that others refer to, and decides whether it is held.
    func weighed(_ table: BoundCommonTable, _ bind: () throws -> Void) throws {
        let start = (references: references.count, definitions: definitions.count)
        let levelsBefore = levels
        try bind()
        table.weight = max(1, levels - levelsBefore)
        table.dependencies = dependencies(since: start).filter { $0 !== table }
        // Its levels count where it is referred to.
        levels = levelsBefore
        references.removeSubrange(start.references...)
        definitions.removeSubrange(start.definitions...)
        definitions.append(table)
        if table.weight > Self.heavy, table.standsAlone {
            table.isHeld = true
            table.weight = 1
        }
    }

    /// A reference to a common table.
    func refer(to table: BoundCommonTable) throws {
        table.referenceCount += 1
        references.append(table)
        try addLevels(table.weight)
    }

    /// The tables referred to since a point that were not defined after it.
    func dependencies(since start: (references: Int, definitions: Int)) -> [BoundCommonTable] {
        guard references.count > start.references else { return [] }
        let own = Set(definitions[start.definitions...].map { ObjectIdentifier($0) })
        var seen: Set<ObjectIdentifier> = []
        return references[start.references...].filter {
            !own.contains(ObjectIdentifier($0)) && seen.insert(ObjectIdentifier($0)).inserted
        }
    }
}

extension BoundCommonTable {
    /// Whether it can be a statement of its own: neither it nor what it reads looks at a row of an outer query.
    fileprivate var standsAlone: Bool {
        withDependencies.allSatisfy { $0.query?.isCorrelated == false || $0.temporaryTable != nil }
    }

    /// It and all that it reads, each after what it reads itself.
    var withDependencies: [BoundCommonTable] { BoundCommonTable.closure([self]) }

    /// Tables and all that they read, each after what it reads itself.
    static func closure(_ tables: [BoundCommonTable]) -> [BoundCommonTable] {
        var ordered: [BoundCommonTable] = []
        var seen: Set<ObjectIdentifier> = []
        func visit(_ table: BoundCommonTable) {
            guard seen.insert(ObjectIdentifier(table)).inserted else { return }
            // A held one has what it reads in its own statement.
            if !table.isHeld { table.dependencies.forEach(visit) }
            ordered.append(table)
        }
        for table in tables {
            table.dependencies.forEach(visit)
            visit(table)
        }
        return ordered
    }
}
