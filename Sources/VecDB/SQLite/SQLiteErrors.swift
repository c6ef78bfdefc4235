import CSQLite
import VectorTypes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A constraint that SQLite found violated, as far as its message tells.
package struct ConstraintViolation: Sendable {
    package enum Kind: Sendable { case notNull, unique, primaryKey, rowid, check, foreignKey, datatype, other }
    package var kind: Kind
    /// The table, where SQLite names it.
    package var table: String?
    /// The columns, where SQLite names them.
    package var columns: [String] = []
    /// The index (over expressions) or the check constraint.
    package var name: String?
    /// SQLite's own words.
    package var message: String
}

/// What SQLite reported.
struct SQLiteFailure {
    var code: Int32
    var message: String
    var systemError: Int32 = 0

    /// In PostgreSQL's words, as far as that can be said without the catalog.
    var vecDBError: VecDBError {
        switch code & 0xff {
        case SQLITE_FULL,
            SQLITE_IOERR where systemError == ENOSPC || systemError == EDQUOT:
            return VecDBError(
                .diskFull, "could not extend the database file: no space left on device",
                hint: "Check free disk space.")
        case SQLITE_READONLY:
            return VecDBError(.readOnlyTransaction, "cannot write: the database is read-only")
        case SQLITE_BUSY where code == busySnapshot:
            return VecDBError(.serializationFailure, "could not serialize access due to concurrent update")
        case SQLITE_BUSY, SQLITE_LOCKED:
            return LockWait.timedOut
        case SQLITE_NOTADB:
            return VecDBError(.dataCorrupted, "file is not a database")
        case SQLITE_CORRUPT:
            return VecDBError(.dataCorrupted, "database file is damaged: \(message)")
        case SQLITE_IOERR:
            return VecDBError(.ioError, "could not read or write the database file: \(reason)")
        case SQLITE_CANTOPEN:
            return VecDBError(.ioError, "could not open the database file: \(reason)")
        case SQLITE_PERM, SQLITE_AUTH:
            return VecDBError(SQLState("42501"), "permission denied: \(reason)")
        case SQLITE_INTERRUPT:
            return VecDBError(.queryCanceled, "canceling statement due to user request")
        case SQLITE_NOMEM:
            return VecDBError(.outOfMemory, "out of memory")
        case SQLITE_TOOBIG:
            return VecDBError(.programLimitExceeded, "value or statement too large: \(message)")
        case SQLITE_CONSTRAINT:
            return VecDBError(.integrityConstraintViolation, message)
        case SQLITE_MISMATCH:
            return VecDBError(.datatypeMismatch, message)
        case SQLITE_ERROR where message.contains("too many") || message.contains("too large"):
            return VecDBError(.statementTooComplex, message)
        default:
            return VecDBError(.internalError, message)
        }
    }

    private var reason: String {
        systemError == 0 ? message : systemMessage(systemError)
    }

    /// The violation behind an SQLITE_CONSTRAINT.
    var violation: ConstraintViolation? {
        guard code & 0xff == SQLITE_CONSTRAINT else { return nil }
        var violation = ConstraintViolation(kind: .other, message: message)
        switch code >> 8 {
        case 1: violation.kind = .check
        case 3: violation.kind = .foreignKey
        case 5: violation.kind = .notNull
        case 6: violation.kind = .primaryKey
        case 8: violation.kind = .unique
        case 10: violation.kind = .rowid
        case 12: violation.kind = .datatype
        default: break
        }
        guard let colon = message.firstRange(of: "failed: ") else { return violation }
        let subject = message[colon.upperBound...]
        if violation.kind == .check {
            violation.name = String(subject)
        } else if subject.hasPrefix("index '"), subject.hasSuffix("'") {
            violation.name = String(subject.dropFirst(7).dropLast())
        } else {
            // "table.column, table.column": a name may hold dots and commas itself, then the first table's name tells.
            let parts = subject.split(separator: ", ").map { $0.split(separator: ".", maxSplits: 1) }
            if parts.allSatisfy({ $0.count == 2 }) {
                violation.table = parts.first.map { String($0[0]) }
                violation.columns = parts.map { String($0[1]) }
            }
        }
        return violation
    }
}

// SQLITE_IOERR_SHORT_READ: the file ends before what was asked for.
let shortRead: Int32 = SQLITE_IOERR | (2 << 8)

// SQLITE_BUSY_SNAPSHOT is a macro that Swift does not import.
let busySnapshot: Int32 = SQLITE_BUSY | (2 << 8)

extension SQLiteConnection {
    /// The error behind a result code: what a callback of ours threw, otherwise what SQLite says.
    func error(_ code: Int32) -> VecDBError {
        if let thrown = pendingError {
            pendingError = nil
            return thrown
        }
        let extended = sqlite3_extended_errcode(handle)
        // A wait for a lock that was stopped ends as one that took too long.
        if [SQLITE_INTERRUPT, SQLITE_BUSY].contains(code & 0xff), extended != busySnapshot, let stopError {
            return stopError
        }
        let failure = SQLiteFailure(
            code: extended & 0xff == code & 0xff ? extended : code, message: String(cString: sqlite3_errmsg(handle)),
            systemError: sqlite3_system_errno(handle))
        if let violation = failure.violation, let describeViolation { return describeViolation(violation) }
        return failure.vecDBError
    }
}
