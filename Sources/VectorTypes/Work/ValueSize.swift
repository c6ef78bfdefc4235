/// The sizes that one value may have, checked before anything is allocated for it.
package enum ValueSize {
    /// PostgreSQL's limit for a value: one byte less than 1 GB (`MaxAllocSize`).
    package static let maximum = 0x3FFF_FFFF

    /// - Throws: 54000 for a value that is too long; 53200 for one that is over the statement's budget.
    package static func check(_ bytes: Int) throws {
        guard bytes >= 0, bytes <= maximum else { throw tooLong }
        if let work = StatementWork.current { try work.checkMemory(bytes) }
    }

    /// The checked size of `count` parts of `size` bytes with `extra` bytes beside them.
    ///
    /// - Throws: As ``check(_:)``, for a product that no integer holds too.
    @discardableResult
    package static func check(_ count: Int, times size: Int, plus extra: Int = 0) throws -> Int {
        let (product, overflow) = count.multipliedReportingOverflow(by: size)
        let (sum, carried) = product.addingReportingOverflow(extra)
        guard !overflow, !carried else { throw tooLong }
        try check(sum)
        return sum
    }

    /// The error for a value that is too long.
    package static var tooLong: VecDBError {
        VecDBError(.programLimitExceeded, "requested length too large")
    }
}
