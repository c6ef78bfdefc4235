import VectorTypes

/// A recursive-descent parser of PostgreSQL 15's grammar; the expressions are parsed by precedence climbing (Pratt).
///
/// PostgreSQL's own parser is an LALR(1) automaton, which reports a syntax error at the first token that cannot go on
/// with any statement. So must this one, token for token: a choice is made by looking ahead and never undone, and what
/// begins in the same way is parsed by the same function (see ``parenthesized()`` for `(SELECT …` and `(1 + …`).
/// Where the automaton's precedence rules decide between a name and a clause's word (`ROWS`, `PARTITION`, `SET`), the
/// place in this parser says so.
///
/// The state is the current token and those that were looked at ahead of it. Every file of this folder extends it with
/// one part of the grammar; functions are named after what they parse and leave the parser behind it.
struct Parser {
    var lexer: Lexer
    /// The token to be looked at next.
    var token: Token
    /// Tokens behind ``token`` that have been lexed already, the next one last.
    private var ahead: [Token] = []
    var depth = Depth()
    /// How much has been parsed; see ``step()``.
    private var steps = 0
    /// Whether the expression parsed last was one without an operator, as FETCH FIRST and OFFSET … ROWS want it.
    var lastWasPrimary = false
    /// Inside SUBSTRING, where SIMILAR at the top level of the first argument is not the operator.
    /// (The depth at which that expression is parsed; none elsewhere.)
    var similarClauseDepth: Int?
    /// An error that PostgreSQL raises only when it has parsed everything.
    var analysisError: VecDBError?
    /// In CREATE SCHEMA, where CREATE TABLE AS is no element.
    var isSchemaElement = false
    /// Whether STDIN or STDOUT was written behind PROGRAM, which is refused at the end of COPY.
    var isStandardProgram = false

    init(_ sql: String) {
        lexer = Lexer(sql)
        token = lexer.next()
        joinWithNext()
    }

    // MARK: Looking

    mutating func advance() {
        token = ahead.popLast() ?? lexer.next()
        joinWithNext()
    }

    /// Three words become other words by what follows them, because one token of lookahead would not do otherwise.
    private mutating func joinWithNext() {
        switch token.keyword {
        case .not:
            switch peek().keyword {
            case .between, .in, .like, .ilike, .similar: token.keyword = .notLookahead
            default: break
            }
        case .nulls:
            let next = peek().keyword
            if next == .first || next == .last { token.keyword = .nullsLookahead }
        case .with:
            let next = peek().keyword
            if next == .time || next == .ordinality { token.keyword = .withLookahead }
        default: break
        }
    }

    /// The token behind the current one, or `count` behind it.
    mutating func peek(_ count: Int = 1) -> Token {
        while ahead.count < count { ahead.insert(lexer.next(), at: 0) }
        return ahead[ahead.count - count]
    }

    func at(_ keyword: Keyword) -> Bool { token.keyword == keyword }

    func at(_ first: Keyword, _ second: Keyword) -> Bool { token.keyword == first || token.keyword == second }

    func at(_ first: Keyword, _ second: Keyword, _ rest: Keyword...) -> Bool {
        at(first, second) || rest.contains { token.keyword == $0 }
    }

    func at(_ character: Unicode.Scalar) -> Bool { token.kind == .punctuation && token.byte == UInt8(ascii: character) }

    func atOperator(_ name: String) -> Bool { token.kind == .knownOperator && token.text == name }

    mutating func nextIs(_ keyword: Keyword) -> Bool { peek().keyword == keyword }

    mutating func nextIs(_ character: Unicode.Scalar) -> Bool {
        let next = peek()
        return next.kind == .punctuation && next.byte == UInt8(ascii: character)
    }

    /// Whether a plain word stands here that the grammar does not know, not in quotes.
    func atWord(_ word: String) -> Bool {
        token.kind == .identifier && token.text == word && token.end - token.start == word.utf8.count
    }

    // MARK: Taking

    mutating func accept(_ keyword: Keyword) -> Bool {
        guard at(keyword) else { return false }
        advance()
        return true
    }

    mutating func accept(_ character: Unicode.Scalar) -> Bool {
        guard at(character) else { return false }
        advance()
        return true
    }

    mutating func acceptOperator(_ name: String) -> Bool {
        guard atOperator(name) else { return false }
        advance()
        return true
    }

    /// A WITH that means nothing, whatever follows it.
    mutating func acceptOptionalWith() -> Bool { accept(.with) || accept(.withLookahead) }

    mutating func expect(_ keywords: Keyword...) throws {
        for keyword in keywords {
            guard at(keyword) else { throw unexpected() }
            advance()
        }
    }

    mutating func expect(_ character: Unicode.Scalar) throws {
        guard at(character) else { throw unexpected() }
        advance()
    }

    mutating func expectOperator(_ name: String) throws {
        guard atOperator(name) else { throw unexpected() }
        advance()
    }

    /// `IF EXISTS`; a lone IF is a name.
    mutating func acceptIfExists() throws -> Bool {
        guard at(.if), nextIs(.exists) else { return false }
        advance()
        advance()
        return true
    }

    /// IF with the words that must follow it, where no name could stand.
    mutating func acceptIf(_ first: Keyword, _ second: Keyword? = nil) throws -> Bool {
        guard accept(.if) else { return false }
        try expect(first)
        if let second { try expect(second) }
        return true
    }

    mutating func acceptIfNotExists() throws -> Bool {
        guard at(.if), nextIs(.not) else { return false }
        advance()
        advance()
        try expect(.exists)
        return true
    }

    // MARK: Refusing

    /// PostgreSQL's syntax error at the current token.
    func unexpected() -> VecDBError {
        if token.kind == .failure, let failure = lexer.failure { return failure }
        return near("syntax error")
    }

    /// A message with the current token behind it.
    func near(_ message: String) -> VecDBError {
        if token.kind == .failure, let failure = lexer.failure { return failure }
        let place = token.kind == .end ? "at end of input" : "at or near \"\(lexer.text(token.start, token.end))\""
        return VecDBError(.syntaxError, "\(message) \(place)", position: token.location + 1)
    }

    /// An error that the grammar's rules raise themselves.
    func refusal(
        _ message: String, at location: Int = -1, _ state: SQLState = .syntaxError, detail: String? = nil,
        hint: String? = nil
    ) -> VecDBError {
        VecDBError(state, message, detail: detail, hint: hint, position: location < 0 ? nil : location + 1)
    }

    // MARK: Work

    /// Bytes that an element of a list or an operand takes at the most while it is parsed, bound and written.
    private static let memoryOfStep = 600

    /// Counts an element of a list or an operand.
    ///
    /// - Throws: 57014 when the statement should stop; 53200 when what it becomes is over its budget of memory.
    mutating func step() throws {
        steps += 1
        guard steps & 0x3FF == 0 else { return }
        try StatementWork.check()
        try StatementWork.current?.checkMemory(steps * Self.memoryOfStep)
    }

    // MARK: Lists

    /// `item, item, …`
    mutating func list<Item>(_ item: (inout Parser) throws -> Item) throws -> [Item] {
        var items = [try item(&self)]
        while accept(",") {
            try step()
            items.append(try item(&self))
        }
        return items
    }

    /// `(item, item, …)`
    mutating func parenthesizedList<Item>(_ item: (inout Parser) throws -> Item) throws -> [Item] {
        try expect("(")
        let items = try list(item)
        try expect(")")
        return items
    }
}
