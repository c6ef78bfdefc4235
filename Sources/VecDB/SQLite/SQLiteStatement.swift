import CSQLite
import VectorTypes

/// A prepared SQLite statement. Used by one thread at a time; finalised when released.
///
/// ```swift
/// let statement = try sqlite.cached("SELECT name FROM items WHERE id = ?1")
/// try statement.bind(7, at: 1)
/// while try statement.step() { print(statement.text(0)) }
/// ```
package final class SQLiteStatement {
    let handle: OpaquePointer
    let connection: SQLiteConnection
    package let sql: String

    init(handle: OpaquePointer, connection: SQLiteConnection, sql: String) {
        self.handle = handle
        self.connection = connection
        self.sql = sql
    }

    deinit { sqlite3_finalize(handle) }

    /// Goes to the next row; false: there is none (the statement is then reset).
    ///
    /// Throws the very error that a callback of ours threw, if one did.
    package func step() throws -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE {
            sqlite3_reset(handle)
            return false
        }
        let error = connection.error(code)
        sqlite3_reset(handle)
        throw error
    }

    /// Runs to the end, ignoring rows.
    package func run() throws {
        while try step() {}
    }

    /// Ends the current execution; bindings stay.
    package func reset() { sqlite3_reset(handle) }
    package func clearBindings() { sqlite3_clear_bindings(handle) }

    package var isBusy: Bool { sqlite3_stmt_busy(handle) != 0 }
    /// Whether it leaves the database file alone.
    package var isReadOnly: Bool { sqlite3_stmt_readonly(handle) != 0 }
    package var parameterCount: Int { Int(sqlite3_bind_parameter_count(handle)) }
}

// MARK: Parameters, counted from 1

extension SQLiteStatement {
    package func bindNull(at index: Int) throws { try check(sqlite3_bind_null(handle, Int32(clamping: index))) }
    package func bind(_ value: Int64, at index: Int) throws {
        try check(sqlite3_bind_int64(handle, Int32(clamping: index), value))
    }
    package func bind(_ value: Bool, at index: Int) throws { try bind(value ? 1 : 0 as Int64, at: index) }
    /// A NaN is bound as the text `NaN`.
    package func bind(_ value: Double, at index: Int) throws {
        if value.isNaN { return try bind("NaN", at: index) }
        try check(sqlite3_bind_double(handle, Int32(clamping: index), value))
    }
    package func bind(_ text: String, at index: Int) throws {
        var text = text
        try check(
            text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text64(
                        handle, Int32(clamping: index), $0.baseAddress ?? emptyText, UInt64($0.count), transientBytes,
                        UInt8(SQLITE_UTF8))
                }
            })
    }
    package func bind(blob: [UInt8], at index: Int) throws {
        try blob.withUnsafeBytes { try bind(blob: $0, at: index) }
    }
    /// Binds a copy of the bytes.
    package func bind(blob: UnsafeRawBufferPointer, at index: Int) throws {
        try bind(blob: blob, at: index, lifetime: transientBytes)
    }
    /// Binds the bytes themselves: they must stay as they are until the statement is reset or bound anew.
    package func bind(unownedBlob blob: UnsafeRawBufferPointer, at index: Int) throws {
        try bind(blob: blob, at: index, lifetime: nil)
    }
    private func bind(blob: UnsafeRawBufferPointer, at index: Int, lifetime: sqlite3_destructor_type?) throws {
        if let start = blob.baseAddress, blob.count > 0 {
            try check(sqlite3_bind_blob64(handle, Int32(clamping: index), start, UInt64(blob.count), lifetime))
        } else {
            try check(sqlite3_bind_zeroblob(handle, Int32(clamping: index), 0))
        }
    }
    package func bind(_ value: SQLiteValue, at index: Int) throws {
        switch value {
        case .null: try bindNull(at: index)
        case .integer(let value): try bind(value, at: index)
        case .real(let value): try bind(value, at: index)
        case .text(let value): try bind(value, at: index)
        case .blob(let value): try bind(blob: value, at: index)
        }
    }
    /// Binds an object that functions and virtual tables of ours can take out again; SQL sees NULL.
    package func bind(object: AnyObject, type: PointerTag, at index: Int) throws {
        try check(
            sqlite3_bind_pointer(
                handle, Int32(clamping: index), Unmanaged.passRetained(object).toOpaque(), type.name
            ) { pointer in
                if let pointer { Unmanaged<AnyObject>.fromOpaque(pointer).release() }
            })
    }
    /// Resets, and binds the values from 1 on.
    package func bind(all values: [SQLiteValue]) throws {
        reset()
        for (index, value) in values.enumerated() { try bind(value, at: index + 1) }
    }

    private func check(_ code: Int32) throws {
        if code != SQLITE_OK { throw connection.error(code) }
    }
}

// MARK: Columns of the current row, counted from 0

extension SQLiteStatement {
    package var columnCount: Int { Int(sqlite3_column_count(handle)) }
    package func columnName(_ index: Int) -> String {
        sqlite3_column_name(handle, Int32(clamping: index)).map { String(cString: $0) } ?? ""
    }
    package func storageClass(_ index: Int) -> StorageClass {
        StorageClass(rawValue: sqlite3_column_type(handle, Int32(clamping: index))) ?? .null
    }
    package func isNull(_ index: Int) -> Bool { sqlite3_column_type(handle, Int32(clamping: index)) == SQLITE_NULL }
    package func integer(_ index: Int) -> Int64 { sqlite3_column_int64(handle, Int32(clamping: index)) }
    package func real(_ index: Int) -> Double { sqlite3_column_double(handle, Int32(clamping: index)) }
    package func text(_ index: Int) -> String { String(decoding: utf8(index), as: UTF8.self) }
    package func textOrNil(_ index: Int) -> String? { isNull(index) ? nil : text(index) }
    /// The bytes of a BLOB without a copy, valid until the next step or reset.
    package func bytes(_ index: Int) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(handle, Int32(clamping: index))
        let count = start == nil ? 0 : Int(sqlite3_column_bytes(handle, Int32(clamping: index)))
        return UnsafeRawBufferPointer(start: start, count: count)
    }
    /// The UTF-8 of a text without a copy, valid until the next step or reset.
    package func utf8(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        guard let start = sqlite3_column_text(handle, Int32(clamping: index)) else {
            return .init(start: nil, count: 0)
        }
        return .init(start: start, count: Int(sqlite3_column_bytes(handle, Int32(clamping: index))))
    }
    package func value(_ index: Int) -> SQLiteValue {
        switch storageClass(index) {
        case .null: .null
        case .integer: .integer(integer(index))
        case .real: .real(real(index))
        case .text: .text(text(index))
        case .blob: .blob([UInt8](bytes(index)))
        }
    }
    /// A copy of the current row.
    package var row: [SQLiteValue] { (0..<columnCount).map(value) }
}
