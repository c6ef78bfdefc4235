import PostgresSyntax
import VecDB
import VectorTypes

/// Casts, array constructors, subscripts and fields.
extension ExpressionBinder {
    func bindCast(_ node: TypeCast) throws -> BoundExpression {
        let target = try resolveType(node.type)
        let operand: BoundExpression
        if case .array(let array) = node.operand, target.isArray {
            // ARRAY[…]::t[] gives the elements their type at once.
            operand = try bindArray(array, element: SQLType(target.base))
        } else {
            operand = try bind(node.operand)
        }
        return try cast(operand, to: target, location: node.location)
    }

    /// An explicit cast: 42846 `cannot cast type vector to integer`.
    package func cast(_ operand: BoundExpression, to target: ColumnType, location: Int) throws -> BoundExpression {
        guard var result = try coercion.coerce(operand, to: target, .explicit) else {
            throw VecDBError(
                .cannotCoerce, "cannot cast type \(operand.type) to \(SQLType(target))",
                position: position(location < 0 ? operand.location : location))
        }
        if case .constant = result.node, operand.location >= 0 {
            result.location = operand.location
        } else {
            result.location = leftmost(location, [operand])
        }
        return result
    }

    /// - Parameter element: The element type that a cast around it asks for.
    func bindArray(_ node: ArrayExpression, element: SQLType?) throws -> BoundExpression {
        var elements: [BoundExpression] = []
        for part in node.elements {
            if case .array(let nested) = part {
                elements.append(try bindArray(nested, element: element))
            } else {
                elements.append(try bind(part))
            }
        }
        if elements.isEmpty {
            guard let element else {
                throw VecDBError(
                    .indeterminateDatatype, "cannot determine type of empty array",
                    hint: "Explicitly cast to the desired type, for example ARRAY[]::integer[].",
                    position: position(node.location))
            }
            return BoundExpression(.constant(.text("{}")), element.array, location: node.location)
        }
        let isNested = elements.contains { $0.type.isArray }
        let type: SQLType
        if let element {
            type = isNested ? element.array : element
            elements = try elements.map { part in
                guard let converted = try coercion.convert(part, to: type, .explicit) else {
                    throw VecDBError(
                        .cannotCoerce, "cannot cast type \(part.type) to \(type)", position: position(part.location))
                }
                return converted
            }
        } else {
            (elements, type) = try unify(elements, construct: "ARRAY")
        }
        guard type.isArray || type.base.facts.arrayOID != 0, type != .record else {
            throw VecDBError(
                .undefinedObject, "could not find array type for data type \(type)", position: position(node.location))
        }
        let result = type.isArray ? type : type.array
        return coercion.fold(BoundExpression(.array(elements), result, location: node.location))
    }

    func bindIndirection(_ node: Indirection) throws -> BoundExpression {
        var base = try bind(node.base)
        var indices: [ArrayIndex] = []
        func finishIndices() throws {
            guard !indices.isEmpty else { return }
            base = try subscripted(base, indices)
            indices = []
        }
        for step in node.steps {
            switch step {
            case .subscripted(let index):
                indices.append(ArrayIndex(lower: nil, upper: try bindIndex(index, base), isSlice: false))
            case .slice(let lower, let upper):
                indices.append(
                    ArrayIndex(
                        lower: try lower.map { try bindIndex($0, base) },
                        upper: try upper.map { try bindIndex($0, base) },
                        isSlice: true))
            case .field(let name):
                try finishIndices()
                base = try field(name, of: base)
            case .star:
                throw VecDBError(
                    .syntaxError, "row expansion via \"*\" is not supported here", position: position(base.location))
            }
        }
        try finishIndices()
        return base
    }

    private func bindIndex(_ expression: Expression, _ base: BoundExpression) throws -> BoundExpression {
        let bound = try bind(expression)
        // A jsonb is subscripted by key or by number.
        if base.type == .jsonb {
            let type: SQLType = bound.type == .int4 ? .int4 : .text
            if let converted = try coercion.convert(bound, to: type, .implicit) { return converted }
        } else if let converted = try coercion.convert(bound, to: .int4, .assignment) {
            return converted
        }
        throw VecDBError(
            .datatypeMismatch, "array subscript must have type integer", position: position(bound.location))
    }

    private func subscripted(_ base: BoundExpression, _ indices: [ArrayIndex]) throws -> BoundExpression {
        if base.type == .jsonb {
            var result = base
            for index in indices {
                guard !index.isSlice, let key = index.upper else {
                    throw VecDBError(
                        .datatypeMismatch, "jsonb subscript does not support slices", position: position(base.location))
                }
                result = try operation("->", result, key, location: base.location)
            }
            return result
        }
        guard let element = base.type.element else {
            throw VecDBError(
                .datatypeMismatch, "cannot subscript type \(base.type) because it does not support subscripting",
                position: position(base.location))
        }
        let isSlice = indices.contains(where: \.isSlice)
        return BoundExpression(
            .arraySubscript(base, indices), isSlice ? base.type : element, modifier: base.modifier,
            location: base.location)
    }

    private func field(_ name: String, of base: BoundExpression) throws -> BoundExpression {
        if case .setReturning(let call) = base.node,
            let index = call.function.resultColumns.firstIndex(where: { $0.name == name })
        {
            return BoundExpression(
                .field(base, index), call.function.resultColumns[index].type, location: base.location)
        }
        if base.type == .record {
            throw VecDBError(
                .undefinedColumn, "could not identify column \"\(name)\" in record data type",
                position: position(base.location))
        }
        throw VecDBError(
            .wrongObjectType, "column notation .\(name) applied to type \(base.type), which is not a composite type",
            position: position(base.location))
    }
}
