import TestSupport
import Testing

@testable import PostgresValues

/// Answers a line of ``formatGolden``.
func formatAnswer(_ f: [String], _ settings: DateTimeSettings) throws -> String? {
    switch f[0] {
    case "tochar": return try DateTimeFormat.text(Timestamp(text: f[1], settings), f[2], settings)
    case "tochartz":
        return try DateTimeFormat.text(
            Timestamp(text: f[1], settings, withTimeZone: true), f[2], settings, withTimeZone: true)
    case "tochariv": return try DateTimeFormat.text(Interval(text: f[1], settings), f[2])
    case "totimestamp": return try DateTimeFormat.timestamp(f[1], f[2], settings).text(settings, withTimeZone: true)
    case "todate": return try DateTimeFormat.date(f[1], f[2]).text(settings)
    case "numchar": return try NumberFormat.text(Numeric(text: f[1]), f[2])
    case "tonumber": return try NumberFormat.number(f[1], f[2]).text
    default: return "unknown function"
    }
}

@Suite struct FormatTests {
    @Test("to_char, to_timestamp, to_date and to_number answer as PostgreSQL does")
    func golden() throws {
        let settings = DateTimeSettings(timeZone: try TimeZone(name: "America/New_York"))
        expectGolden(formatGolden) { try formatAnswer($0, settings) }
    }

    @Test("random templates never trap")
    func fuzz() throws {
        let seed = testSeed(71)
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "9", "0", ".", ",", "S", "MI", "PR", "FM", "EEEE", "V", "RN", "TH", "YYYY", "MM", "DD", "HH12", "AM", "\"",
            "\\",
            "é", "IW", "J", "US", "TZH", "-", " ", "99999999999999999999",
        ]
        for _ in 0..<4000 {
            func text() -> String {
                (0..<Int.random(in: 0...7, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
                    .joined()
            }
            let template = text()
            let input = text()
            _ = try? NumberFormat.number(input, template)
            _ = try? DateTimeFormat.timestamp(input, template)
            _ = try? DateTimeFormat.date(input, template)
            _ = try DateTimeFormat.text(
                Timestamp(microseconds: .random(in: Calendar.firstMicrosecond...(.max - 1), using: &random)), template)
            _ = try DateTimeFormat.text(Interval(months: .min, days: .max, microseconds: .min), template)
            for number in ["-12.5", "NaN", "Infinity", "0", "123456789.123456789"] {
                _ = try NumberFormat.text(Numeric(text: number), template)
            }
        }
    }
}
