import PostgresSyntax
import VecDB
import VectorTypes

/// A query whose names and types are decided: SELECT, VALUES or a set operation with its ORDER BY and LIMIT.
final class BoundQuery: BoundSubquery {
    enum Body {
        case select(BoundSelect)
        case values([[BoundExpression]])
        case setOperation(BoundSetOperation)
    }

    var body: Body
    var commonTables: [BoundCommonTable] = []
    var isRecursive = false
    var order: [BoundOrder] = []
    var limit: BoundExpression?
    var offset: BoundExpression?
    var withTies = false
    /// Columns of outer queries that it uses.
    var outerReferences: [OuterReference] = []
    /// Tables of enclosing WITH clauses that it reads.
    var dependencies: [BoundCommonTable] = []
    /// Takes the write lock (`FOR UPDATE`).
    var locksRows = false

    init(body: Body, columns: [(name: String, type: ColumnType)]) {
        self.body = body
        super.init(columns: columns, isCorrelated: false)
    }

    override var plainValue: BoundExpression? {
        guard case .select(let select) = body, select.from == nil, select.filter == nil, !select.isGrouped,
            select.search == nil, case .all = select.distinct, select.targets.count == 1,
            let only = select.targets.first,
            commonTables.isEmpty, order.isEmpty, limit == nil, offset == nil,
            !only.expression.containsWindow, !only.expression.containsSetReturning
        else { return nil }
        return only.expression
    }

    override func emit(into emitter: inout SQLEmitter) throws {
        try QueryWriter.write(self, into: &emitter)
    }
}

/// A reference that leaves the query it stands in.
struct OuterReference {
    var column: ColumnBinding
    var location: Int
}

/// SELECT … FROM … WHERE … GROUP BY … HAVING.
final class BoundSelect {
    enum Distinct {
        case all
        case distinct
        case on([BoundExpression])
    }

    var targets: [BoundTarget] = []
    var from: BoundFrom?
    var filter: BoundExpression?
    var groups: [BoundExpression] = []
    /// The sets of `GROUPING SETS`, each as places in ``groups``; nil for plain grouping.
    var groupingSets: [[Int]]?
    var isGrouped = false
    var having: BoundExpression?
    var distinct = Distinct.all
    /// How a vector search in it runs, decided by the planner.
    var search: VectorSearch?

    var hasWindows: Bool { targets.contains { $0.expression.containsWindow } }
}

/// A column of a query's result, or (hidden) one that only ORDER BY needs.
struct BoundTarget {
    var expression: BoundExpression
    var name: String
    var isHidden = false
}

/// UNION, INTERSECT, EXCEPT.
final class BoundSetOperation {
    static let armLimit = 400

    let kind: SetOperation.Kind
    let isAll: Bool
    let left: BoundQuery
    let right: BoundQuery
    /// How many arms SQLite would get if the left side's were written without parentheses; it takes 500.
    let armCount: Int

    init(kind: SetOperation.Kind, isAll: Bool, left: BoundQuery, right: BoundQuery) {
        var leftArms = 1
        if case .setOperation(let operation) = left.body { leftArms = operation.armCount }
        // From there on the left side is a sub-select.
        armCount = leftArms < Self.armLimit ? leftArms + 1 : 2
        self.kind = kind
        self.isAll = isAll
        self.left = left
        self.right = right
    }
}
