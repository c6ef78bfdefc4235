import VecDB
import VecDBSQL

/// What `vecdb tune` prints: a script of the statements to apply, the measured curve and what it means as its comments.
struct TuneReport {
    private let tuning: Tuning

    init(_ tuning: Tuning) { self.tuning = tuning }

    var text: String {
        var script = comment(introduction) + "\n" + comment(table) + "\n"
        guard let choice = tuning.choice else { return script + comment(failure) }
        script += comment(conclusion(choice)) + "\n"
        script += tuning.statements(for: choice).map { $0 + "\n" }.joined()
        for other in others(choice) {
            script += "\n" + comment(alternative(other))
            script += comment(tuning.statements(for: other).joined(separator: "\n"))
        }
        return script
    }

    private func comment(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "--" : "-- \($0)" }
            .joined(separator: "\n") + "\n"
    }

    private var introduction: String {
        let (subject, request) = (tuning.subject, tuning.request)
        let type = "\(subject.column.type.base.rawValue)(\(subject.dimensions))"
        let part =
            tuning.indexedRows + tuning.queries < tuning.tableRows
            ? "; a larger index needs a little more ef_search for the same recall" : ""
        return """
            Table \(subject.table.name), column \(subject.column.name) of type \(type), distance \
            \(subject.metric.sqlOperator) (\(subject.metric.rawValue)), \(grouped(tuning.tableRows)) rows.
            Measured over \(grouped(tuning.indexedRows)) of them, with \(grouped(tuning.queries)) others as queries for \
            the \(request.k) nearest\(part).
            Searches: one thread, without the SQL around them. Builds: threads \(tuning.threads). Memory: of an index \
            over all rows.
            Without an index a search takes \(fixed(tuning.exactMilliseconds, 2)) ms.
            """
    }

    private var table: String {
        let rows = tuning.points.map { point in
            [
                String(point.m), String(point.efConstruction), point.precision.rawValue,
                fixed(point.buildSeconds, 1), megabytes(point.memory), String(point.efSearch),
                fixed(point.recall, 4), fixed(point.error, 4), grouped(Int(point.queriesPerSecond.rounded())),
            ]
        }
        var table = PrintTable(
            headers: ["m", "ef_construction", "precision", "build s", "MB", "ef_search", "recall", "±", "queries/s"],
            rightAligned: [true, true, false, true, true, true, true, true, true], rows: rows)
        table.footers = []
        var settings = PrintSettings()
        settings.footer = false
        let lines = table.formatted(settings, screenColumns: nil)
        return trimmed(lines)
    }

    /// Without blanks at the ends of lines and without empty lines at the end.
    private func trimmed(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var line = line
            while line.last == " " { line.removeLast() }
            return String(line)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    private func conclusion(_ point: TuningPoint) -> String {
        """
        Recall \(recall) is reached by m = \(point.m) with ef_search = \(point.efSearch): recall \
        \(fixed(point.recall, 4)), \(speed(point)) queries/s, about \(megabytes(point.memory)) MB.
        \(tuning.isThere(point) ? "The index is there already. " : "")Queries are ordered by \(tuning.order(for: point)).
        """
    }

    private var failure: String {
        let (reached, best) = (tuning.solutions, tuning.best)
        if let smallest = reached.min(by: { $0.memory < $1.memory }), let memory = tuning.request.memory {
            return "No index that reaches recall \(recall) fits into \(megabytes(memory)) MB; the smallest takes "
                + "\(megabytes(smallest.memory)) MB."
        }
        guard let best else { return "Nothing was measured." }
        return "Recall \(recall) was not reached. The best was \(fixed(best.recall, 4)) with m = \(best.m) and "
            + "ef_search = \(best.efSearch), at \(speed(best)) queries/s."
    }

    /// Other precisions that reach the recall in less memory.
    private func others(_ choice: TuningPoint) -> [TuningPoint] {
        tuning.solutions.filter { ![.full, choice.precision].contains($0.precision) && $0.memory < choice.memory }
    }

    private func alternative(_ point: TuningPoint) -> String {
        let what =
            switch point.precision {
            case .full: "Vectors as they are, in memory"
            case .half: "Vectors as float16 in memory"
            case .compact: "Vectors left in the rows"
            }
        return "\(what): \(megabytes(point.memory)) MB, recall \(fixed(point.recall, 4)), \(speed(point)) queries/s, "
            + "ordered by \(tuning.order(for: point)):"
    }

    // MARK: Numbers

    private var recall: String {
        let text = fixed(tuning.request.recall, 4)
        return String(text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed())
    }

    private func speed(_ point: TuningPoint) -> String { grouped(Int(point.queriesPerSecond.rounded())) }

    private func megabytes(_ bytes: Int) -> String { grouped((bytes + 1_048_575) / 1_048_576) }

    private func grouped(_ number: Int) -> String { ProgressBar.grouped(number) }

    private func fixed(_ value: Double, _ digits: Int) -> String { Shell.fixed(value, digits) }
}
