import VectorKernelTable

/// The kernels as this target's instruction set has them. Call it only on a processor that has it: even the copying of
/// the table is compiled for that level.
package func makeKernels() -> Kernels {
    Kernels(
        float32: FloatKernels(
            squaredL2: squaredL2Single, dot: dotSingle, l1: l1Single, cosinePieces: cosinePiecesSingle,
            squaredL2Rows: squaredL2RowsSingle, dotRows: dotRowsSingle, l1Rows: l1RowsSingle,
            cosineRows: cosineRowsSingle),
        float16: FloatKernels(
            squaredL2: squaredL2Half, dot: dotHalf, l1: l1Half, cosinePieces: cosinePiecesHalf,
            squaredL2Rows: squaredL2RowsHalf, dotRows: dotRowsHalf, l1Rows: l1RowsHalf,
            cosineRows: cosineRowsHalf),
        bits: BitKernels(
            hamming: hammingBits, jaccard: jaccardBits, hammingRows: hammingRowsBits, jaccardRows: jaccardRowsBits),
        codes: CodeKernels(
            dot: dotCodes, mixedDot: mixedDotCodes, dotRows: dotRowsCodes, mixedDotRows: mixedDotRowsCodes),
        sparse: SparseKernels(dot: dotSparse, squaredL2: squaredL2Sparse, l1: l1Sparse),
        conversion: ConversionKernels(widen: widenHalves, narrow: narrowSingles),
        batch: BatchKernels(
            panelWidth: panelWidth, groupSize: groupSize, packPanel: packPanelSingle, packHalfPanel: packPanelHalf,
            packGroup: packGroupSingle, tile: multiplyTile),
        selection: SelectionKernels(below: selectBelow, above: selectAbove, sumAbove: selectSumAbove),
        traversal: TraversalKernels(
            gatherDots: gatherDotsCodes, scanScores: scanScoresCodes, quantize: quantizeSingles, range: rangeSingles,
            makeSigned: makeSignedCodes)
    )
}
