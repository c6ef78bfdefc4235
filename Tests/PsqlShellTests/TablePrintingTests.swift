import Testing

@testable import PsqlShell

/// Every expected text here is what psql 15 prints for the same table.
@Suite("Tables are laid out as psql lays them out")
struct TablePrintingTests {
    private let table = PrintTable(
        headers: ["a", "long name", "?column?"], rightAligned: [true, false, false], rows: [["1", "xx\nyy", "c"]])

    private func text(_ table: PrintTable, _ change: (inout PrintSettings) -> Void = { _ in }) -> String {
        var settings = PrintSettings()
        change(&settings)
        return table.formatted(settings, screenColumns: nil)
    }

    @Test("aligned: headers centred, numbers to the right, no padding after the last column")
    func aligned() {
        let expected = """
             a | long name | ?column? 
            ---+-----------+----------
             1 | xx       +| c
               | yy        | 
            (1 row)


            """
        #expect(text(table) == expected)
    }

    @Test("aligned with borders 0 and 2")
    func borders() {
        let none = """
            a long name ?column? 
            - --------- --------
            1 xx       +c
              yy        
            (1 row)


            """
        #expect(text(table) { $0.border = 0 } == none)
        let full = """
            +---+-----------+----------+
            | a | long name | ?column? |
            +---+-----------+----------+
            | 1 | xx       +| c        |
            |   | yy        |          |
            +---+-----------+----------+
            (1 row)


            """
        #expect(text(table) { $0.border = 2 } == full)
    }

    @Test("expanded: the record's line takes in what the label covers")
    func expanded() {
        let table = PrintTable(headers: ["a", "long name"], rows: [["1", "xx\nyy"]])
        let one = """
            -[ RECORD 1 ]-
            a         | 1
            long name | xx+
                      | yy


            """
        #expect(text(table) { $0.expanded = .on } == one)
        let two = """
            +-[ RECORD 1 ]---+
            | a         | 1  |
            | long name | xx+|
            |           | yy |
            +-----------+----+


            """
        #expect(
            text(table) {
                $0.expanded = .on
                $0.border = 2
            } == two)
    }

    @Test("expanded without headers: a plain rule between records")
    func expandedTuplesOnly() {
        let table = PrintTable(headers: ["a", "b"], rows: [["1", "2"], ["3", "4"]])
        let expected = "a | 1\nb | 2\n--+--\na | 3\nb | 4\n\n"
        #expect(
            text(table) {
                $0.expanded = .on
                $0.tuplesOnly = true
            } == expected)
    }

    @Test("no rows, no columns")
    func empty() {
        #expect(text(PrintTable(headers: ["a"], rows: [])) == " a \n---\n(0 rows)\n\n")
        #expect(text(PrintTable(headers: [], rows: [])) == "--\n(0 rows)\n\n")
        #expect(text(PrintTable(headers: ["a"], rows: [])) { $0.expanded = .on } == "(0 rows)\n\n")
    }

    @Test("wide characters take two columns")
    func wide() {
        let table = PrintTable(headers: ["日", "b"], rightAligned: [false, true], rows: [["é日本", "2"]])
        #expect(text(table) == "  日   | b \n-------+---\n é日本 | 2\n(1 row)\n\n")
    }

    @Test("unaligned and CSV")
    func forPrograms() {
        let table = PrintTable(headers: ["a", "b"], rows: [["1", "x|y"], ["2", "say \"no\""]])
        #expect(text(table) { $0.format = .unaligned } == "a|b\n1|x|y\n2|say \"no\"\n(2 rows)\n")
        #expect(text(table) { $0.format = .csv } == "a,b\n1,x|y\n2,\"say \"\"no\"\"\"\n")
        #expect(
            text(table) {
                $0.format = .unaligned
                $0.expanded = .on
            } == "a|1\nb|x|y\n\na|2\nb|say \"no\"\n")
    }

    @Test("a title is centred above the table")
    func title() {
        let table = PrintTable(
            title: "List of relations", headers: ["Schema", "Name", "Type", "Owner"],
            rows: [["public", "authors", "table", "postgres"]])
        let first = text(table).split(separator: "\n").first.map(String.init)
        #expect(first == "          List of relations")
    }
}
