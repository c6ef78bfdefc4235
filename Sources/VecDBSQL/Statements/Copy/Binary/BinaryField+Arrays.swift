import PostgresValues
import VecDB
import VectorTypes

/// Arrays: int32 number of dimensions, int32 whether there are NULLs, oid of the element's type, each dimension's int32
/// length and lower bound, then each element's int32 length and bytes.
extension BinaryField {
    static func encodeArray(_ value: SQLiteValue, as type: ColumnType) throws -> [UInt8] {
        guard case .text(let text) = value else {
            throw VecDBError(.dataCorrupted, "stored array is damaged: it is not text")
        }
        let array = try ArrayLiteral(text: text)
        let element = ColumnType(type.base)
        var writer = WireWriter()
        writer.append(Int32(truncatingIfNeeded: array.dimensions.count))
        writer.append(Int32(array.elements.contains { $0 == nil } ? 1 : 0))
        writer.append(UInt32(truncatingIfNeeded: SQLType(element).oid))
        for dimension in array.dimensions {
            writer.append(Int32(truncatingIfNeeded: dimension.count))
            writer.append(Int32(truncatingIfNeeded: dimension.lower))
        }
        for item in array.elements {
            guard let item, let bytes = try encode(ValueText.element(item, SQLType(element)), as: element) else {
                writer.append(Int32(-1))
                continue
            }
            writer.append(Int32(truncatingIfNeeded: bytes.count))
            writer.append(bytes)
        }
        return writer.bytes
    }

    static func decodeArray(_ bytes: [UInt8], as type: ColumnType) throws -> SQLiteValue {
        try bytes.withUnsafeBytes { raw in
            var reader = WireReader(raw)
            let dimensions = try arrayHead(&reader, SQLType(type.base))
            let count = try elementCount(dimensions)
            let element = ColumnType(type.base, modifier: type.modifier)
            var elements: [String?] = []
            elements.reserveCapacity(min(count, reader.remaining / 4))
            for _ in 0..<count {
                let size = Int(try reader.next(Int32.self))
                if size == -1 {
                    elements.append(nil)
                    continue
                }
                guard size >= 0, size <= reader.remaining else {
                    throw VecDBError(.invalidBinaryRepresentation, "insufficient data left in message")
                }
                let value = try decode(reader.nextBytes(size), as: element)
                elements.append(try ValueText.canonical(value, element, ValueText.stored))
            }
            try reader.requireEnd()
            return .text(try ArrayLiteral(dimensions: count == 0 ? [] : dimensions, elements: elements).text)
        }
    }

    private static func arrayHead(
        _ reader: inout WireReader, _ element: SQLType
    ) throws -> [ArrayLiteral.Dimension] {
        let count = try reader.next(Int32.self)
        if count < 0 {
            throw VecDBError(.invalidBinaryRepresentation, "invalid number of dimensions: \(count)")
        }
        if count > 6 {
            throw VecDBError(
                .programLimitExceeded, "number of array dimensions (\(count)) exceeds the maximum allowed (6)")
        }
        let flags = try reader.next(Int32.self)
        if flags != 0 && flags != 1 { throw VecDBError(.invalidBinaryRepresentation, "invalid array flags") }
        let oid = Int64(try reader.next(UInt32.self))
        if oid != element.oid {
            let given = SQLType(oid: oid).map { "\($0)" } ?? "???"
            throw VecDBError(
                .datatypeMismatch,
                "binary data has array element type \(oid) (\(given)) instead of expected \(element.oid) (\(element))")
        }
        return try (0..<count).map { _ in
            let length = try reader.next(Int32.self)
            let lower = try reader.next(Int32.self)
            if length < 0 || Int(lower) + Int(length) > Int(Int32.max) {
                throw VecDBError(.programLimitExceeded, "array lower bound is too large: \(lower)")
            }
            return ArrayLiteral.Dimension(lower: Int(lower), count: Int(length))
        }
    }

    private static func elementCount(_ dimensions: [ArrayLiteral.Dimension]) throws -> Int {
        let maximum = 134_217_727
        var count = dimensions.isEmpty ? 0 : 1
        for dimension in dimensions {
            let (product, overflow) = count.multipliedReportingOverflow(by: dimension.count)
            if overflow || product > maximum {
                throw VecDBError(
                    .programLimitExceeded, "array size exceeds the maximum allowed (\(maximum))")
            }
            count = product
        }
        return count
    }
}
