import VectorTypes

/// An index as pages of bytes: which there are, and which rows are on each.
///
/// Page 0 describes the index. The other sections are the mean of the codes; for each slot its record and term
/// (`nodes`), code and links; the links of upper layers; and, in a file of its own only, the vectors. A page holds a
/// power of two of rows, so that a row never changes its page while the index grows, and a page that did not change need
/// not be written again.
struct HNSWPageMap {
    let layout: HNSWLayout
    let slots: Int
    let upperLists: Int
    let hasCodes: Bool

    /// The bytes of a row.
    func rowBytes(_ section: HNSWPage.Section) -> Int {
        switch section {
        case .meta: MemoryLayout<HNSWMeta>.size
        case .mean: layout.dimensions * 4
        case .nodes: HNSWRecord.bytes + 4
        case .codes: layout.codeStride
        case .links: layout.baseLinks * 4
        case .upperLinks: layout.m * 4
        case .vectors: layout.vectorBytes
        }
    }

    /// How many rows there are.
    func rows(_ section: HNSWPage.Section) -> Int {
        switch section {
        case .meta: 1
        case .mean: hasCodes ? 1 : 0
        case .nodes, .links, .vectors: slots
        case .codes: hasCodes ? slots : 0
        case .upperLinks: upperLists
        }
    }

    func rowsPerPage(_ section: HNSWPage.Section) -> Int {
        if section == .vectors, layout.element == .sparse { return 16 }
        let fitting = max(1, (HNSWPage.standardBytes - HNSWPage.headerBytes) / max(1, rowBytes(section)))
        return 1 << (Int.bitWidth - 1 - fitting.leadingZeroBitCount)
    }

    func pageCount(_ section: HNSWPage.Section) -> Int {
        (rows(section) + rowsPerPage(section) - 1) / rowsPerPage(section)
    }

    /// The rows of a page.
    func range(_ section: HNSWPage.Section, _ index: Int) -> Range<Int> {
        let first = index * rowsPerPage(section)
        return first..<min(first + rowsPerPage(section), rows(section))
    }

    /// Calls `body` with stretches of rows that lie behind each other in memory: the number of rows before them in
    /// `range`, their first, and how many.
    func eachRun(
        _ section: HNSWPage.Section, _ range: Range<Int>, _ body: (_ before: Int, _ first: Int, _ count: Int) -> Void
    ) {
        let perChunk = section == .upperLinks ? 1 << HNSWLayout.upperShift : layout.mask + 1
        var first = range.lowerBound
        while first < range.upperBound {
            let end = min(range.upperBound, first / perChunk * perChunk + perChunk)
            body(first - range.lowerBound, first, end - first)
            first = end
        }
    }
}

/// The description of an index on its first page.
struct HNSWMeta: BitwiseCopyable {
    var dimensions: UInt32 = 0
    var metric: UInt32 = 0
    var element: UInt32 = 0
    var m: UInt32 = 0
    var efConstruction: UInt32 = 0
    var hasVectors: UInt32 = 0
    var seed: UInt64 = 0
    var entry: UInt64 = 0
    var slots: UInt32 = 0
    var upperLists: UInt32 = 0
    var step: Float = 0
    var rerank: Float = 0
    var usesCodes: UInt32 = 0
    var nextReview: UInt32 = 0
    var learntFrom: UInt32 = 0
    /// In the lowest byte ``HNSWCoding/entryWidth`` (0 stands for 1), in the next how many sixteenths
    /// ``HNSWCoding/walkFactor`` is more than 1.
    var entryWidth: UInt32 = 0
}

extension HNSWIndex {
    /// Under the read side of `structure` and the write side of `linking`.
    func describe(_ map: HNSWPageMap) -> HNSWMeta {
        var meta = HNSWMeta()
        meta.dimensions = UInt32(dimensions)
        meta.metric = UInt32(DistanceMetric.allCases.firstIndex(of: metric) ?? 0)
        meta.element = UInt32(VectorElement.allCases.firstIndex(of: element) ?? 0)
        meta.m = UInt32(m)
        meta.efConstruction = UInt32(efConstruction)
        meta.seed = seed
        meta.entry = graph.entry.load(ordering: .acquiring)
        meta.slots = UInt32(map.slots)
        meta.upperLists = UInt32(map.upperLists)
        meta.step = coding.codebook?.step ?? 0
        meta.rerank = Float(coding.rerank)
        meta.entryWidth = UInt32(coding.entryWidth) | UInt32((coding.walkFactor - 1) * 16) << 8
        meta.usesCodes = coding.code == nil ? 0 : 1
        meta.nextReview = UInt32(clamping: coding.nextReview)
        meta.learntFrom = UInt32(clamping: coding.codebook?.learntFrom ?? 0)
        return meta
    }

    /// Under the read side of `structure`.
    func pageMap() -> HNSWPageMap {
        HNSWPageMap(
            layout: layout, slots: graph.used.load(ordering: .acquiring), upperLists: graph.upperCount,
            hasCodes: coding.code != nil)
    }
}
