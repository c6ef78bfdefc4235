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
    /// - Throws: 54000 for a text of 1 GB or more, 57014 when the statement is cancelled meanwhile.
    package func text(delimiter: UInt8 = ASCII.comma) throws -> String {
        if elements.isEmpty { return "{}" }
        var writer = ValueWriter()
        var meter = WorkMeter()
        if dimensions.contains(where: { $0.lower != 1 }) {
            for dimension in dimensions { try writer.append("[\(dimension.lower):\(dimension.upper)]") }
            try writer.append(UInt8(ascii: "="))
        }
        for (index, element) in elements.enumerated() {
            try meter.count()
            if index > 0 { try writer.append(delimiter) }
            for _ in 0..<levels(startingOrEndingAt: index) { try writer.append(UInt8(ascii: "{")) }
            if let element {
                try Self.write(element, delimiter: delimiter, to: &writer)
            } else {
                try writer.append("NULL")
            }
            for _ in 0..<levels(startingOrEndingAt: index + 1) { try writer.append(UInt8(ascii: "}")) }
        }
        return writer.text
    }

    /// How many levels of braces begin before the element at `index`, or end before it.
    private func levels(startingOrEndingAt index: Int) -> Int {
        if dimensions.count == 1 { return index == 0 || index == elements.count ? 1 : 0 }
        var span = 1
        var levels = 0
        for dimension in dimensions.reversed() {
            span *= max(dimension.count, 1)
            if index % span == 0 { levels += 1 } else { break }
        }
        return levels
    }

    package var text: String {
        get throws { try text() }
    }

    private static func write(_ element: String, delimiter: UInt8, to writer: inout ValueWriter) throws {
        let plain =
            !element.isEmpty && !isNull(element.utf8)
            && element.utf8.allSatisfy { byte in
                !(byte == ASCII.quote || byte == ASCII.backslash || byte == UInt8(ascii: "{")
                    || byte == UInt8(ascii: "}") || byte == delimiter || ASCII.isSpace(byte))
            }
        if plain { return try writer.append(element) }
        try writer.append(ASCII.quote)
        for byte in element.utf8 {
            if byte == ASCII.quote || byte == ASCII.backslash { try writer.append(ASCII.backslash) }
            try writer.append(byte)
        }
        try writer.append(ASCII.quote)
    }

    static func isNull(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.count == 4 && bytes.elementsEqual("null".utf8) { ASCII.lower($0) == $1 }
    }
}
