// `to_char` and `to_number` for numbers: `9` is a digit or a blank, `0` a digit always, `.`/`D` the point, `,`/`G` the
// group separator, `S`, `MI`, `PL`, `SG` and `PR` signs, `FM` no padding, `EEEE` an exponent, `V` a shift, `RN` Roman.
import VectorTypes

package enum NumberFormat {
    private enum Item: Equatable { case nine, zero, point, group, sign, minus, plus, signum, currency, literal(String) }

    private struct Template {
        var items: [Item] = []
        var isCompact = false
        var hasBrackets = false
        var isScientific = false
        var isRoman = false
        var isLowerRoman = false
        var ordinal: String?
        var shift = 0
        var integerDigits = 0
        var decimals = 0

        init(_ text: String) throws {
            try ValueSize.check(text.utf8.count, times: 32)
            var meter = WorkMeter(every: 5_000)
            let bytes = Array(text.utf8)
            var position = 0
            var seenPoint = false
            var seenShift = false
            func matches(_ word: String) -> Bool {
                let wanted = Array(word.utf8)
                return position + wanted.count <= bytes.count
                    && bytes[position..<(position + wanted.count)].elementsEqual(wanted) { ASCII.upper($0) == $1 }
            }
            while position < bytes.count {
                try meter.count()
                var width = 1
                switch ASCII.upper(bytes[position]) {
                case UInt8(ascii: "9"), ASCII.zero:
                    items.append(bytes[position] == ASCII.zero ? .zero : .nine)
                    if seenShift { shift += 1 }
                    if seenPoint { decimals += 1 } else { integerDigits += 1 }
                case ASCII.point, UInt8(ascii: "D"):
                    items.append(.point)
                    seenPoint = true
                case ASCII.comma, UInt8(ascii: "G"): items.append(.group)
                case UInt8(ascii: "V"): seenShift = true
                case UInt8(ascii: "L"): items.append(.currency)
                case ASCII.quote:
                    var literal: [UInt8] = []
                    position += 1
                    while position < bytes.count, bytes[position] != ASCII.quote {
                        literal.append(bytes[position])
                        position += 1
                    }
                    items.append(.literal(String(decoding: literal, as: UTF8.self)))
                default:
                    width = 2
                    if matches("FM") {
                        isCompact = true
                    } else if matches("MI") {
                        items.append(.minus)
                    } else if matches("PL") {
                        items.append(.plus)
                    } else if matches("SG") {
                        items.append(.signum)
                    } else if matches("PR") {
                        hasBrackets = true
                    } else if matches("RN") {
                        isRoman = true
                        isLowerRoman = bytes[position] == UInt8(ascii: "r")
                    } else if matches("TH") {
                        ordinal = bytes[position] == UInt8(ascii: "T") ? "TH" : "th"
                    } else if matches("EEEE") {
                        isScientific = true
                        width = 4
                    } else if matches("S") {
                        items.append(.sign)
                        width = 1
                    } else {
                        var end = position + 1
                        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
                        items.append(.literal(String(decoding: bytes[position..<end], as: UTF8.self)))
                        width = end - position
                    }
                }
                position += width
            }
        }
    }

    // MARK: Writing

    /// `to_char(number, template)`; a double or an integer is given as its numeric.
    package static func text(_ value: Numeric, _ template: String) throws -> String {
        let template = try Template(template)
        if template.isRoman { return roman(value, template) }
        if template.isScientific { return try scientific(value, template) }
        var number = value
        if template.shift > 0 {
            number = try value.multiplied(by: Numeric(text: "1e\(template.shift)"))
        }
        number = number.keeping(scale: template.decimals)
        let negative = number.isNegative
        var integer: [UInt8] = []
        var decimals: [UInt8] = []
        var overflows = number.isInfinite
        if number.isNaN {
            integer = Array("NaN".utf8)
            overflows = template.integerDigits < 3
        }
        if number.isFinite {
            let digits = Array(number.magnitude.text.utf8)
            integer = Array(digits.prefix { $0 != ASCII.point })
            decimals = Array(digits.dropFirst(integer.count + 1))
            if integer == [ASCII.zero] { integer = [] }
            if integer.count > template.integerDigits { overflows = true }
        }
        return try write(template, integer, decimals, negative: negative, overflows: overflows)
    }

    private static func write(
        _ template: Template, _ integer: [UInt8], _ decimals: [UInt8], negative: Bool, overflows: Bool
    ) throws -> String {
        let isCompact = template.isCompact
        // Digits from here on are written even if they are zeros in front.
        var firstShown = template.integerDigits - (overflows ? template.integerDigits : integer.count)
        let integerItems = template.items.prefix { $0 != .point }.filter { $0 == .nine || $0 == .zero }
        if let zero = integerItems.firstIndex(of: .zero) { firstShown = min(firstShown, zero) }
        if template.decimals == 0 || (isCompact && integer.isEmpty && lastShown(template, decimals) == 0),
            template.integerDigits > 0
        {
            firstShown = min(firstShown, template.integerDigits - 1)
        }
        // Behind the point, nines at the end are left out when compact and zero.
        let lastShown = overflows ? template.decimals : lastShown(template, decimals)
        let hasOwnSign =
            template.hasBrackets || template.items.contains { [.sign, .minus, .plus, .signum].contains($0) }
        let signAtEnd =
            template.items.firstIndex(of: .sign).map { index in
                template.items[..<index].contains { $0 == .nine || $0 == .zero }
            } ?? false
        var result = ""
        var started = false
        var seenPoint = false
        var integerIndex = 0
        var decimalIndex = 0
        func start() {
            if started { return }
            started = true
            if template.hasBrackets {
                result += negative ? "<" : isCompact ? "" : " "
            } else if template.items.contains(.sign), !signAtEnd {
                result += negative ? "-" : "+"
            } else if !hasOwnSign {
                result += negative ? "-" : isCompact ? "" : " "
            }
        }
        var meter = WorkMeter(every: 5_000)
        for item in template.items {
            try meter.count()
            switch item {
            case .nine, .zero:
                if seenPoint {
                    if decimalIndex < lastShown {
                        start()
                        let digit = decimalIndex < decimals.count ? decimals[decimalIndex] : ASCII.zero
                        result += overflows ? "#" : String(decoding: [digit], as: UTF8.self)
                    }
                    decimalIndex += 1
                } else {
                    if integerIndex >= firstShown {
                        start()
                        let place = integerIndex - (template.integerDigits - integer.count)
                        let digit = place >= 0 && place < integer.count ? integer[place] : ASCII.zero
                        result += overflows ? "#" : String(decoding: [digit], as: UTF8.self)
                    } else if !isCompact {
                        result += " "
                    }
                    integerIndex += 1
                }
            case .point:
                if integer.first == UInt8(ascii: "N") { return result }
                seenPoint = true
                start()
                result += "."
            case .group:
                if started, !seenPoint { result += "," } else if !isCompact { result += " " }
            case .sign: if signAtEnd { result += negative ? "-" : "+" }
            case .minus: result += negative ? "-" : isCompact ? "" : " "
            case .plus: result += negative ? (isCompact ? "" : " ") : "+"
            case .signum: result += negative ? "-" : "+"
            case .currency: result += isCompact ? "" : " "
            case .literal(let text): result += text
            }
        }
        if template.hasBrackets { result += negative ? ">" : isCompact ? "" : " " }
        if let ordinal = template.ordinal, !negative, !overflows, template.decimals == 0 {
            let suffix = ordinalSuffix(String(decoding: integer.isEmpty ? [ASCII.zero] : integer, as: UTF8.self))
            result += ordinal == "TH" ? suffix.uppercased() : suffix
        }
        return result
    }

    /// How many decimals are written: all, or when compact without nines at the end that are zero.
    private static func lastShown(_ template: Template, _ decimals: [UInt8]) -> Int {
        let items = template.items.drop { $0 != .point }.filter { $0 == .nine || $0 == .zero }
        var last = items.count
        guard template.isCompact else { return last }
        while last > 0, items[last - 1] == .nine, last > decimals.count || decimals[last - 1] == ASCII.zero {
            last -= 1
        }
        return last
    }

    /// st, nd, rd or th.
    static func ordinalSuffix(_ number: String) -> String {
        let digits = Array(number.utf8.suffix(2))
        if digits.count == 2, digits[0] == UInt8(ascii: "1") { return "th" }
        switch digits.last {
        case UInt8(ascii: "1"): return "st"
        case UInt8(ascii: "2"): return "nd"
        case UInt8(ascii: "3"): return "rd"
        default: return "th"
        }
    }

    private static func scientific(_ value: Numeric, _ template: Template) throws -> String {
        guard value.isFinite else {
            return " " + String(repeating: "#", count: template.integerDigits) + "."
                + String(repeating: "#", count: template.decimals) + "####"
        }
        var exponent = value.isZero ? 0 : value.decimalWeight - 1
        func mantissa() throws -> Numeric {
            let power = try Numeric(text: "1e\(abs(exponent))")
            let scale = template.decimals
            return exponent >= 0
                ? try Numeric.quotient(value, power, scale: scale)
                : try Numeric.product(value, power).keeping(scale: scale)
        }
        var result = try mantissa()
        if result.decimalWeight > 1 {
            exponent += 1
            result = try mantissa()
        }
        let sign = value.isNegative ? "" : " "
        return sign + result.text + (exponent < 0 ? "e-" : "e+") + DateTimeText.two(abs(exponent))
    }

    private static func roman(_ value: Numeric, _ template: Template) -> String {
        let number = value.isFinite ? value.keeping(scale: 0).exactInt64 ?? 0 : 0
        var text = ""
        if (1...3999).contains(number) {
            var rest = number
            for (amount, letters) in [
                (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
                (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
            ] as [(Int64, String)] {
                while rest >= amount {
                    text += letters
                    rest -= amount
                }
            }
        } else {
            text = String(repeating: "#", count: 15)
        }
        if template.isLowerRoman { text = text.lowercased() }
        return template.isCompact ? text : String(repeating: " ", count: max(0, 15 - text.utf8.count)) + text
    }

    // MARK: Reading

    /// `to_number(text, template)`: the digits of the text, as many behind the point as the template has.
    ///
    /// - Throws: 22P02 when there is no digit.
    package static func number(_ text: String, _ template: String) throws -> Numeric {
        let template = try Template(template)
        var digits: [UInt8] = []
        var negative = false
        var seenPoint = false
        var decimals = 0
        var integers = 0
        var meter = WorkMeter(every: 1 << 18)
        for byte in text.utf8 {
            try meter.count()
            if ASCII.isDigit(byte) {
                if seenPoint {
                    if decimals == template.decimals { break }
                    decimals += 1
                } else {
                    if integers == template.integerDigits { continue }
                    integers += 1
                }
                digits.append(byte)
            } else if byte == ASCII.point {
                // A second point, or one that the template does not have, ends the number.
                if seenPoint || !template.items.contains(.point) { break }
                seenPoint = true
                digits.append(byte)
            } else if byte == ASCII.minus || byte == UInt8(ascii: "<") {
                negative = true
            }
        }
        if integers + decimals == 0 {
            throw VecDBError(.invalidTextRepresentation, "invalid input syntax for type numeric: \" \"")
        }
        let number = try Numeric(text: (negative ? "-" : "") + String(decoding: digits, as: UTF8.self))
        guard template.shift > 0 else { return number }
        return try number.divided(by: Numeric(text: "1e\(template.shift)"))
    }
}
