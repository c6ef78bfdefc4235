import PostgresValues
import VecDB
import VectorTypes

/// The functions behind casts. As in PostgreSQL they are called like their target type, and may be called by that name.
func declareCasts(in c: inout CatalogBuilder) {
    declareNumberCasts(in: &c)
    declareTextCasts(in: &c)
    declareBitCasts(in: &c)
    declareVectorCasts(in: &c)
}

private func declareNumberCasts(in c: inout CatalogBuilder) {
    let integers: [(digit: String, type: String)] = [("2", "int2"), ("4", "int4"), ("8", "int8")]
    for (a, source) in integers {
        for (b, target) in integers where a != b {
            if a < b {
                c.native("\(target)(\(source)) \(target)", "$1")
            } else {
                let range = IntegerRange(digit: b)
                c.scalar("\(target)(\(source)) \(target)") { x, _ in try range.check((x.int(0), false)) }
            }
        }
        c.native("float8(\(source)) float8", "CAST($1 AS REAL)")
        c.scalar("float4(\(source)) float4") { x, _ in .real(Double(Float(x.int(0)))) }
        c.native("numeric(\(source)) numeric", "CAST($1 AS TEXT)")
        let range = IntegerRange(digit: a)
        for float in ["float4", "float8"] {
            c.scalar("\(source)(\(float)) \(source)") { x, _ in
                let value = x.double(0).rounded(.toNearestOrEven)
                guard let number = Int64(exactly: value) else { throw range.error }
                return try range.check((number, false))
            }
        }
        c.scalar("\(source)(numeric) \(source)") { x, _ in
            let value = try x.numeric(0)
            switch a {
            case "2": return .integer(Int64(try value.int16()))
            case "4": return .integer(Int64(try value.int32()))
            default: return .integer(try value.int64())
            }
        }
        c.scalar("\(source)(jsonb) \(source)") { x, context in
            try jsonNumber(x.text(0), source) { number in
                switch a {
                case "2": return .integer(Int64(try number.int16()))
                case "4": return .integer(Int64(try number.int32()))
                default: return .integer(try number.int64())
                }
            }
        }
        for alias in ["oid", "regproc", "regclass", "regtype", "regnamespace", "regrole", "regconfig"] {
            c.scalar("\(alias)(\(source)) \(alias)") { x, _ in
                let value = x.int(0)
                guard value <= Int64(UInt32.max), value >= Int64(Int32.min) else {
                    throw VecDBError(.numericValueOutOfRange, "OID out of range")
                }
                return .integer(value < 0 ? value + 4_294_967_296 : value)
            }
        }
    }
    for alias in [
        "oid", "regproc", "regprocedure", "regoper", "regclass", "regtype", "regnamespace", "regrole", "regconfig",
    ] {
        c.native("int8(\(alias)) int8", "$1")
    }
    c.native("float8(float4) float8", "$1")
    c.scalar("float4(float8) float4") { x, _ in
        let value = x.double(0)
        let single = Float(value)
        if single.isInfinite, !value.isInfinite { throw Float8.overflow }
        if single == 0, value != 0 { throw Float8.underflow }
        return .float(Double(single))
    }
    c.scalar("numeric(float4) numeric") { x, _ in .text(try Numeric(Float(x.double(0))).text) }
    c.scalar("numeric(float8) numeric") { x, _ in .text(try Numeric(x.double(0)).text) }
    c.scalar("float4(numeric) float4") { x, _ in .float(Double(try x.numeric(0).float())) }
    c.scalar("float8(numeric) float8") { x, _ in .float(try x.numeric(0).double()) }
    c.scalar("numeric(numeric, int4) numeric") { x, _ in
        .text(try x.numeric(0).coerced(toModifier: Int32(truncatingIfNeeded: x.int(1))).text)
    }
    c.native("int4(bool) int4", "$1")
    c.native("bool(int4) bool", "($1 <> 0)")
    c.scalar("float4(jsonb) float4") { x, _ in try jsonNumber(x.text(0), "float4") { .float(Double(try $0.float())) } }
    c.scalar("float8(jsonb) float8") { x, _ in try jsonNumber(x.text(0), "float8") { .float(try $0.double()) } }
    c.scalar("numeric(jsonb) numeric") { x, _ in try jsonNumber(x.text(0), "numeric") { .text($0.text) } }
    c.scalar("bool(jsonb) bool") { x, _ in
        switch x.text(0) {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        default: throw cannotCast(jsonb: x.text(0), "bool")
        }
    }
    for (type, width) in [("int2", 2), ("int4", 4), ("int8", 8)] {
        c.scalar("bytea(\(type)) bytea") { x, _ in
            let bits = UInt64(bitPattern: x.int(0))
            return .blob((0..<width).reversed().map { UInt8(truncatingIfNeeded: bits >> (UInt64($0) * 8)) })
        }
        c.scalar("\(type)(bytea) \(type)") { x, _ in
            let bytes = x.bytes(0)
            if bytes.count > width { throw IntegerRange(digit: String(width)).error }
            let bits = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return .integer(IntegerRange(digit: String(width)).truncated(Int64(bitPattern: bits)))
        }
    }
}

/// A jsonb number as a number; the JSON null is NULL.
private func jsonNumber(
    _ json: String, _ type: String, _ body: (Numeric) throws -> SQLiteValue
) throws -> SQLiteValue {
    if json == "null" { return .null }
    guard let first = json.utf8.first,
        first == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
    else { throw cannotCast(jsonb: json, type) }
    return try body(Numeric(text: json))
}

private func cannotCast(jsonb json: String, _ type: String) -> VecDBError {
    let kind =
        switch json.utf8.first {
        case UInt8(ascii: "{"): "object"
        case UInt8(ascii: "["): "array"
        case UInt8(ascii: "\""): "string"
        case UInt8(ascii: "t"), UInt8(ascii: "f"): "boolean"
        default: "numeric"
        }
    let name = typeNamed(type)?.description ?? type
    return VecDBError(.invalidParameterValue, "cannot cast jsonb \(kind) to type \(name)")
}

private func declareTextCasts(in c: inout CatalogBuilder) {
    for target in ["text", "bpchar", "varchar"] {
        c.native("\(target)(bool) \(target)", "(CASE $1 WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)")
        c.native("\(target)(char) \(target)", "$1")
        c.native("\(target)(name) \(target)", "$1")
    }
    c.native("text(bpchar) text", "rtrim($1, ' ')")
    c.native("varchar(bpchar) varchar", "rtrim($1, ' ')")
    for source in ["text", "bpchar", "varchar"] {
        c.scalar("name(\(source)) name") { x, _ in .text(ScalarText.name(x.text(0))) }
        c.native("char(\(source)) char", "substr($1, 1, 1)")
    }
    c.scalar("char(int4) char") { x, _ in
        .text(x.int(0) == 0 ? "" : String(UnicodeScalar(UInt8(truncatingIfNeeded: x.int(0)))))
    }
    c.scalar("int4(char) int4") { x, _ in .integer(Int64(x.text(0).unicodeScalars.first?.value ?? 0)) }
    for source in ["text", "varchar"] {
        c.scalar("regclass(\(source)) regclass", volatility: .stable) { x, context in
            .integer(try ObjectName.parse(x.text(0), .regclass, context))
        }
    }
    for (name, base) in [("varchar", BaseType.varchar), ("bpchar", .bpchar)] {
        c.scalar("\(name)(\(name), int4, bool) \(name)") { x, _ in
            try ValueText.fit(
                x.value(0), to: ColumnType(base, modifier: Int32(truncatingIfNeeded: x.int(1))), isExplicit: x.bool(2))
        }
    }
}

private func declareBitCasts(in c: inout CatalogBuilder) {
    for (name, base) in [("bit", BaseType.bit), ("varbit", .varbit)] {
        c.scalar("\(name)(\(name), int4, bool) \(name)") { x, _ in
            try ValueText.fit(
                x.value(0), to: ColumnType(base, modifier: Int32(truncatingIfNeeded: x.int(1))), isExplicit: x.bool(2))
        }
    }
    for (type, width) in [("int4", 32), ("int8", 64)] {
        c.scalar("bit(\(type), int4) bit") { x, _ in
            let modifier = x.int(1)
            let length = modifier < 1 || modifier > 83_886_080 ? 1 : Int(modifier)
            return .blob(BitVector(integer: x.int(0), length: length).storageBytes)
        }
        c.scalar("\(type)(bit) \(type)") { x, _ in
            let value = try BitVector(storage: x.bytes(0))
            if value.count > width { throw IntegerRange(digit: type == "int4" ? "4" : "8").error }
            var number: UInt64 = 0
            for bit in value.text.utf8 { number = number << 1 | (bit == UInt8(ascii: "1") ? 1 : 0) }
            return .integer(width == 32 ? Int64(Int32(truncatingIfNeeded: number)) : Int64(bitPattern: number))
        }
    }
}

/// pgvector's 23 casts; each function takes the declared dimension and whether the cast is explicit.
private func declareVectorCasts(in c: inout CatalogBuilder) {
    for (name, base) in [("vector", BaseType.vector), ("halfvec", .halfvec), ("sparsevec", .sparsevec)] {
        c.scalar("\(name)(\(name), int4, bool) \(name)") { x, _ in
            try ValueText.fit(
                x.value(0), to: ColumnType(base, modifier: Int32(truncatingIfNeeded: x.int(1))), isExplicit: x.bool(2))
        }
    }
    func cast(_ signature: String, _ body: @escaping @Sendable ([UInt8], Int?) throws -> [UInt8]) {
        c.scalar(signature) { x, _ in
            let dimensions = x.int(1) < 0 ? nil : Int(x.int(1))
            return .blob(try body(x.bytes(0), dimensions))
        }
    }
    cast("vector_to_halfvec(vector, int4, bool) halfvec") {
        try HalfVector(Vector(storage: $0), dimensions: $1).storageBytes
    }
    cast("vector_to_sparsevec(vector, int4, bool) sparsevec") {
        try SparseVector(Vector(storage: $0), dimensions: $1).storageBytes
    }
    cast("halfvec_to_vector(halfvec, int4, bool) vector") {
        try Vector(HalfVector(storage: $0), dimensions: $1).storageBytes
    }
    cast("halfvec_to_sparsevec(halfvec, int4, bool) sparsevec") {
        try SparseVector(HalfVector(storage: $0), dimensions: $1).storageBytes
    }
    cast("sparsevec_to_vector(sparsevec, int4, bool) vector") {
        try Vector(SparseVector(storage: $0), dimensions: $1).storageBytes
    }
    cast("sparsevec_to_halfvec(sparsevec, int4, bool) halfvec") {
        try HalfVector(SparseVector(storage: $0), dimensions: $1).storageBytes
    }
    c.scalar("vector_to_float4(vector, int4, bool) float4[]") { x, _ in
        try braces(Vector(storage: x.bytes(0)).text)
    }
    c.scalar("halfvec_to_float4(halfvec, int4, bool) float4[]") { x, _ in
        try braces(HalfVector(storage: x.bytes(0)).text)
    }
    for element in ["int4", "float4", "float8", "numeric"] {
        c.scalar("array_to_vector(\(element)[], int4, bool) vector") { x, _ in
            try arrayToVector(x.text(0), element, x.int(1)) { .blob(try Vector($0, dimensions: $1).storageBytes) }
        }
        c.scalar("array_to_halfvec(\(element)[], int4, bool) halfvec") { x, _ in
            try arrayToVector(x.text(0), element, x.int(1)) { .blob(try HalfVector($0, dimensions: $1).storageBytes) }
        }
        c.scalar("array_to_sparsevec(\(element)[], int4, bool) sparsevec") { x, _ in
            try arrayToVector(x.text(0), element, x.int(1)) { .blob(try SparseVector($0, dimensions: $1).storageBytes) }
        }
    }
}

/// The elements of an array as floats, with pgvector's complaints in its order.
private func arrayToVector(
    _ text: String, _ element: String, _ modifier: Int64, _ make: ([Float], Int?) throws -> SQLiteValue
) throws -> SQLiteValue {
    let array = try ArrayLiteral(text: text)
    if array.dimensions.count > 1 { throw VecDBError(.dataException, "array must be 1-D") }
    if array.elements.contains(nil) { throw VecDBError(.nullValueNotAllowed, "array must not contain nulls") }
    let numbers = try array.elements.compactMap { $0 }.map { word -> Float in
        switch element {
        case "numeric":
            let value = try Numeric(text: word)
            return try value.float()
        case "float8": return Float(try ScalarText.parseFloat8(word))
        default: return try ScalarText.parseFloat4(word)
        }
    }
    return try make(numbers, modifier < 0 ? nil : Int(modifier))
}

/// A vector's text as an array's.
private func braces(_ text: String) -> SQLiteValue { .text("{" + text.dropFirst().dropLast() + "}") }
