import PostgresSyntax
import VecDB
import VectorTypes

/// What binding a statement may know of the session: facts, not the session itself.
final class BindingEnvironment {
    let context: FunctionContext
    let settings: SessionSettings
    let catalog: Catalog
    /// Sizes of vector columns, for the planner; nil where there is nothing to plan (views, tests).
    let connection: Connection?
    /// Whether literals of the statement stand as parameters, so that the plan serves other values too.
    var liftsLiterals = false
    var databaseName: String { context.database }

    init(context: FunctionContext, settings: SessionSettings, catalog: Catalog, connection: Connection?) {
        self.context = context
        self.settings = settings
        self.catalog = catalog
        self.connection = connection
    }

    /// The view of that name, if there is one.
    func view(_ name: QualifiedName) -> ViewFacts? {
        guard name.schema == nil || name.schema == "public" else { return nil }
        return ViewFacts(name.name, in: catalog)
    }

    func hasSchema(_ name: String) -> Bool {
        ["public", "pg_catalog", "information_schema", "pg_temp"].contains(name) || catalog.schemas.contains(name)
    }
}

/// A view as binding needs it.
struct ViewFacts {
    var name: String
    /// The query in PostgreSQL's SQL.
    var text: String
    var columnNames: [String]

    init?(_ name: String, in catalog: Catalog) {
        guard let view = catalog.views[name] else { return nil }
        self.name = name
        text = view.text
        columnNames = view.columns.map(\.name)
    }
}
