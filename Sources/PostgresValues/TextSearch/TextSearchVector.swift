import VectorTypes

/// A `tsvector`: distinct lexemes in byte order, each with the positions (and weights) at which it stands.
package struct TextSearchVector: Sendable, Hashable {
    /// The importance of a position; D is the ordinary one.
    package enum Weight: Int, Sendable, Hashable, Comparable {
        case d, c, b, a
        package static func < (x: Weight, y: Weight) -> Bool { x.rawValue < y.rawValue }

        var letter: String { ["", "C", "B", "A"][rawValue] }
        init?(letter: UInt8) {
            switch ASCII.upper(letter) {
            case UInt8(ascii: "A"): self = .a
            case UInt8(ascii: "B"): self = .b
            case UInt8(ascii: "C"): self = .c
            case UInt8(ascii: "D"): self = .d
            default: return nil
            }
        }
    }

    package struct Position: Sendable, Hashable {
        package var position: Int
        package var weight: Weight
    }

    package struct Entry: Sendable, Hashable {
        package var lexeme: [UInt8]
        package var positions: [Position]
    }

    static let maximumPosition = 16_383
    static let maximumPositions = 255
    /// Bytes of a lexeme, and of all of them with their positions.
    static let maximumLexeme = 2_046
    static let maximumSize = 1_048_575

    package private(set) var entries: [Entry]

    /// Sorts, and joins the positions of equal lexemes.
    ///
    /// - Throws: 54000 beyond a megabyte, which is PostgreSQL's limit.
    init(unsorted entries: [Entry]) throws {
        var result: [Entry] = []
        var meter = WorkMeter()
        let sorted = try entries.sorted {
            try meter.count()
            return $0.lexeme.lexicographicallyPrecedes($1.lexeme)
        }
        for entry in sorted {
            if let last = result.last, last.lexeme == entry.lexeme {
                result[result.count - 1].positions += entry.positions
            } else {
                result.append(entry)
            }
        }
        var size = 0
        for index in result.indices {
            try meter.count()
            var unique: [Position] = []
            let sorted = result[index].positions.sorted {
                $0.position == $1.position ? $0.weight > $1.weight : $0.position < $1.position
            }
            for position in sorted where unique.last?.position != position.position { unique.append(position) }
            result[index].positions = Array(unique.prefix(Self.maximumPositions))
            let places = result[index].positions.count
            size += result[index].lexeme.count + (places > 0 ? 2 + 2 * places : 0)
        }
        if size > Self.maximumSize {
            throw VecDBError(
                .programLimitExceeded,
                "string is too long for tsvector (\(size) bytes, max \(Self.maximumSize) bytes)")
        }
        self.entries = result
    }

    /// Reads the text form: `'fat':2,4B rat`.
    ///
    /// - Throws: 42601 `syntax error in tsvector: "x"`.
    package init(text: String) throws {
        var scanner = LexemeScanner(text: text, bytes: Array(text.utf8), type: "tsvector")
        var entries: [Entry] = []
        var meter = WorkMeter(every: 2_000)
        let memory = MemoryCharge()
        scanner.skipSpace()
        while !scanner.atEnd {
            let lexeme = try scanner.lexeme(endsAt: { ASCII.isSpace($0) || $0 == ASCII.colon })
            if lexeme.count > Self.maximumLexeme {
                throw VecDBError(
                    .programLimitExceeded,
                    "word is too long (\(lexeme.count) bytes, max \(Self.maximumLexeme) bytes)")
            }
            try memory.add(128 + lexeme.count)
            try meter.count()
            var positions: [Position] = []
            if scanner.accept(ASCII.colon) {
                repeat {
                    try meter.count()
                    guard let number = scanner.number() else { throw scanner.error }
                    if number == 0 {
                        throw VecDBError(.syntaxError, "wrong position info in tsvector: \"\(text)\"")
                    }
                    var weight = Weight.d
                    if scanner.accept(UInt8(ascii: "*")) { weight = .a }
                    if let byte = scanner.current, let given = Weight(letter: byte) {
                        weight = given
                        scanner.position += 1
                    }
                    positions.append(Position(position: min(number, Self.maximumPosition), weight: weight))
                } while scanner.accept(ASCII.comma)
                if let byte = scanner.current, !ASCII.isSpace(byte) { throw scanner.error }
            }
            entries.append(Entry(lexeme: lexeme, positions: positions))
            scanner.skipSpace()
        }
        try self.init(unsorted: entries)
    }

    /// The text form.
    package var text: String {
        entries.map { entry in
            let positions = entry.positions.map { "\($0.position)\($0.weight.letter)" }.joined(separator: ",")
            return LexemeScanner.quoted(entry.lexeme) + (positions.isEmpty ? "" : ":" + positions)
        }.joined(separator: " ")
    }

    /// `length(tsvector)`: the number of lexemes.
    package var count: Int { entries.count }

    /// `strip`: without positions.
    package var stripped: TextSearchVector {
        get throws { try TextSearchVector(unsorted: entries.map { Entry(lexeme: $0.lexeme, positions: []) }) }
    }

    /// `setweight`.
    package func settingWeight(_ weight: Weight) throws -> TextSearchVector {
        try TextSearchVector(
            unsorted: entries.map { entry in
                Entry(
                    lexeme: entry.lexeme,
                    positions: entry.positions.map { Position(position: $0.position, weight: weight) })
            })
    }

    /// `setweight` with the weight's letter; 22P02-like 22023 `unrecognized weight: …`.
    package func settingWeight(_ letter: String) throws -> TextSearchVector {
        guard let byte = letter.utf8.first, let weight = Weight(letter: byte) else {
            throw VecDBError(.internalError, "unrecognized weight: \(letter.utf8.first ?? 0)")
        }
        return try settingWeight(weight)
    }

    /// `a || b`: b's positions are counted on from a's last.
    package func concatenated(_ other: TextSearchVector) throws -> TextSearchVector {
        let last = entries.flatMap(\.positions).map(\.position).max() ?? 0
        let moved = other.entries.map { entry in
            Entry(
                lexeme: entry.lexeme,
                positions: entry.positions.map {
                    Position(position: min($0.position + last, Self.maximumPosition), weight: $0.weight)
                })
        }
        return try TextSearchVector(unsorted: entries + moved)
    }

    /// The entries whose lexeme is `lexeme`, or begins with it.
    ///
    /// - Complexity: O(log n) and the number of entries found.
    func find(_ lexeme: [UInt8], isPrefix: Bool) -> ArraySlice<Entry> {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].lexeme.lexicographicallyPrecedes(lexeme) { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < entries.count, isPrefix ? entries[end].lexeme.starts(with: lexeme) : entries[end].lexeme == lexeme {
            end += 1
        }
        return entries[low..<end]
    }
}

/// Lexemes in the texts of vectors and queries: quoted with `'`, or plain; `\` takes the next byte literally.
struct LexemeScanner {
    let text: String
    let bytes: [UInt8]
    let type: String
    var position = 0

    init(text: String, bytes: [UInt8], type: String) {
        self.text = text
        self.bytes = bytes
        self.type = type
    }

    var atEnd: Bool { position >= bytes.count }
    var current: UInt8? { atEnd ? nil : bytes[position] }
    var error: VecDBError { VecDBError(.syntaxError, "syntax error in \(type): \"\(text)\"") }

    mutating func skipSpace() { while let byte = current, ASCII.isSpace(byte) { position += 1 } }

    mutating func accept(_ byte: UInt8) -> Bool {
        if current == byte {
            position += 1
            return true
        }
        return false
    }

    mutating func number() -> Int? {
        var value: Int?
        while let byte = current, ASCII.isDigit(byte) {
            value = min((value ?? 0) * 10 + Int(byte - ASCII.zero), 1_000_000)
            position += 1
        }
        return value
    }

    mutating func lexeme(endsAt isEnd: (UInt8) -> Bool) throws -> [UInt8] {
        var result: [UInt8] = []
        var meter = WorkMeter(every: 1 << 18)
        if accept(ASCII.apostrophe) {
            while true {
                try meter.count()
                guard let byte = current else { throw error }
                position += 1
                if byte == ASCII.apostrophe {
                    if !accept(ASCII.apostrophe) { break }
                    result.append(byte)
                } else if byte == ASCII.backslash {
                    guard let escaped = current else { throw error }
                    result.append(escaped)
                    position += 1
                } else {
                    result.append(byte)
                }
            }
        } else {
            while let byte = current, !isEnd(byte) {
                try meter.count()
                position += 1
                if byte == ASCII.backslash {
                    guard let escaped = current else {
                        throw VecDBError(.syntaxError, "there is no escaped character: \"\(text)\"")
                    }
                    result.append(escaped)
                    position += 1
                } else {
                    result.append(byte)
                }
            }
        }
        if result.isEmpty { throw error }
        return result
    }

    static func quoted(_ lexeme: [UInt8]) -> String {
        var bytes: [UInt8] = [ASCII.apostrophe]
        for byte in lexeme {
            if byte == ASCII.apostrophe || byte == ASCII.backslash { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(ASCII.apostrophe)
        return String(decoding: bytes, as: UTF8.self)
    }
}
