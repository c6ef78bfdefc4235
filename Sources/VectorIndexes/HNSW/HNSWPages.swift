import Synchronization
import VectorKernels
import VectorTypes

/// An index as pages of bytes, and back.
///
/// The first page describes the index; the others hold its parts, one section after another: the mean and step of the
/// codes, then for each slot its record, vector, code, term and links, then the links of upper layers. The rows of a
/// section do not cross pages, so that a page is a range of slots.
///
/// What is read is not trusted: after the checksums, every number that is used as a place in memory is checked.
extension HNSWIndex {
    /// The description of an index on its first page.
    private struct Meta: BitwiseCopyable {
        var pageBytes: UInt32 = 0
        var dimensions: UInt32 = 0
        var metric: UInt32 = 0
        var element: UInt32 = 0
        var m: UInt32 = 0
        var efConstruction: UInt32 = 0
        var seed: UInt64 = 0
        var entry: UInt64 = 0
        var slots: UInt32 = 0
        var upperLists: UInt32 = 0
        var step: Float = 0
        var rerank: Float = 0
        var usesCodes: UInt32 = 0
        var nextReview: UInt32 = 0
        var learntFrom: UInt32 = 0
        var reserved: UInt32 = 0
    }

    /// Writes the index as pages, in order. Searches go on meanwhile; insertions wait.
    /// - Returns: How many pages there are.
    @discardableResult
    package func writePages(_ write: @escaping (Int, UnsafeRawBufferPointer) throws -> Void) throws -> Int {
        try linking.withWriteLock {
            try structure.withReadLock {
                let view = graph.view
                let longest = max(layout.vectorBytes, layout.codeStride, MemoryLayout<Meta>.size, dimensions * 4)
                let pageBytes = max(HNSWPage.standardBytes, longest + HNSWPage.headerBytes)
                let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pageBytes, alignment: 64)
                defer { buffer.deallocate() }
                let slots = graph.used.load(ordering: .acquiring)
                let upper = graph.upperCount
                var meta = describe(pageBytes: pageBytes, slots: slots, upper: upper)
                var generator = SystemRandomNumberGenerator()
                var writer = HNSWPageWriter(buffer: buffer, stamp: generator.next(), write: write)
                try writer.rows(.meta, count: 1, bytes: MemoryLayout<Meta>.size) { _, place in
                    withUnsafeBytes(of: &meta) { Self.copy($0, to: place) }
                }
                let mean = coding.codebook?.mean ?? Array(repeating: 0, count: dimensions)
                try writer.rows(.mean, count: 1, bytes: dimensions * 4) { _, place in
                    mean.withUnsafeBytes { Self.copy($0, to: place) }
                }
                try writer.rows(.records, count: slots, bytes: HNSWRecord.bytes) {
                    $1.copyMemory(from: view.record(UInt32($0)), byteCount: HNSWRecord.bytes)
                    $1.storeBytes(of: 0, toByteOffset: HNSWRecord.lock, as: UInt8.self)
                }
                try writer.rows(.vectors, count: slots, bytes: layout.vectorBytes) {
                    $1.copyMemory(from: view.vector(UInt32($0)), byteCount: layout.vectorBytes)
                }
                if coding.code != nil {
                    try writer.rows(.codes, count: slots, bytes: layout.codeStride) {
                        $1.copyMemory(from: view.code(UInt32($0)), byteCount: layout.codeStride)
                    }
                }
                try writer.rows(.terms, count: slots, bytes: 4) {
                    $1.copyMemory(from: view.term(UInt32($0)), byteCount: 4)
                }
                try writer.rows(.links, count: slots, bytes: layout.baseLinks * 4) {
                    $1.copyMemory(from: view.baseLinks(UInt32($0)), byteCount: layout.baseLinks * 4)
                }
                try writer.rows(.upperLinks, count: upper, bytes: m * 4) {
                    $1.copyMemory(from: view.upperList(UInt32($0)), byteCount: layout.m * 4)
                }
                return writer.number
            }
        }
    }

    private static func copy(_ bytes: UnsafeRawBufferPointer, to place: UnsafeMutableRawPointer) {
        if let base = bytes.baseAddress { place.copyMemory(from: base, byteCount: bytes.count) }
    }

    private func describe(pageBytes: Int, slots: Int, upper: Int) -> Meta {
        var meta = Meta()
        meta.pageBytes = UInt32(pageBytes)
        meta.dimensions = UInt32(dimensions)
        meta.metric = UInt32(DistanceMetric.allCases.firstIndex(of: metric) ?? 0)
        meta.element = UInt32(VectorElement.allCases.firstIndex(of: element) ?? 0)
        meta.m = UInt32(m)
        meta.efConstruction = UInt32(efConstruction)
        meta.seed = seed
        meta.entry = graph.entry.load(ordering: .acquiring)
        meta.slots = UInt32(slots)
        meta.upperLists = UInt32(upper)
        meta.step = coding.codebook?.step ?? 0
        meta.rerank = Float(coding.rerank)
        meta.usesCodes = coding.code == nil ? 0 : 1
        meta.nextReview = UInt32(clamping: coding.nextReview)
        meta.learntFrom = UInt32(clamping: coding.codebook?.learntFrom ?? 0)
        return meta
    }

    /// An index from its pages.
    /// - Parameter read: Gives the page of a number.
    /// - Throws: XX002 for a page that is damaged, missing or of another index; 0A000 for a newer format.
    package convenience init(readingPages read: @escaping (Int) throws -> [UInt8]) throws {
        var reader = HNSWPageReader(read: read)
        var meta = Meta()
        let first = try reader.next(.meta)
        guard first.count == HNSWPage.headerBytes + MemoryLayout<Meta>.size else {
            throw HNSWPageReader.damaged(0, "It has \(first.count) bytes.")
        }
        withUnsafeMutableBytes(of: &meta) { $0.copyBytes(from: first[HNSWPage.headerBytes...]) }
        let (metric, element) = (Int(meta.metric), Int(meta.element))
        guard DistanceMetric.allCases.indices.contains(metric), VectorElement.allCases.indices.contains(element),
            meta.slots < UInt32(Int32.max), meta.upperLists < UInt32(Int32.max), meta.usesCodes <= 1,
            meta.pageBytes <= 1 << 24
        else { throw HNSWPageReader.damaged(0, "It describes no index.") }
        try self.init(
            dimensions: Int(meta.dimensions), metric: DistanceMetric.allCases[metric], m: Int(meta.m),
            efConstruction: Int(meta.efConstruction), element: VectorElement.allCases[element], seed: meta.seed)
        try load(&reader, meta)
        guard checkLoaded() else {
            throw VecDBError(.indexCorrupted, "the hnsw index is damaged", detail: "A link leads outside of it.")
        }
    }

    private func load(_ reader: inout HNSWPageReader, _ meta: Meta) throws {
        let (slots, upper, pageBytes) = (Int(meta.slots), Int(meta.upperLists), Int(meta.pageBytes))
        let view = graph.view
        var mean = [Float](repeating: 0, count: dimensions)
        try reader.rows(.mean, count: 1, bytes: dimensions * 4, pageBytes: pageBytes) { _, row in
            mean.withUnsafeMutableBytes { $0.copyMemory(from: UnsafeRawBufferPointer(start: row, count: $0.count)) }
        }
        if upper > 0 { _ = try graph.appendUpperLists(upper) }
        try reader.rows(.records, count: slots, bytes: HNSWRecord.bytes, pageBytes: pageBytes) { slot, row in
            let new = try graph.appendSlot()
            view.record(new).copyMemory(from: row, byteCount: HNSWRecord.bytes)
            try loadRecord(UInt32(slot), upper: upper)
        }
        try reader.rows(.vectors, count: slots, bytes: layout.vectorBytes, pageBytes: pageBytes) {
            try graph.makeVector(UInt32($0)).copyMemory(from: $1, byteCount: layout.vectorBytes)
        }
        if meta.usesCodes == 1 {
            guard layout.hasCodes, meta.step.isFinite, meta.step > 0, mean.allSatisfy(\.isFinite) else {
                throw HNSWPageReader.damaged(0, "It describes no codes.")
            }
            try reader.rows(.codes, count: slots, bytes: layout.codeStride, pageBytes: pageBytes) {
                view.code(UInt32($0)).copyMemory(from: $1, byteCount: layout.codeStride)
            }
            let codebook = HNSWCodebook(
                metric: metric, mean: mean, step: meta.step, learntFrom: Int(meta.learntFrom))
            coding.codebook = codebook
            coding.code = HNSWTraversalCode(codebook)
        }
        coding.rerank = meta.rerank >= 1 && meta.rerank < 1_000 ? Double(meta.rerank) : 2
        coding.nextReview = max(Int(meta.nextReview), HNSWCoding.firstReview)
        try reader.rows(.terms, count: slots, bytes: 4, pageBytes: pageBytes) {
            view.term(UInt32($0)).pointee = $1.load(as: Float.self)
        }
        try reader.rows(.links, count: slots, bytes: layout.baseLinks * 4, pageBytes: pageBytes) {
            UnsafeMutableRawPointer(view.baseLinks(UInt32($0))).copyMemory(from: $1, byteCount: layout.baseLinks * 4)
        }
        try reader.rows(.upperLinks, count: upper, bytes: m * 4, pageBytes: pageBytes) {
            UnsafeMutableRawPointer(view.upperList(UInt32($0))).copyMemory(from: $1, byteCount: layout.m * 4)
        }
        graph.entry.store(meta.entry, ordering: .releasing)
    }

    private func loadRecord(_ slot: UInt32, upper: Int) throws {
        let view = graph.view
        let first = Int(view.record(slot).load(fromByteOffset: HNSWRecord.upper, as: UInt32.self))
        let (level, state) = (view.level(slot), view.state(slot))
        view.unlock(slot)
        guard level <= HNSWParameters.topLevel, state <= HNSWState.removed, level == 0 || first + level <= upper,
            identifiers.withLock({ $0.load(view.id(slot), state: state) })
        else { throw HNSWPageReader.damaged(2, "The record of slot \(slot) is wrong.") }
        switch state {
        case HNSWState.live: liveCount.add(1, ordering: .relaxed)
        case HNSWState.removed: removedCount.add(1, ordering: .relaxed)
        default: break
        }
    }

    /// Whether every link and the entry point lead to a node that is on their layer.
    private func checkLoaded() -> Bool {
        let view = graph.view
        let slots = graph.used.load(ordering: .acquiring)
        let entry = graph.entry.load(ordering: .acquiring)
        if entry != HNSWEntry.none {
            guard entry & 0xffff_ffff < UInt64(slots), entry >> 32 == UInt64(view.level(HNSWEntry.slot(entry))) else {
                return false
            }
        }
        for slot in 0..<UInt32(slots) {
            for layer in 0...view.level(slot) {
                let links = view.links(slot, layer)
                for i in 0..<view.capacity(layer) {
                    if links[i] == HNSWLayout.end { break }
                    guard Int(links[i]) < slots, view.level(links[i]) >= layer else { return false }
                }
            }
        }
        return true
    }
}
