/// What `checkIntegrity()` found.
public struct IndexIntegrityReport: Sendable {
    /// Something that must not be.
    public struct Problem: Sendable, Hashable, CustomStringConvertible {
        /// What kind of thing.
        public enum Kind: String, Sendable, Hashable {
            /// A link to a slot that holds no vector.
            case danglingLink = "dangling link"
            /// A link on a layer that the node it leads to is not on.
            case wrongLevel = "link to a node below its layer"
            /// A link of a node to itself.
            case selfLink = "link to itself"
            /// Two links of a list to one node.
            case doubleLink = "double link"
            /// A vector that no path from the entry point leads to.
            case unreachable = "unreachable vector"
            /// A vector that a search for itself does not find, while many are not found: links lead nowhere near.
            case notFound = "vector that a search for it does not find"
            /// A vector whose list is not among those near it, while many are like that: searches look for it elsewhere.
            case wrongList = "vector in a list far from it"
            /// A vector that searches may meet under an id that the index does not know, or the reverse.
            case ghost = "ghost"
            /// An entry point that is not a node, or not on the layer it should be on.
            case wrongEntry = "wrong entry point"
            /// A code or term that is not that of the vector.
            case wrongCode = "wrong code"
            /// A vector that is neither in the structure nor marked as still to be placed, or both.
            case wrongMark = "wrong mark"
        }
        public let kind: Kind
        /// The id of the vector where it is.
        public let id: Int64
        /// The layer.
        public let layer: Int

        public var description: String { "\(kind.rawValue) at id \(id), layer \(layer)" }
    }

    /// An empty report.
    public init() {}

    /// The number of vectors in the structure, removed ones included.
    public var nodes = 0
    /// The number of links on all layers.
    public var links = 0
    /// How many vectors were searched for by themselves (in lists: whose list was looked at), and how many of them were
    /// found (are near it).
    public var searched = 0
    public var found = 0
    /// What is wrong; at most a hundred are listed.
    public var problems: [Problem] = []
    /// The number of problems, listed or not.
    public var problemCount = 0

    /// Whether nothing is wrong.
    public var isSound: Bool { problemCount == 0 }

    package mutating func add(_ kind: Problem.Kind, _ id: Int64, _ layer: Int) {
        problemCount += 1
        if problems.count < 100 { problems.append(Problem(kind: kind, id: id, layer: layer)) }
    }
}
