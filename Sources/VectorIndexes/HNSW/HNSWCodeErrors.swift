import VectorTypes

/// How far scores of codes are from the distances they stand for, in one search: tells when no candidate that is left can
/// be among the nearest.
///
/// Candidates come in the order of their scores. The errors of those compared so far have a mean and a deviation (Welford,
/// "Note on a method for calculating corrected sums of squares and products", Technometrics 4, 1962); one whose score
/// lies beyond the farthest distance wanted by several deviations is not worth its vector's way from memory, and all
/// after it still less.
struct HNSWCodeErrors {
    private let metric: DistanceMetric
    private var count = 0.0
    private var mean = 0.0
    private var squares = 0.0

    private static let enough = 8.0
    private static let deviations = 3.0

    init(_ metric: DistanceMetric) { self.metric = metric }

    /// A candidate's score and its exact distance.
    @inline(__always)
    mutating func note(_ score: Float, _ distance: Double) {
        let error = Double(score) - exactScore(distance)
        count += 1
        let difference = error - mean
        mean += difference / count
        squares += difference * (error - mean)
    }

    /// Whether a candidate with this score is farther than a distance, as far as one can tell.
    @inline(__always)
    func exclude(_ score: Float, _ distance: Double) -> Bool {
        guard count >= Self.enough else { return false }
        let beyond = Double(score) - mean - exactScore(distance)
        return beyond > 0 && beyond * beyond * (count - 1) > Self.deviations * Self.deviations * squares
    }

    /// What a score would be without error; see `HNSWCodebook`.
    @inline(__always)
    private func exactScore(_ distance: Double) -> Double {
        switch metric {
        case .l2: distance * distance
        case .cosine: 2 * distance
        default: distance
        }
    }
}
