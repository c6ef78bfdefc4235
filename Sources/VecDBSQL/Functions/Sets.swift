import PostgresValues
import VecDB
import VectorTypes

/// The set-returning functions: series, the elements of arrays, the pieces of texts.
func declareSets(in c: inout CatalogBuilder) {
    for type in ["int4", "int8"] {
        for step in ["", ", \(type)"] {
            c.rows("generate_series(\(type), \(type)\(step)) \(type)") { x, _ in
                try integerSeries(x.int(0), x.int(1), by: x.count > 2 ? x.int(2) : 1)
            }
        }
    }
    for step in ["", ", numeric"] {
        c.rows("generate_series(numeric, numeric\(step)) numeric") { x, _ in
            try numericSeries(x.numeric(0), x.numeric(1), by: x.count > 2 ? x.numeric(2) : Numeric(1))
        }
    }
    c.rows("generate_subscripts(anyarray, int4) int4") { x, _ in
        let array = try x.array(0)
        let dimension = Int(x.int(1))
        guard let lower = array.lower(dimension), let upper = array.upper(dimension), lower <= upper else {
            return RowSource([])
        }
        var next = lower
        return RowSource {
            guard next <= upper else { return nil }
            defer { next += 1 }
            return [.int(next)]
        }
    }
    c.rows("unnest(anyarray) anyelement", tag: .element) { x, _ in
        let type = x.tag()
        var elements = try x.array(0).elements.makeIterator()
        return RowSource {
            guard let element = elements.next() else { return nil }
            return [try element.map { try ValueText.element($0, type) } ?? .null]
        }
    }
    for null in ["", ", text"] {
        c.rows("string_to_table(text, text\(null)) text", strict: false) { x, _ in
            if x.isNull(0) { return RowSource([]) }
            let null = x.count > 2 ? x.optionalText(2) : nil
            let pieces = try ArrayLiteral.split(x.text(0), x.optionalText(1), null: null)
            return RowSource(pieces.elements.map { [.optional($0)] })
        }
    }
}

private func zeroStep() -> VecDBError { VecDBError(.invalidParameterValue, "step size cannot equal zero") }

private func integerSeries(_ start: Int64, _ stop: Int64, by step: Int64) throws -> RowSource {
    if step == 0 { throw zeroStep() }
    var next: Int64? = start
    return RowSource {
        guard let value = next, step > 0 ? value <= stop : value >= stop else { return nil }
        let (following, overflow) = value.addingReportingOverflow(step)
        next = overflow ? nil : following
        return [.integer(value)]
    }
}

private func numericSeries(_ start: Numeric, _ stop: Numeric, by step: Numeric) throws -> RowSource {
    for (value, name) in [(start, "start"), (stop, "stop"), (step, "step")] where value.isNaN || value.isInfinite {
        let noun = name == "step" ? "step size" : "\(name) value"
        throw VecDBError(.invalidParameterValue, "\(noun) cannot be \(value.isNaN ? "NaN" : "infinity")")
    }
    if step.isZero { throw zeroStep() }
    // The first value shows as many decimals as the step.
    var next = try start.adding(step.subtracting(step))
    return RowSource {
        let value = next
        guard step.isNegative ? !(value < stop) : !(stop < value) else { return nil }
        next = try value.adding(step)
        return [.text(value.text)]
    }
}
