import CIntrinsics
import VectorTypes

/// Copying pages while the index is in use.
///
/// Linking stands still for the time of the copy, and so do puts and removals, but searches do not. What changed since
/// the last capture is known for groups of 32 slots (see ``HNSWGroup``): a change to a record or term, to a code, or to
/// links. Headers and checksums are written after everybody may go on.
extension HNSWIndex {
    /// Copies of the pages that changed since the last capture (`all`: of all pages).
    ///
    /// Page numbers have gaps. Vectors are not among the pages: see ``init(pages:keepsVectors:)``.
    package func capturePages(all: Bool) throws -> CapturedPages {
        let all = captured.withLock { state in
            defer { state.isLost = false }
            return all || state.isLost
        }
        var (pages, pageCount) = linking.withWriteLock {
            // What is read back one day must be whole.
            let linked = linkedCount.load(ordering: .relaxed)
            if linked > 0, linked * 100 >= count || count < Self.largeCount { reachAll() }
            return structure.withReadLock {
                identifiers.withLock { _ in copyPages(all: all) }
            }
        }
        for i in pages.indices {
            let number = pages[i].number
            pages[i].bytes.withUnsafeMutableBytes { HNSWPage.seal($0, number: number, stamp: stamp) }
        }
        return CapturedPages(pageCount: pageCount, pages: pages) { [weak self] in
            self?.captured.withLock { $0.isLost = true }
        }
    }

    /// From so many vectors on, pages are captured with a few nodes out of reach: to look for them takes long.
    static let largeCount = 500_000

    private func copyPages(all: Bool) -> (pages: [(number: Int, bytes: [UInt8])], pageCount: Int) {
        let map = pageMap()
        var pages = [(number: 0, bytes: copyPage(map, .meta, 0))]
        var pageCount = 1
        for section: HNSWPage.Section in [.mean, .nodes, .codes, .links, .upperLinks] {
            let count = map.pageCount(section)
            pageCount += count
            var changed = all || section == .mean ? nil : changedPages(map, section)
            if section == .upperLinks, changed != nil {
                // A node that was given more layers leaves its old lists, which are on pages all the same.
                let before = captured.withLock { $0.upperLists }
                for page in before / map.rowsPerPage(section)..<count where before < map.upperLists {
                    changed?[page] = true
                }
            }
            for index in 0..<count where changed?[index] ?? true {
                pages.append((HNSWPage.number(section, index), copyPage(map, section, index)))
            }
        }
        forgetChanges(map)
        captured.withLock { $0.upperLists = map.upperLists }
        return (pages, pageCount)
    }

    private func note(_ section: HNSWPage.Section) -> Int {
        switch section {
        case .nodes: HNSWGroup.nodesChanged
        case .codes: HNSWGroup.codesChanged
        default: HNSWGroup.linksChanged
        }
    }

    private func changedPages(_ map: HNSWPageMap, _ section: HNSWPage.Section) -> [Bool] {
        var changed = [Bool](repeating: false, count: map.pageCount(section))
        let (view, note, perPage) = (graph.view, note(section), map.rowsPerPage(section))
        for first in stride(from: 0, to: map.slots, by: HNSWGroup.slots) {
            let group = view.group(UInt32(first)) + note
            guard vecdb_load_byte_acquire(group.assumingMemoryBound(to: UInt8.self)) != 0 else { continue }
            let end = min(first + HNSWGroup.slots, map.slots)
            if section == .upperLinks {
                for slot in UInt32(first)..<UInt32(end) where view.level(slot) > 0 {
                    let list = Int(view.record(slot).load(fromByteOffset: HNSWRecord.upper, as: UInt32.self))
                    for upper in list..<(list + view.level(slot)) { changed[upper / perPage] = true }
                }
            } else {
                for page in first / perPage...(end - 1) / perPage where page < changed.count { changed[page] = true }
            }
        }
        return changed
    }

    private func forgetChanges(_ map: HNSWPageMap) {
        for first in stride(from: 0, to: map.slots, by: HNSWGroup.slots) {
            for note in [HNSWGroup.nodesChanged, HNSWGroup.codesChanged, HNSWGroup.linksChanged] {
                let group = graph.view.group(UInt32(first)) + note
                vecdb_store_byte_release(group.assumingMemoryBound(to: UInt8.self), 0)
            }
        }
    }

    /// A page without its header.
    func copyPage(_ map: HNSWPageMap, _ section: HNSWPage.Section, _ index: Int, hasVectors: Bool = false) -> [UInt8] {
        let range = map.range(section, index)
        if section == .vectors, element == .sparse { return copySparse(range) }
        let rowBytes = map.rowBytes(section)
        let count = HNSWPage.headerBytes + range.count * rowBytes
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = count
            guard let base = buffer.baseAddress else { return }
            let rows = UnsafeMutableRawPointer(base) + HNSWPage.headerBytes
            UnsafeMutableRawPointer(base).initializeMemory(as: UInt8.self, repeating: 0, count: HNSWPage.headerBytes)
            let view = graph.view
            switch section {
            case .meta:
                var meta = describe(map)
                meta.hasVectors = hasVectors ? 1 : 0
                withUnsafeBytes(of: &meta) { meta in
                    if let meta = meta.baseAddress { rows.copyMemory(from: meta, byteCount: rowBytes) }
                }
            case .mean:
                coding.codebook?.mean.withUnsafeBytes { mean in
                    if let mean = mean.baseAddress { rows.copyMemory(from: mean, byteCount: rowBytes) }
                }
            case .vectors:
                for slot in range {
                    (rows + (slot - range.lowerBound) * rowBytes)
                        .copyMemory(from: view.vector(UInt32(slot)), byteCount: rowBytes)
                }
            case .nodes:
                map.eachRun(section, range) { before, first, count in
                    (rows + before * HNSWRecord.bytes)
                        .copyMemory(from: view.record(UInt32(first)), byteCount: count * HNSWRecord.bytes)
                    (rows + range.count * HNSWRecord.bytes + before * 4)
                        .copyMemory(from: view.term(UInt32(first)), byteCount: count * 4)
                }
            case .codes, .links, .upperLinks:
                map.eachRun(section, range) { before, first, count in
                    (rows + before * rowBytes)
                        .copyMemory(from: view.place(section, UInt32(first)), byteCount: count * rowBytes)
                }
            }
        }
    }
}

extension HNSWView {
    /// Where a row of codes or links is.
    func place(_ section: HNSWPage.Section, _ row: UInt32) -> UnsafeMutableRawPointer {
        switch section {
        case .codes: code(row)
        case .upperLinks: UnsafeMutableRawPointer(upperList(row))
        default: UnsafeMutableRawPointer(baseLinks(row))
        }
    }
}

/// What is known about the last capture.
struct HNSWCaptured {
    /// Its pages could not be stored: the next has to have all.
    var isLost = false
    /// How many lists of upper layers there were.
    var upperLists = 0
}
