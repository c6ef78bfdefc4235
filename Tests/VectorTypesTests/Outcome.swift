import VectorTypes

/// What `body` gives: its text, or the error it throws as `SQLSTATE message`, with `; detail` where there is one.
///
/// One string for both makes tables of cases that read like the expected output of a SQL test.
func outcome(_ body: () throws -> some CustomStringConvertible) -> String {
    do {
        return try body().description
    } catch let error as VecDBError {
        return "\(error.sqlState) \(error.message)" + (error.detail.map { "; \($0)" } ?? "")
    } catch {
        return "not a VecDBError: \(error)"
    }
}

/// One input and what must come of it.
typealias Case = (input: String, expected: String)
