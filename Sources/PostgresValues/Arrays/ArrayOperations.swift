// Functions and operators on arrays. Elements are texts; where their equality matters the caller says what it is, since
// it depends on the element type.
import VectorTypes

extension ArrayLiteral {
    /// Whether two element texts are equal.
    package typealias Equality = (String, String) throws -> Bool

    static func sameBytes(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }

    private static func equal(_ a: String?, _ b: String?, by equality: Equality) throws -> Bool {
        guard let a, let b else { return a == nil && b == nil }
        return try equality(a, b)
    }

    // MARK: Shape

    /// `array_ndims`; nil for an empty array.
    package var dimensionCount: Int? { dimensions.isEmpty ? nil : dimensions.count }

    /// `array_dims`, such as `[1:2][1:3]`.
    package var dimensionText: String? {
        dimensions.isEmpty ? nil : dimensions.map { "[\($0.lower):\($0.upper)]" }.joined()
    }

    /// `array_length`, nil outside 1…dimensions.
    package func length(_ dimension: Int) -> Int? { self.dimension(dimension)?.count }
    /// `array_lower`.
    package func lower(_ dimension: Int) -> Int? { self.dimension(dimension)?.lower }
    /// `array_upper`.
    package func upper(_ dimension: Int) -> Int? { self.dimension(dimension)?.upper }

    private func dimension(_ number: Int) -> Dimension? {
        number >= 1 && number <= dimensions.count ? dimensions[number - 1] : nil
    }

    // MARK: Subscripts

    /// `array[i][j]`: nil outside the bounds and with another number of subscripts.
    package subscript(subscripts: [Int]) -> String? {
        guard subscripts.count == dimensions.count, !dimensions.isEmpty else { return nil }
        var offset = 0
        for (subscripted, dimension) in zip(subscripts, dimensions) {
            guard subscripted >= dimension.lower, subscripted <= dimension.upper else { return nil }
            offset = offset * dimension.count + subscripted - dimension.lower
        }
        return elements[offset]
    }

    /// `array[lower:upper]…`: nil bounds are the array's own; the result counts from 1.
    package func slice(_ bounds: [(lower: Int?, upper: Int?)]) -> ArrayLiteral {
        guard bounds.count <= dimensions.count, !dimensions.isEmpty else { return ArrayLiteral([]) }
        var ranges: [ClosedRange<Int>] = []
        for (index, dimension) in dimensions.enumerated() {
            let bound: (lower: Int?, upper: Int?) = index < bounds.count ? bounds[index] : (nil, nil)
            let lower = max(bound.lower ?? dimension.lower, dimension.lower)
            let upper = min(bound.upper ?? dimension.upper, dimension.upper)
            if upper < lower { return ArrayLiteral([]) }
            ranges.append((lower - dimension.lower)...(upper - dimension.lower))
        }
        var offsets = [0]
        for (range, dimension) in zip(ranges, dimensions) {
            offsets = offsets.flatMap { offset in range.map { offset * dimension.count + $0 } }
        }
        return ArrayLiteral(
            dimensions: ranges.map { Dimension(count: $0.count) }, elements: offsets.map { elements[$0] })
    }

    /// `array[index] = value` of a one-dimensional or empty array; the gap to a far index is filled with NULL.
    ///
    /// - Throws: 2202E for an array of more dimensions.
    package func setting(_ index: Int, to value: String?) throws -> ArrayLiteral {
        guard let dimension = dimensions.first else {
            return ArrayLiteral(dimensions: [Dimension(lower: index, count: 1)], elements: [value])
        }
        guard dimensions.count == 1 else { throw VecDBError(SQLState("2202E"), "wrong number of array subscripts") }
        var copy = self
        let lower = min(index, dimension.lower)
        let upper = max(index, dimension.upper)
        let (span, overflow) = upper.subtractingReportingOverflow(lower)
        guard !overflow, span < Self.maximumElements else {
            throw VecDBError(
                .programLimitExceeded, "array size exceeds the maximum allowed (\(Self.maximumElements))")
        }
        copy.elements.insert(contentsOf: repeatElement(nil, count: dimension.lower - lower), at: 0)
        copy.elements.append(contentsOf: repeatElement(nil, count: upper - dimension.upper))
        copy.elements[index - lower] = value
        copy.dimensions = [Dimension(lower: lower, count: upper - lower + 1)]
        return copy
    }

    // MARK: Joining

    /// `array_append`, `array || element`.
    package func appending(_ element: String?) throws -> ArrayLiteral {
        if dimensions.isEmpty { return ArrayLiteral([element]) }
        try requireOneDimension()
        var copy = self
        copy.elements.append(element)
        copy.dimensions[0].count += 1
        return copy
    }

    /// `array_prepend`, `element || array`; the lower bound stays.
    package func prepending(_ element: String?) throws -> ArrayLiteral {
        if dimensions.isEmpty { return ArrayLiteral([element]) }
        try requireOneDimension()
        var copy = self
        copy.elements.insert(element, at: 0)
        copy.dimensions[0].count += 1
        return copy
    }

    private func requireOneDimension() throws {
        if dimensions.count != 1 {
            throw VecDBError(.dataException, "argument must be empty or one-dimensional array")
        }
    }

    /// `array_cat`, `array || array`: equal dimensions, or one array is an element of the other.
    ///
    /// - Throws: 2202E `cannot concatenate incompatible arrays`.
    package func concatenated(_ other: ArrayLiteral) throws -> ArrayLiteral {
        if other.dimensions.isEmpty { return self }
        if dimensions.isEmpty { return other }
        func incompatible(_ detail: String) -> VecDBError {
            VecDBError(SQLState("2202E"), "cannot concatenate incompatible arrays", detail: detail)
        }
        let mine = dimensions
        let others = other.dimensions
        var result = dimensions
        if mine.count == others.count {
            if mine.dropFirst() != others.dropFirst() {
                throw incompatible(
                    "Arrays with differing element dimensions are not compatible for concatenation.")
            }
            result[0].count += others[0].count
        } else if mine.count == others.count + 1 {
            if Array(mine.dropFirst()) != others {
                throw incompatible("Arrays with differing dimensions are not compatible for concatenation.")
            }
            result[0].count += 1
        } else if others.count == mine.count + 1 {
            if Array(others.dropFirst()) != mine {
                throw incompatible("Arrays with differing dimensions are not compatible for concatenation.")
            }
            result = other.dimensions
            result[0].count += 1
        } else {
            throw incompatible(
                "Arrays of \(mine.count) and \(others.count) dimensions are not compatible for concatenation.")
        }
        return ArrayLiteral(dimensions: result, elements: elements + other.elements)
    }

    /// An array of arrays, as `ARRAY[a, b]` and `array_agg` make it of arrays with equal dimensions.
    ///
    /// - Throws: 2202E when they differ.
    package static func nested(_ arrays: [ArrayLiteral]) throws -> ArrayLiteral {
        guard let first = arrays.first(where: { !$0.dimensions.isEmpty }) else { return ArrayLiteral([]) }
        for array in arrays where array.dimensions.map(\.count) != first.dimensions.map(\.count) {
            throw VecDBError(
                SQLState("2202E"), "multidimensional arrays must have array expressions with matching dimensions")
        }
        if first.dimensions.count == maximumDimensions {
            throw VecDBError(
                .programLimitExceeded,
                "number of array dimensions (\(maximumDimensions + 1)) exceeds the maximum allowed "
                    + "(\(maximumDimensions))")
        }
        return ArrayLiteral(
            dimensions: [Dimension(count: arrays.count)] + first.dimensions, elements: arrays.flatMap(\.elements))
    }

    // MARK: Searching

    /// `array_remove`.
    ///
    /// - Throws: 0A000 for more than one dimension.
    package func removing(_ value: String?, by equality: Equality = sameBytes) throws -> ArrayLiteral {
        if dimensions.count > 1 {
            throw VecDBError(
                .featureNotSupported, "removing elements from multidimensional arrays is not supported")
        }
        var meter = WorkMeter(every: 5_000)
        let kept = try elements.filter {
            try meter.count()
            return try !Self.equal($0, value, by: equality)
        }
        if kept.isEmpty { return ArrayLiteral([]) }
        return ArrayLiteral(dimensions: [Dimension(lower: dimensions[0].lower, count: kept.count)], elements: kept)
    }

    /// `array_replace`.
    package func replacing(
        _ value: String?, with new: String?, by equality: Equality = sameBytes
    ) throws -> ArrayLiteral {
        var meter = WorkMeter(every: 5_000)
        return ArrayLiteral(
            dimensions: dimensions,
            elements: try elements.map {
                try meter.count()
                return try Self.equal($0, value, by: equality) ? new : $0
            })
    }

    /// `array_position`: the subscript of the first equal element at or after `start`.
    package func position(
        of value: String?, from start: Int? = nil, by equality: Equality = sameBytes
    ) throws -> Int? {
        try requireSearchable()
        guard let dimension = dimensions.first else { return nil }
        let (distance, overflow) = (start ?? dimension.lower).subtractingReportingOverflow(dimension.lower)
        let first = max(distance, 0)
        // A distance that no integer holds leads past either end.
        guard !overflow || (start ?? 0) < 0, first < elements.count else { return nil }
        var meter = WorkMeter(every: 5_000)
        for index in first..<elements.count {
            try meter.count()
            if try Self.equal(elements[index], value, by: equality) { return index + dimension.lower }
        }
        return nil
    }

    /// `array_positions`.
    package func positions(of value: String?, by equality: Equality = sameBytes) throws -> [Int] {
        try requireSearchable()
        guard let dimension = dimensions.first else { return [] }
        var meter = WorkMeter(every: 5_000)
        return try elements.indices.filter {
            try meter.count()
            return try Self.equal(elements[$0], value, by: equality)
        }
        .map { $0 + dimension.lower }
    }

    private func requireSearchable() throws {
        if dimensions.count > 1 {
            throw VecDBError(
                .featureNotSupported, "searching for elements in multidimensional arrays is not supported")
        }
    }

    /// `array @> array`: every element of the other is in this one; NULL is in none.
    ///
    /// - Complexity: O(n·m).
    package func contains(_ other: ArrayLiteral, by equality: Equality = sameBytes) throws -> Bool {
        var meter = WorkMeter(every: 5_000)
        return try other.elements.allSatisfy { wanted in
            guard let wanted else { return false }
            return try elements.contains { element in
                try meter.count()
                guard let element else { return false }
                return try equality(element, wanted)
            }
        }
    }

    /// `array && array`: some element is in both.
    package func overlaps(_ other: ArrayLiteral, by equality: Equality = sameBytes) throws -> Bool {
        var meter = WorkMeter(every: 5_000)
        return try other.elements.contains { wanted in
            guard let wanted else { return false }
            return try elements.contains { element in
                try meter.count()
                guard let element else { return false }
                return try equality(element, wanted)
            }
        }
    }

    /// `a = b`: equal shapes, bounds and elements, NULL equal to NULL.
    package func equals(_ other: ArrayLiteral, by equality: Equality = sameBytes) throws -> Bool {
        guard dimensions == other.dimensions, elements.count == other.elements.count else { return false }
        return try zip(elements, other.elements).allSatisfy { try Self.equal($0, $1, by: equality) }
    }

    /// The order of arrays: element by element (NULL last), then by length, dimensions and bounds.
    ///
    /// - Parameter order: Negative, zero or positive for two element texts.
    package func order(_ other: ArrayLiteral, by order: (String, String) throws -> Int) throws -> Int {
        for (a, b) in zip(elements, other.elements) {
            switch (a, b) {
            case (nil, nil): continue
            case (nil, _): return 1
            case (_, nil): return -1
            case (let a?, let b?):
                let result = try order(a, b)
                if result != 0 { return result }
            }
        }
        if elements.count != other.elements.count { return elements.count < other.elements.count ? -1 : 1 }
        if dimensions.count != other.dimensions.count { return dimensions.count - other.dimensions.count }
        for (a, b) in zip(dimensions, other.dimensions) {
            if a.count != b.count { return a.count - b.count }
            if a.lower != b.lower { return a.lower - b.lower }
        }
        return 0
    }

    // MARK: Text and filling

    /// `array_to_string(array, delimiter, null_string)`; NULLs are left out without a null string.
    package func joined(_ delimiter: String, null: String? = nil) throws -> String {
        var result = ValueWriter()
        var isFirst = true
        for element in elements {
            guard let text = element ?? null else { continue }
            if !isFirst { try result.append(delimiter) }
            try result.append(text)
            isFirst = false
        }
        return result.text
    }

    /// `string_to_array(text, delimiter, null_string)`; a nil delimiter splits into characters.
    package static func split(_ text: String, _ delimiter: String?, null: String? = nil) throws -> ArrayLiteral {
        if text.isEmpty { return ArrayLiteral([]) }
        var parts: [String?] = []
        let memory = MemoryCharge()
        func add(_ part: String) throws {
            try memory.add(MemoryLayout<String?>.stride + (part.utf8.count > 15 ? part.utf8.count + 32 : 0))
            if parts.count == maximumElements { throw tooManyElements }
            parts.append(null.map { sameBytes($0, part) } == true ? nil : part)
        }
        if let delimiter {
            let bytes = Array(text.utf8)
            let wanted = Array(delimiter.utf8)
            var start = 0
            try forEachOccurrence(of: wanted, in: bytes) { found in
                try add(String(decoding: bytes[start..<found], as: UTF8.self))
                start = found + wanted.count
                return true
            }
            try add(String(decoding: bytes[start...], as: UTF8.self))
        } else {
            var meter = WorkMeter()
            for scalar in text.unicodeScalars {
                try meter.count()
                try add(String(scalar))
            }
        }
        return ArrayLiteral(parts)
    }

    static var tooManyElements: VecDBError {
        VecDBError(.programLimitExceeded, "array size exceeds the maximum allowed (\(maximumElements))")
    }

    /// Calls `body` with each place at which `wanted` begins, from the left and without overlaps, until it returns false.
    ///
    /// - Complexity: O(n + m) (Knuth, Morris and Pratt, SIAM Journal on Computing 6, 1977).
    package static func forEachOccurrence(
        of wanted: [UInt8], in bytes: [UInt8], _ body: (Int) throws -> Bool
    ) throws {
        guard !wanted.isEmpty, bytes.count >= wanted.count else { return }
        var meter = WorkMeter(every: 1 << 18)
        // borders[i]: how long the longest beginning of `wanted` is that ends, and does not begin, before place i.
        var borders = [0]
        borders.reserveCapacity(wanted.count + 1)
        var length = 0
        for index in 1..<max(wanted.count, 1) {
            try meter.count()
            while length > 0, wanted[index] != wanted[length] { length = borders[length - 1] }
            if wanted[index] == wanted[length] { length += 1 }
            borders.append(length)
        }
        var matched = 0
        for (index, byte) in bytes.enumerated() {
            try meter.count()
            while matched > 0, byte != wanted[matched] { matched = borders[matched - 1] }
            if byte == wanted[matched] { matched += 1 }
            guard matched == wanted.count else { continue }
            if !(try body(index + 1 - matched)) { return }
            matched = 0
        }
    }

    /// `array_fill(value, dimensions, lower_bounds)`.
    package static func filled(_ value: String?, counts: [Int], lowers: [Int]? = nil) throws -> ArrayLiteral {
        if counts.count > maximumDimensions {
            throw VecDBError(
                .programLimitExceeded,
                "number of array dimensions (\(counts.count)) exceeds the maximum allowed (\(maximumDimensions))")
        }
        if let lowers, lowers.count != counts.count {
            throw VecDBError(
                SQLState("2202E"), "wrong number of array subscripts",
                detail: "Low bound array has different size than dimensions array.")
        }
        var total = 1
        for count in counts {
            let (product, overflow) = total.multipliedReportingOverflow(by: count)
            if count < 0 || overflow || product > maximumElements {
                throw VecDBError(
                    .programLimitExceeded, "array size exceeds the maximum allowed (\(maximumElements))")
            }
            total = product
        }
        if total == 0 || counts.isEmpty { return ArrayLiteral([]) }
        for (lower, count) in zip(lowers ?? [], counts) where Int32(exactly: lower + count) == nil {
            throw VecDBError(.programLimitExceeded, "array lower bound is too large: \(lower)")
        }
        // As text, and as the elements in between.
        try ValueSize.check(total, times: max((value?.utf8.count ?? 4) + 1, MemoryLayout<String?>.stride))
        let dimensions = counts.enumerated().map { Dimension(lower: lowers?[$0.offset] ?? 1, count: $0.element) }
        return ArrayLiteral(dimensions: dimensions, elements: Array(repeating: value, count: total))
    }

    /// `trim_array(array, n)`: without the last n elements of the first dimension.
    package func trimmed(_ count: Int) throws -> ArrayLiteral {
        let length = dimensions.first?.count ?? 0
        if count < 0 || count > length {
            throw VecDBError(SQLState("2202E"), "number of elements to trim must be between 0 and \(length)")
        }
        guard let first = dimensions.first else { return self }
        return slice([(nil, first.upper - count)])
    }
}
