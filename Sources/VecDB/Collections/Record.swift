import VectorIndexes

/// One record of a ``VectorCollection``: a row of its table.
public struct Record: Hashable, Sendable {
    /// The name that finds it: unique in the collection.
    public var id: String
    /// The text that the vector stands for.
    public var content: String?
    /// Whatever filters should ask for; `.null` is stored as NULL.
    public var metadata: JSONValue
    /// The vector; empty in a record that SQL stored without one.
    public var embedding: [Float]

    /// A record from its parts.
    public init(id: String, content: String? = nil, metadata: JSONValue = [:], embedding: [Float]) {
        self.id = id
        self.content = content
        self.metadata = metadata
        self.embedding = embedding
    }
}

/// A record that a search found.
public struct SearchHit: Hashable, Sendable {
    /// The record's id.
    public var id: String
    /// How far its vector is from the query, in the collection's metric; NaN for a zero vector's cosine.
    public var distance: Double
    /// The record's text; nil too if it was not asked for.
    public var content: String?
    /// The record's metadata; null too if it was not asked for.
    public var metadata: JSONValue
    /// The record's vector; empty if it was not asked for.
    public var embedding: [Float]
}

/// The parts of records that a search should bring along.
public struct RecordFields: OptionSet, Hashable, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// The text.
    public static let content = RecordFields(rawValue: 1)
    /// The metadata.
    public static let metadata = RecordFields(rawValue: 2)
    /// The vector.
    public static let embedding = RecordFields(rawValue: 4)
    /// Text and metadata.
    public static let standard: RecordFields = [.content, .metadata]
}

/// A collection as the database lists it.
public struct CollectionInfo: Hashable, Sendable {
    /// The table's name.
    public var name: String
    /// The number of elements in each vector.
    public var dimensions: Int
    /// What its searches measure.
    public var metric: DistanceMetric
}
