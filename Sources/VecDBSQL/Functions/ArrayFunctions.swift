import PostgresValues
import VecDB
import VectorTypes

/// Array functions and operators. Arrays are stored as literals, so elements are put into that form and taken out of it
/// where they pass to or from scalars.
func declareArrays(in c: inout CatalogBuilder) {
    declareArrayShape(in: &c)
    declareArrayChanges(in: &c)
    declareArraySearch(in: &c)
    declareArrayText(in: &c)
}

extension Arguments {
    func array(_ index: Int) throws -> ArrayLiteral { try ArrayLiteral(stored: text(index)) }

    /// A scalar as an element's text, nil for NULL.
    func elementText(_ index: Int, _ type: SQLType) throws -> String? {
        if isNull(index) { return nil }
        return try ValueText.canonical(value(index), type.column(), ValueText.stored)
    }

    /// The integers of an int4[].
    func integers(_ index: Int) throws -> [Int] {
        try array(index).elements.map { element in
            guard let element else {
                throw VecDBError(.nullValueNotAllowed, "dimension values cannot be null")
            }
            return Int(try ScalarText.parseInt32(element))
        }
    }
}

/// Whether two element texts are equal as values of the type.
func elementEquality(_ type: SQLType) -> ArrayLiteral.Equality {
    let isPlain = type.sortKey == .native && type != .float4 && type != .float8
    guard !isPlain else { return { $0.utf8.elementsEqual($1.utf8) } }
    return { a, b in
        if a.utf8.elementsEqual(b.utf8) { return true }
        return try type.order(ValueText.element(a, type), ValueText.element(b, type), ValueText.stored) == 0
    }
}

private func optional(_ number: Int?) -> SQLiteValue { number.map(SQLiteValue.int) ?? .null }

private func declareArrayShape(in c: inout CatalogBuilder) {
    c.scalar("array_length(anyarray, int4) int4") { x, _ in optional(try x.array(0).length(Int(x.int(1)))) }
    c.scalar("array_lower(anyarray, int4) int4") { x, _ in optional(try x.array(0).lower(Int(x.int(1)))) }
    c.scalar("array_upper(anyarray, int4) int4") { x, _ in optional(try x.array(0).upper(Int(x.int(1)))) }
    c.scalar("array_ndims(anyarray) int4") { x, _ in optional(try x.array(0).dimensionCount) }
    c.scalar("array_dims(anyarray) text") { x, _ in .optional(try x.array(0).dimensionText) }
    c.scalar("cardinality(anyarray) int4") { x, _ in .int(try x.array(0).elements.count) }
}

private func declareArrayChanges(in c: inout CatalogBuilder) {
    @Sendable func arrayOrEmpty(_ x: borrowing Arguments, _ index: Int) throws -> ArrayLiteral {
        x.isNull(index) ? ArrayLiteral([]) : try x.array(index)
    }
    let append: FunctionEntry.ScalarBody = { x, _ in
        let element = x.tag().element ?? .text
        return .text(try arrayOrEmpty(x, 0).appending(x.elementText(1, element)).text)
    }
    let prepend: FunctionEntry.ScalarBody = { x, _ in
        let element = x.tag().element ?? .text
        return .text(try arrayOrEmpty(x, 1).prepending(x.elementText(0, element)).text)
    }
    let join: FunctionEntry.ScalarBody = { x, _ in
        if x.isNull(0) { return x.value(1) }
        if x.isNull(1) { return x.value(0) }
        return .text(try x.array(0).concatenated(x.array(1)).text)
    }
    for (name, symbol) in [("array_append", String?.none), ("array_append_op", "||")] {
        c.scalar(
            "\(name)(anycompatiblearray, anycompatible) anycompatiblearray", operator: symbol, strict: false,
            tag: .result, append)
    }
    for (name, symbol) in [("array_prepend", String?.none), ("array_prepend_op", "||")] {
        c.scalar(
            "\(name)(anycompatible, anycompatiblearray) anycompatiblearray", operator: symbol, strict: false,
            tag: .result, prepend)
    }
    for (name, symbol) in [("array_cat", String?.none), ("array_cat_op", "||")] {
        c.scalar(
            "\(name)(anycompatiblearray, anycompatiblearray) anycompatiblearray", operator: symbol, strict: false, join)
    }
    c.scalar("array_remove(anycompatiblearray, anycompatible) anycompatiblearray", strict: false, tag: .result) {
        x, _ in
        if x.isNull(0) { return .null }
        let element = x.tag().element ?? .text
        return .text(try x.array(0).removing(x.elementText(1, element), by: elementEquality(element)).text)
    }
    c.scalar(
        "array_replace(anycompatiblearray, anycompatible, anycompatible) anycompatiblearray", strict: false,
        tag: .result
    ) { x, _ in
        if x.isNull(0) { return .null }
        let element = x.tag().element ?? .text
        return .text(
            try x.array(0).replacing(
                x.elementText(1, element), with: x.elementText(2, element), by: elementEquality(element)
            ).text)
    }
    c.scalar("array_fill(anyelement, int4[]) anyarray", strict: false, tag: .firstArgument) { x, _ in
        if x.isNull(1) {
            throw VecDBError(.nullValueNotAllowed, "dimension array or low bound array cannot be null")
        }
        return .text(try ArrayLiteral.filled(x.elementText(0, x.tag()), counts: x.integers(1)).text)
    }
    c.scalar("array_fill(anyelement, int4[], int4[]) anyarray", strict: false, tag: .firstArgument) { x, _ in
        if x.isNull(1) || x.isNull(2) {
            throw VecDBError(.nullValueNotAllowed, "dimension array or low bound array cannot be null")
        }
        return .text(
            try ArrayLiteral.filled(x.elementText(0, x.tag()), counts: x.integers(1), lowers: x.integers(2)).text)
    }
    c.scalar("trim_array(anyarray, int4) anyarray") { x, _ in .text(try x.array(0).trimmed(Int(x.int(1))).text) }
    c.scalar("array_reverse(anyarray) anyarray") { x, _ in
        var array = try x.array(0)
        array.elements.reverse()
        return .text(try array.text)
    }
    c.scalar("array_sort(anyarray) anyarray", tag: .element) { x, context in
        var array = try x.array(0)
        let type = x.tag()
        var meter = WorkMeter(every: 1_000)
        let memory = MemoryCharge()
        let keyed = try array.elements.map { element -> (String?, [UInt8]) in
            try meter.count()
            try memory.add(64 + 2 * (element?.utf8.count ?? 0))
            guard let element else { return (nil, [2]) }
            return (element, [1] + (try ArraySortKey.key(of: ValueText.element(element, type), type, context)))
        }
        array.elements = try keyed.sorted {
            try meter.count()
            return ArraySortKey.order($0.1, $1.1) < 0
        }.map(\.0)
        return .text(try array.text)
    }
}

private func declareArraySearch(in c: inout CatalogBuilder) {
    c.scalar("array_position(anycompatiblearray, anycompatible) int4", strict: false, tag: .element) { x, _ in
        if x.isNull(0) { return .null }
        let element = x.tag()
        return optional(try x.array(0).position(of: x.elementText(1, element), by: elementEquality(element)))
    }
    c.scalar("array_position(anycompatiblearray, anycompatible, int4) int4", strict: false, tag: .element) { x, _ in
        if x.isNull(0) { return .null }
        if x.isNull(2) { throw VecDBError(.nullValueNotAllowed, "initial position must not be null") }
        let element = x.tag()
        return optional(
            try x.array(0).position(of: x.elementText(1, element), from: Int(x.int(2)), by: elementEquality(element)))
    }
    c.scalar("array_positions(anycompatiblearray, anycompatible) int4[]", strict: false, tag: .element) { x, _ in
        if x.isNull(0) { return .null }
        let element = x.tag()
        let places = try x.array(0).positions(of: x.elementText(1, element), by: elementEquality(element))
        return .text(try ArrayLiteral(places.map { String($0) }).text)
    }
    c.scalar("arraycontains(anyarray, anyarray) bool", operator: "@>", tag: .element) { x, _ in
        .bool(try x.array(0).contains(x.array(1), by: elementEquality(x.tag())))
    }
    c.scalar("arraycontained(anyarray, anyarray) bool", operator: "<@", tag: .element) { x, _ in
        .bool(try x.array(1).contains(x.array(0), by: elementEquality(x.tag())))
    }
    c.scalar("arrayoverlap(anyarray, anyarray) bool", operator: "&&", tag: .element) { x, _ in
        .bool(try x.array(0).overlaps(x.array(1), by: elementEquality(x.tag())))
    }
}

private func declareArrayText(in c: inout CatalogBuilder) {
    @Sendable func join(_ x: borrowing Arguments, _ null: String?, _ context: FunctionContext) throws -> SQLiteValue {
        let element = x.tag()
        var array = try x.array(0)
        if element.isTimeZoneDependent {
            array.elements = try array.elements.map { item in
                try item.map { try ValueText.output(ValueText.element($0, element), element.base, context) }
            }
        }
        return .text(try array.joined(x.text(1), null: null))
    }
    c.scalar("array_to_string(anyarray, text) text", volatility: .stable, tag: .element) { x, context in
        try join(x, nil, context)
    }
    c.scalar("array_to_string(anyarray, text, text) text", strict: false, volatility: .stable, tag: .element) {
        x, context in
        if x.isNull(0) || x.isNull(1) { return .null }
        return try join(x, x.optionalText(2), context)
    }
    c.scalar("string_to_array(text, text) text[]", strict: false) { x, _ in
        if x.isNull(0) { return .null }
        return .text(try ArrayLiteral.split(x.text(0), x.optionalText(1)).text)
    }
    c.scalar("string_to_array(text, text, text) text[]", strict: false) { x, _ in
        if x.isNull(0) { return .null }
        return .text(try ArrayLiteral.split(x.text(0), x.optionalText(1), null: x.optionalText(2)).text)
    }
}
