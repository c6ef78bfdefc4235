import VectorTypes

/// The running state of `sum`, `avg`, `variance` and `stddev` over numeric and integer columns.
///
/// Exact: it keeps the sum and the sum of squares. Rows that leave a window frame can be taken out again.
package struct NumericAccumulator: Sendable {
    private var total = Numeric.zero
    private var squares = Numeric.zero
    private var notANumbers = 0
    private var positiveInfinities = 0
    private var negativeInfinities = 0
    private let keepsSquares: Bool
    // Integers are gathered here until they would overflow, which spares `sum(bigint)` most of the decimal work.
    private var pending: Int64 = 0
    /// How many values it holds.
    package private(set) var count = 0

    /// - Parameter squares: Whether variance and standard deviation will be asked for.
    package init(squares: Bool = true) { keepsSquares = squares }

    package mutating func add(_ value: Numeric) throws {
        count += 1
        switch value.kind {
        case .nan: notANumbers += 1
        case .positiveInfinity: positiveInfinities += 1
        case .negativeInfinity: negativeInfinities += 1
        case .finite:
            total = Numeric.sum(total, value)
            if keepsSquares { squares = Numeric.sum(squares, try Numeric.product(value, value)) }
        }
    }

    package mutating func add(_ value: Int64) throws {
        if keepsSquares { return try add(Numeric(value)) }
        count += 1
        let (sum, overflow) = pending.addingReportingOverflow(value)
        if overflow {
            total = Numeric.sum(Numeric.sum(total, Numeric(pending)), Numeric(value))
            pending = 0
        } else {
            pending = sum
        }
    }

    package mutating func remove(_ value: Numeric) throws {
        count -= 1
        switch value.kind {
        case .nan: notANumbers -= 1
        case .positiveInfinity: positiveInfinities -= 1
        case .negativeInfinity: negativeInfinities -= 1
        case .finite:
            total = Numeric.difference(total, value)
            if keepsSquares { squares = Numeric.difference(squares, try Numeric.product(value, value)) }
        }
    }

    private var exactTotal: Numeric { pending == 0 ? total : Numeric.sum(total, Numeric(pending)) }

    private var special: Numeric? {
        if notANumbers > 0 || (positiveInfinities > 0 && negativeInfinities > 0) { return .nan }
        if positiveInfinities > 0 { return .infinity }
        return negativeInfinities > 0 ? .negativeInfinity : nil
    }

    /// Nil over no rows.
    package var sum: Numeric? {
        get throws { count == 0 ? nil : try special ?? exactTotal.checked() }
    }

    /// Nil over no rows.
    package var average: Numeric? {
        get throws { count == 0 ? nil : try special ?? exactTotal.divided(by: Numeric(count)) }
    }

    /// Nil over too few rows: none, or fewer than two for a sample.
    package func variance(sample: Bool) throws -> Numeric? { try moment(sample: sample)?.value }

    /// Nil over too few rows: none, or fewer than two for a sample.
    package func standardDeviation(sample: Bool) throws -> Numeric? {
        guard let (variance, scale) = try moment(sample: sample) else { return nil }
        return variance.isFinite && !variance.isZero ? try variance.squareRoot(scale: scale) : variance
    }

    private func moment(sample: Bool) throws -> (value: Numeric, scale: Int)? {
        if count < (sample ? 2 : 1) { return nil }
        if special != nil { return (.nan, 0) }
        let size = Numeric(count)
        let total = exactTotal
        let numerator = Numeric.difference(try Numeric.product(size, squares), try Numeric.product(total, total))
        if numerator.isZero || numerator.isNegative { return (.zero, 0) }
        let denominator = try Numeric.product(size, sample ? Numeric(count - 1) : size)
        let scale = Numeric.quotientScale(numerator, denominator)
        return (try Numeric.quotient(numerator, denominator, scale: scale).checked(), scale)
    }
}
