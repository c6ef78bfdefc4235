import Foundation
import TestSupport
import VectorTypes

@testable import VecDB

/// A directory of its own for one test, gone afterwards.
final class TemporaryDirectory {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "vecdb-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String) -> String { path + "/" + name }
}

/// The error that `body` throws.
func thrown<Result>(_ body: () throws -> Result) -> VecDBError? {
    do {
        _ = try body()
        return nil
    } catch {
        return error as? VecDBError
    }
}
