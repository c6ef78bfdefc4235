import VectorTypes

/// What a database asks of an index that finds most of the nearest vectors in a fraction of the time: ``HNSWIndex`` and
/// its like.
///
/// A vector that is put is *unsettled* at first: stored, and found by comparing it with every query. Settling it gives
/// it its place in the index's structure. So putting is cheap, and whoever follows a log of changes can keep step with
/// any writer, while settling goes on behind.
///
/// Every method may be called from any thread at any time.
package protocol ApproximateIndex: AnyObject, Sendable {
    var dimensions: Int { get }
    var metric: DistanceMetric { get }
    var element: VectorElement { get }
    /// The number of vectors, unsettled ones included.
    var count: Int { get }
    /// Vectors that are stored and found, but have no place in the structure yet.
    var unsettledCount: Int { get }
    /// Vectors that were removed and still stand in the structure.
    var deadCount: Int { get }
    /// The bytes that vectors, codes, links and ids take.
    var memoryUse: Int { get }

    /// Stores a vector, already checked and in storage form (a sparse one's whole BLOB), in place of the one with this
    /// id.
    /// - Complexity: O(dimensions).
    func put(_ payload: UnsafeRawBufferPointer, id: Int64) throws
    /// Removes the vector with this id; false if there is none. No search that begins later returns it.
    @discardableResult func remove(id: Int64) -> Bool
    func contains(id: Int64) -> Bool
    /// The ids of all vectors, ascending.
    func allIDs() -> [Int64]

    /// Makes the structure of the vectors that were put: learns what it needs to know of them, and settles all.
    /// - Parameter progress: Called now and then, from any thread.
    /// - Throws: 57014 when `control` says stop.
    func build(
        _ control: ScanControl, vectors: VectorFetch?, progress: (@Sendable (BuildStep) -> Void)?) throws
    /// Gives unsettled vectors their places, as many as `limit` says (nil: all).
    /// - Parameter progress: Called now and then with the number of vectors settled by this call.
    /// - Throws: 57014 when `control` says stop; what was settled stays so.
    func settle(
        _ control: ScanControl, limit: Int?, vectors: VectorFetch?, progress: (@Sendable (Int) -> Void)?) throws
    /// Takes removed vectors out of the structure, so that their space can be used again.
    func repair(_ control: ScanControl) throws
    /// Why the index should be built again, in a sentence; nil: it need not.
    var advice: String? { get }

    /// The time that a search is expected to take, in nanoseconds.
    func searchCost(effort: Int) -> Double
    /// The vectors nearest to a query, approximately, ascending by exact distance, then id.
    /// - Parameters:
    ///   - query: in storage form, of the right length.
    ///   - effort: `ef_search` of a graph, `probes` of lists.
    ///   - vectors: reads vectors that are not in memory; see ``hasVectors``.
    func search(
        stored query: UnsafeRawBufferPointer, limit: Int, effort: Int, filter: SearchFilter?, vectors: VectorFetch?
    ) throws -> [Neighbor]
    /// What a search for each of several numbers of neighbours finds, ascending numbers; each as far-reaching as one for so
    /// many is.
    func search(
        stored query: UnsafeRawBufferPointer, limits: [Int], effort: Int, filter: SearchFilter?, vectors: VectorFetch?
    ) throws -> [[Neighbor]]
    /// The same for each of several queries.
    func search(
        storedEach queries: [[UInt8]], limit: Int, effort: Int, filter: SearchFilter?, vectors: VectorFetch?
    ) throws -> [[Neighbor]]
    /// Neighbours one after another, as many as one asks for and `reach` allows.
    func neighbors(
        stored query: UnsafeRawBufferPointer, reach: SearchReach, filter: SearchFilter?, vectors: VectorFetch?
    ) throws -> any NeighborCursor
    /// The nearest among some vectors, exactly, by comparing all of them. `among` nil: all vectors.
    func exact(
        stored query: UnsafeRawBufferPointer, limit: Int, among: RowSet?, vectors: VectorFetch?, control: ScanControl
    ) throws -> [Neighbor]
    /// A filter for searches; what it lets through are ids.
    func filter(_ ids: RowSet?, excluding: [Int64]) -> SearchFilter?

    /// Whether all full vectors are in memory. Where they are not, searches take candidates by their codes and ask
    /// `vectors` for the best of them.
    var hasVectors: Bool { get }
    /// Whether the structure's own codes suffice to find candidates: else an index without vectors cannot be searched.
    var searchesCodes: Bool { get }
    /// Gives a vector that came without its elements its elements.
    func attach(_ payload: UnsafeRawBufferPointer, id: Int64) throws

    /// Looks for everything that could be wrong.
    func checkIntegrity() -> IndexIntegrityReport

    /// Copies of the pages that changed since the last capture (`all`: of all pages).
    func capturePages(all: Bool) throws -> CapturedPages
}

extension ApproximateIndex {
    package var advice: String? { nil }

    package func search(
        stored query: UnsafeRawBufferPointer, limits: [Int], effort: Int, filter: SearchFilter?, vectors: VectorFetch?
    ) throws -> [[Neighbor]] {
        try limits.map { try search(stored: query, limit: $0, effort: effort, filter: filter, vectors: vectors) }
    }
}

/// How far the cursor of an approximate index goes.
///
/// Neighbours come in rounds: a graph's of `ef_search` vectors, the lists' of `probes` lists.
package struct SearchReach: Sendable, Hashable {
    /// `ef_search` of a graph, `probes` of lists.
    package var effort: Int
    /// No round begins when so many vectors of a graph have been compared, or so many lists looked into; nil: the cursor
    /// goes through the whole index.
    package var most: Int?

    package init(effort: Int, most: Int? = nil) {
        self.effort = effort
        self.most = most
    }
}

/// What the build of an approximate index has done.
package enum BuildStep: Sendable {
    /// Steps towards the centres of lists, of how many.
    case learnt(Int, of: Int)
    /// Vectors that have got their lists, of how many.
    case assigned(Int, of: Int)
    /// Vectors that have got their links.
    case linked(Int)
}

/// Reads one vector, in storage form, from wherever the caller has it; false: there is none.
package typealias VectorFetch = (_ id: Int64, _ body: (UnsafeRawBufferPointer) -> Void) throws -> Bool

/// The neighbours of a query, nearest first, as many as one asks for. For one thread at a time.
package protocol NeighborCursor: AnyObject {
    /// The next neighbour; nil when there is no other.
    func next() throws -> Neighbor?
    /// How many neighbours are best asked for at a time.
    var round: Int { get }
}

/// An index as numbered pages of bytes, each with its checksum, at one moment.
package struct CapturedPages: Sendable {
    /// How many pages the whole index has.
    package var pageCount: Int
    /// The pages to be written: number and bytes.
    package var pages: [(number: Int, bytes: [UInt8])]
    /// To be called when the pages could not be stored: they count as changed again.
    package var lost: @Sendable () -> Void

    package init(pageCount: Int, pages: [(number: Int, bytes: [UInt8])], lost: @escaping @Sendable () -> Void) {
        self.pageCount = pageCount
        self.pages = pages
        self.lost = lost
    }
}

/// Where the pages of an index are read from.
package protocol PageSource {
    /// Calls `body` with a page; the bytes are valid during the call.
    /// - Throws: XX002 when there is no such page.
    func withPage<Result>(_ number: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result
}
