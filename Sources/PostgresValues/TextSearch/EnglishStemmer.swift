// The Snowball "English" stemmer (Porter2): https://snowballstem.org/algorithms/english/stemmer.html. R1 is the region
// behind the first consonant that follows a vowel, R2 the same within R1; most endings are only cut inside them.

enum EnglishStemmer {
    static func stem(_ word: String) -> String {
        let bytes = Array(word.utf8)
        // Words with other letters are not English.
        guard bytes.count > 2,
            bytes.allSatisfy({ (97...122).contains($0) || $0 == ASCII.apostrophe || ASCII.isDigit($0) })
        else { return word }
        if let special = exceptions[word] { return special }
        var stemmer = Stemmer(bytes)
        stemmer.run()
        return String(decoding: stemmer.word.map { $0 == Stemmer.consonantY ? UInt8(ascii: "y") : $0 }, as: UTF8.self)
    }

    private static let exceptions: [String: String] = [
        "skis": "ski", "skies": "sky", "dying": "die", "lying": "lie", "tying": "tie", "idly": "idl", "gently": "gentl",
        "ugly": "ugli", "early": "earli", "only": "onli", "singly": "singl", "sky": "sky", "news": "news",
        "howe": "howe", "atlas": "atlas", "cosmos": "cosmos", "bias": "bias", "andes": "andes",
    ]

    private struct Stemmer {
        static let consonantY = UInt8(ascii: "Y")
        var word: [UInt8]
        var r1 = 0
        var r2 = 0

        init(_ word: [UInt8]) {
            self.word = word
            if self.word.first == ASCII.apostrophe { self.word.removeFirst() }
            for index in self.word.indices where self.word[index] == UInt8(ascii: "y") {
                if index == 0 || isVowel(index - 1) { self.word[index] = Self.consonantY }
            }
            r1 = ["gener", "commun", "arsen"].first { hasPrefix($0) }.map { $0.utf8.count } ?? region(from: 0)
            r2 = region(from: r1)
        }

        func hasPrefix(_ text: String) -> Bool { word.starts(with: text.utf8) }
        func hasSuffix(_ text: String) -> Bool {
            word.count >= text.utf8.count && word.suffix(text.utf8.count).elementsEqual(text.utf8)
        }

        func isVowel(_ index: Int) -> Bool {
            index >= 0 && index < word.count && "aeiouy".utf8.contains(word[index])
        }

        func region(from start: Int) -> Int {
            var index = start
            while index < word.count, !isVowel(index) { index += 1 }
            while index < word.count, isVowel(index) { index += 1 }
            return min(index + 1, word.count)
        }

        func hasVowel(before end: Int) -> Bool { (0..<max(end, 0)).contains { isVowel($0) } }

        /// Whether the word up to `end` ends in a short syllable.
        func endsShort(_ end: Int) -> Bool {
            if end == 2 { return isVowel(0) && !isVowel(1) }
            guard end >= 3 else { return false }
            let last = word[end - 1]
            return !isVowel(end - 1) && !"wx".utf8.contains(last) && last != Self.consonantY && isVowel(end - 2)
                && !isVowel(end - 3)
        }

        mutating func drop(_ count: Int, adding text: String = "") {
            word.removeLast(min(count, word.count))
            word.append(contentsOf: text.utf8)
        }

        func inR1(_ suffix: String) -> Bool { word.count - suffix.utf8.count >= r1 }
        func inR2(_ suffix: String) -> Bool { word.count - suffix.utf8.count >= r2 }

        mutating func run() {
            stepPossessive()
            stepPlural()
            if ["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"].contains(
                String(decoding: word, as: UTF8.self))
            {
                return
            }
            stepPast()
            if let last = word.last, last == UInt8(ascii: "y") || last == Self.consonantY, word.count > 2,
                !isVowel(word.count - 2)
            {
                drop(1, adding: "i")
            }
            stepDerivation()
            stepDerivationShort()
            stepDelete()
            stepFinal()
        }

        private mutating func stepPossessive() {
            for suffix in ["'s'", "'s", "'"] where hasSuffix(suffix) {
                drop(suffix.utf8.count)
                return
            }
        }

        private mutating func stepPlural() {
            if hasSuffix("sses") {
                drop(2)
            } else if hasSuffix("ied") || hasSuffix("ies") {
                drop(word.count > 4 ? 2 : 1)
            } else if hasSuffix("us") || hasSuffix("ss") {
                return
            } else if hasSuffix("s"), hasVowel(before: word.count - 2) {
                drop(1)
            }
        }

        private mutating func stepPast() {
            if hasSuffix("eedly") || hasSuffix("eed") {
                let suffix = hasSuffix("eedly") ? "eedly" : "eed"
                if inR1(suffix) { drop(suffix.utf8.count, adding: "ee") }
                return
            }
            guard let suffix = ["ingly", "edly", "ing", "ed"].first(where: hasSuffix),
                hasVowel(before: word.count - suffix.utf8.count)
            else { return }
            drop(suffix.utf8.count)
            if hasSuffix("at") || hasSuffix("bl") || hasSuffix("iz") {
                drop(0, adding: "e")
            } else if ["bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt"].contains(where: hasSuffix) {
                // add, egg, off and their like keep both letters.
                if word.count > 3 || !"aeo".utf8.contains(word[0]) { drop(1) }
            } else if r1 >= word.count, endsShort(word.count) {
                drop(0, adding: "e")
            }
        }

        private mutating func stepDerivation() {
            let rules: [(String, String)] = [
                ("ization", "ize"), ("ational", "ate"), ("fulness", "ful"), ("ousness", "ous"), ("iveness", "ive"),
                ("tional", "tion"), ("biliti", "ble"), ("lessli", "less"), ("entli", "ent"), ("ation", "ate"),
                ("alism", "al"), ("aliti", "al"), ("ousli", "ous"), ("iviti", "ive"), ("fulli", "ful"),
                ("enci", "ence"),
                ("anci", "ance"), ("abli", "able"), ("izer", "ize"), ("ator", "ate"), ("alli", "al"), ("bli", "ble"),
                ("ogi", "og"), ("li", ""),
            ]
            guard let (suffix, replacement) = rules.first(where: { hasSuffix($0.0) }), inR1(suffix) else { return }
            if suffix == "ogi" {
                if word.count > 3, word[word.count - 4] == UInt8(ascii: "l") { drop(1) }
            } else if suffix == "li" {
                if word.count > 2, "cdeghkmnrt".utf8.contains(word[word.count - 3]) { drop(2) }
            } else {
                drop(suffix.utf8.count, adding: replacement)
            }
        }

        private mutating func stepDerivationShort() {
            let rules: [(String, String)] = [
                ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"),
                ("ative", ""), ("ical", "ic"), ("ness", ""), ("ful", ""),
            ]
            guard let (suffix, replacement) = rules.first(where: { hasSuffix($0.0) }), inR1(suffix) else { return }
            if suffix == "ative", !inR2(suffix) { return }
            drop(suffix.utf8.count, adding: replacement)
        }

        private mutating func stepDelete() {
            let suffixes = [
                "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize",
                "ion", "al", "er", "ic",
            ]
            guard let suffix = suffixes.first(where: hasSuffix), inR2(suffix) else { return }
            if suffix == "ion" {
                guard word.count > 3, "st".utf8.contains(word[word.count - 4]) else { return }
            }
            drop(suffix.utf8.count)
        }

        private mutating func stepFinal() {
            if hasSuffix("e") {
                if inR2("e") || (inR1("e") && !endsShort(word.count - 1)) { drop(1) }
            } else if hasSuffix("l"), inR2("l"), word.count > 1, word[word.count - 2] == UInt8(ascii: "l") {
                drop(1)
            }
        }
    }
}
