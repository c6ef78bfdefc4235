import VectorTypes

func unfinished(_ name: String) -> VecDBError { VecDBError(.featureNotSupported, "\(name) is not supported yet") }

// MARK: Numeric
package struct Numeric: Hashable, Comparable, Sendable {
    package init(text: String) throws { throw unfinished("numeric") }
    package init(_ value: Int64) {}
    package init(_ value: Int) {}
    package init(_ value: Double) throws { throw unfinished("numeric") }
    package init(_ value: Float) throws { throw unfinished("numeric") }
    /// PostgreSQL's output form.
    package var text: String { "" }
    package static var nan: Numeric { Numeric(0) }
    package static var infinity: Numeric { Numeric(0) }
    package static var negativeInfinity: Numeric { Numeric(0) }
    package var isNaN: Bool { false }
    package var isInfinite: Bool { false }
    package var isNegative: Bool { false }
    package var isZero: Bool { false }
    /// Display scale (`scale(n)`).
    package var scale: Int { 0 }
    package var minimumScale: Int { 0 }
    package var trimmed: Numeric { self }
    /// Total order: NaN equals NaN and sorts above everything.
    package static func < (a: Numeric, b: Numeric) -> Bool { false }
    /// The `numeric(p, s)` coercion; PostgreSQL's typmod (`((p << 16) | s) + 4`), -1 for none.
    package func coerced(toModifier modifier: Int32) throws -> Numeric { self }
    package func adding(_ other: Numeric) throws -> Numeric { self }
    package func subtracting(_ other: Numeric) throws -> Numeric { self }
    package func multiplied(by other: Numeric) throws -> Numeric { self }
    package func divided(by other: Numeric) throws -> Numeric { self }
    package func integerQuotient(dividingBy other: Numeric) throws -> Numeric { self }
    package func remainder(dividingBy other: Numeric) throws -> Numeric { self }
    package var negated: Numeric { self }
    package var magnitude: Numeric { self }
    package var signum: Numeric { self }
    package func rounded(toScale scale: Int = 0) throws -> Numeric { self }
    package func truncated(toScale scale: Int = 0) throws -> Numeric { self }
    package var ceiling: Numeric { self }
    package var floor: Numeric { self }
    package func power(_ exponent: Numeric) throws -> Numeric { self }
    package func squareRoot() throws -> Numeric { self }
    package func exponential() throws -> Numeric { self }
    package func naturalLogarithm() throws -> Numeric { self }
    package func logarithm10() throws -> Numeric { self }
    package func logarithm(base: Numeric) throws -> Numeric { self }
    package static func factorial(_ n: Int64) throws -> Numeric { Numeric(0) }
    package func greatestCommonDivisor(_ other: Numeric) throws -> Numeric { self }
    package func leastCommonMultiple(_ other: Numeric) throws -> Numeric { self }
    /// Rounded half away from zero; 22003 `integer out of range`.
    package func int16() throws -> Int16 { 0 }
    package func int32() throws -> Int32 { 0 }
    package func int64() throws -> Int64 { 0 }
    package func double() throws -> Double { 0 }
    package func float() throws -> Float { 0 }
}

/// sum/avg/variance/stddev over numeric (and int8/int4) as PostgreSQL computes them.
package struct NumericAccumulator: Sendable {
    package init() {}
    package private(set) var count = 0
    package mutating func add(_ value: Numeric) throws {}
    package mutating func remove(_ value: Numeric) throws {}
    package var sum: Numeric? { get throws { nil } }
    package var average: Numeric? { get throws { nil } }
    package func variance(sample: Bool) throws -> Numeric? { nil }
    package func standardDeviation(sample: Bool) throws -> Numeric? { nil }
}

// MARK: Scalars
package enum ScalarText {
    package static func parseInt16(_ text: String) throws -> Int16 { throw unfinished("smallint") }
    package static func parseInt32(_ text: String) throws -> Int32 { throw unfinished("integer") }
    package static func parseInt64(_ text: String) throws -> Int64 { throw unfinished("bigint") }
    package static func parseFloat4(_ text: String) throws -> Float { throw unfinished("real") }
    package static func parseFloat8(_ text: String) throws -> Double { throw unfinished("double precision") }
    /// Output with `extra_float_digits` (1 and more: shortest).
    package static func text(_ value: Double, extraFloatDigits: Int = 1) -> String { "" }
    package static func text(_ value: Float, extraFloatDigits: Int = 1) -> String { "" }
    package static func parseBool(_ text: String) throws -> Bool { throw unfinished("boolean") }
    /// Lower-case canonical form.
    package static func canonicalUUID(_ text: String) throws -> String { throw unfinished("uuid") }
    package static func randomUUID() -> String { "" }
    package static func parseBytea(_ text: String) throws -> [UInt8] { throw unfinished("bytea") }
    /// `\x…`.
    package static func byteaText(_ bytes: [UInt8]) -> String { "" }
    package static func byteaEscapeText(_ bytes: [UInt8]) -> String { "" }
    /// `name` input: cut to 63 bytes at a character border.
    package static func name(_ text: String) -> String { text }
}
