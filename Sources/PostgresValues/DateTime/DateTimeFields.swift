// First phase of reading a date or time: the text is cut into fields by its punctuation alone. A field is a number, a word,
// a run with date separators (`2024-01-02`, `02.Jan.2024`, also `America/New_York`), a run with colons, or a signed
// number (a zone offset). Words are in lower case. The second phase (DateTimeDecoder) finds out what they mean.

struct DateTimeField {
    enum Kind { case number, string, date, time, zone, special }

    var kind: Kind
    var text: String

    static let maximumCount = 25
    static let maximumLength = 128

    /// Nil when the text cannot be cut, or is too long.
    static func split(_ text: String) -> [DateTimeField]? {
        var fields: [DateTimeField] = []
        let bytes = Array(text.utf8)
        var position = 0
        var total = 0
        func at(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }
        func run(from start: Int, while condition: (UInt8) -> Bool) -> Int {
            var end = start
            while end < bytes.count, condition(bytes[end]) { end += 1 }
            return end
        }
        while position < bytes.count {
            let byte = bytes[position]
            if ASCII.isSpace(byte) {
                position += 1
                continue
            }
            if fields.count >= maximumCount { return nil }
            let start = position
            var kind: Kind
            if ASCII.isDigit(byte) {
                position = run(from: position, while: ASCII.isDigit)
                let separator = at(position)
                if separator == ASCII.colon {
                    kind = .time
                    position = run(from: position) { ASCII.isDigit($0) || $0 == ASCII.colon || $0 == ASCII.point }
                } else if isDateSeparator(separator) {
                    position += 1
                    if ASCII.isDigit(at(position)) {
                        kind = separator == ASCII.point ? .number : .date
                        position = run(from: position, while: ASCII.isDigit)
                        if at(position) == separator {
                            kind = .date
                            position = run(from: position) { ASCII.isDigit($0) || $0 == separator }
                        }
                    } else {
                        kind = .date
                        position = run(from: position) { ASCII.isDigit($0) || ASCII.isLetter($0) || $0 == separator }
                    }
                } else {
                    kind = .number
                }
            } else if byte == ASCII.point {
                kind = .number
                position = run(from: position + 1, while: ASCII.isDigit)
            } else if ASCII.isLetter(byte) {
                kind = .string
                position = run(from: position, while: ASCII.isLetter)
                let next = at(position)
                let word = lowered(bytes[start..<position])
                if isDateSeparator(next)
                    || ((next == ASCII.plus || ASCII.isDigit(next))
                        && DateTimeWord.table[String(word.prefix(10))] == nil)
                {
                    kind = .date
                    position = run(from: position) { byte in
                        ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == ASCII.plus || byte == ASCII.colon
                            || byte == UInt8(ascii: "_") || isDateSeparator(byte)
                    }
                }
            } else if byte == ASCII.plus || byte == ASCII.minus {
                position = run(from: position + 1, while: ASCII.isSpace)
                let sign = Character(Unicode.Scalar(byte))
                let body = position
                if ASCII.isDigit(at(position)) || at(position) == ASCII.point {
                    kind = .zone
                    position = run(from: position) { byte in
                        ASCII.isDigit(byte) || byte == ASCII.colon || byte == ASCII.point || byte == ASCII.minus
                    }
                } else if ASCII.isLetter(at(position)) {
                    kind = .special
                    position = run(from: position, while: ASCII.isLetter)
                } else {
                    return nil
                }
                fields.append(DateTimeField(kind: kind, text: String(sign) + lowered(bytes[body..<position])))
                total += position - body + 2
                if total > maximumLength { return nil }
                continue
            } else if byte > 32, byte < 127 {
                // Other punctuation only separates.
                position += 1
                continue
            } else {
                return nil
            }
            fields.append(DateTimeField(kind: kind, text: lowered(bytes[start..<position])))
            total += position - start + 1
            if total > maximumLength { return nil }
        }
        return fields
    }

    private static func isDateSeparator(_ byte: UInt8) -> Bool {
        byte == ASCII.minus || byte == UInt8(ascii: "/") || byte == ASCII.point
    }

    private static func lowered(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.map(ASCII.lower), as: UTF8.self)
    }
}

/// What a word in a date or time means.
enum DateTimeWord {
    case now, today, yesterday, tomorrow, epoch, infinity, negativeInfinity, allBalls
    case month(Int), weekday(Int), am, pm, bc, ad
    case ignored, isoTime, julian, unit, daylightModifier

    /// Words are compared by their first ten letters.
    static func named(_ word: String) -> DateTimeWord? { table[String(word.prefix(10))] }

    static let table: [String: DateTimeWord] = {
        var table: [String: DateTimeWord] = [
            "now": .now, "today": .today, "yesterday": .yesterday, "tomorrow": .tomorrow, "epoch": .epoch,
            "infinity": .infinity, "+infinity": .infinity, "-infinity": .negativeInfinity, "allballs": .allBalls,
            "am": .am, "pm": .pm, "bc": .bc, "ad": .ad, "at": .ignored, "on": .ignored, "t": .isoTime,
            "j": .julian, "jd": .julian, "julian": .julian, "dst": .daylightModifier,
            "sept": .month(9), "thur": .weekday(4), "thurs": .weekday(4), "tues": .weekday(2), "weds": .weekday(3),
        ]
        for unit in ["d", "dow", "doy", "h", "isodow", "isoyear", "m", "mm", "s", "y"] { table[unit] = .unit }
        for (index, name) in Calendar.monthNames.enumerated() {
            let lower = name.lowercased()
            table[lower] = .month(index + 1)
            table[String(lower.prefix(3))] = .month(index + 1)
        }
        for (index, name) in Calendar.dayNames.enumerated() {
            let lower = name.lowercased()
            table[String(lower.prefix(10))] = .weekday(index)
            table[String(lower.prefix(3))] = .weekday(index)
        }
        return table
    }()
}
