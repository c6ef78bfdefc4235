import VecDB
import VectorTypes

/// Turns bound expressions into other types: PostgreSQL's `coerce_type` and `coerce_type_typmod`.
package struct Coercion {
    package let context: FunctionContext
    /// Where the types of `$n` are collected; nil where no parameters may stand.
    package let parameters: ParameterTypes?

    package init(context: FunctionContext, parameters: ParameterTypes? = nil) {
        self.context = context
        self.parameters = parameters
    }

    /// The expression as a value of the type, fitted to its modifier; nil when no cast leads there.
    package func coerce(
        _ expression: BoundExpression, to target: ColumnType, _ context: CoercionContext, location: Int = -1
    ) throws -> BoundExpression? {
        let type = SQLType(target)
        guard var converted = try convert(expression, to: type, context, modifier: target.modifier) else { return nil }
        // A cast function that takes the modifier has fitted the value already.
        if case .call(let function, _) = converted.node, function.takesModifier, function.result == type,
            expression.type != type
        {
            converted.modifier = target.modifier
        } else if expression.type != type, case .constant = converted.node,
            case .function(let function)? = coercionPath(from: expression.type, to: type, context),
            function.takesModifier
        {
            converted.modifier = target.modifier
        }
        return try fit(converted, modifier: target.modifier, isExplicit: context == .explicit)
    }

    /// The expression as a value of the type without regard to modifiers; nil when no cast leads there.
    package func convert(
        _ expression: BoundExpression, to type: SQLType, _ context: CoercionContext, modifier: Int32 = -1
    ) throws -> BoundExpression? {
        if expression.type == type || type == SQLType(.any) { return expression }
        if type.isPolymorphic {
            return expression.type == .unknown ? try convert(expression, to: .text, .implicit) : expression
        }
        if expression.type == .unknown { return try resolveUnknown(expression, to: type, modifier: modifier) }
        if expression.type == .record, type != .record, case .row = expression.node, type.category != "S" { return nil }
        guard let path = coercionPath(from: expression.type, to: type, context) else { return nil }
        switch path {
        case .relabel:
            return BoundExpression(.relabel(expression), type, location: expression.location).flattened
        case .function(let function):
            var arguments = [expression]
            // Length casts take the modifier and whether the cast was written out.
            if function.takesModifier {
                arguments.append(BoundExpression(.constant(.integer(Int64(modifier))), .int4))
            }
            if function.arguments.count > 2 {
                arguments.append(BoundExpression(.constant(.bool(context == .explicit)), .bool))
            }
            return fold(BoundExpression(.call(function, arguments), type, location: expression.location))
        case .inputOutput:
            let text =
                expression.type.category == "S" && expression.type.base != .internalChar
                ? expression : BoundExpression(.output(expression), .text, location: expression.location)
            if type.category == "S", type.base != .name, type.base != .internalChar {
                return BoundExpression(fold(text).node, type, location: expression.location)
            }
            return fold(BoundExpression(.input(text), type, location: expression.location))
        case .elements:
            guard let from = expression.type.element, let to = type.element else { return nil }
            let cast = ArrayElementCast(source: from, target: to, modifier: -1, isExplicit: context == .explicit)
            return fold(BoundExpression(.arrayCast(expression, cast), type, location: expression.location))
        }
    }

    /// The value fitted to the modifier, if there is one that it does not have already.
    package func fit(_ expression: BoundExpression, modifier: Int32, isExplicit: Bool) throws -> BoundExpression {
        guard modifier >= 0, expression.modifier != modifier else { return expression }
        var result = expression
        guard expression.type.hasModifier else { return expression }
        result.node = .fit(expression, isExplicit: isExplicit)
        result.modifier = modifier
        return fold(result)
    }

    /// A literal or parameter that nobody has given a type yet.
    private func resolveUnknown(
        _ expression: BoundExpression, to type: SQLType, modifier: Int32
    ) throws -> BoundExpression {
        switch expression.node {
        case .constant(.null): return BoundExpression(.constant(.null), type, location: expression.location)
        case .constant(let value):
            do {
                let text = value.text ?? ""
                // Only an interval is read differently under its modifier: interval '1' day.
                let isInterval = type == .interval && modifier >= 0
                let stored = try ValueText.encode(text, as: type.column(modifier: isInterval ? modifier : -1), context)
                return BoundExpression(
                    .constant(stored), type, modifier: isInterval ? modifier : -1, location: expression.location)
            } catch var error as VecDBError {
                if error.position == nil, expression.location >= 0 { error.position = expression.location + 1 }
                throw error
            }
        case .parameter(let number) where type == .interval && modifier >= 0:
            let number = try parameters?.resolve(number, as: .text, location: expression.location) ?? number
            let text = BoundExpression(.parameter(number), .text, location: expression.location)
            return BoundExpression(.input(text), type, location: expression.location)
        case .parameter(let number):
            let number = try parameters?.resolve(number, as: type, location: expression.location) ?? number
            return BoundExpression(.parameter(number), type, location: expression.location)
        case .relabel(let inner), .input(let inner):
            return BoundExpression(.input(inner), type, location: expression.location)
        default:
            return BoundExpression(.input(expression), type, location: expression.location)
        }
    }

    /// A conversion of a constant done now, so that the statement carries the result. What fails is left to fail when
    /// (and if) it is run.
    func fold(_ expression: BoundExpression) -> BoundExpression {
        func constant(_ expression: BoundExpression) -> SQLiteValue? {
            if case .constant(let value) = expression.node { return value }
            return nil
        }
        var value: SQLiteValue?
        switch expression.node {
        case .output(let inner):
            if let input = constant(inner), !inner.type.isOIDAlias {
                value = try? ValueText.textValue(of: input, as: SQLType(inner.columnType), context)
            }
        case .input(let inner):
            if let input = constant(inner) {
                value =
                    input.isNull
                    ? .null : try? ValueText.encode(input.text ?? "", as: expression.type.column(), context)
            }
        case .fit(let inner, let isExplicit):
            if let input = constant(inner) {
                value = try? ValueText.fit(input, to: expression.columnType, isExplicit: isExplicit)
            }
        case .arrayCast(let inner, let cast):
            if let input = constant(inner) { value = try? ValueText.castArray(input, cast, context) }
        case .call(let function, let arguments):
            guard case .scalar(let body) = function.implementation, function.volatility == .immutable else { break }
            let inputs = arguments.compactMap(constant)
            guard inputs.count == arguments.count else { break }
            if function.isStrict, inputs.contains(.null) {
                value = .null
            } else {
                let tags = function.tags(arguments: arguments.map(\.type), result: expression.type)
                let values = tags.map { SQLiteValue.integer($0.oid) } + inputs
                value = try? body(Arguments(values, offset: tags.count), context)
            }
        case .array(let elements):
            let inputs = elements.compactMap(constant)
            guard inputs.count == elements.count else { break }
            value = try? ValueText.array(inputs, elementTypes: elements.map(\.type), type: expression.type, context)
        default: break
        }
        guard let value else { return expression }
        var result = expression
        if case .real(let number) = value {
            result.node = .constant(.float(number))
        } else {
            result.node = .constant(value)
        }
        return result
    }
}

extension BoundExpression {
    /// A relabelled constant, parameter or relabelling is the thing itself under the new type.
    var flattened: BoundExpression {
        guard case .relabel(let inner) = node else { return self }
        switch inner.node {
        case .constant, .relabel:
            var result = self
            result.node = inner.node
            return result
        default: return self
        }
    }

    /// Whether this is the constant NULL.
    package var isNullConstant: Bool {
        if case .constant(.null) = node { return true }
        return false
    }
}

extension FunctionEntry {
    /// Whether it is a cast function whose second argument is the target's modifier.
    var takesModifier: Bool { arguments.count > 1 && arguments[1] == .int4 && CastCatalog.isCastFunction(self) }
}

extension BoundExpression {
    /// Whether this is a text read by its type's input function.
    var isInput: Bool {
        if case .input = node { return true }
        return false
    }
}
