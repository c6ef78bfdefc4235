import VectorTypes

extension Connection {
    /// RENAME TO, in everything that refers to the table.
    package func renameTable(_ name: String, to newName: String) throws {
        try changeCatalog { catalog in
            var table = try changeable(name, in: catalog)
            try checkNewName(newName, in: catalog)
            for kind in CatalogTable.logTriggerKinds {
                try sqlite.execute("DROP TRIGGER IF EXISTS vecdb_log_\(table.oid)_\(kind)")
            }
            try sqlite.execute("ALTER TABLE \(quoted(identifier: name)) RENAME TO \(quoted(identifier: newName))")
            table.name = newName
            for index in table.indexes.indices { table.indexes[index].table = newName }
            table.renameReferences { if $0.table == name { $0.table = newName } }
            try save(table)
            try refreshTriggers(of: table)
            try sqlite.execute(
                "UPDATE vecdb_sequences SET owner_table = ?1 WHERE owner_table = ?2", [.text(newName), .text(name)])
            var saved: Set<String> = []
            for var (other, _) in referrers(to: [name], in: catalog) where saved.insert(other.name).inserted {
                other.renameReferences { if $0.table == name { $0.table = newName } }
                try save(other)
            }
        }
    }

    /// COMMENT ON; nil removes it.
    package func setComment(_ comment: String?, on object: CommentTarget) throws {
        try changeCatalog { catalog in
            switch object {
            case .table(let name):
                var table = try changeable(name, in: catalog)
                table.comment = comment
                try save(table)
            case .column(let name, let column):
                var table = try changeable(name, in: catalog)
                guard let position = table.columns.firstIndex(where: { $0.name == column }) else {
                    throw VecDBError(
                        .undefinedColumn, "column \"\(column)\" of relation \"\(name)\" does not exist")
                }
                table.columns[position].comment = comment
                try save(table)
            case .index(let name):
                var (table, position) = try index(name, in: catalog)
                table.indexes[position].comment = comment
                try save(table)
            case .constraint(let name, let constraint):
                var table = try changeable(name, in: catalog)
                guard let position = table.constraints.firstIndex(where: { $0.name == constraint }) else {
                    throw VecDBError(
                        .undefinedObject, "constraint \"\(constraint)\" for table \"\(name)\" does not exist")
                }
                table.constraints[position].comment = comment
                try save(table)
            case .view(let name):
                guard catalog.views[name] != nil else {
                    throw VecDBError(.undefinedTable, "relation \"\(name)\" does not exist")
                }
                try sqlite.execute(
                    "UPDATE vecdb_views SET comment = ?1 WHERE name = ?2", [.init(comment), .text(name)])
            }
        }
    }
}
