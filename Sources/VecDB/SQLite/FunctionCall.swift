import CSQLite
import VectorTypes

/// One call of a registered function: its arguments and the place for its result (NULL until one is set).
package struct FunctionCall {
    let context: OpaquePointer?
    let values: UnsafeMutablePointer<OpaquePointer?>?
    package let count: Int

    package subscript(index: Int) -> ValueReference { ValueReference(values?[index]) }

    package func resultNull() { sqlite3_result_null(context) }
    package func result(_ value: Int64) { sqlite3_result_int64(context, value) }
    package func result(_ value: Int) { sqlite3_result_int64(context, Int64(value)) }
    package func result(_ value: Bool) { sqlite3_result_int(context, value ? 1 : 0) }
    /// A NaN would become NULL in SQLite; it is stored as the text `NaN`, which sorts after all numbers.
    package func result(_ value: Double) {
        if value.isNaN {
            sqlite3_result_text(context, "NaN", 3, transientBytes)
        } else {
            sqlite3_result_double(context, value)
        }
    }
    package func result(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                sqlite3_result_text64(
                    context, $0.baseAddress ?? emptyText, UInt64($0.count), transientBytes, UInt8(SQLITE_UTF8))
            }
        }
    }
    package func result(utf8: UnsafeRawBufferPointer) {
        let start = utf8.baseAddress.map { $0.assumingMemoryBound(to: CChar.self) } ?? emptyText
        sqlite3_result_text64(context, start, UInt64(utf8.count), transientBytes, UInt8(SQLITE_UTF8))
    }
    package func result(blob bytes: UnsafeRawBufferPointer) {
        if let start = bytes.baseAddress {
            sqlite3_result_blob64(context, start, UInt64(bytes.count), transientBytes)
        } else {
            sqlite3_result_zeroblob(context, 0)
        }
    }
    package func result(blob bytes: [UInt8]) { bytes.withUnsafeBytes { result(blob: $0) } }
    package func result(copying value: ValueReference) { sqlite3_result_value(context, value.value) }
    package func result(_ value: SQLiteValue) {
        switch value {
        case .null: resultNull()
        case .integer(let value): result(value)
        case .real(let value): result(value)
        case .text(let value): result(value)
        case .blob(let value): result(blob: value)
        }
    }
    /// Passes an object to another function or virtual table of this statement; SQL sees NULL.
    package func result(object: AnyObject, type: PointerTag) {
        sqlite3_result_pointer(context, Unmanaged.passRetained(object).toOpaque(), type.name) { pointer in
            if let pointer { Unmanaged<AnyObject>.fromOpaque(pointer).release() }
        }
    }
    /// Marks the result with SQLite's subtype.
    package func resultSubtype(_ subtype: UInt32) { sqlite3_result_subtype(context, subtype) }

    /// What `make` made of a constant argument, kept for the further rows of this statement.
    package func memo<Object: AnyObject>(_ argument: Int, _ make: () throws -> Object) rethrows -> Object {
        if let kept = sqlite3_get_auxdata(context, Int32(argument)),
            let object = Unmanaged<AnyObject>.fromOpaque(kept).takeUnretainedValue() as? Object
        {
            return object
        }
        let object = try make()
        sqlite3_set_auxdata(context, Int32(argument), Unmanaged<AnyObject>.passRetained(object).toOpaque()) { pointer in
            if let pointer { Unmanaged<AnyObject>.fromOpaque(pointer).release() }
        }
        return object
    }
}

/// Whether and where a registered function may be called.
package struct FunctionFlags: OptionSet, Sendable {
    package let rawValue: Int32
    package init(rawValue: Int32) { self.rawValue = rawValue }

    /// The same arguments give the same result: may be used in indexes and generated columns.
    package static let deterministic = FunctionFlags(rawValue: SQLITE_DETERMINISTIC)
    /// Has no side effects and reveals nothing: also a hostile file's triggers, views and checks may call it.
    package static let innocuous = FunctionFlags(rawValue: SQLITE_INNOCUOUS)
    /// May be called only by a statement's own text, never by the schema.
    package static let directOnly = FunctionFlags(rawValue: SQLITE_DIRECTONLY)
    /// Pure: what nearly all functions of ours are.
    package static let pure: FunctionFlags = [.deterministic, .innocuous]
    /// Reads or sets subtypes of its arguments.
    package static let subtype = FunctionFlags(rawValue: SQLITE_SUBTYPE)
}

/// The state of one group of an aggregate, or of one window of a window function.
package protocol AggregateFunction: AnyObject {
    /// Takes a row in.
    func step(_ call: FunctionCall) throws
    /// Sets the result of the group.
    func finish(_ call: FunctionCall) throws
}

/// An aggregate that can also serve as a window function with a moving frame.
package protocol WindowFunction: AggregateFunction {
    /// Sets the result of the frame as it stands.
    func value(_ call: FunctionCall) throws
    /// Takes the oldest row out of the frame.
    func inverse(_ call: FunctionCall) throws
}

// SQLITE_TRANSIENT: SQLite copies the bytes before the call returns. SQLITE_STATIC is nil.
var transientBytes: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

nonisolated(unsafe) let emptyText: UnsafePointer<CChar> = {
    // Safe because it is written once, here, and never freed.
    let start = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
    start.initialize(to: 0)
    return UnsafePointer(start)
}()
