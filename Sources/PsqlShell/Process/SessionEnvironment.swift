/// The settings that the environment gives a session: PGOPTIONS, PGTZ, PGDATESTYLE, as libpq sends them.
enum SessionEnvironment {
    /// Name and value of every setting; a later one of the same name wins.
    static func settings(_ environment: (String) -> String?) -> [String: String] {
        var settings: [String: String] = [:]
        if let zone = environment("PGTZ") { settings["timezone"] = zone }
        if let style = environment("PGDATESTYLE") { settings["datestyle"] = style }
        if let name = environment("PGAPPNAME") { settings["application_name"] = name }
        if let options = environment("PGOPTIONS") {
            for (name, value) in parse(options: options) { settings[name] = value }
        }
        return settings
    }

    /// `-c name=value`, `-cname=value` and `--name=value`, apart by white space; a backslash keeps the next character.
    static func parse(options: String) -> [(name: String, value: String)] {
        var words: [String] = [""]
        var isEscaped = false
        for character in options {
            if isEscaped {
                words[words.count - 1].append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == " " || character == "\t" || character == "\n" {
                if words.last != "" { words.append("") }
            } else {
                words[words.count - 1].append(character)
            }
        }
        var settings: [(String, String)] = []
        var rest = words.filter { !$0.isEmpty }[...]
        while let word = rest.popFirst() {
            let assignment: String
            if word == "-c" {
                guard let next = rest.popFirst() else { break }
                assignment = next
            } else if word.hasPrefix("--") {
                assignment = String(word.dropFirst(2))
            } else if word.hasPrefix("-c") {
                assignment = String(word.dropFirst(2))
            } else {
                continue
            }
            let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
                String.init)
            if parts.count == 2 { settings.append((parts[0].split(separator: "-").joined(separator: "_"), parts[1])) }
        }
        return settings
    }
}
