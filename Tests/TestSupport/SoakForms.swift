import Foundation

/// Whether suites run their large forms: `make soak` sets `VECDB_SOAK`.
public let isSoak = ProcessInfo.processInfo.environment["VECDB_SOAK"] != nil
