import CSQLite
import VectorTypes

/// A table-valued function: `SELECT … FROM name(argument, …)`. Its arguments are the hidden columns, in order.
///
/// One object serves one connection. Register it with ``SQLiteConnection/createTableFunction(_:_:)``.
package protocol TableFunction: AnyObject {
    /// The columns, as in `"value, start HIDDEN, stop HIDDEN"`; types may follow names.
    var columns: String { get }
    /// Chooses what the cursor will be told. The default passes every argument given by `=`, in the order of columns, and
    /// refuses a plan in which one that must be known is not (see ``TableFunctionPlan/passArguments(from:required:)``).
    func plan(_ plan: TableFunctionPlan) throws
    func open() throws -> any TableFunctionCursor
}

/// One scan. Rows come as SQLite asks for them.
package protocol TableFunctionCursor: AnyObject {
    /// Begins (again) with the arguments that the plan asked for.
    func filter(_ arguments: TableFunctionArguments) throws
    var isAtEnd: Bool { get }
    func next() throws
    /// Sets the value of a column (counted from 0, hidden ones included) of the current row.
    func column(_ index: Int, _ call: FunctionCall) throws
    var rowid: Int64 { get }
}

/// What SQLite wants to know about a scan before it starts: a view of `sqlite3_index_info`.
package struct TableFunctionPlan {
    let info: UnsafeMutablePointer<sqlite3_index_info>

    /// A condition on a column that SQLite offers to hand down.
    package struct Condition {
        package var column: Int
        package var comparison: Comparison
        package var isUsable: Bool
    }
    package enum Comparison: Hashable, Sendable {
        case equal, greater, greaterOrEqual, less, lessOrEqual, limit, offset, other(UInt8)
    }

    package var conditionCount: Int { Int(info.pointee.nConstraint) }
    package subscript(index: Int) -> Condition {
        let constraint = info.pointee.aConstraint[index]
        let comparison: Comparison =
            switch Int32(constraint.op) {
            case SQLITE_INDEX_CONSTRAINT_EQ: .equal
            case SQLITE_INDEX_CONSTRAINT_GT: .greater
            case SQLITE_INDEX_CONSTRAINT_GE: .greaterOrEqual
            case SQLITE_INDEX_CONSTRAINT_LT: .less
            case SQLITE_INDEX_CONSTRAINT_LE: .lessOrEqual
            case SQLITE_INDEX_CONSTRAINT_LIMIT: .limit
            case SQLITE_INDEX_CONSTRAINT_OFFSET: .offset
            default: .other(constraint.op)
            }
        return Condition(column: Int(constraint.iColumn), comparison: comparison, isUsable: constraint.usable != 0)
    }
    /// Asks for a condition's right side as the cursor's argument `argument` (from 0). `isExact`: the cursor returns only rows for which it
    /// holds, so that SQLite need not check again.
    package func pass(_ condition: Int, asArgument argument: Int, isExact: Bool = true) {
        info.pointee.aConstraintUsage[condition].argvIndex = Int32(argument + 1)
        info.pointee.aConstraintUsage[condition].omit = isExact ? 1 : 0
    }
    /// The wanted order: columns, outermost first.
    package var order: [(column: Int, descending: Bool)] {
        (0..<Int(info.pointee.nOrderBy)).map {
            (Int(info.pointee.aOrderBy[$0].iColumn), info.pointee.aOrderBy[$0].desc != 0)
        }
    }
    /// Promises that rows come in the wanted order.
    package func promiseOrder() { info.pointee.orderByConsumed = 1 }
    /// A number handed to the cursor.
    package func setNumber(_ number: Int) { info.pointee.idxNum = Int32(clamping: number) }
    package func setCost(_ cost: Double, rows: Int) {
        info.pointee.estimatedCost = cost
        info.pointee.estimatedRows = Int64(rows)
    }
    /// A bit for each column that is read (the last one: all from 63 on).
    package var columnsUsed: UInt64 { info.pointee.colUsed }

    /// Passes `column = value` for the hidden columns from `first` on, in their order, and gives the cursor a number with a bit for each that
    /// is present. Throws `noPlan` when one of the `required` first ones is not known yet: SQLite then tries another order of the join.
    package func passArguments(from first: Int, required: Int = 0) throws {
        var found: [Int: Int] = [:]
        var missing = false
        for index in 0..<conditionCount {
            let condition = self[index]
            guard condition.comparison == .equal, condition.column >= first else { continue }
            if condition.isUsable {
                if found[condition.column] == nil { found[condition.column] = index }
            } else {
                missing = true
            }
        }
        if missing { throw NoPlan() }
        for column in first..<(first + required) where found[column] == nil { throw NoPlan() }
        var number = 0
        for (argument, entry) in found.sorted(by: { $0.key < $1.key }).enumerated() {
            pass(entry.value, asArgument: argument)
            number |= 1 << (entry.key - first)
        }
        setNumber(number)
    }
}

/// Thrown by ``TableFunction/plan(_:)``: this combination of known values cannot be served (SQLITE_CONSTRAINT).
package struct NoPlan: Error { package init() {} }

/// What a cursor's `filter` gets.
package struct TableFunctionArguments {
    /// What ``TableFunctionPlan/setNumber(_:)`` said.
    package let number: Int
    let values: UnsafeMutablePointer<OpaquePointer?>?
    package let count: Int
    package subscript(index: Int) -> ValueReference { ValueReference(values?[index]) }
    /// With ``TableFunctionPlan/passArguments(from:required:)``: the argument of that hidden column (from 0), nil if it was not given.
    package func argument(_ hidden: Int) -> ValueReference? {
        guard number & (1 << hidden) != 0 else { return nil }
        return self[(number & ((1 << hidden) - 1)).nonzeroBitCount]
    }
}

extension TableFunction {
    /// Hidden columns are expected to be the last ones.
    package func plan(_ plan: TableFunctionPlan) throws {
        let names = columns.split(separator: ",")
        let first = names.firstIndex { $0.uppercased().contains("HIDDEN") } ?? names.count
        try plan.passArguments(from: first)
        plan.setCost(1_000, rows: 1_000)
    }
}
