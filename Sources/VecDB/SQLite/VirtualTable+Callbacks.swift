import CSQLite
import VectorTypes

// The rim between SQLite's C structures and `TableFunction`: the only place that knows how they are laid out. A table or a cursor is C memory whose first
// member is SQLite's base structure, followed by a retained reference to our object.

private struct TableBox {
    var base: sqlite3_vtab
    var object: Unmanaged<TableFunctionHost>
}

private struct CursorBox {
    var base: sqlite3_vtab_cursor
    var object: Unmanaged<CursorHost>
}

private final class TableFunctionHost {
    weak var connection: SQLiteConnection?
    let function: any TableFunction
    init(connection: SQLiteConnection, function: any TableFunction) {
        self.connection = connection
        self.function = function
    }
}

private final class CursorHost {
    weak var connection: SQLiteConnection?
    let cursor: any TableFunctionCursor
    init(connection: SQLiteConnection?, cursor: any TableFunctionCursor) {
        self.connection = connection
        self.cursor = cursor
    }
}

extension SQLiteConnection {
    /// Registers a table-valued function, for this connection's own statements only (not for views and triggers in the file).
    package func createTableFunction(_ name: String, _ function: any TableFunction) throws {
        let host = TableFunctionHost(connection: self, function: function)
        let code = sqlite3_create_module_v2(
            handle, name, tableFunctionModule.pointer, Unmanaged.passRetained(host).toOpaque()
        ) { pointer in
            if let pointer { Unmanaged<AnyObject>.fromOpaque(pointer).release() }
        }
        if code != SQLITE_OK { throw error(code) }
    }

    fileprivate func code(for error: any Error, _ table: UnsafeMutablePointer<sqlite3_vtab>?) -> Int32 {
        let error = keep(error)
        if let table {
            sqlite3_free(table.pointee.zErrMsg)
            table.pointee.zErrMsg = copiedMessage(error.message)
        }
        return SQLITE_ERROR
    }
}

/// SQLite frees an error message itself, so it must come from its allocator.
private func copiedMessage(_ text: String) -> UnsafeMutablePointer<CChar>? {
    let bytes = Array(text.utf8)
    guard let memory = sqlite3_malloc64(UInt64(bytes.count + 1)) else { return nil }
    memory.copyMemory(from: bytes, byteCount: bytes.count)
    memory.storeBytes(of: 0, toByteOffset: bytes.count, as: UInt8.self)
    return memory.assumingMemoryBound(to: CChar.self)
}

/// SQLite keeps the module's address, so it lives in memory of its own.
private struct ModuleStorage: @unchecked Sendable {
    // Safe because it is filled once and then only read.
    let pointer: UnsafeMutablePointer<sqlite3_module>
}

private let tableFunctionModule: ModuleStorage = {
    var module = sqlite3_module()
    // Without xCreate the table exists by its name alone.
    module.xConnect = { database, data, _, _, table, _ in
        guard let data, let table else { return SQLITE_ERROR }
        let host = Unmanaged<TableFunctionHost>.fromOpaque(data)
        let columns = host.takeUnretainedValue().function.columns
        let code = sqlite3_declare_vtab(database, "CREATE TABLE x(\(columns))")
        guard code == SQLITE_OK else { return code }
        sqlite3_mark_as_direct_only(database)
        let box = UnsafeMutablePointer<TableBox>.allocate(capacity: 1)
        box.initialize(to: TableBox(base: sqlite3_vtab(), object: host.retain()))
        table.pointee = UnsafeMutableRawPointer(box).assumingMemoryBound(to: sqlite3_vtab.self)
        return SQLITE_OK
    }
    module.xDisconnect = { table in
        guard let table else { return SQLITE_OK }
        let box = UnsafeMutableRawPointer(table).assumingMemoryBound(to: TableBox.self)
        box.pointee.object.release()
        box.deallocate()
        return SQLITE_OK
    }
    module.xBestIndex = { table, info in
        guard let table, let info else { return SQLITE_ERROR }
        let host = host(of: table)
        do throws(any Error) {
            try host.function.plan(TableFunctionPlan(info: info))
            return SQLITE_OK
        } catch {
            if error is NoPlan { return SQLITE_CONSTRAINT }
            return host.connection?.code(for: error, table) ?? SQLITE_ERROR
        }
    }
    module.xOpen = { table, cursor in
        guard let table, let cursor else { return SQLITE_ERROR }
        let host = host(of: table)
        do throws(any Error) {
            let object = CursorHost(connection: host.connection, cursor: try host.function.open())
            let box = UnsafeMutablePointer<CursorBox>.allocate(capacity: 1)
            box.initialize(to: CursorBox(base: sqlite3_vtab_cursor(), object: .passRetained(object)))
            cursor.pointee = UnsafeMutableRawPointer(box).assumingMemoryBound(to: sqlite3_vtab_cursor.self)
            return SQLITE_OK
        } catch {
            return host.connection?.code(for: error, table) ?? SQLITE_ERROR
        }
    }
    module.xClose = { cursor in
        guard let cursor else { return SQLITE_OK }
        let box = UnsafeMutableRawPointer(cursor).assumingMemoryBound(to: CursorBox.self)
        box.pointee.object.release()
        box.deallocate()
        return SQLITE_OK
    }
    module.xFilter = { cursor, number, _, count, values in
        withCursor(cursor) {
            try $0.filter(TableFunctionArguments(number: Int(number), values: values, count: Int(count)))
        }
    }
    module.xNext = { cursor in withCursor(cursor) { try $0.next() } }
    module.xEof = { cursor in
        guard let cursor else { return 1 }
        return host(of: cursor).cursor.isAtEnd ? 1 : 0
    }
    module.xColumn = { cursor, context, index in
        withCursor(cursor) { try $0.column(Int(index), FunctionCall(context: context, values: nil, count: 0)) }
    }
    module.xRowid = { cursor, rowid in withCursor(cursor) { rowid?.pointee = $0.rowid } }
    let pointer = UnsafeMutablePointer<sqlite3_module>.allocate(capacity: 1)
    pointer.initialize(to: module)
    return ModuleStorage(pointer: pointer)
}()

@inline(__always)
private func host(of table: UnsafeMutablePointer<sqlite3_vtab>) -> TableFunctionHost {
    UnsafeMutableRawPointer(table).assumingMemoryBound(to: TableBox.self).pointee.object.takeUnretainedValue()
}

@inline(__always)
private func host(of cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>) -> CursorHost {
    UnsafeMutableRawPointer(cursor).assumingMemoryBound(to: CursorBox.self).pointee.object.takeUnretainedValue()
}

@inline(__always)
private func withCursor(
    _ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?, _ body: (any TableFunctionCursor) throws -> Void
) -> Int32 {
    guard let cursor else { return SQLITE_ERROR }
    let host = host(of: cursor)
    do throws(any Error) {
        try body(host.cursor)
        return SQLITE_OK
    } catch {
        return host.connection?.code(for: error, cursor.pointee.pVtab) ?? SQLITE_ERROR
    }
}
