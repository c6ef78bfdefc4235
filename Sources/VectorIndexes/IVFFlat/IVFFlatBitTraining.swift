import VectorKernels

/// Finds the centres of lists of bit vectors: k-means with the Hamming distance, where the centre of a list has those
/// bits set that more than half of its vectors have. Otherwise as ``IVFFlatTraining``.
struct IVFFlatBitTraining {
    let rows: UnsafePointer<UInt8>
    let count: Int
    let bits: Int
    let bytes: Int
    let lists: Int
    let control: ScanControl
    private var random: IVFFlatRandom
    private var centers: [UInt8] = []
    private var labels: [UInt16]
    private var distances: [Float]
    private let kernels = Kernels.current.bits
    /// The mean distance of the vectors from their centres at the end.
    private(set) var distortion = 0.0

    /// - Parameter rows: `count` vectors one after another, the unused bits of each zero.
    init(rows: UnsafePointer<UInt8>, count: Int, bits: Int, lists: Int, seed: UInt64, control: ScanControl) {
        self.rows = rows
        self.count = count
        self.bits = bits
        bytes = (bits + 7) / 8
        self.lists = lists
        self.control = control
        random = IVFFlatRandom(seed: seed)
        labels = Array(repeating: 0, count: count)
        distances = Array(repeating: .infinity, count: count)
    }

    /// The centres, as stored.
    mutating func run(progress: ((Int, Int) -> Void)? = nil) throws -> [UInt8] {
        let steps = IVFFlatTraining.iterations + 1
        try seed()
        progress?(1, steps)
        for iteration in 1...IVFFlatTraining.iterations {
            let changed = try assign()
            move()
            progress?(iteration + 1, steps)
            if changed == 0 { break }
        }
        _ = try assign()
        distortion = count > 0 ? distances.reduce(0.0) { $0 + Double($1) } / Double(count) : 0
        progress?(steps, steps)
        return centers
    }

    private mutating func seed() throws {
        if count > 0 { append(Int(random.below(UInt64(count)))) }
        var scores = [Float](repeating: 0, count: count)
        while count > 0, centers.count < lists * bytes {
            try control.check()
            centers.withUnsafeBufferPointer { centers in
                guard let last = centers.baseAddress.map({ $0 + centers.count - bytes }) else { return }
                kernels.hammingRows(last, rows, bytes, count, bytes, &scores)
            }
            var sum = 0.0
            for i in 0..<count {
                distances[i] = min(distances[i], scores[i])
                sum += Double(distances[i]) * Double(distances[i])
            }
            guard sum > 0 else { break }
            var target = Double(random.unit()) * sum
            let drawn = distances.firstIndex { distance in
                target -= Double(distance) * Double(distance)
                return target < 0
            }
            guard let drawn = drawn ?? distances.lastIndex(where: { $0 > 0 }) else { break }
            append(drawn)
        }
        while centers.count < lists * bytes {
            for byte in 0..<bytes {
                let unused = byte == bytes - 1 ? UInt8(truncatingIfNeeded: 0xff << (bytes * 8 - bits)) : 0xff
                centers.append(UInt8(truncatingIfNeeded: random.next()) & unused)
            }
        }
    }

    private mutating func append(_ row: Int) {
        centers.append(contentsOf: UnsafeBufferPointer(start: rows + row * bytes, count: bytes))
    }

    /// Gives each vector to its nearest centre; returns how many changed.
    private mutating func assign() throws -> Int {
        let (rows, bytes, lists, control, kernels) = (BitRows(base: rows), bytes, lists, control, kernels)
        let changes = ConditionLock(0)
        let finished = centers.withUnsafeBufferPointer { centers in
            labels.withUnsafeMutableBufferPointer { labels in
                distances.withUnsafeMutableBufferPointer { distances -> Bool in
                    guard let centers = centers.baseAddress, let labels = labels.baseAddress,
                        let distances = distances.baseAddress
                    else { return true }
                    return parallelBlocks(control.threads, count, 256, worker: { [Float](repeating: 0, count: lists) })
                    { scores, start, end in
                        var scores = scores
                        var changed = 0
                        for i in start..<end {
                            kernels.hammingRows(rows.base + i * bytes, centers, bytes, lists, bytes, &scores)
                            let nearest = scores.nearest
                            if labels[i] != UInt16(nearest) || distances[i] != scores[nearest] { changed += 1 }
                            labels[i] = UInt16(nearest)
                            distances[i] = scores[nearest]
                        }
                        changes.withLock { $0 += changed }
                        return control.shouldStop?() != true
                    }
                }
            }
        }
        guard finished else { throw ScanControl.cancelled }
        return changes.withLock { $0 }
    }

    private mutating func move() {
        let members = labels.withUnsafeBufferPointer { IVFFlatBuckets(labels: $0, lists: lists) }
        var empty: [Int] = []
        for list in 0..<lists {
            let range = members.range(list)
            guard !range.isEmpty else {
                empty.append(list)
                continue
            }
            var counts = [Int32](repeating: 0, count: bytes * 8)
            for place in range {
                let row = rows + Int(members.rows[place]) * bytes
                for bit in 0..<(bytes * 8) { counts[bit] += Int32(row[bit >> 3] >> UInt8(7 - bit & 7) & 1) }
            }
            for byte in 0..<bytes {
                var value: UInt8 = 0
                for bit in 0..<8 where Int(counts[byte * 8 + bit]) * 2 > range.count { value |= 0x80 >> UInt8(bit) }
                centers[list * bytes + byte] = value
            }
        }
        let farthest = (0..<count).filter { distances[$0] > 0 }.sorted { distances[$0] > distances[$1] }
        for (list, row) in zip(empty, farthest) {
            for byte in 0..<bytes { centers[list * bytes + byte] = rows[row * bytes + byte] }
        }
    }
}

private struct BitRows: @unchecked Sendable {
    // Safe because the memory is only read, and outlives the call that reads it.
    let base: UnsafePointer<UInt8>
}

extension [Float] {
    /// The place of the least element; the first of equals.
    var nearest: Int {
        var best = 0
        for i in indices.dropFirst() where self[i] < self[best] { best = i }
        return best
    }
}
