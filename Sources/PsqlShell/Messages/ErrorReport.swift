import VectorTypes

/// An error or notice as psql shows it: `ERROR:  …`, the line with a caret under the place, DETAIL, HINT, CONTEXT.
enum ErrorReport {
    enum Verbosity: String { case terse, `default`, verbose, sqlstate }
    /// When a CONTEXT is shown (`\set SHOW_CONTEXT`).
    enum ContextDisplay: String { case never, errors, always }

    /// The lines of an error, each ended.
    ///
    /// - Parameter query: the statement's text, in which the error's position counts.
    static func text(
        of error: VecDBError, severity: String = "ERROR", query: String?, verbosity: Verbosity = .default,
        context: ContextDisplay = .errors
    ) -> String {
        if verbosity == .sqlstate { return "\(severity):  \(error.sqlState)\n" }
        var text = "\(severity):  "
        if verbosity == .verbose { text += "\(error.sqlState): " }
        text += error.message
        if verbosity == .terse, let position = error.position { text += " at character \(position)" }
        text += "\n"
        guard verbosity != .terse else { return text }
        if let position = error.position, let query { text += excerpt(of: query, at: position) }
        if let detail = error.detail { text += "DETAIL:  \(detail)\n" }
        if let hint = error.hint { text += "HINT:  \(hint)\n" }
        let showsContext = context == .always || (context == .errors && severity != "NOTICE" && severity != "INFO")
        if showsContext, let place = error.context { text += "CONTEXT:  \(place)\n" }
        return text
    }

    /// The line in which a position lies, cut to 60 columns around it, and a caret below it.
    ///
    /// - Parameter position: characters from 1, over the whole query.
    static func excerpt(of query: String, at position: Int) -> String {
        let scalars = Array(query.unicodeScalars)
        let target = position - 1
        guard target >= 0, target <= scalars.count else { return "" }
        var lineNumber = 1
        var start = 0
        var end = scalars.count
        for (index, scalar) in scalars.enumerated() where scalar == "\n" || scalar == "\r" {
            if index >= target {
                end = index
                break
            }
            if scalar == "\r" || index == 0 || scalars[index - 1] != "\r" { lineNumber += 1 }
            start = index + 1
        }
        // The screen column at which each character of the line begins, and where the line ends.
        var columns = [0]
        for scalar in scalars[start..<end] {
            columns.append((columns.last ?? 0) + max(1, DisplayText.columns(of: scalar)))
        }
        let caret = columns[target - start]
        var first = 0
        var last = columns.count - 1
        let widest = 60
        let margin = 10
        var isCutLeft = false
        var isCutRight = false
        if columns[last] > widest {
            let fitsFromStart = widest >= caret + margin
            let rightLimit = fitsFromStart ? widest : caret + margin
            while columns[last] > rightLimit {
                last -= 1
                isCutRight = true
            }
            while columns[last] - columns[first] > widest {
                first += 1
                isCutLeft = true
            }
        }
        let prefix = "LINE \(lineNumber): " + (isCutLeft ? "..." : "")
        var line = prefix
        for scalar in scalars[(start + first)..<(start + last)] {
            line.unicodeScalars.append(scalar == "\t" ? " " : scalar)
        }
        if isCutRight { line += "..." }
        let indentation = prefix.unicodeScalars.count + caret - columns[first]
        return line + "\n" + String(repeating: " ", count: indentation) + "^\n"
    }
}
