import PostgresValues
import VecDB
import VectorTypes

/// pgvector's functions and operators on `vector`, `halfvec` and `sparsevec`.
func declareVectors(in c: inout CatalogBuilder) {
    declareDistances(in: &c)
    declareVectorFunctions(in: &c)
    declareVectorArithmetic(in: &c)
    declareVectorAggregates(in: &c)
}

private typealias Distance = @Sendable (UnsafeRawBufferPointer, UnsafeRawBufferPointer) throws -> Double

/// The distances read both values where SQLite keeps them.
private func declareDistances(in c: inout CatalogBuilder) {
    func declare(_ name: String, _ type: String, operator symbol: String? = nil, _ distance: @escaping Distance) {
        c.scalar("\(name)(\(type), \(type)) float8", operator: symbol) { x, _ in
            .float(try x.withBytes(0) { a in try x.withBytes(1) { b in try distance(a, b) } })
        }
    }
    declare("l2_distance", "vector", operator: "<->") { try l2Distance(vector: $0, $1) }
    declare("l2_distance", "halfvec", operator: "<->") { try l2Distance(halfvec: $0, $1) }
    declare("l2_distance", "sparsevec", operator: "<->") { try l2Distance(sparsevec: $0, $1) }
    declare("vector_negative_inner_product", "vector", operator: "<#>") { try negativeInnerProduct(vector: $0, $1) }
    declare("halfvec_negative_inner_product", "halfvec", operator: "<#>") { try negativeInnerProduct(halfvec: $0, $1) }
    declare("sparsevec_negative_inner_product", "sparsevec", operator: "<#>") {
        try negativeInnerProduct(sparsevec: $0, $1)
    }
    declare("cosine_distance", "vector", operator: "<=>") { try cosineDistance(vector: $0, $1) }
    declare("cosine_distance", "halfvec", operator: "<=>") { try cosineDistance(halfvec: $0, $1) }
    declare("cosine_distance", "sparsevec", operator: "<=>") { try cosineDistance(sparsevec: $0, $1) }
    declare("l1_distance", "vector", operator: "<+>") { try l1Distance(vector: $0, $1) }
    declare("l1_distance", "halfvec", operator: "<+>") { try l1Distance(halfvec: $0, $1) }
    declare("l1_distance", "sparsevec", operator: "<+>") { try l1Distance(sparsevec: $0, $1) }
    declare("inner_product", "vector") { try innerProduct(vector: $0, $1) }
    declare("inner_product", "halfvec") { try innerProduct(halfvec: $0, $1) }
    declare("inner_product", "sparsevec") { try innerProduct(sparsevec: $0, $1) }
    declare("vector_l2_squared_distance", "vector") { try l2SquaredDistance(vector: $0, $1) }
    declare("halfvec_l2_squared_distance", "halfvec") { try l2SquaredDistance(halfvec: $0, $1) }
    declare("sparsevec_l2_squared_distance", "sparsevec") { try l2SquaredDistance(sparsevec: $0, $1) }
    declare("vector_spherical_distance", "vector") { try sphericalDistance(vector: $0, $1) }
    declare("halfvec_spherical_distance", "halfvec") { try sphericalDistance(halfvec: $0, $1) }
    declare("hamming_distance", "bit", operator: "<~>") { try hammingDistance(bit: $0, $1) }
    declare("jaccard_distance", "bit", operator: "<%>") { try jaccardDistance(bit: $0, $1) }
}

extension Arguments {
    func vector(_ index: Int) throws -> Vector { try withBytes(index) { try Vector(storage: $0) } }
    func halfVector(_ index: Int) throws -> HalfVector { try withBytes(index) { try HalfVector(storage: $0) } }
    func sparseVector(_ index: Int) throws -> SparseVector { try withBytes(index) { try SparseVector(storage: $0) } }
    func bits(_ index: Int) throws -> BitVector { try withBytes(index) { try BitVector(storage: $0) } }
}

private func declareVectorFunctions(in c: inout CatalogBuilder) {
    c.scalar("vector_dims(vector) int4") { x, _ in .int(x.withBytes(0) { $0.count / 4 }) }
    c.scalar("vector_dims(halfvec) int4") { x, _ in .int(x.withBytes(0) { $0.count / 2 }) }
    c.scalar("vector_norm(vector) float8") { x, _ in .float(try x.vector(0).norm) }
    c.scalar("l2_norm(halfvec) float8") { x, _ in .float(try x.halfVector(0).norm) }
    c.scalar("l2_norm(sparsevec) float8") { x, _ in .float(try x.sparseVector(0).norm) }
    c.scalar("l2_normalize(vector) vector") { x, _ in .blob(try x.vector(0).l2Normalized().storageBytes) }
    c.scalar("l2_normalize(halfvec) halfvec") { x, _ in .blob(try x.halfVector(0).l2Normalized().storageBytes) }
    c.scalar("l2_normalize(sparsevec) sparsevec") { x, _ in .blob(try x.sparseVector(0).l2Normalized().storageBytes) }
    c.scalar("binary_quantize(vector) bit") { x, _ in .blob(try x.vector(0).binaryQuantized().storageBytes) }
    c.scalar("binary_quantize(halfvec) bit") { x, _ in .blob(try x.halfVector(0).binaryQuantized().storageBytes) }
    c.scalar("subvector(vector, int4, int4) vector") { x, _ in
        .blob(try x.vector(0).subvector(start: Int(x.int(1)), count: Int(x.int(2))).storageBytes)
    }
    c.scalar("subvector(halfvec, int4, int4) halfvec") { x, _ in
        .blob(try x.halfVector(0).subvector(start: Int(x.int(1)), count: Int(x.int(2))).storageBytes)
    }
}

private func declareVectorArithmetic(in c: inout CatalogBuilder) {
    func dense(_ name: String, operator symbol: String, _ body: @escaping @Sendable (Vector, Vector) throws -> Vector) {
        c.scalar("vector_\(name)(vector, vector) vector", operator: symbol) { x, _ in
            .blob(try body(x.vector(0), x.vector(1)).storageBytes)
        }
    }
    func half(
        _ name: String, operator symbol: String,
        _ body: @escaping @Sendable (HalfVector, HalfVector) throws -> HalfVector
    ) {
        c.scalar("halfvec_\(name)(halfvec, halfvec) halfvec", operator: symbol) { x, _ in
            .blob(try body(x.halfVector(0), x.halfVector(1)).storageBytes)
        }
    }
    dense("add", operator: "+") { try $0 + $1 }
    dense("sub", operator: "-") { try $0 - $1 }
    dense("mul", operator: "*") { try $0 * $1 }
    dense("concat", operator: "||") { try $0.concatenated(with: $1) }
    half("add", operator: "+") { try $0 + $1 }
    half("sub", operator: "-") { try $0 - $1 }
    half("mul", operator: "*") { try $0 * $1 }
    half("concat", operator: "||") { try $0.concatenated(with: $1) }
}

private func declareVectorAggregates(in c: inout CatalogBuilder) {
    c.aggregate("avg(vector) vector") { _ in VectorAverageState(isHalf: false) }
    c.aggregate("avg(halfvec) halfvec") { _ in VectorAverageState(isHalf: true) }
    c.aggregate("sum(vector) vector") { _ in VectorSumState() }
    c.aggregate("sum(halfvec) halfvec") { _ in HalfVectorSumState() }
}

private final class VectorAverageState: Accumulator {
    private var average = VectorAverage()
    private let isHalf: Bool

    init(isHalf: Bool) { self.isHalf = isHalf }

    func add(_ x: borrowing Arguments) throws {
        try x.withBytes(0) { bytes in
            if isHalf { try average.add(halfvec: bytes) } else { try average.add(vector: bytes) }
        }
    }

    func result() throws -> SQLiteValue {
        let bytes = isHalf ? try average.halfResult()?.storageBytes : try average.result()?.storageBytes
        return bytes.map(SQLiteValue.blob) ?? .null
    }
}

private final class VectorSumState: Accumulator {
    private var sum = VectorSum()
    func add(_ x: borrowing Arguments) throws { try sum.add(x.vector(0)) }
    func result() throws -> SQLiteValue { (sum.result?.storageBytes).map(SQLiteValue.blob) ?? .null }
}

private final class HalfVectorSumState: Accumulator {
    private var sum = HalfVectorSum()
    func add(_ x: borrowing Arguments) throws { try sum.add(x.halfVector(0)) }
    func result() throws -> SQLiteValue { (sum.result?.storageBytes).map(SQLiteValue.blob) ?? .null }
}
