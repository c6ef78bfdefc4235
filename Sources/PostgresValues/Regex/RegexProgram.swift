// The tree becomes a program for Thompson's simulation: all threads step through the text together, and two threads at
// the same instruction are one (Thompson 1968; Pike's version keeps where each thread began). Time is O(text × program),
// whatever the pattern.
import VectorTypes

struct RegexProgram: Sendable {
    enum Instruction: Sendable {
        case set(RegexSet)
        case split(Int, Int)
        case jump(Int)
        case assertion(RegexAssertion)
        case lookaround(RegexProgram, ahead: Bool, negative: Bool)
        case match
    }

    static let maximumLength = 100_000
    private(set) var instructions: [Instruction] = []

    init(_ node: RegexNode) throws {
        var effort = 0
        try self.init(node, &effort)
    }

    /// - Parameter effort: The nodes visited so far, also by the programs around this one: repetitions of what makes no
    ///   instruction count too.
    private init(_ node: RegexNode, _ effort: inout Int) throws {
        try compile(node, &effort)
        instructions.append(.match)
    }

    private mutating func append(_ instruction: Instruction) throws {
        if instructions.count >= Self.maximumLength { throw RegexParser.tooComplex }
        instructions.append(instruction)
    }

    private mutating func compile(_ node: RegexNode, _ effort: inout Int) throws {
        effort += 1
        if effort > 4 * Self.maximumLength { throw RegexParser.tooComplex }
        switch node.kind {
        case .empty: break
        case .set(let set): try append(.set(set))
        case .assertion(let assertion): try append(.assertion(assertion))
        case .lookaround(let inner, let ahead, let negative):
            try append(.lookaround(try RegexProgram(inner, &effort), ahead: ahead, negative: negative))
        case .concatenation(let parts): for part in parts { try compile(part, &effort) }
        case .group(_, let inner): try compile(inner, &effort)
        case .alternation(let branches):
            var jumps: [Int] = []
            for (index, branch) in branches.enumerated() {
                if index == branches.count - 1 {
                    try compile(branch, &effort)
                } else {
                    let split = instructions.count
                    try append(.split(split + 1, 0))
                    try compile(branch, &effort)
                    jumps.append(instructions.count)
                    try append(.jump(0))
                    instructions[split] = .split(split + 1, instructions.count)
                }
            }
            for jump in jumps { instructions[jump] = .jump(instructions.count) }
        case .repetition(let inner, let minimum, let maximum):
            for _ in 0..<minimum { try compile(inner, &effort) }
            guard let maximum else {
                let split = instructions.count
                try append(.split(split + 1, 0))
                try compile(inner, &effort)
                try append(.jump(split))
                instructions[split] = .split(split + 1, instructions.count)
                return
            }
            var splits: [Int] = []
            for _ in minimum..<max(maximum, minimum) {
                splits.append(instructions.count)
                try append(.split(instructions.count + 1, 0))
                try compile(inner, &effort)
            }
            for split in splits { instructions[split] = .split(split + 1, instructions.count) }
        }
    }

    // MARK: Running

    /// The live threads: instructions in order of arrival, each with the start of its match.
    private struct Threads {
        var instructions: [Int] = []
        var starts: [Int] = []
        /// The step at which an instruction was last reached, and with which start.
        var reached: [Int]
        var reachedStart: [Int]

        init(count: Int) {
            reached = Array(repeating: -1, count: count)
            reachedStart = Array(repeating: 0, count: count)
        }

        mutating func clear() {
            instructions.removeAll(keepingCapacity: true)
            starts.removeAll(keepingCapacity: true)
        }
    }

    /// The leftmost match that begins at or after `from`; of those the longest or the shortest.
    func firstMatch(
        _ text: [Unicode.Scalar], from: Int, prefersShortest: Bool
    ) throws -> Range<Int>? {
        var best: Range<Int>?
        try run(text, from: from, until: text.count, anchored: false) { start, end in
            if let found = best, start > found.lowerBound || (start == found.lowerBound && prefersShortest) { return }
            best = start..<end
        } canStop: { earliest in
            guard let best else { return false }
            return prefersShortest ? earliest >= best.lowerBound : earliest > best.lowerBound
        }
        return best
    }

    /// Whether there is a match anywhere.
    func matchesAnywhere(_ text: [Unicode.Scalar]) throws -> Bool {
        var found = false
        try run(text, from: 0, until: text.count, anchored: false) { _, _ in
            found = true
        } canStop: { _ in
            found
        }
        return found
    }

    /// The ends, in ascending order, of the matches that begin at `start` and end by `limit`.
    func ends(_ text: [Unicode.Scalar], from start: Int, until limit: Int) throws -> [Int] {
        var ends: [Int] = []
        try run(text, from: start, until: limit, anchored: true) { _, end in
            if ends.last != end { ends.append(end) }
        } canStop: { _ in
            false
        }
        return ends
    }

    /// - Parameter canStop: Given the earliest start among the live threads.
    /// - Throws: 57014 when the statement is cancelled meanwhile.
    private func run(
        _ text: [Unicode.Scalar], from: Int, until limit: Int, anchored: Bool, _ found: (Int, Int) -> Void,
        canStop: (Int) -> Bool
    ) throws {
        var meter = WorkMeter(every: 50_000)
        var current = Threads(count: instructions.count)
        var next = Threads(count: instructions.count)
        var stack: [Int] = []
        var at = from
        while true {
            if !anchored || at == from {
                try add(0, start: at, text, at, &current, &stack)
            }
            var earliest = Int.max
            for index in current.instructions.indices {
                let instruction = current.instructions[index]
                let start = current.starts[index]
                // A later arrival with an earlier start replaced it.
                if current.reachedStart[instruction] != start { continue }
                if case .match = instructions[instruction] { found(start, at) } else { earliest = min(earliest, start) }
            }
            if canStop(earliest) || at >= limit || (anchored && current.instructions.isEmpty) { return }
            let scalar = text[at]
            try meter.count(1 + current.instructions.count)
            for index in current.instructions.indices {
                let instruction = current.instructions[index]
                let start = current.starts[index]
                if current.reachedStart[instruction] != start { continue }
                if case .set(let set) = instructions[instruction], set.contains(scalar) {
                    try add(instruction + 1, start: start, text, at + 1, &next, &stack)
                }
            }
            swap(&current, &next)
            next.clear()
            at += 1
        }
    }

    private func add(
        _ first: Int, start: Int, _ text: [Unicode.Scalar], _ at: Int, _ threads: inout Threads, _ stack: inout [Int]
    ) throws {
        stack.append(first)
        while let instruction = stack.popLast() {
            if threads.reached[instruction] == at, threads.reachedStart[instruction] <= start { continue }
            threads.reached[instruction] = at
            threads.reachedStart[instruction] = start
            switch instructions[instruction] {
            case .jump(let target): stack.append(target)
            case .split(let one, let other):
                stack.append(other)
                stack.append(one)
            case .assertion(let assertion): if assertion.holds(text, at) { stack.append(instruction + 1) }
            case .lookaround(let program, let ahead, let negative):
                if try program.holds(text, at, ahead: ahead) != negative { stack.append(instruction + 1) }
            case .set, .match:
                threads.instructions.append(instruction)
                threads.starts.append(start)
            }
        }
    }

    private func holds(_ text: [Unicode.Scalar], _ at: Int, ahead: Bool) throws -> Bool {
        if ahead {
            var found = false
            try run(text, from: at, until: text.count, anchored: true) { _, _ in
                found = true
            } canStop: { _ in
                found
            }
            return found
        }
        var meter = WorkMeter(every: 1_000)
        for start in 0...at {
            try meter.count()
            if try ends(text, from: start, until: at).last == at { return true }
        }
        return false
    }
}
