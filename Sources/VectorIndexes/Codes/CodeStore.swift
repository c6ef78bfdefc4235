import VectorKernels

/// 8-bit codes beside the rows of an arena, slot by slot: what a scan streams instead of the rows.
///
/// Codes of cosine indexes are those of the normalised vectors. Each slot also has its scale, the length of its error and
/// its norm. A slot's codes are written whenever its row is; those of removed rows stay until the slot is used again.
final class CodeStore: @unchecked Sendable {
    // Safe because the owner changes it under the arena's write lock and reads it under the read lock.
    let layout: ArenaLayout
    let isNormalised: Bool
    /// The bytes from one row of codes to the next; the codes past the dimensions are zero.
    let stride: Int
    let scales = GrowableBuffer<Float>()
    let errors = GrowableBuffer<Float>()
    let norms = GrowableBuffer<Float>()
    /// Whether some vector was too long for codes to promise anything.
    private(set) var hasHugeVectors = false

    private var chunks: [MemoryChunk] = []
    private let wide: UnsafeMutablePointer<Float>
    private let kernels = Kernels.current

    init(layout: ArenaLayout, isNormalised: Bool) {
        self.layout = layout
        self.isNormalised = isNormalised
        stride = (layout.dimensions + 63) / 64 * 64
        wide = .allocate(capacity: layout.dimensions)
    }

    deinit {
        for chunk in chunks { chunk.free() }
        wide.deallocate()
    }

    /// The codes of a slot; those of the following slots lie behind them up to the end of the arena's chunk.
    func codes(_ slot: Int) -> UnsafeMutablePointer<Int8> {
        let offset = (slot & (layout.rowsPerChunk - 1)) * stride
        return (chunks[slot >> layout.chunkShift].base + offset).assumingMemoryBound(to: Int8.self)
    }

    /// Makes room for a slot, so that ``write(_:slot:)`` cannot fail.
    func reserve(slot: Int) throws {
        while slot >> layout.chunkShift >= chunks.count {
            let chunk = try MemoryChunk(bytes: layout.rowsPerChunk * stride, isFirst: chunks.isEmpty)
            chunks.append(chunk)
        }
        for buffer in [scales, errors, norms] { buffer.append(repeating: 0, toCount: slot + 1) }
    }

    /// Codes the row of a slot.
    func write(_ row: UnsafeRawPointer, slot: Int) {
        if layout.element == .float16 {
            kernels.conversion.widen(row, layout.dimensions, wide)
        } else {
            UnsafeMutableRawPointer(wide).copyMemory(from: row, byteCount: layout.dimensions * 4)
        }
        let codes = codes(slot)
        for i in layout.dimensions..<stride { codes[i] = 0 }
        let code = encode(wide, codes)
        scales[slot] = code.scale
        errors[slot] = code.error
        norms[slot] = code.norm
    }

    /// Codes a vector as the rows are coded.
    func encode(_ vector: UnsafePointer<Float>, _ codes: UnsafeMutablePointer<Int8>) -> VectorCode {
        let norm = kernels.float32.dot(vector, vector, layout.dimensions).squareRoot()
        if !(norm <= VectorCode.greatestNorm) { hasHugeVectors = true }
        let factor = isNormalised ? (norm > 0 && norm.isFinite ? 1 / norm : 0) : 1
        return VectorCode(vector, count: layout.dimensions, factor: factor, codes: codes)
    }
}
