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
    /// Takes the write lock (`FOR UPDATE`).
    var locksRows = false

    init(body: Body, columns: [(name: String, type: ColumnType)]) {
        self.body = body
        super.init(columns: columns, isCorrelated: false)
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
    let kind: SetOperation.Kind
    let isAll: Bool
    let left: BoundQuery
    let right: BoundQuery

    init(kind: SetOperation.Kind, isAll: Bool, left: BoundQuery, right: BoundQuery) {
        self.kind = kind
        self.isAll = isAll
        self.left = left
        self.right = right
    }
}
