/// The distance kernels of one instruction set: a table of plain C function pointers, raw addresses in, scalars out.
///
/// The table is a concrete type in a target of its own because two things must not happen. A generic call across a
/// module seam is not specialised, so the seam is made of pointers. And a type that is defined in an instruction-set
/// target makes the compiler emit weak helper functions there (`__swift_memcpy…`), which the linker may choose for the
/// whole program although they hold AVX-512 instructions; here they are baseline code.
///
/// Addresses need no alignment. `count` and `dimensions` are numbers of elements unless a name says bytes. A row scan
/// reads `count` rows, `stride` bytes apart, and writes one value a row. All kernels accept zero counts.
package struct Kernels: Sendable {
    /// Float32 against float32.
    package var float32: FloatKernels
    /// Float16 against float16 for pairs; row scans take a **float32** query against float16 rows.
    package var float16: FloatKernels
    package var bits: BitKernels
    package var codes: CodeKernels
    package var sparse: SparseKernels
    package var conversion: ConversionKernels
    package var batch: BatchKernels
    package var selection: SelectionKernels
    package var traversal: TraversalKernels

    package init(
        float32: FloatKernels, float16: FloatKernels, bits: BitKernels, codes: CodeKernels, sparse: SparseKernels,
        conversion: ConversionKernels, batch: BatchKernels, selection: SelectionKernels, traversal: TraversalKernels
    ) {
        self.float32 = float32
        self.float16 = float16
        self.bits = bits
        self.codes = codes
        self.sparse = sparse
        self.conversion = conversion
        self.batch = batch
        self.selection = selection
        self.traversal = traversal
    }
}

/// Dense floating-point metrics. The precision of results is 1e-5 relative to the sum of the terms' magnitudes.
package struct FloatKernels: Sendable {
    /// `(a, b, dimensions)`
    package typealias Pair = @convention(c) @Sendable (UnsafeRawPointer, UnsafeRawPointer, Int) -> Float
    /// `(a, b, dimensions, out)`: writes a·b, a·a, b·b.
    package typealias Pieces =
        @convention(c) @Sendable (UnsafeRawPointer, UnsafeRawPointer, Int, UnsafeMutablePointer<Float>) -> Void
    /// `(query, rows, stride, count, dimensions, out)`
    package typealias Rows =
        @convention(c) @Sendable (
            UnsafeRawPointer, UnsafeRawPointer, Int, Int, Int, UnsafeMutablePointer<Float>
        ) -> Void

    package var squaredL2: Pair
    package var dot: Pair
    package var l1: Pair
    package var cosinePieces: Pieces
    package var squaredL2Rows: Rows
    /// The plain dot products: pgvector's `<#>` is their negative.
    package var dotRows: Rows
    package var l1Rows: Rows
    /// Cosine distances, 1 − cos, from 0 to 2; NaN where a norm is zero. Rows need not be normalised.
    package var cosineRows: Rows

    package init(
        squaredL2: Pair, dot: Pair, l1: Pair, cosinePieces: Pieces,
        squaredL2Rows: Rows, dotRows: Rows, l1Rows: Rows, cosineRows: Rows
    ) {
        self.squaredL2 = squaredL2
        self.dot = dot
        self.l1 = l1
        self.cosinePieces = cosinePieces
        self.squaredL2Rows = squaredL2Rows
        self.dotRows = dotRows
        self.l1Rows = l1Rows
        self.cosineRows = cosineRows
    }
}

/// Metrics of packed bits; lengths are in bytes and unused bits must be zero.
package struct BitKernels: Sendable {
    /// `(a, b, bytes)`: the number of differing bits.
    package typealias Hamming = @convention(c) @Sendable (UnsafeRawPointer, UnsafeRawPointer, Int) -> Int
    /// `(a, b, bytes)`: 1 − |a∩b| / |a∪b|, and 1 when the sets share nothing.
    package typealias Jaccard = @convention(c) @Sendable (UnsafeRawPointer, UnsafeRawPointer, Int) -> Double

    package var hamming: Hamming
    package var jaccard: Jaccard
    /// The fifth argument is the number of bytes in a row.
    package var hammingRows: FloatKernels.Rows
    /// The fifth argument is the number of bytes in a row.
    package var jaccardRows: FloatKernels.Rows

    package init(
        hamming: Hamming, jaccard: Jaccard, hammingRows: FloatKernels.Rows, jaccardRows: FloatKernels.Rows
    ) {
        self.hamming = hamming
        self.jaccard = jaccard
        self.hammingRows = hammingRows
        self.jaccardRows = jaccardRows
    }
}

/// Integer dot products of 8-bit codes. Exact up to 65,536 elements (`Int32`).
package struct CodeKernels: Sendable {
    package typealias Pair = @convention(c) @Sendable (UnsafeRawPointer, UnsafeRawPointer, Int) -> Int32
    /// `(query, rows, stride, count, dimensions, out)`
    package typealias Rows =
        @convention(c) @Sendable (
            UnsafeRawPointer, UnsafeRawPointer, Int, Int, Int, UnsafeMutablePointer<Int32>
        ) -> Void

    /// Signed · signed.
    package var dot: Pair
    /// Unsigned · signed, the form that VNNI has as one instruction: with `u = s + 128` the signed product is
    /// `mixed(u, b) − 128·Σb`, and a caller that keeps Σb beside each row saves half the work.
    package var mixedDot: Pair
    package var dotRows: Rows
    /// Unsigned query · signed rows.
    package var mixedDotRows: Rows

    package init(dot: Pair, mixedDot: Pair, dotRows: Rows, mixedDotRows: Rows) {
        self.dot = dot
        self.mixedDot = mixedDot
        self.dotRows = dotRows
        self.mixedDotRows = mixedDotRows
    }
}

/// Merges of sparse vectors: ascending `Int32` indices, then as many `Float` values.
package struct SparseKernels: Sendable {
    /// `(indices a, values a, count a, indices b, values b, count b)`
    package typealias Merge =
        @convention(c) @Sendable (
            UnsafeRawPointer, UnsafeRawPointer, Int, UnsafeRawPointer, UnsafeRawPointer, Int
        ) -> Float

    package var dot: Merge
    package var squaredL2: Merge
    package var l1: Merge

    package init(dot: Merge, squaredL2: Merge, l1: Merge) {
        self.dot = dot
        self.squaredL2 = squaredL2
        self.l1 = l1
    }
}

/// Conversions between element types: `(source, count, destination)`.
package struct ConversionKernels: Sendable {
    package typealias Convert = @convention(c) @Sendable (UnsafeRawPointer, Int, UnsafeMutableRawPointer) -> Void

    /// Float16 to float32, exact.
    package var widen: Convert
    /// Float32 to float16, to nearest even; what is too large becomes infinite.
    package var narrow: Convert

    package init(widen: Convert, narrow: Convert) {
        self.widen = widen
        self.narrow = narrow
    }
}

/// The blocked matrix product of a batch: many queries against many rows, all float32.
///
/// Rows are packed into *panels* of `panelWidth` rows and queries into *groups* of `groupSize`, both transposed
/// (element by element, zeros where rows are missing); `tile` then multiplies one group with one panel.
package struct BatchKernels: Sendable {
    /// `(rows, stride, count, dimensions, out)`: packs at most one panel or group.
    package typealias Pack =
        @convention(c) @Sendable (UnsafeRawPointer, Int, Int, Int, UnsafeMutablePointer<Float>) -> Void
    /// `(group, panel, dimensions, out, outStride)`: writes `groupSize` lines of `panelWidth` dot products, the lines
    /// `outStride` elements apart.
    package typealias Tile =
        @convention(c) @Sendable (
            UnsafePointer<Float>, UnsafePointer<Float>, Int, UnsafeMutablePointer<Float>, Int
        ) -> Void

    package var panelWidth: Int
    package var groupSize: Int
    package var packPanel: Pack
    /// As `packPanel`, but from rows of float16.
    package var packHalfPanel: Pack
    package var packGroup: Pack
    package var tile: Tile

    package init(
        panelWidth: Int, groupSize: Int, packPanel: Pack, packHalfPanel: Pack, packGroup: Pack, tile: Tile
    ) {
        self.panelWidth = panelWidth
        self.groupSize = groupSize
        self.packPanel = packPanel
        self.packHalfPanel = packHalfPanel
        self.packGroup = packGroup
        self.tile = tile
    }
}

/// Finds the few values that pass a threshold, 16 at a time: the inner step of top-k. NaN never passes.
package struct SelectionKernels: Sendable {
    /// `(values, count, threshold, indices)`: writes the positions that pass, ascending; returns how many.
    /// `indices` must have room for `count`, rounded up to a multiple of 16.
    package typealias Select =
        @convention(c) @Sendable (UnsafePointer<Float>, Int, Float, UnsafeMutablePointer<Int32>) -> Int
    /// `(values, terms, count, threshold, indices)`
    package typealias SelectSum =
        @convention(c) @Sendable (
            UnsafePointer<Float>, UnsafePointer<Float>, Int, Float, UnsafeMutablePointer<Int32>
        ) -> Int

    /// Values strictly below the threshold.
    package var below: Select
    /// Values strictly above the threshold.
    package var above: Select
    /// `values[i] + terms[i]` strictly above the threshold: with terms −|x|²/2 the largest sums of dot products are the
    /// nearest rows by L2.
    package var sumAbove: SelectSum

    package init(below: Select, above: Select, sumAbove: SelectSum) {
        self.below = below
        self.above = above
        self.sumAbove = sumAbove
    }
}

/// What a graph search does at each node: compare a query with rows that lie anywhere. Rows are unsigned codes, queries
/// signed ones; both are padded to a multiple of 64 codes, the queries with zeros.
package struct TraversalKernels: Sendable {
    /// `(query, rows, count, paddedDimensions, out)`: the dot product with each of `count` rows.
    package typealias Gather =
        @convention(c) @Sendable (
            UnsafeRawPointer, UnsafePointer<UnsafeRawPointer>, Int, Int, UnsafeMutablePointer<Int32>
        ) -> Void
    /// `(query, rows, count, paddedDimensions, terms, base, factor, bias, scores)`: base + term − factor · (dot − bias) of
    /// each of `count` rows that lie one after another, as in a list that is scanned. Announces memory up to a page
    /// behind the rows.
    package typealias Scan =
        @convention(c) @Sendable (
            UnsafeRawPointer, UnsafeRawPointer, Int, Int, UnsafePointer<Float>, Float, Float, Int32,
            UnsafeMutablePointer<Float>
        ) -> Void
    /// `(values, offsets, factor, scale, count, flip, codes, sums)`: codes are (factor · value − offset) · scale, to
    /// the nearest integer within ±127, stored xor `flip` (0 signed, 0x80 unsigned); `sums` receives Σ code and Σ
    /// code².
    package typealias Quantize =
        @convention(c) @Sendable (
            UnsafePointer<Float>, UnsafePointer<Float>, Float, Float, Int, UInt8, UnsafeMutableRawPointer,
            UnsafeMutablePointer<Int32>
        ) -> Void
    /// `(values, offsets, factor, count)`: the greatest |factor · value − offset|.
    package typealias Range =
        @convention(c) @Sendable (UnsafePointer<Float>, UnsafePointer<Float>, Float, Int) -> Float
    /// `(row, paddedDimensions, query)`: a row's codes made signed; returns their sum.
    package typealias MakeSigned =
        @convention(c) @Sendable (UnsafeRawPointer, Int, UnsafeMutableRawPointer) -> Int32

    package var gatherDots: Gather
    package var scanScores: Scan
    package var quantize: Quantize
    package var range: Range
    package var makeSigned: MakeSigned

    package init(
        gatherDots: Gather, scanScores: Scan, quantize: Quantize, range: Range, makeSigned: MakeSigned
    ) {
        self.gatherDots = gatherDots
        self.scanScores = scanScores
        self.quantize = quantize
        self.range = range
        self.makeSigned = makeSigned
    }
}
