/// A place in the text of a literal, with the few steps that the types' grammars are made of.
///
/// The text need not be valid UTF-8 nor end in a zero byte.
struct TextCursor {
    private(set) var place: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>

    /// A cursor at the start of a text that has an address.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        guard let start = text.baseAddress else { return nil }
        place = start
        end = start + text.count
    }

    /// Whether the text is used up.
    @inline(__always)
    var isAtEnd: Bool { place == end }

    /// The next byte, or zero at the end, which no grammar here accepts.
    @inline(__always)
    var next: UInt8 { place == end ? 0 : place.pointee }

    /// Steps over PostgreSQL's whitespace: space, tab, newline, carriage return, vertical tab, form feed.
    @inline(__always)
    mutating func skipSpace() {
        while place != end, Self.isSpace(place.pointee) { place += 1 }
    }

    /// Steps over the byte if it comes next.
    @inline(__always)
    mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard place != end, place.pointee == UInt8(ascii: byte) else { return false }
        place += 1
        return true
    }

    /// An integer as C's `strtol` reads it in base 10, held within 64 bits; `nil`, and no step, when there is none.
    mutating func integer() -> Int? {
        var scan = place
        var isNegative = false
        if scan != end, scan.pointee == UInt8(ascii: "-") || scan.pointee == UInt8(ascii: "+") {
            isNegative = scan.pointee == UInt8(ascii: "-")
            scan += 1
        }
        guard scan != end, let _ = Self.digit(scan.pointee) else { return nil }
        var value = 0
        var overflows = false
        while scan != end, let digit = Self.digit(scan.pointee) {
            let (tens, first) = value.multipliedReportingOverflow(by: 10)
            let (sum, second) = tens.subtractingReportingOverflow(Int(digit))
            if first || second { overflows = true } else { value = sum }
            scan += 1
        }
        place = scan
        if overflows { return isNegative ? Int.min : Int.max }
        if isNegative { return value }
        return value == Int.min ? Int.max : -value
    }

    /// A number as C's `strtof` reads it; `nil`, and no step, when there is none.
    @inline(__always)
    mutating func number() -> ParsedFloat? {
        guard let (number, stop) = ParsedFloat.parse(place, end) else { return nil }
        place = stop
        return number
    }

    /// The text between an earlier place and here.
    func text(from start: UnsafePointer<UInt8>) -> String {
        String(decoding: UnsafeBufferPointer(start: start, count: place - start), as: UTF8.self)
    }

    @inline(__always)
    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
    }

    /// The value of a decimal digit.
    @inline(__always)
    static func digit(_ byte: UInt8) -> UInt8? {
        let value = byte &- 0x30
        return value < 10 ? value : nil
    }

    /// The value of a hexadecimal digit.
    static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        if let digit = digit(byte) { return digit }
        let letter = (byte | 0x20) &- UInt8(ascii: "a")
        return letter < 6 ? letter + 10 : nil
    }
}
