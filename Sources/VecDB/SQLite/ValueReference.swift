import CSQLite

/// A value that belongs to SQLite: an argument of a function or of a virtual table's filter.
///
/// Valid only during the call that handed it out.
package struct ValueReference {
    let value: OpaquePointer?

    package init(_ value: OpaquePointer?) { self.value = value }

    package var storageClass: StorageClass { StorageClass(rawValue: sqlite3_value_type(value)) ?? .null }
    package var isNull: Bool { sqlite3_value_type(value) == SQLITE_NULL }
    package var integer: Int64 { sqlite3_value_int64(value) }
    package var real: Double { sqlite3_value_double(value) }
    package var bool: Bool { sqlite3_value_int64(value) != 0 }

    /// The text (numbers are converted, NULL is empty).
    package var text: String {
        guard let start = sqlite3_value_text(value) else { return "" }
        let count = Int(sqlite3_value_bytes(value))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// The bytes of a BLOB without a copy (of a text: its UTF-8).
    package var bytes: UnsafeRawBufferPointer {
        let start = sqlite3_value_blob(value)
        return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_value_bytes(value)))
    }

    /// The UTF-8 of a text without a copy.
    package var utf8: UnsafeBufferPointer<UInt8> {
        guard let start = sqlite3_value_text(value) else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
    }

    /// A copy that may be kept.
    package var copy: SQLiteValue {
        switch storageClass {
        case .null: .null
        case .integer: .integer(integer)
        case .real: .real(real)
        case .text: .text(text)
        case .blob: .blob([UInt8](bytes))
        }
    }

    /// The object that ``FunctionCall/result(object:type:)`` or ``SQLiteStatement/bind(object:type:at:)`` passed, if the tag matches.
    package func object<Object: AnyObject>(_ tag: PointerTag, as: Object.Type) -> Object? {
        guard let pointer = sqlite3_value_pointer(value, tag.name) else { return nil }
        return Unmanaged<AnyObject>.fromOpaque(pointer).takeUnretainedValue() as? Object
    }

    /// SQLite's subtype of a function's result.
    package var subtype: UInt32 { sqlite3_value_subtype(value) }
    /// Whether an UPDATE leaves this column of a virtual table as it is.
    package var isUnchanged: Bool { sqlite3_value_nochange(value) != 0 }
}

/// Names the kind of an object that passes through SQL as a pointer value. Only code can make one, never SQL text.
///
/// Keep tags in `static let`s: SQLite keeps the name's address.
package struct PointerTag: @unchecked Sendable {
    // Safe because the bytes are written once, before the tag exists, and never freed.
    let name: UnsafePointer<CChar>

    package init(_ name: StaticString) {
        self.name = UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    }
}
