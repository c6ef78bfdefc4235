import PostgresValues
import VecDB
import VectorTypes

/// Array constructors, subscripts and casts, as the emitter calls them.
func registerArrayConstructs(on sqlite: SQLiteConnection, _ context: FunctionContext) throws {
    try sqlite.createFunction("pg_array_cast", arguments: 5) { call in
        guard let source = SQLType(oid: call[1].integer), let target = SQLType(oid: call[2].integer) else { return }
        let cast = ArrayElementCast(
            source: source, target: target, modifier: Int32(truncatingIfNeeded: call[3].integer),
            isExplicit: call[4].bool)
        call.result(try ValueText.castArray(call[0].copy, cast, context))
    }
    try sqlite.createFunction("pg_array", arguments: -1) { call in
        let type = SQLType(oid: call[0].integer) ?? .text.array
        let values = (1..<call.count).map { call[$0].copy }
        call.result(try ValueText.array(values, elementTypes: [], type: type, context))
    }
    try sqlite.createFunction("pg_array_nested", arguments: -1) { call in
        let parts = try (1..<call.count).map { index in
            call[index].isNull ? ArrayLiteral([]) : try ArrayLiteral(text: call[index].text)
        }
        call.result(try ArrayLiteral.nested(parts).text)
    }
    try sqlite.createFunction("pg_array_join", arguments: 2) { call in
        call.result(try ArrayLiteral(text: call[0].text).concatenated(ArrayLiteral(text: call[1].text)).text)
    }
    try sqlite.createFunction("pg_array_element", arguments: -1) { call in
        for index in 1..<call.count where call[index].isNull { return call.resultNull() }
        let subscripts = (2..<call.count).map { Int(call[$0].integer) }
        guard let text = try ArrayLiteral(stored: call[1].text)[subscripts] else { return call.resultNull() }
        call.result(try ValueText.element(text, SQLType(oid: call[0].integer) ?? .text))
    }
    try sqlite.createFunction("pg_array_slice", arguments: -1) { call in
        for index in 0..<call.count where call[index].isNull { return call.resultNull() }
        func bound(_ index: Int) -> Int? {
            call[index].storageClass == .text ? nil : Int(call[index].integer)
        }
        let bounds = stride(from: 1, to: call.count - 1, by: 2).map { (lower: bound($0), upper: bound($0 + 1)) }
        call.result(try ArrayLiteral(text: call[0].text).slice(bounds).text)
    }
    // ARRAY(SELECT …): an empty array where there are no rows.
    try sqlite.createAggregate("pg_collect", arguments: 2) { CollectAll(context) }
    try sqlite.createTableFunction("pg_elements", ElementsTable())
    try sqlite.createTableFunction("pg_unnest_zip", ZipTable())
}

private final class CollectAll: AggregateFunction {
    private var values: [SQLiteValue] = []
    private var type = SQLType.text
    private let memory = MemoryCharge()
    private let context: FunctionContext

    init(_ context: FunctionContext) { self.context = context }

    func step(_ call: VecDB.FunctionCall) throws {
        if values.isEmpty { type = SQLType(oid: call[0].integer) ?? .text }
        let value = call[1].copy
        try memory.add(value.memorySize)
        values.append(value)
    }

    func finish(_ call: VecDB.FunctionCall) throws {
        if values.isEmpty { return call.result("{}") }
        call.result(
            try ValueText.array(values, elementTypes: [type], type: type.isArray ? type : type.array, context))
    }
}

/// The elements of an array for `= ANY (array)`: a NULL array has one NULL, so that the comparison is NULL.
private final class ElementsTable: TableFunction {
    let columns = "c1, type HIDDEN, array HIDDEN"

    func open() throws -> any TableFunctionCursor { Cursor() }

    private final class Cursor: TableFunctionCursor {
        private var elements: [String?] = []
        private var type = SQLType.text
        private var index = 0
        var rowid: Int64 { Int64(index) }
        var isAtEnd: Bool { index >= elements.count }

        func filter(_ arguments: TableFunctionArguments) throws {
            index = 0
            type = SQLType(oid: arguments.argument(0)?.integer ?? 25) ?? .text
            guard let array = arguments.argument(1), !array.isNull else {
                elements = [nil]
                return
            }
            elements = try ArrayLiteral(stored: array.text).elements
        }

        func next() throws { index += 1 }

        func column(_ column: Int, _ call: VecDB.FunctionCall) throws {
            guard column == 0, let element = elements[index] else { return call.resultNull() }
            call.result(try ValueText.element(element, type))
        }
    }
}

extension ArrayLiteral {
    /// An array, or the numbers of an `int2vector` or `oidvector`, which are counted from 0.
    init(stored text: String) throws {
        let isList = text.utf8.first.map { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) } ?? true
        guard isList else {
            try self.init(text: text)
            return
        }
        let numbers = text.split(separator: " ")
        let bounds = numbers.isEmpty ? "" : "[0:\(numbers.count - 1)]="
        try self.init(text: "\(bounds){\(numbers.joined(separator: ","))}")
    }
}
