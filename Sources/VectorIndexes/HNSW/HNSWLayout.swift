import VectorTypes

/// Where the parts of a node lie.
///
/// A node is a *slot* number. Nodes are grouped in chunks of a power of two; inside a chunk each part is an array of
/// its own, so that a traversal, which reads codes and links and nothing else, touches no other memory:
///
///     codes │ links of layer 0 │ terms │ records │ groups │ unsettled
///
/// - code: the elements as unsigned bytes, padded to 64 (only where ``hasCodes``);
/// - links: `2 × m` slot numbers, ended by ``HNSWLayout/end`` where there are fewer;
/// - term: one number of the distance formula that depends on the node alone (see ``HNSWCodebook``);
/// - record: id, place of the upper layers' links, level, state and lock;
/// - group: the marks of 32 nodes (see ``HNSWGroup``), and behind them how many of the chunk's nodes are unsettled.
///
/// The vectors, for exact distances, have chunks of their own: an index may do without them. The row of a sparse vector is
/// a pointer to memory of its own (see `HNSWSparse`).
struct HNSWLayout: Sendable, Hashable {
    let element: VectorElement
    let metric: DistanceMetric
    let dimensions: Int
    let m: Int

    let vectorBytes: Int
    let vectorStride: Int
    let hasCodes: Bool
    let codeStride: Int
    let baseLinks: Int

    let shift: Int
    let mask: Int
    let linksOffset: Int
    let termsOffset: Int
    let recordsOffset: Int
    let groupsOffset: Int
    let waitingOffset: Int
    let chunkBytes: Int
    let vectorChunkBytes: Int
    /// The most chunks there can be.
    let chunkLimit: Int

    /// What ends a list of links that is not full.
    static let end = UInt32.max
    /// Lists of upper links to a chunk of them, as a power of two.
    static let upperShift = 12

    init(element: VectorElement, metric: DistanceMetric, dimensions: Int, m: Int) {
        self.element = element
        self.metric = metric
        self.dimensions = dimensions
        self.m = m
        let arena = ArenaLayout(element: element, dimensions: dimensions)
        vectorBytes = arena.rowBytes
        vectorStride = arena.stride
        // Below this the elements themselves are hardly longer than a padded code.
        hasCodes =
            dimensions >= 32 && element != .sparse && (metric == .l2 || metric == .innerProduct || metric == .cosine)
        codeStride = hasCodes ? (dimensions + 63) / 64 * 64 : 0
        baseLinks = 2 * m
        let slotBytes = vectorStride + codeStride + baseLinks * 4 + 4 + HNSWRecord.bytes
        let fitting = max(64, (32 << 20) / slotBytes)
        shift = Int.bitWidth - 1 - fitting.leadingZeroBitCount
        let rows = 1 << shift
        mask = rows - 1
        linksOffset = rows * codeStride
        termsOffset = linksOffset + rows * baseLinks * 4
        recordsOffset = termsOffset + rows * 4
        groupsOffset = recordsOffset + rows * HNSWRecord.bytes
        waitingOffset = groupsOffset + rows / HNSWGroup.slots * HNSWGroup.bytes
        chunkBytes = waitingOffset + 8
        vectorChunkBytes = rows * vectorStride
        chunkLimit = min(HNSWParameters.maximumCount >> shift, 1 << 20) + 1
    }
}

/// Marks of 32 neighbouring slots, changed under the id lock and read by anybody.
enum HNSWGroup {
    static let slots = 32
    static let bytes = 12
    /// `UInt32`, a bit a slot: live, but without links yet.
    static let unsettled = 0
    /// `UInt32`, a bit a slot: a vector whose elements are not in memory.
    static let absent = 4
    /// `UInt8`: records or terms have changed since they were last captured.
    static let nodesChanged = 8
    /// `UInt8`: links have changed.
    static let linksChanged = 9
    /// `UInt8`: codes have changed.
    static let codesChanged = 10
}

/// The record of a node: 16 bytes, read and written field by field.
enum HNSWRecord {
    static let bytes = 16
    /// `Int64`
    static let id = 0
    /// `UInt32`: the number of the list of layer 1; the lists of layers above follow it.
    static let upper = 8
    /// `UInt8`: the highest layer.
    static let level = 12
    /// `UInt8`: a ``HNSWState``.
    static let state = 13
    /// `UInt8`: 1 while somebody changes the links.
    static let lock = 14
    /// `UInt8`: 1 when the node has its links, or somebody is about to write them.
    static let placed = 15
}

/// What a slot holds.
enum HNSWState {
    /// Nothing: never used, or free for the next vector.
    static let free: UInt8 = 0
    /// A vector that searches may return.
    static let live: UInt8 = 1
    /// A removed vector: searches pass through it until a repair has led the links around it.
    static let removed: UInt8 = 2
}
