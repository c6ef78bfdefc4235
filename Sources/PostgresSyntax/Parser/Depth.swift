import VectorTypes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Keeps trees shallow enough for everything that walks them, and the walk itself within the thread's stack.
///
/// A tree is never deeper than ``limit``. Parsing also stops, with the same error, when the thread's stack comes to an
/// end before that: threads other than the main one have 512 kB on Apple platforms.
package struct Depth {
    package static let limit = 1_000

    /// How many functions that may nest are under way.
    private(set) package var current = 0
    /// The height of the highest tree that was completed since the parser last looked.
    var height = 0
    /// Found out once it could matter, because asking for it takes longer than parsing an ordinary statement.
    private var lowestAddress: UInt?

    package init() {}

    package mutating func enter() throws(VecDBError) {
        current += 1
        guard current > 16 else { return }
        let lowest: UInt
        if let known = lowestAddress {
            lowest = known
        } else {
            lowest = StackLimit.lowestSafeAddress()
            lowestAddress = lowest
        }
        if current > Self.limit || StackLimit.currentAddress() < lowest { throw Self.error }
    }

    package mutating func leave() { current -= 1 }

    func check(_ height: Int) throws(VecDBError) {
        if height + current > Self.limit { throw Self.error }
    }

    package static var error: VecDBError {
        VecDBError(
            .statementTooComplex, "stack depth limit exceeded",
            hint: "A statement may be nested at most \(limit) deep; on a thread with a small stack, less.")
    }
}

/// Where the current thread's stack ends, so that recursion can stop before it.
package enum StackLimit {
    /// What is left for everything that runs below the recursion.
    private static let reserve: UInt = 64 << 10

    /// The lowest address that recursion may reach on this thread.
    package static func lowestSafeAddress() -> UInt {
        #if canImport(Darwin)
            let top = UInt(bitPattern: pthread_get_stackaddr_np(pthread_self()))
            let size = UInt(pthread_get_stacksize_np(pthread_self()))
            return top > size ? top - size + reserve : assumed()
        #else
            // A GNU extension, which Swift's Glibc module does not show.
            typealias GetAttributes = @convention(c) (pthread_t, UnsafeMutablePointer<pthread_attr_t>) -> Int32
            guard let symbol = dlsym(nil, "pthread_getattr_np") else { return assumed() }
            var attributes = pthread_attr_t()
            guard unsafeBitCast(symbol, to: GetAttributes.self)(pthread_self(), &attributes) == 0 else {
                return assumed()
            }
            defer { pthread_attr_destroy(&attributes) }
            var address: UnsafeMutableRawPointer?
            var size = 0
            guard pthread_attr_getstack(&attributes, &address, &size) == 0, let address else { return assumed() }
            return UInt(bitPattern: address) + reserve
        #endif
    }

    /// Where the stack cannot be asked for: a quarter of the smallest usual one from here.
    private static func assumed() -> UInt { currentAddress() - (128 << 10) }

    @inline(never)
    package static func currentAddress() -> UInt {
        var marker: UInt8 = 0
        return withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
    }
}
