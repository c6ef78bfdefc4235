/// A five-character SQLSTATE code, as PostgreSQL assigns them (PostgreSQL documentation, appendix A).
///
/// An open set: any code PostgreSQL knows can be made with ``init(_:)``; the ones that this engine reports have names.
public struct SQLState: Hashable, Sendable, CustomStringConvertible {
    /// The five characters, such as `22P02`.
    public let code: String

    /// A state from its five characters.
    public init(_ code: String) { self.code = code }

    public var description: String { code }
}

extension SQLState {
    public static let successfulCompletion = SQLState("00000")
    public static let warning = SQLState("01000")
    public static let featureNotSupported = SQLState("0A000")
    public static let protocolViolation = SQLState("08P01")
    public static let dataException = SQLState("22000")
    public static let stringDataRightTruncation = SQLState("22001")
    public static let numericValueOutOfRange = SQLState("22003")
    public static let nullValueNotAllowed = SQLState("22004")
    public static let invalidDatetimeFormat = SQLState("22007")
    public static let datetimeFieldOverflow = SQLState("22008")
    public static let divisionByZero = SQLState("22012")
    public static let invalidParameterValue = SQLState("22023")
    public static let stringDataLengthMismatch = SQLState("22026")
    public static let invalidTextRepresentation = SQLState("22P02")
    public static let invalidBinaryRepresentation = SQLState("22P03")
    public static let integrityConstraintViolation = SQLState("23000")
    public static let notNullViolation = SQLState("23502")
    public static let foreignKeyViolation = SQLState("23503")
    public static let uniqueViolation = SQLState("23505")
    public static let checkViolation = SQLState("23514")
    public static let invalidTransactionState = SQLState("25000")
    public static let activeTransaction = SQLState("25001")
    public static let readOnlyTransaction = SQLState("25006")
    public static let noActiveTransaction = SQLState("25P01")
    public static let inFailedTransaction = SQLState("25P02")
    public static let serializationFailure = SQLState("40001")
    public static let syntaxError = SQLState("42601")
    public static let invalidName = SQLState("42602")
    public static let nameTooLong = SQLState("42622")
    public static let duplicateColumn = SQLState("42701")
    public static let ambiguousColumn = SQLState("42702")
    public static let undefinedColumn = SQLState("42703")
    public static let undefinedObject = SQLState("42704")
    public static let duplicateObject = SQLState("42710")
    public static let ambiguousFunction = SQLState("42725")
    public static let groupingError = SQLState("42803")
    public static let datatypeMismatch = SQLState("42804")
    public static let wrongObjectType = SQLState("42809")
    public static let cannotCoerce = SQLState("42846")
    public static let undefinedFunction = SQLState("42883")
    public static let undefinedTable = SQLState("42P01")
    public static let undefinedParameter = SQLState("42P02")
    public static let duplicateTable = SQLState("42P07")
    public static let invalidColumnReference = SQLState("42P10")
    public static let indeterminateDatatype = SQLState("42P18")
    public static let windowingError = SQLState("42P20")
    public static let invalidTableDefinition = SQLState("42P16")
    public static let insufficientResources = SQLState("53000")
    public static let diskFull = SQLState("53100")
    public static let outOfMemory = SQLState("53200")
    public static let programLimitExceeded = SQLState("54000")
    public static let statementTooComplex = SQLState("54001")
    public static let objectNotInPrerequisiteState = SQLState("55000")
    public static let objectInUse = SQLState("55006")
    public static let lockNotAvailable = SQLState("55P03")
    public static let queryCanceled = SQLState("57014")
    public static let ioError = SQLState("58030")
    public static let undefinedFile = SQLState("58P01")
    public static let dependentObjectsStillExist = SQLState("2BP01")
    public static let internalError = SQLState("XX000")
    public static let dataCorrupted = SQLState("XX001")
    public static let indexCorrupted = SQLState("XX002")
}
