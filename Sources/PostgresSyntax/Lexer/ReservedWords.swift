/// Whether a lower-case word means something of its own to the grammar somewhere, so that a name like it is written in
/// quotes (as `quote_ident` does).
package func isReservedWord(_ word: String) -> Bool {
    guard let keyword = Keyword.bySpelling[word] else { return false }
    return keyword.wordClass != .unreserved
}
