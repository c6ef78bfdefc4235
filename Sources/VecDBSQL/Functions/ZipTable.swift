import PostgresValues
import VecDB
import VectorTypes

/// `unnest(a, b, …)`: pairs of hidden arguments (an element type's number and an array), a column for each array.
final class ZipTable: TableFunction {
    /// The most arrays of one call.
    static let limit = 12

    let columns: String = {
        let visible = (1...ZipTable.limit).map { "c\($0)" } + ["n"]
        let hidden = (1...ZipTable.limit).flatMap { ["t\($0) HIDDEN", "a\($0) HIDDEN"] }
        return (visible + hidden).joined(separator: ", ")
    }()

    func open() throws -> any TableFunctionCursor { Cursor() }

    private final class Cursor: TableFunctionCursor {
        private var lists: [(type: SQLType, elements: [String?])] = []
        private var index = 0
        private var count = 0
        var rowid: Int64 { Int64(index + 1) }
        var isAtEnd: Bool { index >= count }

        func filter(_ arguments: TableFunctionArguments) throws {
            lists = []
            index = 0
            for place in 0..<ZipTable.limit {
                guard let type = arguments.argument(place * 2), let array = arguments.argument(place * 2 + 1) else {
                    break
                }
                let elements = array.isNull ? [] : try ArrayLiteral(text: array.text).elements
                lists.append((SQLType(oid: type.integer) ?? .text, elements))
            }
            count = lists.map(\.elements.count).max() ?? 0
        }

        func next() throws { index += 1 }

        func column(_ column: Int, _ call: VecDB.FunctionCall) throws {
            if column == ZipTable.limit { return call.result(rowid) }
            guard lists.indices.contains(column), lists[column].elements.indices.contains(index),
                let element = lists[column].elements[index]
            else { return call.resultNull() }
            call.result(try ValueText.element(element, lists[column].type))
        }
    }
}
