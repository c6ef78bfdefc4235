import VecDB

/// One row of the catalogue of functions: a signature and how to run it.
///
/// A class, so that the bound tree points at it and two calls of one function compare equal by identity.
package final class FunctionEntry: Sendable {
    /// What PostgreSQL's `prokind` and `proretset` distinguish.
    package enum Kind: Sendable { case scalar, aggregate, window, setReturning }

    /// PostgreSQL's volatility classes.
    package enum Volatility: Sendable { case immutable, stable, volatile }

    /// How a call becomes SQLite text.
    package enum Implementation: Sendable {
        /// SQLite text with `$1` … for the arguments; `$*` stands for all of them, separated by commas.
        case template(String)
        /// A Swift body, registered under ``FunctionEntry/sqliteName``.
        case scalar(ScalarBody)
        /// An aggregate whose state is a Swift object, registered under ``FunctionEntry/sqliteName``.
        case aggregate(@Sendable (FunctionContext) -> any Accumulator)
        /// Rows for a table-valued function registered under ``FunctionEntry/sqliteName``.
        case rows(@Sendable (Arguments, FunctionContext) throws -> RowSource)
        /// Known to the catalogue, but not callable from SQL (`internal` arguments and the like).
        case catalogOnly
    }

    package typealias ScalarBody = @Sendable (borrowing Arguments, FunctionContext) throws -> SQLiteValue

    package let name: String
    /// The declared argument types; with ``isVariadic`` the last one is that of each further argument.
    package let arguments: [SQLType]
    package let argumentNames: [String]
    package let isVariadic: Bool
    /// How many of the last arguments may be left out; ``defaults`` has their values.
    package let defaults: [SQLiteValue]
    package let result: SQLType
    /// The columns of a set-returning function's rows; one without a name for a plain set.
    package let resultColumns: [(name: String, type: SQLType)]
    package let kind: Kind
    package let isStrict: Bool
    package let volatility: Volatility
    package let implementation: Implementation
    /// The name under which SQLite knows it.
    package let sqliteName: String
    /// What the implementation wants to know of the actual types, passed as one more argument in front.
    package let typeTag: TypeTag

    /// Polymorphic functions whose work hangs on the actual type take its name as their first SQLite argument.
    package enum TypeTag: Sendable { case none, firstArgument, element, result, allArguments }

    init(
        name: String, arguments: [SQLType], argumentNames: [String] = [], isVariadic: Bool = false,
        defaults: [SQLiteValue] = [], result: SQLType, resultColumns: [(name: String, type: SQLType)] = [],
        kind: Kind = .scalar, isStrict: Bool = true, volatility: Volatility = .immutable,
        implementation: Implementation, sqliteName: String, typeTag: TypeTag = .none
    ) {
        self.name = name
        self.arguments = arguments
        self.argumentNames = argumentNames
        self.isVariadic = isVariadic
        self.defaults = defaults
        self.result = result
        self.resultColumns = resultColumns
        self.kind = kind
        self.isStrict = isStrict
        self.volatility = volatility
        self.implementation = implementation
        self.sqliteName = sqliteName
        self.typeTag = typeTag
    }
}

extension FunctionEntry: Hashable {
    package static func == (a: FunctionEntry, b: FunctionEntry) -> Bool { a === b }
    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// One row of the catalogue of operators.
package struct OperatorEntry: Hashable, Sendable {
    package let name: String
    /// Nil for a prefix operator.
    package let left: SQLType?
    package let right: SQLType
    package let function: FunctionEntry
    package var result: SQLType { function.result }
}

/// Rows of a set-returning function, made one at a time.
package struct RowSource: IteratorProtocol {
    private let nextRow: () throws -> [SQLiteValue]?
    private(set) var failure: (any Error)?

    package init(_ nextRow: @escaping () throws -> [SQLiteValue]?) { self.nextRow = nextRow }

    /// Rows that are all there already.
    package init(_ rows: [[SQLiteValue]]) {
        var iterator = rows.makeIterator()
        nextRow = { iterator.next() }
    }

    package mutating func next() -> [SQLiteValue]? {
        do { return try nextRow() } catch {
            failure = error
            return nil
        }
    }
}

/// The running state of an aggregate.
package protocol Accumulator: AnyObject {
    /// Takes in one row's arguments.
    func add(_ arguments: borrowing Arguments) throws
    /// The aggregate of the rows so far; more may follow (running windows).
    func result() throws -> SQLiteValue
    /// Whether ``remove(_:)`` takes a row out exactly; otherwise a moving frame is computed again from its rows.
    var isInvertible: Bool { get }
    /// Takes the oldest row out again.
    func remove(_ arguments: borrowing Arguments) throws
}

extension Accumulator {
    package var isInvertible: Bool { false }
    package func remove(_ arguments: borrowing Arguments) throws {}
}
