import VectorTypes

extension Connection {
    /// Records a view; the SQL layer expands it.
    @discardableResult
    package func createView(
        _ name: String, text: String, columns: [CatalogView.Column], orReplace: Bool = false
    ) throws -> CatalogView {
        try changeCatalog { catalog in
            try checkColumnNames(columns.map(\.name))
            if orReplace, let old = catalog.views[name] {
                try sqlite.execute(
                    "UPDATE vecdb_views SET query = ?2, columns = ?3 WHERE oid = ?1",
                    [.integer(old.oid), .text(text), .text(CatalogView.Column.encode(columns))])
                return CatalogView(oid: old.oid, name: name, text: text, columns: columns, comment: old.comment)
            }
            try checkNewName(name, in: catalog)
            let view = CatalogView(oid: try newOID(), name: name, text: text, columns: columns)
            try sqlite.execute(
                "INSERT INTO vecdb_views VALUES (?1, ?2, ?3, ?4, NULL)",
                [.integer(view.oid), .text(name), .text(text), .text(CatalogView.Column.encode(columns))])
            return view
        }
    }

    package func dropView(_ name: String) throws {
        try changeCatalog { catalog in
            guard catalog.views[name] != nil else {
                throw VecDBError(.undefinedTable, "view \"\(name)\" does not exist")
            }
            try sqlite.execute("DELETE FROM vecdb_views WHERE name = ?1", [.text(name)])
        }
    }

    package func renameView(_ name: String, to newName: String) throws {
        try changeCatalog { catalog in
            guard catalog.views[name] != nil else {
                throw VecDBError(.undefinedTable, "relation \"\(name)\" does not exist")
            }
            try checkNewName(newName, in: catalog)
            try sqlite.execute("UPDATE vecdb_views SET name = ?2 WHERE name = ?1", [.text(name), .text(newName)])
        }
    }

    package func createSchema(_ name: String) throws {
        try changeCatalog { catalog in
            if catalog.schemas.contains(name) || name == "public" {
                throw VecDBError(SQLState("42P06"), "schema \"\(name)\" already exists")
            }
            try sqlite.execute("INSERT INTO vecdb_schemas(name) VALUES (?1)", [.text(name)])
        }
    }

    package func dropSchema(_ name: String) throws {
        try changeCatalog { catalog in
            guard catalog.schemas.contains(name) else {
                throw VecDBError(SQLState("3F000"), "schema \"\(name)\" does not exist")
            }
            try sqlite.execute("DELETE FROM vecdb_schemas WHERE name = ?1", [.text(name)])
        }
    }

    package func createExtension(_ name: String, version: String) throws {
        try changeCatalog { catalog in
            if catalog.extensions[name] != nil {
                throw VecDBError(.duplicateObject, "extension \"\(name)\" already exists")
            }
            try sqlite.execute(
                "INSERT INTO vecdb_extensions VALUES (?1, ?2, ?3)",
                [.integer(try newOID()), .text(name), .text(version)])
        }
    }

    package func dropExtension(_ name: String) throws {
        try changeCatalog { catalog in
            guard catalog.extensions[name] != nil else {
                throw VecDBError(.undefinedObject, "extension \"\(name)\" does not exist")
            }
            try sqlite.execute("DELETE FROM vecdb_extensions WHERE name = ?1", [.text(name)])
        }
    }
}
