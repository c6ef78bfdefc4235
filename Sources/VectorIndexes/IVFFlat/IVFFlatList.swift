import Synchronization

/// The rows that belong to one centre: segments one after another, full but for the last.
///
/// Changed under the write side of the index's `structure`, read under its read side. Rows below `count` never change;
/// what is behind them in the last segment is written by the one who settles, before `count` takes it in.
final class IVFFlatList: @unchecked Sendable {
    // Safe because of the rule above.
    private(set) var segments: [IVFFlatSegment] = []
    /// The number of the first row of each segment.
    private(set) var starts: [Int] = []
    private var slabs: [IVFFlatSlab] = []
    var count = 0

    /// The rows that there is memory for.
    var capacity: Int { segments.last.map { $0.capacity + (starts.last ?? 0) } ?? 0 }

    /// - Parameter slab: Who owns the segment's memory.
    func append(_ segment: IVFFlatSegment, of slab: IVFFlatSlab) {
        starts.append(capacity)
        segments.append(segment)
        slabs.append(slab)
    }

    /// Where a row is.
    @inline(__always)
    func place(_ row: Int) -> (segment: IVFFlatSegment, row: Int) {
        var i = segments.count - 1
        while i > 0, starts[i] > row { i -= 1 }
        return (segments[i], row - starts[i])
    }

    /// Calls `body` with each run of rows and how long it is.
    @inline(__always)
    func forEachRun(upTo end: Int, _ body: (IVFFlatSegment, Int) throws -> Void) rethrows {
        for (segment, start) in zip(segments, starts) where start < end {
            try body(segment, min(segment.capacity, end - start))
        }
    }
}

/// Rows that have been stored and not yet given to a list: searches compare all of them.
///
/// Rows are numbered on and on; those from `start` to `end` are there. A row is written, under the lock of the ids,
/// before `end` takes it in. Segments come and go under the write side of `structure`.
final class IVFFlatPending: @unchecked Sendable {
    // Safe because of the rule above.
    static let segmentRows = 1_024
    private(set) var segments: [IVFFlatSegment] = []
    private var slabs: [IVFFlatSlab] = []
    /// The number of the first row of the first segment.
    private var firstRow = 0
    /// The first row that no list has.
    private(set) var start = 0
    /// Rows from here on have codes.
    var codedFrom = 0
    /// One more than the number of the last row.
    let end = Atomic<Int>(0)

    /// Whether there is memory for the next row.
    var hasRoom: Bool { end.load(ordering: .relaxed) - firstRow < segments.count * Self.segmentRows }

    func append(_ slab: IVFFlatSlab) {
        segments += slab.segments
        slabs.append(slab)
    }

    @inline(__always)
    func place(_ row: Int) -> (segment: IVFFlatSegment, row: Int) {
        let offset = row &- firstRow
        return (segments[offset / Self.segmentRows], offset % Self.segmentRows)
    }

    /// Calls `body` with each run of the rows of a range: the rows' addresses, how many they are, the first one's number.
    func forEachRun(_ range: Range<Int>, _ layout: IVFFlatLayout, _ body: (IVFFlatSegment, Int, Int) throws -> Void)
        rethrows
    {
        var row = range.lowerBound
        while row < range.upperBound {
            let (segment, offset) = place(row)
            let count = min(Self.segmentRows - offset, range.upperBound - row)
            try body(segment.advanced(offset, layout), count, row)
            row += count
        }
    }

    /// Forgets the rows below `row`, which lists have now.
    func drop(below row: Int) {
        start = row
        let done = (row - firstRow) / Self.segmentRows
        segments.removeFirst(done)
        slabs.removeFirst(done)
        firstRow += done * Self.segmentRows
    }
}
