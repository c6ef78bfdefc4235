/// A statement of PostgreSQL 15's grammar.
///
/// Everything that a user of psql types has a node of its own. What no embedded database needs (``other(_:)``: policies,
/// publications, foreign servers, text search configurations, …) is parsed and named, so that it can be refused. Of
/// triggers, roles and grants the tree holds what a refusal names, of XML functions their names. All of the grammar is
/// parsed but its entry points for PL/pgSQL.
package indirect enum Statement: Hashable, Sendable {
    case select(SelectStatement)
    case insert(InsertStatement)
    case update(UpdateStatement)
    case delete(DeleteStatement)
    case merge(MergeStatement)
    case truncate(TruncateStatement)
    case copy(CopyStatement)
    case createTable(CreateTableStatement)
    case createTableAs(CreateTableAsStatement)
    case alterTable(AlterTableStatement)
    case drop(DropStatement)
    case rename(RenameStatement)
    case setSchema(SetSchemaStatement)
    case changeOwner(ChangeOwnerStatement)
    case createIndex(CreateIndexStatement)
    case reindex(ReindexStatement)
    /// `VERIFY INDEX name`, which is not PostgreSQL's.
    case verify(VerifyStatement)
    case createView(CreateViewStatement)
    case refresh(RefreshStatement)
    case createSequence(CreateSequenceStatement)
    case alterSequence(AlterSequenceStatement)
    case createSchema(CreateSchemaStatement)
    case createType(CreateTypeStatement)
    case alterEnum(AlterEnumStatement)
    case createDomain(CreateDomainStatement)
    case alterDomain(AlterDomainStatement)
    case createExtension(CreateExtensionStatement)
    case alterExtension(AlterExtensionStatement)
    case createFunction(CreateFunctionStatement)
    case createTrigger(CreateTriggerStatement)
    case comment(CommentStatement)
    case doBlock(DoStatement)
    /// `CALL f(…)`
    case call(FunctionCall)
    case transaction(TransactionStatement)
    case set(SetStatement)
    case reset(ResetStatement)
    case show(ShowStatement)
    case alterSystem(AlterSystemStatement)
    case setConstraints(SetConstraintsStatement)
    case prepare(PrepareStatement)
    case execute(ExecuteStatement)
    case deallocate(DeallocateStatement)
    case declareCursor(DeclareCursorStatement)
    case fetch(FetchStatement)
    case closePortal(ClosePortalStatement)
    case explain(ExplainStatement)
    case vacuum(VacuumStatement)
    case cluster(ClusterStatement)
    case lock(LockStatement)
    case listen(String)
    /// None for `UNLISTEN *`.
    case unlisten(String?)
    case notify(NotifyStatement)
    case discard(DiscardStatement)
    case checkpoint
    case load(String)
    case grant(GrantStatement)
    case role(RoleStatement)
    case other(OtherStatement)
}

/// A statement with its place in the text that was parsed.
package struct ParsedStatement: Hashable, Sendable {
    package var statement: Statement
    /// Where the statement's first token stands, in characters from 0.
    @SourceLocation package var location: Int
    /// The statement's own text, without the semicolon and the space around it.
    package var text: String

    package init(statement: Statement, location: Int = -1, text: String) {
        self.statement = statement
        self.location = location
        self.text = text
    }
}
