import VectorTypes

/// Vectors as they are stored, as codes, and as probes.
extension HNSWIndex {
    /// The vector with this id, as stored; nil if there is none, or its elements are not in memory, or the index holds
    /// bits or sparse vectors.
    public func vector(id: Int64) -> [Float]? {
        guard element != .bit, element != .sparse else { return nil }
        return structure.withReadLock {
            guard let slot = identifiers.withLock({ $0.slot(of: id) }), graph.hasVector(slot) else { return nil }
            let row = graph.view.vector(slot)
            return (0..<dimensions).map {
                element == .float32
                    ? row.load(fromByteOffset: $0 * 4, as: Float.self)
                    : Float(Float16(bitPattern: row.load(fromByteOffset: $0 * 2, as: UInt16.self)))
            }
        }
    }

    /// The elements of a slot as float32: the row itself, or a copy in `wide`.
    @inline(__always)
    func floats(_ row: UnsafeRawPointer, _ wide: UnsafeMutablePointer<Float>) -> UnsafePointer<Float> {
        guard element == .float16 else { return row.assumingMemoryBound(to: Float.self) }
        kernels.conversion.widen(row, dimensions, wide)
        return UnsafePointer(wide)
    }

    /// Writes the code and term of a slot whose elements are at `row`. Under `structure`.
    func encode(_ slot: UInt32, _ row: UnsafeRawPointer, _ wide: UnsafeMutablePointer<Float>) {
        if let codebook = coding.codebook, coding.code != nil {
            let values = floats(row, wide)
            graph.view.term(slot).pointee = codebook.encode(values, into: graph.view.code(slot), kernels)
            if !codebook.spans(values, kernels) { outsideCount.add(1, ordering: .relaxed) }
            graph.view.noteChange(slot, HNSWGroup.codesChanged)
        } else if metric == .cosine {
            graph.view.term(slot).pointee = inverseNorm(row, wide)
        } else {
            graph.view.term(slot).pointee = 0
        }
    }

    /// One over a vector's length; 0 for a vector of zeros.
    private func inverseNorm(_ row: UnsafeRawPointer, _ wide: UnsafeMutablePointer<Float>) -> Float {
        let squared: Float
        if element == .sparse {
            let vector = HNSWSparseVector(row)
            squared = kernels.float32.dot(vector.values, vector.values, vector.count)
        } else {
            let values = floats(row, wide)
            squared = kernels.float32.dot(values, values, dimensions)
        }
        return squared > 0 ? 1 / squared.squareRoot() : 0
    }

    /// A query made ready for the traversal; its code is in the scratch. Under `structure`.
    func probe(_ query: UnsafeRawPointer, _ scratch: HNSWScratch) -> HNSWProbe {
        guard let codebook = coding.codebook, let code = coding.code else {
            let factor = metric == .cosine ? inverseNorm(query, scratch.wide) : 1
            return HNSWProbe(code: nil, elements: query, base: 1, factor: factor, bias: 0)
        }
        let values = floats(query, scratch.wide)
        let factor = codebook.factor(values, kernels)
        return codebook.mean.withUnsafeBufferPointer { mean in
            guard let mean = mean.baseAddress else {
                return HNSWProbe(code: nil, elements: query, base: 1, factor: 1, bias: 0)
            }
            let range = kernels.traversal.range(values, mean, factor, dimensions)
            let step = range > 0 && range.isFinite ? range / 127 : 1
            var sums: (Int32, Int32) = (0, 0)
            withUnsafeMutableBytes(of: &sums) { sums in
                guard let sums = sums.assumingMemoryBound(to: Int32.self).baseAddress else { return }
                kernels.traversal.quantize(values, mean, factor, 1 / step, dimensions, 0, scratch.queryCode, sums)
            }
            return HNSWProbe(
                code: UnsafeRawPointer(scratch.queryCode), elements: query,
                base: metric == .innerProduct ? 0 : Float(sums.1) * step * step,
                factor: code.weight * code.step * step, bias: 128 &* sums.0)
        }
    }
}
