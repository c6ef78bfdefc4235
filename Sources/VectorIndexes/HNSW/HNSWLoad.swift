import VectorTypes

/// Reading an index back from its pages.
///
/// Pages are copied to their places in memory a page at a time; ids are entered into their map; then links are checked.
/// What is read is not trusted: after the checksums, every number that is used as a place in memory is checked.
extension HNSWIndex {
    /// An index from its pages.
    ///
    /// The pages hold no vectors. They come by ``attach(_:id:)``, in any order and while searches run; until then, and
    /// always when `keepsVectors` is false, searches ask their caller for the vectors that they compare exactly.
    /// - Throws: XX002 for a page that is damaged, missing or of another index; 0A000 for a newer format.
    package convenience init(pages source: some PageSource, keepsVectors: Bool = true) throws {
        var stamp: UInt64?
        var meta = HNSWMeta()
        try source.withPage(0) { page in
            let rows = try HNSWPage.open(page, number: 0, stamp: &stamp)
            guard rows.count == MemoryLayout<HNSWMeta>.size else {
                throw HNSWPage.damaged(0, "It has \(page.count) bytes.")
            }
            withUnsafeMutableBytes(of: &meta) { $0.copyMemory(from: rows) }
        }
        let (metric, element) = (Int(meta.metric), Int(meta.element))
        guard DistanceMetric.allCases.indices.contains(metric), VectorElement.allCases.indices.contains(element),
            meta.slots <= UInt32(HNSWParameters.maximumCount), meta.upperLists < UInt32(Int32.max),
            meta.usesCodes <= 1, meta.hasVectors <= 1, meta.dimensions <= UInt32(Int32.max), meta.m <= 1 << 16
        else { throw HNSWPage.damaged(0, "It describes no index.") }
        do {
            try self.init(
                dimensions: Int(meta.dimensions), metric: DistanceMetric.allCases[metric], m: Int(meta.m),
                efConstruction: Int(meta.efConstruction), element: VectorElement.allCases[element], seed: meta.seed,
                keepsVectors: keepsVectors)
        } catch let error as VecDBError where error.sqlState != .outOfMemory {
            // A parameter out of range is nobody's request here, but damage.
            throw HNSWPage.damaged(0, "It describes no index: \(error.message).")
        }
        self.stamp = stamp ?? 0
        let loader = HNSWLoader(index: self, source: source, stamp: stamp ?? 0, meta: meta)
        try loader.load()
    }
}

private struct HNSWLoader<Source: PageSource> {
    let index: HNSWIndex
    let source: Source
    let stamp: UInt64
    let meta: HNSWMeta

    private var view: HNSWView { index.graph.view }
    private var map: HNSWPageMap {
        HNSWPageMap(
            layout: index.layout, slots: Int(meta.slots), upperLists: Int(meta.upperLists),
            hasCodes: meta.usesCodes == 1)
    }

    func load() throws {
        try loadCoding()
        // An index without codes walks on vectors.
        index.storesVectors = index.keepsVectors || meta.usesCodes == 0
        let map = map
        try eachPage(.nodes) { range, rows in
            // Memory as pages come: a description alone must not take any.
            try index.graph.appendSlots(range.upperBound)
            map.eachRun(.nodes, range) { before, first, count in
                view.record(UInt32(first)).copyMemory(
                    from: rows + before * HNSWRecord.bytes, byteCount: count * HNSWRecord.bytes)
                UnsafeMutableRawPointer(view.term(UInt32(first))).copyMemory(
                    from: rows + range.count * HNSWRecord.bytes + before * 4, byteCount: count * 4)
            }
            try checkRecords(range)
        }
        if index.storesVectors { try index.graph.makeVectors() }
        for section: HNSWPage.Section in [.codes, .links, .upperLinks] {
            let rowBytes = map.rowBytes(section)
            try eachPage(section) { range, rows in
                if section == .upperLinks { _ = try index.graph.appendUpperLists(range.count) }
                map.eachRun(section, range) { before, first, count in
                    view.place(section, UInt32(first)).copyMemory(
                        from: rows + before * rowBytes, byteCount: count * rowBytes)
                }
            }
        }
        if meta.hasVectors == 1, index.storesVectors, index.element == .sparse {
            try eachPageOfAnySize(.vectors) { number, range, rows in
                guard try index.loadSparse(range, rows) else {
                    throw HNSWPage.damaged(number, "It does not hold \(range.count) vectors.")
                }
            }
        } else if meta.hasVectors == 1, index.storesVectors {
            try eachPage(.vectors) { range, rows in
                for slot in range {
                    view.vector(UInt32(slot)).copyMemory(
                        from: rows + (slot - range.lowerBound) * index.layout.vectorBytes,
                        byteCount: index.layout.vectorBytes)
                }
            }
        }
        try enterStates()
        index.captured.withLock { $0.upperLists = Int(meta.upperLists) }
        try checkLinks()
        index.graph.entry.store(meta.entry, ordering: .releasing)
        if index.count >= HNSWIndex.largeCount { index.linkedCount.store(1, ordering: .relaxed) }
    }

    private func loadCoding() throws {
        index.coding.rerank = meta.rerank >= 1 && meta.rerank < 1_000 ? Double(meta.rerank) : 2
        index.coding.entryWidth = max(1, min(Int(meta.entryWidth & 0xff), HNSWCoding.mostEntries))
        index.coding.walkFactor = min(1 + Double(meta.entryWidth >> 8 & 0xff) / 16, HNSWCoding.mostWalkFactor)
        index.coding.nextReview = max(Int(meta.nextReview), HNSWCoding.firstReview)
        guard meta.usesCodes == 1 else { return }
        var mean = [Float](repeating: 0, count: index.dimensions)
        try eachPage(.mean) { _, rows in
            mean.withUnsafeMutableBytes { $0.copyMemory(from: UnsafeRawBufferPointer(start: rows, count: $0.count)) }
        }
        let codebook = HNSWCodebook(
            metric: index.metric, mean: mean, step: meta.step, learntFrom: Int(meta.learntFrom))
        guard index.layout.hasCodes, codebook.isUsable else { throw HNSWPage.damaged(0, "It describes no codes.") }
        index.coding.codebook = codebook
        index.coding.code = HNSWTraversalCode(codebook)
    }

    private func eachPage(
        _ section: HNSWPage.Section, _ body: (Range<Int>, UnsafeRawPointer) throws -> Void
    ) throws {
        let rowBytes = map.rowBytes(section)
        try eachPageOfAnySize(section) { number, range, rows in
            guard rows.count == range.count * rowBytes, let base = rows.baseAddress else {
                throw HNSWPage.damaged(number, "It has \(rows.count) bytes.")
            }
            try body(range, base)
        }
    }

    private func eachPageOfAnySize(
        _ section: HNSWPage.Section, _ body: (Int, Range<Int>, UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let map = map
        for page in 0..<map.pageCount(section) {
            let range = map.range(section, page)
            let number = HNSWPage.number(section, page)
            var stamp: UInt64? = stamp
            try source.withPage(number) { bytes in
                try body(number, range, try HNSWPage.open(bytes, number: number, stamp: &stamp))
            }
        }
    }

    private func checkRecords(_ slots: Range<Int>) throws {
        for slot in UInt32(slots.lowerBound)..<UInt32(slots.upperBound) {
            let record = view.record(slot)
            record.storeBytes(of: 0, toByteOffset: HNSWRecord.lock, as: UInt8.self)
            let (level, state) = (view.level(slot), view.state(slot))
            let upper = Int(record.load(fromByteOffset: HNSWRecord.upper, as: UInt32.self))
            guard level <= HNSWParameters.topLevel, state <= HNSWState.removed,
                level == 0 || upper + level <= Int(meta.upperLists),
                record.load(fromByteOffset: HNSWRecord.placed, as: UInt8.self) <= (state == HNSWState.free ? 0 : 1),
                !view.term(slot).pointee.isNaN
            else { throw HNSWPage.damaged(recordPage(slot), "The record of slot \(slot) is wrong.") }
        }
    }

    private func recordPage(_ slot: UInt32) -> Int {
        HNSWPage.number(.nodes, Int(slot) / map.rowsPerPage(.nodes))
    }

    /// Ids, counts and marks, from the records.
    private func enterStates() throws {
        let slots = UInt32(meta.slots)
        let isAbsent = meta.hasVectors == 0 || !index.storesVectors
        try index.identifiers.withLock { identifiers in
            identifiers.reserve(Int(slots))
            var (live, removed, islands) = (0, 0, 0)
            for slot in 0..<slots {
                let state = view.state(slot)
                guard identifiers.load(view.id(slot), state: state) else {
                    throw HNSWPage.damaged(recordPage(slot), "The id of slot \(slot) is that of another.")
                }
                if state == HNSWState.free { continue }
                if isAbsent { index.setPresent(slot, false) }
                if view.level(slot) > index.drawLevel(slot) { islands += 1 }
                if state == HNSWState.live {
                    live += 1
                    if !view.isPlaced(slot) { index.setWaiting(slot, true) }
                } else {
                    removed += 1
                }
            }
            index.coding.measuredAt = live
            index.liveCount.store(live, ordering: .releasing)
            index.removedCount.store(removed, ordering: .releasing)
            index.islandCount.store(islands, ordering: .relaxed)
            index.missingCount.store(isAbsent ? live : 0, ordering: .releasing)
        }
    }

    /// Every link and the entry point must lead to a node that is on their layer and in the graph.
    private func checkLinks() throws {
        let slots = Int(meta.slots)
        let entry = meta.entry
        if entry != HNSWEntry.none {
            let slot = HNSWEntry.slot(entry)
            guard entry & 0xffff_ffff < UInt64(slots), entry >> 32 == UInt64(view.level(slot)), view.isPlaced(slot)
            else { throw HNSWPage.damaged(0, "The entry point leads outside of the graph.") }
        }
        var words = [UInt64](repeating: 0, count: slots / 64 + 1)
        var areAllPlaced = true
        var isEmpty = true
        for slot in 0..<slots {
            if view.isPlaced(UInt32(slot)) {
                words[slot >> 6] |= 1 << UInt64(slot & 63)
                if view.state(UInt32(slot)) == HNSWState.live { isEmpty = false }
            } else {
                areAllPlaced = false
            }
        }
        guard entry != HNSWEntry.none || isEmpty else { throw HNSWPage.damaged(0, "It has no entry point.") }
        let map = map
        var isWrong = false
        map.eachRun(.links, 0..<slots) { _, first, count in
            let perList = index.layout.baseLinks
            let links = UnsafeBufferPointer(start: view.baseLinks(UInt32(first)), count: count * perList)
            guard !areAllPlaced else {
                isWrong = isWrong || Self.leadsOutside(links, UInt32(slots))
                return
            }
            for list in stride(from: 0, to: links.count, by: perList) {
                for link in links[list..<list + perList] {
                    if link == HNSWLayout.end { break }
                    if Int(link) >= slots || words[Int(link) >> 6] & (1 << UInt64(link & 63)) == 0 { isWrong = true }
                }
            }
        }
        for slot in 0..<UInt32(slots) where view.level(slot) > 0 {
            for layer in 1...view.level(slot) {
                let links = view.links(slot, layer)
                for i in 0..<index.m {
                    let link = links[i]
                    if link == HNSWLayout.end { break }
                    let isRight =
                        Int(link) < slots && words[Int(link) >> 6] & (1 << UInt64(link & 63)) != 0
                        && view.level(link) >= layer
                    if !isRight { isWrong = true }
                }
            }
        }
        if isWrong {
            throw VecDBError(.indexCorrupted, "the hnsw index is damaged", detail: "A link leads outside of it.")
        }
    }

    /// Whether one of the words is neither a slot nor the end of a list: one pass without a branch a word. What is behind
    /// the end of a list are older links, which must be slots as well.
    private static func leadsOutside(_ links: UnsafeBufferPointer<UInt32>, _ slots: UInt32) -> Bool {
        var highest: UInt32 = 0
        for link in links { highest = max(highest, link &+ 1) }
        return highest > slots
    }
}
