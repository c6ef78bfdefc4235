// Cutting a text into tokens as PostgreSQL's default parser does: words, words with digits, numbers, hyphenated words
// (the whole and then its parts), e-mail addresses, hosts, URLs, file names; tags and entities are dropped.
import VectorTypes

struct TextSearchParser {
    private let text: [Unicode.Scalar]
    private var position = 0
    private(set) var tokens: [TextSearchToken] = []
    private var meter = WorkMeter(every: 20_000)
    private let memory = MemoryCharge()

    init(_ text: String) throws { self.text = try RegularExpression.scalars(of: text) }

    /// - Throws: 57014 when the statement is cancelled meanwhile, 53200 when the tokens are over its budget.
    static func tokens(_ text: String) throws -> [TextSearchToken] {
        var parser = try TextSearchParser(text)
        try parser.run()
        return parser.tokens
    }

    private func at(_ index: Int) -> Unicode.Scalar? { index >= 0 && index < text.count ? text[index] : nil }

    private static func isLetter(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar else { return false }
        if scalar.isASCII { return ASCII.isLetter(UInt8(scalar.value)) }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: return true
        default: return scalar.properties.isAlphabetic
        }
    }

    private static func isDigit(_ scalar: Unicode.Scalar?) -> Bool {
        scalar.map { ("0"..."9").contains($0) || (!$0.isASCII && $0.properties.numericType == .decimal) } ?? false
    }

    private static func isAlphanumeric(_ scalar: Unicode.Scalar?) -> Bool { isLetter(scalar) || isDigit(scalar) }

    private mutating func end(from start: Int, while condition: (Unicode.Scalar?) -> Bool) throws -> Int {
        var end = start
        while end < text.count, condition(text[end]) {
            try meter.count()
            end += 1
        }
        return end
    }

    private func slice(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: text[range])
        return String(view)
    }

    private mutating func add(_ range: Range<Int>, isWord: Bool) throws {
        try memory.add(64 + range.count)
        tokens.append(TextSearchToken(text: slice(range), isWord: isWord))
    }

    private mutating func emit(_ end: Int, isWord: Bool) throws {
        try add(position..<end, isWord: isWord)
        position = end
    }

    private mutating func run() throws {
        while let scalar = at(position) {
            try meter.count()
            if scalar == "<", try skipTag() { continue }
            if scalar == "&", try skipEntity() { continue }
            if Self.isAlphanumeric(scalar) {
                if try lexAddress() { continue }
                if Self.isDigit(scalar), try lexNumber(position) { continue }
                try lexWord()
            } else if scalar == "-" || scalar == "+", Self.isDigit(at(position + 1)),
                !Self.isLetter(at(position - 1)),
                try lexNumber(position + 1)
            {
                continue
            } else if scalar == "/", try lexPath() {
                continue
            } else {
                position += 1
            }
        }
    }

    private mutating func skipTag() throws -> Bool {
        var index = position + 1
        if at(index) == "/" { index += 1 }
        guard Self.isLetter(at(index)) || at(index) == "!" || at(index) == "?" else { return false }
        while let scalar = at(index), scalar != ">" {
            try meter.count()
            if scalar == "<" { return false }
            index += 1
        }
        guard at(index) == ">" else { return false }
        position = index + 1
        return true
    }

    private mutating func skipEntity() throws -> Bool {
        var index = position + 1
        if at(index) == "#" { index += 1 }
        let stop = try end(from: index, while: Self.isAlphanumeric)
        guard stop > index, at(stop) == ";" else { return false }
        position = stop + 1
        return true
    }

    /// `user@host`, `host.tld`, `host.tld/path`, `scheme://host…`.
    private mutating func lexAddress() throws -> Bool {
        let isLocal: (Unicode.Scalar?) -> Bool = { Self.isAlphanumeric($0) || $0 == "_" || $0 == "-" || $0 == "." }
        let local = try end(from: position, while: isLocal)
        if at(local) == "@", let host = try hostEnd(from: local + 1) {
            try emit(host, isWord: false)
            return true
        }
        let word = try end(from: position, while: Self.isLetter)
        if at(word) == ":", at(word + 1) == "/", at(word + 2) == "/", try hostEnd(from: word + 3) != nil {
            position = word + 3
        }
        guard let host = try hostEnd(from: position) else { return false }
        var stop = host
        if at(stop) == ":", Self.isDigit(at(stop + 1)) { stop = try end(from: stop + 1, while: Self.isDigit) }
        if at(stop) == "/", let next = at(stop + 1), Self.isPath(next) {
            // The whole address, its host, its path.
            let path = try end(from: stop) { $0.map(Self.isPath) ?? false }
            try add(position..<path, isWord: false)
            try add(position..<stop, isWord: false)
            try add(stop..<path, isWord: false)
            position = path
            return true
        }
        try emit(stop, isWord: false)
        return true
    }

    private static func isPath(_ scalar: Unicode.Scalar) -> Bool {
        isAlphanumeric(scalar) || "/._-~%?=&#+:".unicodeScalars.contains(scalar)
    }

    /// The end of a host name: labels joined by points, the last of them letters.
    private mutating func hostEnd(from start: Int) throws -> Int? {
        var labels = 0
        var index = start
        var good: Int?
        while true {
            let stop = try end(from: index) { Self.isAlphanumeric($0) || $0 == "-" || $0 == "_" }
            if stop == index || !Self.isAlphanumeric(at(stop - 1)) { break }
            labels += 1
            if labels > 1, (index..<stop).allSatisfy({ Self.isLetter(at($0)) }) { good = stop }
            guard at(stop) == "." else { break }
            index = stop + 1
        }
        return good
    }

    /// Integers, decimals, exponents and versions; false when letters follow at once.
    private mutating func lexNumber(_ digits: Int) throws -> Bool {
        var stop = try end(from: digits, while: Self.isDigit)
        var points = 0
        while at(stop) == ".", Self.isDigit(at(stop + 1)) {
            stop = try end(from: stop + 1, while: Self.isDigit)
            points += 1
        }
        if points < 2, let scalar = at(stop), scalar == "e" || scalar == "E" {
            let sign = at(stop + 1) == "-" || at(stop + 1) == "+" ? 2 : 1
            let exponent = try end(from: stop + sign, while: Self.isDigit)
            if exponent > stop + sign, !Self.isAlphanumeric(at(exponent)) { stop = exponent }
        }
        if Self.isLetter(at(stop)) { return false }
        if at(stop) == "_" || (at(stop) == "-" && Self.isLetter(at(stop + 1))) { return false }
        try emit(stop, isWord: false)
        return true
    }

    private mutating func lexPath() throws -> Bool {
        guard Self.isAlphanumeric(at(position + 1)) || at(position + 1) == "_" else { return false }
        if Self.isAlphanumeric(at(position - 1)) {
            position += 1
            return true
        }
        let stop = try end(from: position) {
            Self.isAlphanumeric($0) || $0 == "/" || $0 == "_" || $0 == "-" || $0 == "."
        }
        var trimmed = stop
        while trimmed > position + 1, at(trimmed - 1) == "." || at(trimmed - 1) == "/" { trimmed -= 1 }
        try emit(trimmed, isWord: false)
        return true
    }

    private mutating func lexWord() throws {
        let start = position
        let stop = try end(from: start, while: Self.isAlphanumeric)
        // A file name with directories.
        if at(stop) == "/", Self.isAlphanumeric(at(stop + 1)) {
            let path = try end(from: start) {
                Self.isAlphanumeric($0) || $0 == "/" || $0 == "_" || $0 == "-" || $0 == "."
            }
            var trimmed = path
            while trimmed > stop, at(trimmed - 1) == "." || at(trimmed - 1) == "/" { trimmed -= 1 }
            try emit(trimmed, isWord: false)
            return
        }
        var parts = [start..<stop]
        var last = stop
        while at(last) == "-", Self.isAlphanumeric(at(last + 1)) {
            let next = try end(from: last + 1, while: Self.isAlphanumeric)
            if (last + 1..<next).allSatisfy({ Self.isDigit(at($0)) }) { break }
            parts.append((last + 1)..<next)
            last = next
        }
        func isWord(_ range: Range<Int>) -> Bool { range.allSatisfy { Self.isLetter(at($0)) } }
        if parts.count > 1, parts.contains(where: { Self.isLetter(at($0.lowerBound)) }) {
            try add(start..<last, isWord: parts.allSatisfy(isWord))
            for part in parts { try add(part, isWord: isWord(part)) }
            position = last
            return
        }
        try emit(stop, isWord: isWord(parts[0]))
    }
}
