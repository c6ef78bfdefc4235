import VectorTypes

/// Where the parts of a row lie.
///
/// Rows lie in *segments*, runs of memory that belong to one list each. Inside a segment each part is an array of its
/// own, so that a scan streams what it compares and touches nothing else:
///
///     vectors │ codes │ terms │ slots
///
/// - vector: the elements as they were given;
/// - code: the elements as unsigned bytes, padded to 64 (only where ``hasCodes``);
/// - term: one number of the distance formula that depends on the row alone (see ``HNSWCodebook``);
/// - slot: which entry of the table of ids the row belongs to (see ``IVFFlatSlots``).
struct IVFFlatLayout: Sendable, Hashable {
    let metric: DistanceMetric
    let arena: ArenaLayout
    let hasCodes: Bool
    let codeStride: Int

    var element: VectorElement { arena.element }
    var dimensions: Int { arena.dimensions }
    var vectorBytes: Int { arena.rowBytes }
    var vectorStride: Int { arena.stride }

    /// Centres are directions: k-means and the choice of lists go by angles.
    var isSpherical: Bool { metric == .cosine || metric == .innerProduct }
    /// The bytes of a row in a segment.
    var rowBytes: Int { vectorStride + codeStride + 8 }

    init(element: VectorElement, metric: DistanceMetric, dimensions: Int) {
        self.metric = metric
        arena = ArenaLayout(element: element, dimensions: dimensions)
        // Below this the elements themselves are hardly longer than a padded code.
        hasCodes = dimensions >= 32 && element != .bit
        codeStride = hasCodes ? (dimensions + 63) / 64 * 64 : 0
    }
}
