import Foundation
import PostgresSyntax
import VectorTypes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// PostgreSQL 15's own parser (libpg_query), where it is installed.
struct Oracle: Sendable {
    /// What a parser says of a text.
    enum Verdict: Equatable, CustomStringConvertible {
        /// With the tree as JSON.
        case accepted(String)
        case refused(message: String, position: Int)

        var isAccepted: Bool { if case .accepted = self { true } else { false } }

        var description: String {
            switch self {
            case .accepted: "accepted"
            case .refused(let message, let position): "\(message) (at \(position))"
            }
        }
    }

    private struct CError {
        var message: UnsafeMutablePointer<CChar>?
        var function: UnsafeMutablePointer<CChar>?
        var file: UnsafeMutablePointer<CChar>?
        var line: Int32
        var position: Int32
        var context: UnsafeMutablePointer<CChar>?
    }

    private struct CResult {
        var tree: UnsafeMutablePointer<CChar>?
        var messages: UnsafeMutablePointer<CChar>?
        var error: UnsafeMutablePointer<CError>?
    }

    /// The result is larger than two words, so that by the x86-64 ABI its address is the hidden first argument. Other
    /// architectures pass that address elsewhere, where Swift's C convention cannot put it: there is no oracle there.
    private typealias Parse = @convention(c) (UnsafeMutableRawPointer, UnsafePointer<CChar>) -> UnsafeMutableRawPointer
    private let parseFunction: Parse

    /// The oracle, or nil with a message where the library is missing.
    static let shared: Oracle? = {
        #if arch(x86_64)
            for name in ["libpg_query.so", "libpg_query.dylib"] {
                guard let library = dlopen(name, RTLD_NOW), let symbol = dlsym(library, "pg_query_parse") else {
                    continue
                }
                return Oracle(parseFunction: unsafeBitCast(symbol, to: Parse.self))
            }
        #endif
        print("SKIPPED: libpg_query is not installed (make test installs it) or this is no x86-64; nothing is compared")
        return nil
    }()

    func parse(_ sql: String) -> Verdict {
        let result = UnsafeMutablePointer<CResult>.allocate(capacity: 1)
        defer { result.deallocate() }
        _ = parseFunction(UnsafeMutableRawPointer(result), sql)
        let value = result.pointee
        defer {
            free(value.tree)
            free(value.messages)
            if let error = value.error {
                free(error.pointee.message)
                free(error.pointee.function)
                free(error.pointee.file)
                free(error.pointee.context)
                free(error)
            }
        }
        if let error = value.error?.pointee {
            let message = error.message.map { String(cString: $0) } ?? ""
            return .refused(message: message, position: Int(error.position))
        }
        return .accepted(value.tree.map { String(cString: $0) } ?? "")
    }
}

/// What our parser says, in the same form.
func verdict(_ sql: String) -> Oracle.Verdict {
    do {
        _ = try parseStatements(sql)
        return .accepted("")
    } catch let error as VecDBError {
        return .refused(message: error.message, position: error.position ?? 0)
    } catch {
        return .refused(message: "\(error)", position: -1)
    }
}

/// libpg_query accepts parameters in places where PostgreSQL does not.
func isExtension(_ sql: String, _ theirs: Oracle.Verdict, _ ours: Oracle.Verdict) -> Bool {
    sql.contains("$") && !sql.contains("$$") && !ours.isAccepted
}

/// What PostgreSQL refuses as well, but only when it analyses the tree.
func isLater(_ ours: Oracle.Verdict) -> Bool {
    if case .refused(let message, _) = ours { message.hasPrefix("misplaced ") } else { false }
}

extension Oracle.Verdict {
    /// Without the tree.
    var brief: String { description }

    /// The same decision, message and position.
    func agrees(with other: Oracle.Verdict) -> Bool {
        switch (self, other) {
        case (.accepted, .accepted): true
        case (.refused(let message, let position), .refused(let otherMessage, let otherPosition)):
            message == otherMessage && position == otherPosition
        default: false
        }
    }
}
