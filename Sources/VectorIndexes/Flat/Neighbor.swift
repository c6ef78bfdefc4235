/// One answer of a search: a vector's id and how far it is from the query.
public struct Neighbor: Sendable, Hashable {
    /// The id that was given with the vector.
    public var id: Int64
    /// The distance in the index's metric, as pgvector's operator would give it.
    public var distance: Double

    /// An answer from its parts.
    public init(id: Int64, distance: Double) {
        self.id = id
        self.distance = distance
    }

    /// The order of results: ascending distance, NaN after every number, equal distances by ascending id.
    @inline(__always)
    package func precedes(_ other: Neighbor) -> Bool {
        if distance < other.distance { return true }
        if distance > other.distance { return false }
        if distance == other.distance { return id < other.id }
        // At least one is NaN.
        if distance.isNaN != other.distance.isNaN { return other.distance.isNaN }
        return id < other.id
    }
}
