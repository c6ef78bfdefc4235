import VectorTypes

/// A PostgreSQL array as its element texts: up to six dimensions with lower bounds, elements in row-major order, nil for
/// NULL. No dimensions means the empty array.
package struct ArrayLiteral: Hashable, Sendable {
    /// One dimension: its first subscript and how many there are.
    package struct Dimension: Hashable, Sendable {
        package var lower: Int
        package var count: Int
        package var upper: Int { lower + count - 1 }

        package init(lower: Int = 1, count: Int) {
            self.lower = lower
            self.count = count
        }
    }

    static let maximumDimensions = 6
    static let maximumElements = 134_217_727

    package var dimensions: [Dimension]
    package var elements: [String?]

    /// A one-dimensional array with subscripts from 1.
    package init(_ elements: [String?]) {
        self.elements = elements
        dimensions = elements.isEmpty ? [] : [Dimension(count: elements.count)]
    }

    package init(dimensions: [Dimension], elements: [String?]) {
        self.dimensions = dimensions
        self.elements = elements
    }

    /// The element type's spelling of an array: `{1,2,NULL}`, `{{1,2},{3,4}}`, `[0:1]={a,"b c"}`.
    ///
    /// - Parameter delimiter: Between elements; a comma for every type but `box`.
    /// - Complexity: O(n) in the length of the text.
    package func text(delimiter: UInt8 = ASCII.comma) -> String {
        if elements.isEmpty { return "{}" }
        var bytes: [UInt8] = []
        if dimensions.contains(where: { $0.lower != 1 }) {
            for dimension in dimensions { bytes.append(contentsOf: "[\(dimension.lower):\(dimension.upper)]".utf8) }
            bytes.append(UInt8(ascii: "="))
        }
        for (index, element) in elements.enumerated() {
            var span = 1
            var opening = 0
            for dimension in dimensions.reversed() {
                span *= max(dimension.count, 1)
                if index % span == 0 { opening += 1 }
            }
            if index > 0 { bytes.append(delimiter) }
            bytes.append(contentsOf: repeatElement(UInt8(ascii: "{"), count: opening))
            if let element {
                Self.write(element, delimiter: delimiter, to: &bytes)
            } else {
                bytes.append(contentsOf: "NULL".utf8)
            }
            span = 1
            for dimension in dimensions.reversed() {
                span *= max(dimension.count, 1)
                if (index + 1) % span == 0 { bytes.append(UInt8(ascii: "}")) }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    package var text: String { text() }

    private static func write(_ element: String, delimiter: UInt8, to bytes: inout [UInt8]) {
        let plain =
            !element.isEmpty && !isNull(Array(element.utf8))
            && element.utf8.allSatisfy { byte in
                !(byte == ASCII.quote || byte == ASCII.backslash || byte == UInt8(ascii: "{")
                    || byte == UInt8(ascii: "}") || byte == delimiter || ASCII.isSpace(byte))
            }
        if plain {
            bytes.append(contentsOf: element.utf8)
            return
        }
        bytes.append(ASCII.quote)
        for byte in element.utf8 {
            if byte == ASCII.quote || byte == ASCII.backslash { bytes.append(ASCII.backslash) }
            bytes.append(byte)
        }
        bytes.append(ASCII.quote)
    }

    static func isNull(_ bytes: [UInt8]) -> Bool { bytes.count == 4 && bytes.map(ASCII.lower) == Array("null".utf8) }
}
