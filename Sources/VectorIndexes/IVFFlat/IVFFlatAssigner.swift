import VectorKernels

/// Finds the nearest centre of many vectors: a matrix product in tiles, then the greatest of each line.
///
/// The nearest centre by L2 is the one with the greatest x·c − |c|²/2; by angle, with centres of unit length, the one
/// with the greatest x·c. A selection kernel finds the few products that exceed the best so far. Of equally near
/// centres the first is taken. For one thread at a time.
final class IVFFlatAssigner {
    /// Vectors in a tile: their packed form stays in the second-level cache while the centres pass.
    static func blockRows(dimensions: Int) -> Int { max(48, min(960, (1 << 20) / (dimensions * 4) / 48 * 48)) }
    private static let tileCenters = 480

    private let dimensions: Int
    private let product = BatchProduct()
    private let products: UnsafeMutablePointer<Float>
    private let positions: UnsafeMutablePointer<Int32>
    private let selection = Kernels.current.selection
    let blockRows: Int

    init(dimensions: Int) {
        self.dimensions = dimensions
        blockRows = Self.blockRows(dimensions: dimensions)
        products = .allocate(capacity: blockRows * Self.tileCenters + 16)
        positions = .allocate(capacity: Self.tileCenters + 16)
    }

    deinit {
        products.deallocate()
        positions.deallocate()
    }

    /// Writes each row's nearest centre, and x·c + term.
    /// - Parameters:
    ///   - rows: `count` ≤ ``blockRows`` vectors one after another.
    ///   - terms: What is added for each centre.
    func assign(
        _ rows: UnsafePointer<Float>, _ count: Int, centers: UnsafePointer<Float>, terms: UnsafePointer<Float>,
        centerCount: Int, labels: UnsafeMutablePointer<UInt16>, scores: UnsafeMutablePointer<Float>
    ) {
        product.prepare(queries: rows, count: count, dimensions: dimensions)
        var first = 0
        while first < centerCount {
            let width = min(Self.tileCenters, centerCount - first)
            product.dot(rows: centers + first * dimensions, rowCount: width, out: products)
            for row in 0..<count {
                let line = products + row * width
                if first == 0 {
                    labels[row] = 0
                    scores[row] = line[0] + terms[0]
                }
                // In two steps, so that the second has a good bound.
                let head = min(width, 48)
                pick(line, terms + first, 0..<head, first, &labels[row], &scores[row])
                if head < width { pick(line, terms + first, head..<width, first, &labels[row], &scores[row]) }
            }
            first += width
        }
    }

    @inline(__always)
    private func pick(
        _ line: UnsafePointer<Float>, _ terms: UnsafePointer<Float>, _ range: Range<Int>, _ first: Int,
        _ label: inout UInt16, _ best: inout Float
    ) {
        let (line, terms) = (line + range.lowerBound, terms + range.lowerBound)
        let passing = selection.sumAbove(line, terms, range.count, best, positions)
        for i in 0..<passing {
            let position = Int(positions[i])
            let score = line[position] + terms[position]
            if score > best {
                best = score
                label = UInt16(truncatingIfNeeded: first + range.lowerBound + position)
            }
        }
    }
}

/// Calls `body` with ranges of `count` indices, on several threads, each with a worker of its own; ends early, with
/// false, as soon as a call gave false.
@discardableResult
func parallelBlocks<Worker>(
    _ threads: Int, _ count: Int, _ block: Int, worker: @escaping () -> Worker,
    _ body: @escaping (Worker, Int, Int) -> Bool
) -> Bool {
    guard count > 0 else { return true }
    let blocks = (count + block - 1) / block
    let next = IVFFlatCounter()
    let work = {
        let own = worker()
        while let index = next.take(below: blocks) {
            if !body(own, index * block, min((index + 1) * block, count)) { next.stop() }
        }
    }
    let threads = min(threads, blocks)
    if threads <= 1 { work() } else { ThreadPool.computing.parallelFor(threads) { _ in work() } }
    return !next.isStopped
}
