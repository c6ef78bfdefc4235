import VecDB
import VectorTypes

/// The types of a statement's parameters: declared ones, and those that their first use decides.
///
/// A `$n` has one type. A literal that the plan cache has lifted out of the statement has one for each use: in
/// `INSERT INTO x (n, t) VALUES ('07', '07')` the first is a number and the second is not. So equal literals share a
/// parameter only as long as nothing has given them a type; each type that a use then gives makes a parameter of its own,
/// and two uses are equal (as `GROUP BY a || '1'` needs it) exactly where text and type are.
package final class ParameterTypes {
    /// By number from 1; nil where not known (yet).
    package private(set) var types: [ColumnType?]
    private var lifted = LiftedLiterals()
    /// The locations of the lifted literals that were met.
    package private(set) var metLocations: Set<Int> = []

    package init(_ declared: [ColumnType?] = []) { types = declared }

    /// Lets the literal at a location be a parameter; literals of one identity are one, and the type is nil where its
    /// uses decide it.
    package func lift(at location: Int, identity: String, type: ColumnType?) {
        if let number = lifted.numbers[identity] {
            lifted.places[location] = number
            return
        }
        types.append(type)
        lifted.numbers[identity] = types.count
        lifted.places[location] = types.count
        lifted.uses[types.count] = [LiteralUse(number: types.count, location: location)]
    }

    /// The parameter that stands for the literal here.
    func liftedNumber(at location: Int) -> Int? {
        guard let number = lifted.places[location] else { return nil }
        metLocations.insert(location)
        return number
    }

    /// The group of equal literals that the one here belongs to, and the parameters that take its value.
    package func literal(at location: Int) -> (group: Int, uses: [LiteralUse])? {
        guard metLocations.contains(location), let number = lifted.places[location] else { return nil }
        return (number, lifted.uses[number] ?? [])
    }

    /// The type of `$number`, which may not be known yet.
    package func type(_ number: Int, location: Int) throws -> ColumnType {
        guard number > 0, number <= 65_535 else {
            throw VecDBError(.undefinedParameter, "there is no parameter $\(number)", position: location + 1)
        }
        while types.count < number { types.append(nil) }
        return types[number - 1] ?? SQLType.unknown.column()
    }

    /// Decides the type and tells the parameter to use; 42P08 when the type was decided otherwise before.
    func resolve(_ number: Int, as type: SQLType, location: Int) throws -> Int {
        if let uses = lifted.uses[number] { return use(number, uses, as: type, location) }
        let known = try self.type(number, location: location)
        if known.base == .unknown {
            types[number - 1] = type.column()
        } else if SQLType(known) != type {
            throw VecDBError(
                .init("42P08"), "inconsistent types deduced for parameter $\(number)",
                detail: "\(SQLType(known)) versus \(type)", position: location < 0 ? nil : location + 1)
        }
        return number
    }

    /// The parameter for a lifted literal as a value of a type. What nothing types is text: so is the literal's own.
    private func use(_ number: Int, _ uses: [LiteralUse], as type: SQLType, _ location: Int) -> Int {
        if type == .text { return number }
        for use in uses where use.number != number && types[use.number - 1] == type.column() { return use.number }
        types.append(type.column())
        lifted.uses[number] = uses + [LiteralUse(number: types.count, location: location)]
        return types.count
    }

    /// Refuses parameters whose type nothing decided (42P18).
    package func requireAll() throws {
        for (index, type) in types.enumerated() where type == nil || type?.base == .unknown {
            throw VecDBError(
                .indeterminateDatatype, "could not determine data type of parameter $\(index + 1)")
        }
    }
}

/// A parameter that takes the value of a lifted literal, and the place in the statement that asked for it first.
package struct LiteralUse: Sendable {
    package var number: Int
    package var location: Int
}

/// Literals that are parameters.
private struct LiftedLiterals {
    /// By what makes literals one.
    var numbers: [String: Int] = [:]
    /// By location.
    var places: [Int: Int] = [:]
    /// By number, the literal's own parameter first.
    var uses: [Int: [LiteralUse]] = [:]
}
