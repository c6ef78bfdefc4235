// What a number in a date means. It must be year-month-day with a year of more than two digits, or follow DateStyle's
// order; a month's name makes the rest unambiguous. Six digits and more run together are a date or a time.

extension DateTimeDecoder {
    /// A field with date separators: `2024-01-02`, `1/2/24`, `2.Jan.2024`.
    mutating func decodeDate(_ text: String) throws(DateTimeError) -> DateTimeParts {
        var pieces: [String] = []
        let bytes = Array(text.utf8)
        var position = 0
        while position < bytes.count {
            while position < bytes.count, !ASCII.isDigit(bytes[position]), !ASCII.isLetter(bytes[position]) {
                position += 1
            }
            guard position < bytes.count else { throw .badFormat }
            let start = position
            if ASCII.isDigit(bytes[position]) {
                while position < bytes.count, ASCII.isDigit(bytes[position]) { position += 1 }
            } else {
                while position < bytes.count, ASCII.isLetter(bytes[position]) { position += 1 }
            }
            pieces.append(String(decoding: bytes[start..<position], as: UTF8.self))
            // The separator goes with the piece before it.
            position += 1
        }
        var known = parts
        var added: DateTimeParts = []
        for piece in pieces where piece.utf8.first.map(ASCII.isLetter) ?? false {
            switch DateTimeWord.named(piece) {
            case .ignored: continue
            case .month(let month):
                if known.contains(.month) { throw .badFormat }
                time.month = month
                hasTextMonth = true
                known.insert(.month)
                added.insert(.month)
            default: throw .badFormat
            }
        }
        for piece in pieces where piece.utf8.first.map(ASCII.isDigit) ?? false {
            let next = try decodeNumber(piece, known: known)
            if !known.isDisjoint(with: next) { throw .badFormat }
            known.formUnion(next)
            added.formUnion(next)
        }
        if known.subtracting([.dayOfYear, .zone]) != .date { throw .badFormat }
        return added
    }

    /// A single number.
    mutating func decodeNumber(_ text: String, known: DateTimeParts) throws(DateTimeError) -> DateTimeParts {
        let whole = text.utf8.prefix { $0 != ASCII.point }
        guard let value = Int32(String(Substring(whole))).map(Int.init) else {
            throw whole.isEmpty ? .badFormat : .fieldOverflow
        }
        let length = text.utf8.count
        if whole.count < length {
            if whole.count > 2 { return try decodeRun(text, known: known.union(.date)) }
            time.microsecond = try Self.fraction(text).microseconds ?? 0
        }
        let dateKnown = known.intersection(.date)
        if length == 3, dateKnown == .year, (1...366).contains(value) {
            dayOfYear = value
            return [.dayOfYear, .month, .day]
        }
        let part: DateTimeParts
        switch dateKnown {
        case []:
            part = length >= 3 || settings.dateOrder == .ymd ? .year : settings.dateOrder == .dmy ? .day : .month
        case .year: part = .month
        case .month: part = hasTextMonth && (length >= 3 || settings.dateOrder == .ymd) ? .year : .day
        case [.year, .month]:
            part = .day
            if hasTextMonth, length >= 3, isTwoDigitYear {
                // The first number was the day: 02-Jan-2024 in YMD order.
                time.day = time.year
                time.year = value
                isTwoDigitYear = false
                return .day
            }
        case .day: part = .month
        case [.month, .day]: part = .year
        case .date: return try decodeRun(text, known: known)
        default: throw .badFormat
        }
        switch part {
        case .year:
            time.year = value
            isTwoDigitYear = length <= 2
        case .month: time.month = value
        default: time.day = value
        }
        return part
    }

    /// Digits run together: `20240102`, `240102`, `040506.789`, `0405`.
    mutating func decodeRun(_ text: String, known: DateTimeParts) throws(DateTimeError) -> DateTimeParts {
        let digits = Array(text.utf8.prefix { $0 != ASCII.point })
        guard digits.allSatisfy(ASCII.isDigit) else { throw .badFormat }
        func number(_ range: Range<Int>) throws(DateTimeError) -> Int {
            guard let value = Int32(String(decoding: digits[range], as: UTF8.self)) else { throw .fieldOverflow }
            return Int(value)
        }
        let count = digits.count
        if count < text.utf8.count {
            time.microsecond = try Self.fraction(text).microseconds ?? 0
        } else if !known.isSuperset(of: .date), count >= 6 {
            time.day = try number((count - 2)..<count)
            time.month = try number((count - 4)..<(count - 2))
            time.year = try number(0..<(count - 4))
            if count == 6 { isTwoDigitYear = true }
            return .date
        }
        if !known.contains(.time), count == 6 || count == 4 {
            time.hour = try number(0..<2)
            time.minute = try number(2..<4)
            time.second = count == 6 ? try number(4..<6) : 0
            return .time
        }
        throw .badFormat
    }
}
