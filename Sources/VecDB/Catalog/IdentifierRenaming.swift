// Renaming a column in the texts that name it (checks, defaults, index expressions), in either dialect. A text is walked as tokens: string literals are left alone, and
// so is a name that is a function's or a type's.

/// Calls `visit` with each identifier of an expression: its name, its range, and what stands before and after it.
private func forEachIdentifier(
    in text: String, _ visit: (_ name: String, _ range: Range<String.Index>, _ isFunctionOrType: Bool) -> Void
) {
    let scalars = text.unicodeScalars
    var index = scalars.startIndex
    var before: Unicode.Scalar?
    func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar == "_" || scalar == "$" || ("0"..."9").contains(scalar)
    }
    /// Past the closing quote; a doubled one is part of the text.
    func end(ofQuoted quote: Unicode.Scalar, from start: String.Index) -> (end: String.Index, content: String) {
        var content = ""
        var index = scalars.index(after: start)
        while index < scalars.endIndex {
            if scalars[index] == quote {
                let next = scalars.index(after: index)
                guard next < scalars.endIndex, scalars[next] == quote else { return (next, content) }
                index = next
            }
            content.unicodeScalars.append(scalars[index])
            index = scalars.index(after: index)
        }
        return (index, content)
    }
    while index < scalars.endIndex {
        let scalar = scalars[index]
        let start = index
        var name: String?
        if scalar == "'" {
            index = end(ofQuoted: "'", from: index).end
        } else if scalar == "\"" {
            let quoted = end(ofQuoted: "\"", from: index)
            name = quoted.content
            index = quoted.end
        } else if isWord(scalar) {
            while index < scalars.endIndex, isWord(scalars[index]) { index = scalars.index(after: index) }
            if !("0"..."9").contains(scalar) { name = text[start..<index].lowercased() }
        } else {
            index = scalars.index(after: index)
        }
        if let name {
            let after = scalars[index...].first { $0 != " " }
            visit(name, start..<index, after == "(" || before == ":")
        }
        if scalar != " " { before = scalar }
    }
}

/// Whether an expression names a column.
func mentions(_ text: String, _ column: String) -> Bool {
    var found = false
    forEachIdentifier(in: text) { name, _, isFunctionOrType in
        if name == column, !isFunctionOrType { found = true }
    }
    return found
}

/// An expression with a column under its new name.
func renaming(_ column: String, to newName: String, in text: String) -> String {
    var result = ""
    var position = text.startIndex
    let isPlain =
        newName.first.map { $0 == "_" || $0.isLowercase } == true
        && newName.unicodeScalars.allSatisfy { $0 == "_" || ("a"..."z").contains($0) || ("0"..."9").contains($0) }
    forEachIdentifier(in: text) { name, range, isFunctionOrType in
        guard name == column, !isFunctionOrType else { return }
        result += text[position..<range.lowerBound]
        let wasQuoted = text[range].hasPrefix("\"")
        result += wasQuoted || !isPlain ? quoted(identifier: newName) : newName
        position = range.upperBound
    }
    return result + text[position...]
}

extension StoredExpression {
    func renaming(_ column: String, to newName: String) -> StoredExpression {
        var copy = self
        copy.text = VecDB.renaming(column, to: newName, in: text)
        copy.sqlite = VecDB.renaming(column, to: newName, in: sqlite)
        return copy
    }
}

extension CatalogTable {
    /// Renames a column in the table's constraints, indexes, checks and generated columns.
    mutating func renameColumnInTexts(_ column: String, to newName: String) {
        func rename(_ names: [String]) -> [String] { names.map { $0 == column ? newName : $0 } }
        for index in columns.indices {
            columns[index].generated = columns[index].generated?.renaming(column, to: newName)
        }
        for index in constraints.indices {
            switch constraints[index].kind {
            case .primaryKey(let names): constraints[index].kind = .primaryKey(columns: rename(names))
            case .unique(let names, let notDistinct):
                constraints[index].kind = .unique(columns: rename(names), nullsNotDistinct: notDistinct)
            case .check(let expression, let names):
                constraints[index].kind = .check(expression.renaming(column, to: newName), columns: rename(names))
            case .foreignKey(var key):
                key.columns = rename(key.columns)
                if key.table == name { key.referencedColumns = rename(key.referencedColumns) }
                constraints[index].kind = .foreignKey(key)
            }
        }
        for index in indexes.indices {
            indexes[index].included = rename(indexes[index].included)
            indexes[index].predicate = indexes[index].predicate?.renaming(column, to: newName)
            for element in indexes[index].elements.indices {
                var changed = indexes[index].elements[element]
                if changed.column == column { changed.column = newName }
                changed.expression = changed.expression?.renaming(column, to: newName)
                changed.sortKey = changed.sortKey.map { VecDB.renaming(column, to: newName, in: $0) }
                indexes[index].elements[element] = changed
            }
        }
    }

    /// Changes each foreign key.
    mutating func renameReferences(_ change: (inout ForeignKey) -> Void) {
        for index in constraints.indices {
            guard case .foreignKey(var key) = constraints[index].kind else { continue }
            change(&key)
            constraints[index].kind = .foreignKey(key)
        }
    }
}
