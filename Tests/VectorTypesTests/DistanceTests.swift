import Foundation
import TestSupport
import Testing

@testable import VectorTypes

/// The golden cases follow what pgvector's own regression tests expect.
@Suite struct DistanceTests {
    @Test(
        "distances of vectors and half vectors",
        arguments: [
            ("l2", "[0,0]", "[3,4]", "5"), ("l2", "[0,0]", "[0,1]", "1"),
            ("l2", "[1,1,1,1,1,1,1,1,1]", "[1,1,1,1,1,1,1,4,5]", "5"), ("ip", "[1,2]", "[3,4]", "11"),
            ("ip", "[1,1,1,1,1,1,1,1,1]", "[1,2,3,4,5,6,7,8,9]", "45"), ("negative ip", "[1,2]", "[3,4]", "-11"),
            ("cosine", "[1,2]", "[2,4]", "0"), ("cosine", "[1,2]", "[0,0]", "NaN"), ("cosine", "[0]", "[0]", "NaN"),
            ("cosine", "[1,1]", "[1,1]", "0"), ("cosine", "[1,0]", "[0,2]", "1"), ("cosine", "[1,1]", "[-1,-1]", "2"),
            ("cosine", "[1,2,3,4,5,6,7,8,9]", "[1,2,3,4,5,6,7,8,9]", "0"),
            ("cosine", "[1,2,3,4,5,6,7,8,9]", "[-1,-2,-3,-4,-5,-6,-7,-8,-9]", "2"), ("l1", "[0,0]", "[3,4]", "7"),
            ("l1", "[0,0]", "[0,1]", "1"), ("l1", "[1,2,3,4,5,6,7,8,9]", "[0,3,2,5,4,7,6,9,8]", "9"),
            ("squared l2", "[1,1]", "[4,5]", "25"), ("spherical", "[1,0]", "[0,1]", "0.5"),
            ("spherical", "[1,0]", "[-1,0]", "1"), ("spherical", "[2,0]", "[2,0]", "0"),
        ])
    func dense(_ metric: String, _ a: String, _ b: String, _ expected: String) throws {
        let (x, y) = (try Vector(text: a), try Vector(text: b))
        #expect(try shortestText(distance(metric, x, y)) == expected)
        #expect(try shortestText(storedDistance(metric, x, y)) == expected)
        let (p, q) = (try HalfVector(x), try HalfVector(y))
        #expect(try shortestText(distance(metric, p, q)) == expected)
        #expect(try shortestText(storedDistance(metric, p, q)) == expected)
        guard metric != "spherical" else { return }
        let (s, t) = (try SparseVector(x), try SparseVector(y))
        #expect(try shortestText(distance(metric, s, t)) == expected)
        #expect(try shortestText(storedDistance(metric, s, t)) == expected)
    }

    @Test(
        "an overflow makes a distance infinite, and a cosine NaN",
        arguments: [
            ("l2", "[3e38]", "[-3e38]", "Infinity"), ("ip", "[3e38]", "[3e38]", "Infinity"),
            ("negative ip", "[3e38]", "[3e38]", "-Infinity"), ("cosine", "[3e38]", "[3e38]", "NaN"),
            ("l1", "[3e38]", "[-3e38]", "Infinity"),
        ])
    func overflow(_ metric: String, _ a: String, _ b: String, _ expected: String) throws {
        let (x, y) = (try Vector(text: a), try Vector(text: b))
        #expect(try shortestText(distance(metric, x, y)) == expected)
        #expect(try shortestText(distance(metric, SparseVector(x), SparseVector(y))) == expected)
    }

    @Test(
        "distances of sparse vectors",
        arguments: [
            ("l2", "{1:3}/2", "{2:4}/2", "5"), ("l2", "{}/2", "{2:1}/2", "1"),
            ("ip", "{1:1,3:3}/4", "{2:2,4:4}/4", "0"), ("ip", "{1:1,3:3,5:5}/5", "{2:4,3:6,4:8}/5", "18"),
            ("cosine", "{}/1", "{}/1", "NaN"), ("l1", "{1:1,3:3,5:5,7:7}/8", "{2:2,4:4,6:6,8:8}/8", "36"),
            ("l1", "{1:1,3:3,5:5,7:7,9:9}/9", "{2:2,4:4,6:6,8:8}/9", "45"),
        ])
    func sparse(_ metric: String, _ a: String, _ b: String, _ expected: String) throws {
        let (x, y) = (try SparseVector(text: a), try SparseVector(text: b))
        #expect(try shortestText(distance(metric, x, y)) == expected)
        #expect(try shortestText(storedDistance(metric, x, y)) == expected)
    }

    @Test("different dimensions are refused", arguments: ["l2", "ip", "negative ip", "cosine", "l1", "squared l2"])
    func differentDimensions(_ metric: String) throws {
        let (x, y) = (try Vector([1, 2]), try Vector([3]))
        let vector = "22000 different vector dimensions 2 and 1"
        #expect(outcome { try distance(metric, x, y) } == vector)
        #expect(outcome { try storedDistance(metric, x, y) } == vector)
        let half = "22000 different halfvec dimensions 2 and 1"
        #expect(outcome { try distance(metric, HalfVector(x), HalfVector(y)) } == half)
        #expect(outcome { try storedDistance(metric, HalfVector(x), HalfVector(y)) } == half)
        let sparse = "22000 different sparsevec dimensions 2 and 1"
        #expect(outcome { try distance(metric, SparseVector(x), SparseVector(y)) } == sparse)
        #expect(outcome { try storedDistance(metric, SparseVector(x), SparseVector(y)) } == sparse)
    }

    @Test("distances agree with double precision, at any alignment") func reference() throws {
        let seed = testSeed(51)
        var random = SeededGenerator(seed: seed)
        for count in [1, 2, 3, 15, 16, 17, 100, 384] {
            let (x, y) = (try Vector(random.gaussianVector(count)), try Vector(random.gaussianVector(count)))
            let pairs = zip(x.elements, y.elements).map { (Double($0), Double($1)) }
            let dot = pairs.reduce(0) { $0 + $1.0 * $1.1 }
            let squared = pairs.reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            let expected = [
                "l2": squared.squareRoot(), "squared l2": squared, "ip": dot, "negative ip": -dot,
                "l1": pairs.reduce(0) { $0 + abs($1.0 - $1.1) }, "cosine": 1 - dot / (x.norm * y.norm),
            ]
            for (metric, expected) in expected {
                let scale = max(1, Double(count))
                for offset in 0..<4 {
                    let actual = try storedDistance(metric, x, y, offset: offset)
                    #expect(abs(actual - expected) < 1e-5 * scale, "\(metric) of \(count), seed \(seed)")
                    #expect(try distance(metric, x, y) == actual, "\(metric) of \(count), seed \(seed)")
                }
            }
        }
    }

    private func distance(_ metric: String, _ a: Vector, _ b: Vector) throws -> Double {
        switch metric {
        case "l2": try a.l2Distance(to: b)
        case "squared l2": try a.l2SquaredDistance(to: b)
        case "ip": try a.innerProduct(with: b)
        case "negative ip": try a.negativeInnerProduct(with: b)
        case "cosine": try a.cosineDistance(to: b)
        case "l1": try a.l1Distance(to: b)
        default: try a.sphericalDistance(to: b)
        }
    }

    private func distance(_ metric: String, _ a: HalfVector, _ b: HalfVector) throws -> Double {
        switch metric {
        case "l2": try a.l2Distance(to: b)
        case "squared l2": try a.l2SquaredDistance(to: b)
        case "ip": try a.innerProduct(with: b)
        case "negative ip": try a.negativeInnerProduct(with: b)
        case "cosine": try a.cosineDistance(to: b)
        case "l1": try a.l1Distance(to: b)
        default: try a.sphericalDistance(to: b)
        }
    }

    private func distance(_ metric: String, _ a: SparseVector, _ b: SparseVector) throws -> Double {
        switch metric {
        case "l2": try a.l2Distance(to: b)
        case "squared l2": try a.l2SquaredDistance(to: b)
        case "ip": try a.innerProduct(with: b)
        case "negative ip": try a.negativeInnerProduct(with: b)
        case "cosine": try a.cosineDistance(to: b)
        default: try a.l1Distance(to: b)
        }
    }

    /// The distance of the storage forms, which start `offset` bytes after an aligned address.
    private func storedDistance(_ metric: String, _ a: Vector, _ b: Vector, offset: Int = 1) throws -> Double {
        try displaced(a.storageBytes, b.storageBytes, offset) { a, b in
            switch metric {
            case "l2": try l2Distance(vector: a, b)
            case "squared l2": try l2SquaredDistance(vector: a, b)
            case "ip": try innerProduct(vector: a, b)
            case "negative ip": try negativeInnerProduct(vector: a, b)
            case "cosine": try cosineDistance(vector: a, b)
            case "l1": try l1Distance(vector: a, b)
            default: try sphericalDistance(vector: a, b)
            }
        }
    }

    private func storedDistance(_ metric: String, _ a: HalfVector, _ b: HalfVector) throws -> Double {
        try displaced(a.storageBytes, b.storageBytes, 1) { a, b in
            switch metric {
            case "l2": try l2Distance(halfvec: a, b)
            case "squared l2": try l2SquaredDistance(halfvec: a, b)
            case "ip": try innerProduct(halfvec: a, b)
            case "negative ip": try negativeInnerProduct(halfvec: a, b)
            case "cosine": try cosineDistance(halfvec: a, b)
            case "l1": try l1Distance(halfvec: a, b)
            default: try sphericalDistance(halfvec: a, b)
            }
        }
    }

    private func storedDistance(_ metric: String, _ a: SparseVector, _ b: SparseVector) throws -> Double {
        try displaced(a.storageBytes, b.storageBytes, 1) { a, b in
            switch metric {
            case "l2": try l2Distance(sparsevec: a, b)
            case "squared l2": try l2SquaredDistance(sparsevec: a, b)
            case "ip": try innerProduct(sparsevec: a, b)
            case "negative ip": try negativeInnerProduct(sparsevec: a, b)
            case "cosine": try cosineDistance(sparsevec: a, b)
            default: try l1Distance(sparsevec: a, b)
            }
        }
    }

    private func displaced(
        _ a: [UInt8], _ b: [UInt8], _ offset: Int,
        _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) throws -> Double
    ) throws -> Double {
        let front = [UInt8](repeating: 0xFF, count: offset)
        return try (front + a).withUnsafeBytes { a in
            try (front + b).withUnsafeBytes { b in
                try body(
                    UnsafeRawBufferPointer(rebasing: a[offset...]), UnsafeRawBufferPointer(rebasing: b[offset...]))
            }
        }
    }
}
