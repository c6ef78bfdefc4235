import VectorIndexes
import VectorTypes

/// The rows that pgvector's index scan gives, where a scan of ours would give others: no row without a vector, under cosine
/// no zero vector, and for a query that no distance can be computed to (NULL; zero under cosine) the indexed rows in any
/// order.
struct StrictRows: ScanRows {
    private var rows: any ScanRows
    private let leavesOutNaN: Bool
    /// The distance of every row, where there is none to compute.
    private let replacement: Double??

    init(_ scan: IndexScan, _ request: ScanRequest) throws {
        let definition = scan.definition
        let given = try request.query.map(definition.payload)
        let isZero = definition.metric == .cosine && given.map { !definition.hasValue($0) } ?? false
        leavesOutNaN = definition.metric == .cosine
        if let given, !isZero {
            replacement = nil
            rows = try IndexRows(scan, query: given, among: request.among)
        } else {
            replacement = .some(given == nil ? nil : .nan)
            rows = try IndexRows(scan, query: definition.anyPayload, among: request.among)
        }
    }

    mutating func next() throws -> ScanRow? {
        while var row = try rows.next() {
            if leavesOutNaN, row.distance?.isNaN ?? true { continue }
            if let replacement { row.distance = replacement }
            return row
        }
        return nil
    }
}

extension VectorIndexDefinition {
    /// Whether an element of a vector, in an index's form, is not zero.
    fileprivate func hasValue(_ payload: [UInt8]) -> Bool {
        switch element {
        // The sign bit alone is a zero too.
        case .float32: stride(from: 0, to: payload.count - 3, by: 4).contains { hasValue(payload, $0, 4) }
        case .float16: stride(from: 0, to: payload.count - 1, by: 2).contains { hasValue(payload, $0, 2) }
        case .sparse: payload.count > 8
        case .bit: payload.contains { $0 != 0 }
        }
    }

    private func hasValue(_ payload: [UInt8], _ start: Int, _ width: Int) -> Bool {
        payload[start + width - 1] & 0x7F != 0 || payload[start..<(start + width - 1)].contains { $0 != 0 }
    }

    /// Some vector that is not zero.
    fileprivate var anyPayload: [UInt8] {
        switch element {
        case .float32: (0..<dimensions).flatMap { _ in Self.bytes(of: Float(1).bitPattern) }
        case .float16: (0..<dimensions).flatMap { _ in Self.bytes(of: UInt16(0x3C00)) }
        case .bit: [UInt8](repeating: 0, count: (dimensions + 7) / 8)
        case .sparse:
            Self.bytes(of: UInt32(clamping: dimensions)) + Self.bytes(of: UInt32(1)) + Self.bytes(of: UInt32(0))
                + Self.bytes(of: Float(1).bitPattern)
        }
    }

    private static func bytes(of value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { [UInt8]($0) }
    }
}
