import VectorKernels
import VectorTypes

/// How vectors become bytes, so that one integer dot product gives every distance.
///
/// A vector x (of unit length for the cosine) is centred, y = x − mean, and each element of y rounded to a multiple of
/// one step for the whole index: ŷ = step · c with c in −127…127, stored as c + 128. Then for a and b
///
///     L2 and cosine:   |ŷa − ŷb|²                     =  Ka + Tb − 2 · step · stepa · (ca · cb)
///     inner product:   −(mean + ŷa) · (mean + ŷb)     =  Ka + Tb −     step · stepa · (ca · cb)
///
/// with the term Tb = |ŷb|², or −mean · yb, kept beside the code and the constant Ka = Ta (less |mean|² for the inner
/// product) added once: a search does not need it, but the choice of neighbours compares distances from different
/// anchors and goes wrong without it. The term |ŷb|² is that of the *rounded* vector: the error of a distance between
/// near vectors is then as small as their difference, not as their length. With the inner product nothing cancels out,
/// and the product with the mean is exact. A query has a step of its own, because it may lie outside the range of the
/// rows.
final class HNSWCodebook: Sendable {
    let metric: DistanceMetric
    let mean: [Float]
    /// The difference between neighbouring codes.
    let step: Float
    let squaredMean: Float
    /// The number of vectors there were when it was learnt.
    let learntFrom: Int

    init(metric: DistanceMetric, mean: [Float], step: Float, learntFrom: Int) {
        self.metric = metric
        self.mean = mean
        self.step = step
        self.learntFrom = learntFrom
        squaredMean = mean.reduce(0) { $0 + $1 * $1 }
    }

    /// The step with the least squared error over ascending deviations from the mean, of those that cut off nothing, a
    /// ten-thousandth, a thousandth or a hundredth of the values.
    static func step(_ deviations: [Float]) -> Float {
        guard let most = deviations.last, most > 0, most.isFinite else { return 1 }
        var best = (error: Double.infinity, step: most / 127)
        for share in [0, 0.0001, 0.001, 0.01] {
            let place = deviations.count - 1 - Int(Double(deviations.count - 1) * share)
            let step = deviations[place] / 127
            guard step > 0 else { continue }
            let limit = step * 127
            var error = Double(place) * Double(step * step) / 12
            for value in deviations[place...] { error += Double((value - limit) * (value - limit)) }
            if error < best.error { best = (error, step) }
        }
        return best.step
    }

    /// What a vector is multiplied by before it is centred.
    func factor(_ values: UnsafePointer<Float>, _ kernels: Kernels) -> Float {
        guard metric == .cosine else { return 1 }
        let squared = kernels.float32.dot(values, values, mean.count)
        return squared > 0 && squared.isFinite ? 1 / squared.squareRoot() : 0
    }

    /// Whether its numbers can be calculated with: they may have been read from a file.
    var isUsable: Bool {
        step > 0 && (1 / step).isFinite && (step * step * 127 * 127 * Float(mean.count)).isFinite
            && mean.allSatisfy(\.isFinite)
    }

    /// Whether a vector lies within what codes can say, with some allowance for the values that the step cuts off.
    func spans(_ values: UnsafePointer<Float>, _ kernels: Kernels) -> Bool {
        mean.withUnsafeBufferPointer { mean in
            guard let base = mean.baseAddress else { return true }
            return kernels.traversal.range(values, base, factor(values, kernels), mean.count) <= 1.5 * 127 * step
        }
    }

    /// Writes a row's code, padded; returns its term.
    func encode(_ values: UnsafePointer<Float>, into code: UnsafeMutableRawPointer, _ kernels: Kernels) -> Float {
        let dimensions = mean.count
        let factor = factor(values, kernels)
        var sums: (Int32, Int32) = (0, 0)
        withUnsafeMutableBytes(of: &sums) { sums in
            mean.withUnsafeBufferPointer { mean in
                guard let mean = mean.baseAddress, let sums = sums.assumingMemoryBound(to: Int32.self).baseAddress
                else { return }
                kernels.traversal.quantize(values, mean, factor, 1 / step, dimensions, 0x80, code, sums)
            }
        }
        let padded = (dimensions + 63) / 64 * 64
        if padded > dimensions {
            (code + dimensions).initializeMemory(as: UInt8.self, repeating: 0x80, count: padded - dimensions)
        }
        guard metric == .innerProduct else { return Float(sums.1) * step * step }
        var product: Float = 0
        for i in 0..<dimensions {
            product += mean[i] * (values[i] * factor - mean[i])
        }
        return -product
    }
}
