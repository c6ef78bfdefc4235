import PostgresValues
import VecDB
import VectorTypes

/// The functions behind pgvector's aggregates and types that SQL may call as well, and those that only the catalogs list.
func declareVectorInternals(in c: inout CatalogBuilder) {
    declareStates(in: &c)
    c.scalar("vector_send(vector) bytea") { x, _ in .blob(try x.vector(0).wireBytes) }
    c.scalar("halfvec_send(halfvec) bytea") { x, _ in .blob(try x.halfVector(0).wireBytes) }
    c.scalar("sparsevec_send(sparsevec) bytea") { x, _ in .blob(try x.sparseVector(0).wireBytes) }
    for type in ["vector", "halfvec", "sparsevec"] {
        c.listed("\(type)_in(cstring, oid, int4) \(type)")
        c.listed("\(type)_out(\(type)) cstring")
        c.listed("\(type)_typmod_in(cstring[]) int4")
        c.listed("\(type)_recv(internal, oid, int4) \(type)")
    }
    for name in [
        "ivfflat_halfvec_support", "ivfflat_bit_support", "hnsw_halfvec_support", "hnsw_bit_support",
        "hnsw_sparsevec_support",
    ] {
        c.listed("\(name)(internal) internal")
    }
    c.listed("hnswhandler(internal) internal")
    c.listed("ivfflathandler(internal) internal")
}

/// `vector_accum` and kin over the state array `{n, sum1, …}`.
private func declareStates(in c: inout CatalogBuilder) {
    @Sendable func state(_ text: String, _ function: String) throws -> VectorAverage {
        let array = try ArrayLiteral(text: text)
        guard array.dimensions.count == 1, !array.elements.contains(nil) else {
            throw VectorAverage.invalidState(function)
        }
        return try VectorAverage(
            state: try array.elements.compactMap { $0 }.map { try ScalarText.parseFloat8($0) }, function: function)
    }
    @Sendable func text(_ state: VectorAverage) -> SQLiteValue {
        .text("{" + state.state.map { ScalarText.text($0) }.joined(separator: ",") + "}")
    }
    c.scalar("vector_accum(float8[], vector) float8[]") { x, _ in
        var average = try state(x.text(0), "vector_accum")
        try average.add(x.vector(1))
        return text(average)
    }
    c.scalar("halfvec_accum(float8[], halfvec) float8[]") { x, _ in
        var average = try state(x.text(0), "halfvec_accum")
        try average.add(x.halfVector(1))
        return text(average)
    }
    for name in ["vector", "halfvec"] {
        c.scalar("\(name)_combine(float8[], float8[]) float8[]") { x, _ in
            var average = try state(x.text(0), "vector_combine")
            try average.combine(state(x.text(1), "vector_combine"))
            return text(average)
        }
    }
    c.scalar("vector_avg(float8[]) vector") { x, _ in
        (try state(x.text(0), "vector_avg").result()?.storageBytes).map(SQLiteValue.blob) ?? .null
    }
    c.scalar("halfvec_avg(float8[]) halfvec") { x, _ in
        (try state(x.text(0), "halfvec_avg").halfResult()?.storageBytes).map(SQLiteValue.blob) ?? .null
    }
}
