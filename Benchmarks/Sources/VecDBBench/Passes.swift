/// The passes of a measurement: so many as `--repeat` says, or with `--paced` one for each line that comes on stdin, so
/// that engines can be measured in turn. A line of its own says that the first may begin, and that one is over.
struct Passes: Sequence, IteratorProtocol {
    let isPaced: Bool
    private let repeats: Int
    private var pass = 0

    init(_ arguments: Arguments) throws {
        isPaced = arguments.has("paced")
        repeats = try arguments.number("repeat", default: 3, in: 1...1000)
    }

    mutating func next() -> Int? {
        if isPaced {
            ResultLine(["phase": pass > 0 ? "turn" : "ready", "pass": .integer(pass)]).print()
            guard readLine() != nil else { return nil }
        } else if pass == repeats {
            return nil
        }
        pass += 1
        progress("pass \(pass)" + (isPaced ? "" : " of \(repeats)"))
        return pass
    }
}
