import Foundation

/// A matrix read from a file: `.npy` (two dimensions, C order, little-endian), `.fvecs`, `.bvecs` or `.ivecs`.
struct Matrix<Element> {
    var rows: Int
    var columns: Int
    var elements: [Element]

    /// The first rows only.
    func prefix(_ count: Int) -> Matrix {
        guard count < rows else { return self }
        return Matrix(rows: count, columns: columns, elements: Array(elements.prefix(count * columns)))
    }

    subscript(row: Int) -> ArraySlice<Element> { elements[row * columns..<(row + 1) * columns] }
}

extension Matrix where Element == Float {
    /// Numbers of any of the stored types, as float32.
    init(file path: String) throws {
        let raw = try RawMatrix(file: path)
        self.init(rows: raw.rows, columns: raw.columns, elements: raw.convert(float: { $0 }, integer: { Float($0) }))
    }
}

extension Matrix where Element == Int32 {
    /// Whole numbers, such as the ids of the true neighbours.
    init(file path: String) throws {
        let raw = try RawMatrix(file: path)
        guard raw.element == .int32 else { throw BenchmarkError("\(path): expected int32 elements") }
        self.init(rows: raw.rows, columns: raw.columns, elements: raw.convert(float: { _ in 0 }, integer: { $0 }))
    }
}

/// The bytes of a file and where each row lies in them.
private struct RawMatrix {
    enum StoredElement { case float32, float16, int32, uint8 }

    var element = StoredElement.float32
    var rows = 0
    var columns = 0
    private var data: Data
    private var firstRow = 0
    private var rowStride = 0

    private var elementSize: Int {
        switch element {
        case .float32, .int32: 4
        case .float16: 2
        case .uint8: 1
        }
    }

    init(file path: String) throws {
        do { data = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe) } catch {
            throw BenchmarkError("cannot read \(path): \(error.localizedDescription)")
        }
        switch URL(filePath: path).pathExtension {
        case "npy": try readNumPyHeader(path)
        case "fvecs": try readRecords(path, .float32)
        case "bvecs": try readRecords(path, .uint8)
        case "ivecs": try readRecords(path, .int32)
        default: throw BenchmarkError("\(path): unknown kind of file, expected .npy, .fvecs, .bvecs or .ivecs")
        }
        guard rows > 0, columns > 0 else { throw BenchmarkError("\(path): no rows") }
    }

    /// NumPy's format 1 to 3: magic, version, length of the header, then a Python dictionary as text.
    private mutating func readNumPyHeader(_ path: String) throws {
        guard data.count >= 12, data.prefix(6) == Data([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]) else {
            throw BenchmarkError("\(path): not a NumPy file")
        }
        let isLong = data[6] >= 2
        let headerStart = isLong ? 12 : 10
        let length = (0..<(isLong ? 4 : 2)).reduce(0) { $0 | Int(data[8 + $1]) << (8 * $1) }
        guard headerStart + length <= data.count else { throw BenchmarkError("\(path): truncated header") }
        let header = String(decoding: data[headerStart..<headerStart + length], as: UTF8.self)
        guard
            let descriptor = header.firstMatch(of: #/'descr':\s*'([^']*)'/#)?.1,
            let order = header.firstMatch(of: #/'fortran_order':\s*(True|False)/#)?.1,
            let shape = header.firstMatch(of: #/'shape':\s*\((\d+),\s*(\d+)\s*,?\)/#)
        else { throw BenchmarkError("\(path): expected two dimensions, found \(header)") }
        guard order == "False" else { throw BenchmarkError("\(path): expected C order") }
        switch descriptor {
        case "<f4": element = .float32
        case "<f2": element = .float16
        case "<i4": element = .int32
        case "|u1": element = .uint8
        default: throw BenchmarkError("\(path): elements of type \(descriptor) are not supported")
        }
        rows = Int(shape.1) ?? 0
        columns = Int(shape.2) ?? 0
        firstRow = headerStart + length
        rowStride = columns * elementSize
        guard columns <= 1 << 20, rows <= (data.count - firstRow) / max(1, rowStride) else {
            throw BenchmarkError("\(path): the file is shorter than its header says")
        }
    }

    /// The formats of the TEXMEX data sets: each row is its length as int32, then the elements.
    private mutating func readRecords(_ path: String, _ element: StoredElement) throws {
        self.element = element
        guard data.count >= 4 else { throw BenchmarkError("\(path): truncated file") }
        columns = length(at: 0)
        guard columns > 0, columns <= 1 << 20 else { throw BenchmarkError("\(path): rows of \(columns) elements") }
        rowStride = 4 + columns * elementSize
        rows = data.count / rowStride
        guard data.count % rowStride == 0, (0..<rows).allSatisfy({ length(at: $0 * rowStride) == columns }) else {
            throw BenchmarkError("\(path): rows differ in length, or the file is truncated")
        }
        firstRow = 4
    }

    private func length(at place: Int) -> Int { (0..<4).reduce(0) { $0 | Int(data[place + $1]) << (8 * $1) } }

    func convert<Element>(float: (Float) -> Element, integer: (Int32) -> Element) -> [Element] {
        data.withUnsafeBytes { bytes in
            [Element](unsafeUninitializedCapacity: rows * columns) { out, count in
                for row in 0..<rows {
                    let start = firstRow + row * rowStride
                    for column in 0..<columns {
                        let at = start + column * elementSize
                        let value: Element =
                            switch element {
                            case .float32: float(bytes.loadUnaligned(fromByteOffset: at, as: Float.self))
                            case .float16: float(Float(bytes.loadUnaligned(fromByteOffset: at, as: Float16.self)))
                            case .int32: integer(bytes.loadUnaligned(fromByteOffset: at, as: Int32.self))
                            case .uint8: integer(Int32(bytes[at]))
                            }
                        out.initializeElement(at: row * columns + column, to: value)
                    }
                }
                count = rows * columns
            }
        }
    }
}
