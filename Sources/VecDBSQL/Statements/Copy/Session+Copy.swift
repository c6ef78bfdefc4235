import PostgresSyntax
import VecDB
import VectorTypes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

// COPY between tables and files or the client. Rows go in through the same writer as INSERT's.
extension Session {
    func run(_ copy: CopyStatement) throws -> StatementOutcome {
        if case .program = copy.endpoint { throw featureNotSupported("COPY … PROGRAM") }
        let options = try CopyOptions(
            copy.options.map { option in
                var list: [String]?
                if case .list(let values)? = option.value { list = values.map(\.text) }
                return (option.name, option.value?.text, list, option.location < 0 ? nil : option.location + 1)
            }, isFrom: copy.isFrom)
        return try copy.isFrom ? read(copy, options) : write(copy, options)
    }

    // MARK: COPY FROM

    private func read(_ copy: CopyStatement, _ options: CopyOptions) throws -> StatementOutcome {
        guard case .table(let name, let names) = copy.source else {
            throw VecDBError(.syntaxError, "cannot copy from a query")
        }
        if copy.filter != nil { throw featureNotSupported("COPY FROM … WHERE") }
        return try transact(writes: true) {
            let binder = try binder()
            let table = try TargetTable.find(name, binder, verb: "copy to")
            let columns = try columns(names, of: table)
            for index in columns where table.columns[index].generated != nil {
                throw VecDBError(
                    .invalidColumnReference, "column \"\(table.columns[index].name)\" is a generated column",
                    detail: "Generated columns cannot be used in COPY.")
            }
            let source = try input(copy.endpoint)
            let written = table.columns.indices.filter { table.columns[$0].generated == nil }
            var emitter = SQLEmitter()
            RowWriter.insertion(into: table, written: written, alias: "t1", emitter: &emitter)
            let writer = try RowWriter(
                self, table, sql: CompiledSQL(emitter), written: written, returnsRow: false, arguments: [])
            let given = Set(columns)
            var defaults = RowDefaults(
                try written.filter { !given.contains($0) }.map {
                    ($0, try DefaultSource.of(table.columns[$0], binder))
                })
            let count: Int
            if options.format == .binary {
                count = try readBinary(source, table, columns, writer, &defaults)
            } else {
                count = try readLines(source, options, table, columns, writer, &defaults)
            }
            return StatementOutcome("COPY \(count)")
        }
    }

    private func readLines(
        _ source: @escaping () throws -> [UInt8]?, _ options: CopyOptions, _ table: CatalogTable, _ columns: [Int],
        _ writer: RowWriter, _ defaults: inout RowDefaults
    ) throws -> Int {
        var lines = CopyLines(options: options, source: source)
        let names = columns.map { table.columns[$0].name }
        var count = 0
        var isHeader = options.header != .none
        func context(_ column: String?, _ value: String?) -> String {
            var text = "COPY \(table.name), line \(lines.lineNumber)"
            if let column { text += ", column \(column)" }
            if let value { text += ": \"\(value)\"" } else if column != nil { text += ": null input" }
            return text
        }
        func located(_ error: any Error, _ column: String?, _ value: String?) -> any Error {
            guard var error = error as? VecDBError else { return error }
            if error.context == nil { error.context = context(column, column == nil ? lines.lineText : value) }
            error.position = nil
            return error
        }
        while true {
            do {
                guard try lines.next() else { break }
            } catch {
                throw located(error, nil, nil)
            }
            let fields: [String?]
            do {
                fields = try lines.fields(names: names)
                if isHeader {
                    isHeader = false
                    if options.header == .match { try checkHeader(fields, names) }
                    continue
                }
                if fields.count > columns.count {
                    throw VecDBError(.badCopyFileFormat, "extra data after last expected column")
                }
                if fields.count < columns.count {
                    // An empty line is a row without columns.
                    throw VecDBError(
                        .badCopyFileFormat, "missing data for column \"\(names[fields.count])\"")
                }
            } catch {
                throw located(error, nil, nil)
            }
            var row = [SQLiteValue](repeating: .null, count: table.columns.count)
            for (place, field) in fields.enumerated() {
                guard let field else { continue }
                do {
                    row[columns[place]] = try ValueText.encode(
                        field, as: table.columns[columns[place]].type, self.context)
                } catch {
                    throw located(error, names[place], field)
                }
            }
            do {
                try defaults.fill(&row, self)
                _ = try writer.insert(row)
            } catch {
                throw located(error, nil, nil)
            }
            count += 1
            if count % 1_000 == 0 {
                try connection.checkCancellation()
                onProgress?(
                    StatementProgress(subject: "table \(table.name)", phase: "copying rows", done: count, total: 0))
            }
        }
        return count
    }

    private func readBinary(
        _ source: () throws -> [UInt8]?, _ table: CatalogTable, _ columns: [Int], _ writer: RowWriter,
        _ defaults: inout RowDefaults
    ) throws -> Int {
        var reader = CopyBinaryReader(columnCount: columns.count)
        var count = 0
        func located(_ error: any Error, _ column: String? = nil) -> any Error {
            guard var error = error as? VecDBError else { return error }
            if error.context == nil {
                error.context = "COPY \(table.name), line \(count + 1)" + (column.map { ", column \($0)" } ?? "")
            }
            return error
        }
        func take() throws {
            while let fields = try reader.nextRow() {
                var row = [SQLiteValue](repeating: .null, count: table.columns.count)
                for (place, field) in fields.enumerated() {
                    let column = table.columns[columns[place]]
                    do {
                        if let field { row[columns[place]] = try BinaryField.decode(field, as: column.type) }
                    } catch {
                        throw located(error, column.name)
                    }
                }
                try defaults.fill(&row, self)
                _ = try writer.insert(row)
                count += 1
            }
        }
        do {
            while let chunk = try source() {
                reader.feed(chunk)
                try take()
            }
            try take()
            try reader.finish()
        } catch {
            throw located(error)
        }
        return count
    }

    private func checkHeader(_ fields: [String?], _ names: [String]) throws {
        guard fields.count == names.count else {
            throw VecDBError(
                .badCopyFileFormat,
                "wrong number of fields in header line: got \(fields.count), expected \(names.count)")
        }
        for (index, name) in names.enumerated() where fields[index] != name {
            throw VecDBError(
                .badCopyFileFormat,
                "column name mismatch in header line field \(index + 1): got \"\(fields[index] ?? "")\", expected \"\(name)\""
            )
        }
    }

    /// The places of the named columns; all that can be copied when none are named.
    private func columns(_ names: [String], of table: CatalogTable) throws -> [Int] {
        if names.isEmpty { return table.columns.indices.filter { table.columns[$0].generated == nil } }
        var seen: Set<String> = []
        return try names.map { name in
            guard let index = table.columns.firstIndex(where: { $0.name == name }) else {
                throw VecDBError(
                    .undefinedColumn, "column \"\(name)\" of relation \"\(table.name)\" does not exist")
            }
            guard seen.insert(name).inserted else {
                throw VecDBError(.duplicateColumn, "column \"\(name)\" specified more than once")
            }
            return index
        }
    }

    private func input(_ endpoint: CopyStatement.Endpoint) throws -> () throws -> [UInt8]? {
        switch endpoint {
        case .standard:
            guard let copyInput else {
                throw VecDBError(.featureNotSupported, "COPY FROM STDIN is not possible here")
            }
            return copyInput
        case .file(let path):
            let file = try CopyFile(path, forWriting: false)
            return { try file.read() }
        case .program: throw featureNotSupported("COPY … PROGRAM")
        }
    }

    // MARK: COPY TO

    private func write(_ copy: CopyStatement, _ options: CopyOptions) throws -> StatementOutcome {
        let names: [String]
        let columns: [ResultColumn]
        let rows: [[SQLiteValue]]
        switch copy.source {
        case .table(let name, let list):
            let found = try transact(writes: false) { () -> ([String], [ResultColumn], [[SQLiteValue]]) in
                let binder = try binder()
                if binder.environment.view(name) != nil {
                    throw VecDBError(
                        .wrongObjectType, "cannot copy from view \"\(name.name)\"",
                        hint: "Try the COPY (SELECT ...) TO variant.")
                }
                let table = try TargetTable.find(name, binder, verb: "copy from")
                let places = try self.columns(list, of: table)
                let texts = places.map { quoted(identifier: table.columns[$0].name) }.joined(separator: ", ")
                let rows = try connection.sqlite.rows(
                    "SELECT \(texts.isEmpty ? "1" : texts) FROM \(quoted(identifier: table.name)) ORDER BY \(quoted(identifier: table.rowidName))"
                )
                return (
                    places.map { table.columns[$0].name },
                    places.map { ResultColumn(name: table.columns[$0].name, type: table.columns[$0].type) }, rows
                )
            }
            (names, columns, rows) = found
        case .query(let statement):
            switch statement {
            case .select, .insert, .update, .delete: break
            default: throw featureNotSupported("COPY of this statement")
            }
            let outcome = try runQuery(statement, parameters: [])
            guard let returned = outcome.columns else {
                throw VecDBError(.featureNotSupported, "COPY query must have a RETURNING clause")
            }
            (names, columns, rows) = (returned.map(\.name), returned, outcome.rows)
        }
        let sink = try output(copy.endpoint)
        if options.format == .binary {
            try sink(CopyBinaryWriter.header)
            for row in rows {
                try sink(CopyBinaryWriter.row(try zip(row, columns).map { try BinaryField.encode($0, as: $1.type) }))
            }
            try sink(CopyBinaryWriter.trailer)
        } else {
            let writer = CopyWriter(options: options, names: names)
            if let header = writer.header { try sink(header) }
            for row in rows {
                let fields = try zip(row, columns).map { try ValueText.text(of: $0, as: $1.type, context) }
                try sink(writer.line(fields))
            }
        }
        return StatementOutcome("COPY \(rows.count)")
    }

    private func output(_ endpoint: CopyStatement.Endpoint) throws -> ([UInt8]) throws -> Void {
        switch endpoint {
        case .standard:
            guard let copyOutput else {
                throw VecDBError(.featureNotSupported, "COPY TO STDOUT is not possible here")
            }
            return copyOutput
        case .file(let path):
            guard path.hasPrefix("/") else {
                throw VecDBError(.invalidName, "relative path not allowed for COPY to file")
            }
            let file = try CopyFile(path, forWriting: true)
            return { try file.write($0) }
        case .program: throw featureNotSupported("COPY … PROGRAM")
        }
    }
}

/// A file that COPY reads or writes, closed when it is released.
private final class CopyFile {
    private let descriptor: Int32
    private let path: String

    init(_ path: String, forWriting: Bool) throws {
        self.path = path
        descriptor = forWriting ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644) : open(path, O_RDONLY)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            throw VecDBError(
                errno == ENOENT ? .undefinedFile : .ioError,
                "could not open file \"\(path)\" for \(forWriting ? "writing" : "reading"): \(reason)",
                hint:
                    "COPY \(forWriting ? "TO" : "FROM") instructs the PostgreSQL server process to \(forWriting ? "write" : "read") a file. You may want a client-side facility such as psql's \\copy."
            )
        }
    }

    deinit { close(descriptor) }

    func read() throws -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let capacity = buffer.count
        let count = buffer.withUnsafeMutableBytes { systemRead(descriptor, $0.baseAddress, capacity) }
        guard count >= 0 else { throw failure("read from") }
        return count == 0 ? nil : Array(buffer[..<count])
    }

    func write(_ bytes: [UInt8]) throws {
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes { raw in
                systemWrite(descriptor, raw.baseAddress.map { $0 + offset }, bytes.count - offset)
            }
            guard count > 0 else { throw failure("write to") }
            offset += count
        }
    }

    private func failure(_ verb: String) -> VecDBError {
        VecDBError(.ioError, "could not \(verb) file \"\(path)\": \(String(cString: strerror(errno)))")
    }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, buffer, count)
}
