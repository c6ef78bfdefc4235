// A compiled zone of the tz database: moments of transition, the offset from each of them on, and a POSIX rule for the
// time after the last one. The 64-bit block of version 2 and later is read (RFC 8536); each length is checked before use.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The transitions of one zone.
final class TimeZoneFile: Sendable {
    private let moments: [Int64]
    private let kinds: [UInt8]
    private let offsets: [TimeZone.Offset]
    private let rule: PosixTimeZone?

    private init(moments: [Int64], kinds: [UInt8], offsets: [TimeZone.Offset], rule: PosixTimeZone?) {
        self.moments = moments
        self.kinds = kinds
        self.offsets = offsets
        self.rule = rule
    }

    func offset(at second: Int64) -> TimeZone.Offset {
        guard let last = moments.last else { return rule?.offset(at: second) ?? offsets[0] }
        if second >= last, let rule { return rule.offset(at: second) }
        let next = firstTransition(after: second)
        return next == 0 ? offsets[0] : offsets[Int(kinds[next - 1])]
    }

    func nextTransition(after second: Int64) -> Int64? {
        let next = firstTransition(after: second)
        return next < moments.count ? moments[next] : rule?.nextTransition(after: second)
    }

    /// The index of the first moment later than `second`.
    private func firstTransition(after second: Int64) -> Int {
        var low = 0
        var high = moments.count
        while low < high {
            let middle = (low + high) / 2
            if moments[middle] <= second { low = middle + 1 } else { high = middle }
        }
        return low
    }

    // MARK: Reading

    static let directories = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/var/db/timezone/zoneinfo"]

    /// The zone called `name`, in any case, and its name as the database spells it.
    static func load(_ name: String) -> (name: String, file: TimeZoneFile)? {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let allowed = name.utf8.allSatisfy { byte in
            ASCII.isLetter(byte) || ASCII.isDigit(byte) || [0x2F, 0x2B, 0x2D, 0x5F].contains(byte)
        }
        guard allowed, !parts.contains("") else { return nil }
        for directory in directories {
            if let bytes = read("\(directory)/\(name)"), let file = TimeZoneFile(bytes) {
                // A file system that ignores case would accept any spelling; the canonical one is looked up.
                return (spelling(parts, in: directory) ?? name, file)
            }
            if let spelled = spelling(parts, in: directory), let bytes = read("\(directory)/\(spelled)"),
                let file = TimeZoneFile(bytes)
            {
                return (spelled, file)
            }
        }
        return nil
    }

    private static func spelling(_ parts: [String], in directory: String) -> String? {
        var path = directory
        var found: [String] = []
        for part in parts {
            guard let entry = entries(of: path).first(where: { sameIgnoringCase($0, part) }) else { return nil }
            found.append(entry)
            path += "/" + entry
        }
        return found.joined(separator: "/")
    }

    private static func sameIgnoringCase(_ a: String, _ b: String) -> Bool {
        a.utf8.count == b.utf8.count && zip(a.utf8, b.utf8).allSatisfy { ASCII.lower($0) == ASCII.lower($1) }
    }

    private static func entries(of path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            names.append(name)
        }
        return names
    }

    private static func read(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        // The largest zone has under 4 KB in the slim format and 8 KB in the fat one.
        var bytes = [UInt8](repeating: 0, count: 1 << 17)
        let count = fread(&bytes, 1, bytes.count, file)
        return count > 44 ? Array(bytes[..<count]) : nil
    }

    private struct Header {
        var isUTCount: Int, isStandardCount: Int, leapCount: Int
        var momentCount: Int, offsetCount: Int, characterCount: Int

        func length(timeSize: Int) -> Int {
            momentCount * timeSize + momentCount + offsetCount * 6 + characterCount + leapCount * (timeSize + 4)
                + isStandardCount + isUTCount
        }
    }

    private static func header(_ bytes: [UInt8], at start: Int) -> Header? {
        guard start + 44 <= bytes.count, bytes[start..<(start + 4)].elementsEqual("TZif".utf8) else { return nil }
        let counts = (0..<6).map { integer(bytes, start + 20 + $0 * 4, size: 4) }
        guard counts.allSatisfy({ $0 >= 0 && $0 < 100_000 }) else { return nil }
        return Header(
            isUTCount: Int(counts[0]), isStandardCount: Int(counts[1]), leapCount: Int(counts[2]),
            momentCount: Int(counts[3]), offsetCount: Int(counts[4]), characterCount: Int(counts[5]))
    }

    private static func integer(_ bytes: [UInt8], _ start: Int, size: Int) -> Int64 {
        var value: Int64 = bytes[start] & 0x80 != 0 ? -1 : 0
        for index in start..<(start + size) { value = value << 8 | Int64(bytes[index]) }
        return value
    }

    /// Nil when the bytes are not a zone.
    convenience init?(_ bytes: [UInt8]) {
        guard let first = Self.header(bytes, at: 0) else { return nil }
        var start = 44
        var size = 4
        var header = first
        if bytes[4] >= UInt8(ascii: "2") {
            start += first.length(timeSize: 4) + 44
            guard let second = Self.header(bytes, at: start - 44) else { return nil }
            header = second
            size = 8
        }
        let end = start + header.length(timeSize: size)
        guard end <= bytes.count, header.offsetCount > 0 else { return nil }
        let moments = (0..<header.momentCount).map { Self.integer(bytes, start + $0 * size, size: size) }
        let kindStart = start + header.momentCount * size
        let kinds = Array(bytes[kindStart..<(kindStart + header.momentCount)])
        let offsetStart = kindStart + header.momentCount
        let nameStart = offsetStart + header.offsetCount * 6
        let names = bytes[nameStart..<(nameStart + header.characterCount)]
        let offsets = (0..<header.offsetCount).map { index in
            let at = offsetStart + index * 6
            let name = names.dropFirst(Int(bytes[at + 5])).prefix { $0 != 0 }
            return TimeZone.Offset(
                seconds: Int(Self.integer(bytes, at, size: 4)), isDaylightSaving: bytes[at + 4] != 0,
                abbreviation: String(decoding: name, as: UTF8.self))
        }
        guard kinds.allSatisfy({ Int($0) < offsets.count }), zip(moments, moments.dropFirst()).allSatisfy({ $0 < $1 })
        else { return nil }
        var rule: PosixTimeZone?
        if size == 8, end < bytes.count, bytes[end] == 10 {
            let footer = bytes[(end + 1)...].prefix { $0 != 10 }
            rule = PosixTimeZone(String(decoding: footer, as: UTF8.self))
        }
        self.init(moments: moments, kinds: kinds, offsets: offsets, rule: rule)
    }
}

extension TimeZoneFile: Hashable {
    static func == (a: TimeZoneFile, b: TimeZoneFile) -> Bool {
        a === b || (a.moments == b.moments && a.kinds == b.kinds && a.offsets == b.offsets && a.rule == b.rule)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(moments) }
}
