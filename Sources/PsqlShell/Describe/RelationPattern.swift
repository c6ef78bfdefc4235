/// The pattern of a `\d` command: `*` and `?` stand for any characters, quotes keep a part as it is, the rest is folded
/// to lower case; `schema.name` asks for a schema too.
struct RelationPattern {
    let schema: [Character]?
    let name: [Character]
    private static let any: Character = "\u{1}"
    private static let one: Character = "\u{2}"

    init(_ text: String) {
        var parts: [[Character]] = [[]]
        var isQuoted = false
        for character in text {
            switch character {
            case "\"": isQuoted.toggle()
            case "." where !isQuoted: parts.append([])
            case "*" where !isQuoted: parts[parts.count - 1].append(Self.any)
            case "?" where !isQuoted: parts[parts.count - 1].append(Self.one)
            default: parts[parts.count - 1].append(contentsOf: isQuoted ? String(character) : character.lowercased())
            }
        }
        name = parts.removeLast()
        schema = parts.last
    }

    /// Whether a relation of that name in `schema` is asked for.
    func matches(_ relation: String, inSchema schemaName: String = "public") -> Bool {
        Self.matches(Array(relation)[...], name[...])
            && (schema.map { Self.matches(Array(schemaName)[...], $0[...]) } ?? true)
    }

    private static func matches(_ text: ArraySlice<Character>, _ pattern: ArraySlice<Character>) -> Bool {
        var text = text
        var pattern = pattern
        // Where to go on when a `*` has to take one character more.
        var retry: (text: ArraySlice<Character>, pattern: ArraySlice<Character>)?
        while !text.isEmpty {
            if pattern.first == any {
                pattern.removeFirst()
                retry = (text, pattern)
            } else if let expected = pattern.first, expected == one || expected == text.first {
                pattern.removeFirst()
                text.removeFirst()
            } else if let (saved, rest) = retry {
                text = saved.dropFirst()
                pattern = rest
                retry = (text, rest)
            } else {
                return false
            }
        }
        return pattern.allSatisfy { $0 == any }
    }
}
