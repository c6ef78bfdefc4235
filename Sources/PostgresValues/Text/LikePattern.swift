import VectorTypes

/// A compiled `LIKE` or `ILIKE` pattern: `%` is any text, `_` any character, the escape character takes the next one
/// literally.
///
/// ```swift
/// try LikePattern("10\\%%").matches("10% off")  // true
/// ```
package struct LikePattern: Sendable {
    private enum Step: Equatable {
        case byte(UInt8), character, any
        /// The escape character at the end: an error if the text gets so far.
        case danglingEscape
    }

    private let steps: [Step]
    private let ignoresCase: Bool

    /// - Parameters:
    ///   - escape: The escape character; an empty string for none.
    ///   - caseInsensitive: `ILIKE`.
    /// - Throws: 22025 `invalid escape string` when `escape` is longer than a character.
    package init(_ pattern: String, escape: String = "\\", caseInsensitive: Bool = false) throws {
        guard escape.unicodeScalars.count <= 1 else {
            throw VecDBError(
                SQLState("22025"), "invalid escape string", hint: "Escape string must be empty or one character.")
        }
        let escapeScalar = escape.unicodeScalars.first
        var steps: [Step] = []
        var escaped = false
        var meter = WorkMeter()
        for scalar in pattern.unicodeScalars {
            try meter.count()
            if escaped {
                Self.append(scalar, folding: caseInsensitive, to: &steps)
                escaped = false
            } else if scalar == escapeScalar {
                escaped = true
            } else if scalar == "%" {
                if steps.last != .any { steps.append(.any) }
            } else if scalar == "_" {
                steps.append(.character)
            } else {
                Self.append(scalar, folding: caseInsensitive, to: &steps)
            }
        }
        if escaped { steps.append(.danglingEscape) }
        self.steps = steps
        ignoresCase = caseInsensitive
    }

    private static func append(_ scalar: Unicode.Scalar, folding: Bool, to steps: inout [Step]) {
        let text = folding ? scalar.properties.lowercaseMapping : String(scalar)
        steps.append(contentsOf: text.utf8.map { .byte($0) })
    }

    /// - Throws: 22025 `LIKE pattern must not end with escape character`.
    /// - Complexity: O(n·m) at worst; O(n) for patterns with one `%`.
    package func matches(_ text: String) throws -> Bool {
        var meter = WorkMeter(every: 1 << 18)
        var folded = text
        if ignoresCase {
            folded = ""
            for scalar in text.unicodeScalars {
                try meter.count()
                folded += scalar.properties.lowercaseMapping
            }
        }
        let bytes = Array(folded.utf8)
        var at = 0
        var step = 0
        // Where to resume when the steps behind the last `%` fail: one character later.
        var retry: (step: Int, at: Int)?
        while at < bytes.count {
            try meter.count()
            if step < steps.count {
                switch steps[step] {
                case .byte(let byte) where bytes[at] == byte:
                    at += 1
                    step += 1
                    continue
                case .character:
                    at = Self.next(bytes, at)
                    step += 1
                    continue
                case .any:
                    step += 1
                    if step == steps.count { return true }
                    retry = (step, at)
                    continue
                case .danglingEscape: throw Self.danglingEscape
                case .byte: break
                }
            }
            guard let (resumeStep, resumeAt) = retry else { return false }
            at = Self.next(bytes, resumeAt)
            step = resumeStep
            retry = (resumeStep, at)
        }
        while step < steps.count, steps[step] == .any { step += 1 }
        return step == steps.count
    }

    private static func next(_ bytes: [UInt8], _ at: Int) -> Int {
        var next = at + 1
        while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }

    private static let danglingEscape = VecDBError(
        SQLState("22025"), "LIKE pattern must not end with escape character")

    /// The text that every match begins with, for range conditions; nil for `ILIKE` and patterns that begin openly.
    package var literalPrefix: String? {
        if ignoresCase { return nil }
        var bytes: [UInt8] = []
        for case .byte(let byte) in steps.prefix(while: { if case .byte = $0 { true } else { false } }) {
            bytes.append(byte)
        }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }
}
