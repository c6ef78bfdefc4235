import CSQLite
import VectorTypes

extension SQLiteConnection {
    /// Registers a scalar function; `arguments` −1 takes any number of them.
    ///
    /// An error thrown by `body` is thrown by the statement's `step()`.
    package func createFunction(
        _ name: String, arguments: Int, flags: FunctionFlags = .pure,
        _ body: @escaping (FunctionCall) throws -> Void
    ) throws {
        let function = ScalarFunction(connection: self, body: body)
        let code = sqlite3_create_function_v2(
            handle, name, Int32(clamping: arguments), SQLITE_UTF8 | flags.rawValue,
            Unmanaged.passRetained(function).toOpaque(),
            { context, count, values in
                guard let data = sqlite3_user_data(context) else { return }
                let function = Unmanaged<ScalarFunction>.fromOpaque(data).takeUnretainedValue()
                do throws(any Error) {
                    try function.body(FunctionCall(context: context, values: values, count: Int(count)))
                } catch {
                    function.connection?.report(error, to: context)
                }
            }, nil, nil, releaseObject)
        try checkRegistration(code, of: name)
    }

    /// Registers an aggregate; `make` makes the state of one group.
    package func createAggregate(
        _ name: String, arguments: Int, flags: FunctionFlags = .pure,
        _ make: @escaping () -> any AggregateFunction
    ) throws {
        let factory = AggregateFactory(connection: self, make: make)
        let code = sqlite3_create_function_v2(
            handle, name, Int32(clamping: arguments), SQLITE_UTF8 | flags.rawValue,
            Unmanaged.passRetained(factory).toOpaque(), nil, aggregateStep, aggregateFinish, releaseObject)
        try checkRegistration(code, of: name)
    }

    /// Registers an aggregate that may also have an OVER clause.
    package func createWindowFunction(
        _ name: String, arguments: Int, flags: FunctionFlags = .pure,
        _ make: @escaping () -> any WindowFunction
    ) throws {
        let factory = AggregateFactory(connection: self, make: make)
        let code = sqlite3_create_window_function(
            handle, name, Int32(clamping: arguments), SQLITE_UTF8 | flags.rawValue,
            Unmanaged.passRetained(factory).toOpaque(), aggregateStep, aggregateFinish,
            { context in
                withGroup(context) { group, call in try (group as? any WindowFunction)?.value(call) }
            },
            { context, count, values in
                withGroup(context, values, count) { group, call in try (group as? any WindowFunction)?.inverse(call) }
            }, releaseObject)
        try checkRegistration(code, of: name)
    }

    /// Registers a collation over UTF-8 bytes: negative, zero or positive as the left sorts before, with or after the right.
    package func createCollation(
        _ name: String,
        _ compare: @escaping (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Int
    ) throws {
        let code = sqlite3_create_collation_v2(
            handle, name, SQLITE_UTF8, Unmanaged.passRetained(Collation(compare: compare)).toOpaque(),
            { data, leftCount, left, rightCount, right in
                guard let data else { return 0 }
                let collation = Unmanaged<Collation>.fromOpaque(data).takeUnretainedValue()
                let left = UnsafeRawBufferPointer(start: left, count: Int(leftCount)).bindMemory(to: UInt8.self)
                let right = UnsafeRawBufferPointer(start: right, count: Int(rightCount)).bindMemory(to: UInt8.self)
                return Int32(clamping: collation.compare(left, right))
            }, releaseObject)
        try checkRegistration(code, of: name)
    }

    private func checkRegistration(_ code: Int32, of name: String) throws {
        if code != SQLITE_OK { throw error(code) }
    }

    /// Keeps a callback's error for `step()` and tells SQLite to stop.
    func report(_ error: any Error, to context: OpaquePointer?) {
        let error = keep(error)
        sqlite3_result_error(context, error.message, -1)
    }

    func keep(_ error: any Error) -> VecDBError {
        let error = (error as? VecDBError) ?? VecDBError(.internalError, "\(error)")
        pendingError = error
        return error
    }
}

private final class ScalarFunction {
    // Weak because the connection owns the function.
    weak var connection: SQLiteConnection?
    let body: (FunctionCall) throws -> Void

    init(connection: SQLiteConnection, body: @escaping (FunctionCall) throws -> Void) {
        self.connection = connection
        self.body = body
    }
}

private final class AggregateFactory {
    weak var connection: SQLiteConnection?
    let make: () -> any AggregateFunction

    init(connection: SQLiteConnection, make: @escaping () -> any AggregateFunction) {
        self.connection = connection
        self.make = make
    }
}

/// What SQLite's aggregate context points to.
private final class AggregateGroup {
    let function: any AggregateFunction
    init(_ function: any AggregateFunction) { self.function = function }
}

private final class Collation {
    let compare: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Int
    init(compare: @escaping (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Int) { self.compare = compare }
}

private let releaseObject: @convention(c) (UnsafeMutableRawPointer?) -> Void = { pointer in
    if let pointer { Unmanaged<AnyObject>.fromOpaque(pointer).release() }
}

private let aggregateStep: @convention(c) (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Void = {
    context, count, values in
    withGroup(context, values, count) { group, call in try group.step(call) }
}

private let aggregateFinish: @convention(c) (OpaquePointer?) -> Void = { context in
    guard let place = sqlite3_aggregate_context(context, Int32(MemoryLayout<UnsafeRawPointer?>.size)) else { return }
    let slot = place.assumingMemoryBound(to: UnsafeRawPointer?.self)
    defer {
        if let kept = slot.pointee { Unmanaged<AggregateGroup>.fromOpaque(kept).release() }
        slot.pointee = nil
    }
    withGroup(context) { group, call in try group.finish(call) }
}

/// Finds the state of the current group (made on its first row; a group without rows has only `finish`).
private func withGroup(
    _ context: OpaquePointer?, _ values: UnsafeMutablePointer<OpaquePointer?>? = nil, _ count: Int32 = 0,
    _ body: (any AggregateFunction, FunctionCall) throws -> Void
) {
    guard let data = sqlite3_user_data(context) else { return }
    let factory = Unmanaged<AggregateFactory>.fromOpaque(data).takeUnretainedValue()
    guard let place = sqlite3_aggregate_context(context, Int32(MemoryLayout<UnsafeRawPointer?>.size)) else {
        sqlite3_result_error_nomem(context)
        return
    }
    let slot = place.assumingMemoryBound(to: UnsafeRawPointer?.self)
    let group: AggregateGroup
    if let kept = slot.pointee {
        group = Unmanaged<AggregateGroup>.fromOpaque(kept).takeUnretainedValue()
    } else {
        group = AggregateGroup(factory.make())
        slot.pointee = UnsafeRawPointer(Unmanaged.passRetained(group).toOpaque())
    }
    do throws(any Error) {
        try body(group.function, FunctionCall(context: context, values: values, count: Int(count)))
    } catch {
        factory.connection?.report(error, to: context)
    }
}
