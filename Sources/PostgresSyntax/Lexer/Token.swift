import VectorTypes

/// A token with its place. What it stands for is decided here, what it may mean by the parser.
struct Token: Sendable {
    enum Kind: Sendable {
        /// The end of the text.
        case end
        /// An identifier that is no word of the grammar, or a quoted one.
        case identifier
        case keyword
        case string
        /// `B'…'`, `X'…'`; the text begins with `b` or `x`.
        case bitString
        /// Fits 32 bits.
        case integer
        case numeric
        /// `$1`
        case parameter
        /// An operator of which the grammar knows nothing.
        case `operator`
        /// `<`, `<=`, `<>`, `=`, `>=`, `>`, `+`, `-`, `*`, `/`, `%`, `^`: operators with a precedence of their own.
        case knownOperator
        /// `::`
        case typecast
        /// `..`
        case dotDot
        /// `:=`
        case colonEquals
        /// `=>`
        case equalsGreater
        /// One of `( ) [ ] , ; . :`, or a character that begins nothing.
        case punctuation
        /// What stands here is no token; the lexer holds the error.
        case failure
    }

    var kind: Kind
    var keyword = Keyword.notAKeyword
    /// The first byte, for punctuation.
    var byte: UInt8 = 0
    /// A name, an operator, a literal's value or a number as written.
    var text = ""
    /// Byte offsets.
    var start: Int
    var end: Int
    /// Character offset of `start`.
    var location: Int
}

extension UInt8 {
    static let tab = UInt8(ascii: "\t")
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let formFeed: UInt8 = 0x0C
    static let space = UInt8(ascii: " ")
    static let quote = UInt8(ascii: "'")
    static let doubleQuote = UInt8(ascii: "\"")
    static let dollar = UInt8(ascii: "$")
    static let backslash = UInt8(ascii: "\\")
    static let minus = UInt8(ascii: "-")
    static let slash = UInt8(ascii: "/")
    static let star = UInt8(ascii: "*")
    static let dot = UInt8(ascii: ".")
    static let colon = UInt8(ascii: ":")
    static let semicolon = UInt8(ascii: ";")
    static let openParenthesis = UInt8(ascii: "(")
    static let closeParenthesis = UInt8(ascii: ")")
    static let ampersand = UInt8(ascii: "&")

    var isSQLSpace: Bool { self == .space || (self >= 0x09 && self <= 0x0D && self != 0x0B) }
    var isHorizontalSpace: Bool { self == .space || self == .tab || self == .formFeed }
    var isNewline: Bool { self == .newline || self == .carriageReturn }
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isUpper: Bool { self >= 0x41 && self <= 0x5A }
    var isIdentifierStart: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A || self >= 0x80 || self == 0x5F }
    var isIdentifierPart: Bool { isIdentifierStart || isDigit || self == .dollar }
    var isOperatorCharacter: Bool {
        switch self {
        case UInt8(ascii: "~"), UInt8(ascii: "!"), UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "^"), .ampersand,
            UInt8(ascii: "|"), UInt8(ascii: "`"), UInt8(ascii: "?"), UInt8(ascii: "+"), .minus, .star, .slash,
            UInt8(ascii: "%"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="):
            true
        default: false
        }
    }
    /// The value of a hexadecimal digit.
    var hexadecimalValue: UInt32? {
        switch self {
        case 0x30...0x39: UInt32(self) - 0x30
        case 0x41...0x46: UInt32(self) - 0x41 + 10
        case 0x61...0x66: UInt32(self) - 0x61 + 10
        default: nil
        }
    }
}
