import VecDB

/// The arguments of one call, from SQLite or, where a constant is folded, from the binder.
package struct Arguments {
    private let call: FunctionCall?
    private let values: [SQLiteValue]
    /// A type tag occupies the first places; see ``FunctionEntry/TypeTag``.
    private let offset: Int

    init(_ call: FunctionCall, offset: Int = 0) {
        self.call = call
        values = []
        self.offset = offset
    }

    init(_ values: [SQLiteValue], offset: Int = 0) {
        call = nil
        self.values = values
        self.offset = offset
    }

    var count: Int { (call?.count ?? values.count) - offset }

    func isNull(_ index: Int) -> Bool {
        if let call { return call[index + offset].isNull }
        return values[index + offset].isNull
    }

    /// Whether one of the arguments is NULL.
    var hasNull: Bool {
        for index in 0..<count where isNull(index) { return true }
        return false
    }

    func value(_ index: Int) -> SQLiteValue {
        if let call { return call[index + offset].copy }
        return values[index + offset]
    }

    /// All arguments, copied.
    var all: [SQLiteValue] { (0..<count).map(value) }

    func int(_ index: Int) -> Int64 {
        if let call { return call[index + offset].integer }
        switch values[index + offset] {
        case .integer(let value): return value
        case .real(let value): return Int64(exactly: value.rounded(.towardZero)) ?? 0
        case .text(let text): return Int64(text) ?? 0
        default: return 0
        }
    }

    func bool(_ index: Int) -> Bool { int(index) != 0 }

    /// A float: NaN is stored as text.
    func double(_ index: Int) -> Double {
        if let call {
            let value = call[index + offset]
            return value.storageClass == .text ? .nan : value.real
        }
        switch values[index + offset] {
        case .integer(let value): return Double(value)
        case .real(let value): return value
        case .text: return .nan
        default: return 0
        }
    }

    func text(_ index: Int) -> String {
        if let call { return call[index + offset].text }
        switch values[index + offset] {
        case .text(let text): return text
        case .integer(let value): return String(value)
        case .real(let value): return String(value)
        case .null: return ""
        case .blob(let bytes): return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The text, or nil for NULL.
    func optionalText(_ index: Int) -> String? { isNull(index) ? nil : text(index) }

    func bytes(_ index: Int) -> [UInt8] {
        if let call { return [UInt8](call[index + offset].bytes) }
        switch values[index + offset] {
        case .blob(let bytes): return bytes
        case .text(let text): return Array(text.utf8)
        default: return []
        }
    }

    /// The bytes of a BLOB where they lie: without a copy when SQLite is the caller.
    @inline(__always)
    func withBytes<R>(_ index: Int, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        if let call { return try body(call[index + offset].bytes) }
        return try bytes(index).withUnsafeBytes(body)
    }

    /// The type that tag number `index` names.
    func tag(_ index: Int = 0) -> SQLType {
        let oid: Int64
        if let call {
            oid = call[index].integer
        } else if case .integer(let value) = values[index] {
            oid = value
        } else {
            oid = 0
        }
        return SQLType(oid: oid) ?? .text
    }

    /// What `make` made of a constant argument, kept for the further rows where SQLite is the caller.
    func memo<Object: AnyObject>(_ index: Int, _ make: () throws -> Object) rethrows -> Object {
        guard let call else { return try make() }
        return try call.memo(index + offset, make)
    }
}

extension SQLiteValue {
    /// About how much memory a copy takes.
    var memorySize: Int {
        switch self {
        case .null, .integer, .real: MemoryLayout<SQLiteValue>.stride
        case .text(let text): MemoryLayout<SQLiteValue>.stride + (text.utf8.count > 15 ? 32 + text.utf8.count : 0)
        case .blob(let bytes): MemoryLayout<SQLiteValue>.stride + 32 + bytes.count
        }
    }

    /// A float as it is stored: NaN is a text, which sorts after all numbers.
    static func float(_ value: Double) -> SQLiteValue { value.isNaN ? .text("NaN") : .real(value) }

    static func bool(_ value: Bool) -> SQLiteValue { .integer(value ? 1 : 0) }

    static func int(_ value: Int) -> SQLiteValue { .integer(Int64(value)) }

    /// A text, or NULL for nil.
    static func optional(_ text: String?) -> SQLiteValue { text.map(SQLiteValue.text) ?? .null }
}
