/// Why a benchmark could not be run, in a sentence for the person who asked for it.
struct BenchmarkError: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}
