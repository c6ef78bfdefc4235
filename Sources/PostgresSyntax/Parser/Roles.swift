import VectorTypes

/// Roles and privileges.
extension Parser {
    // MARK: Roles

    /// At ROLE, USER or GROUP behind CREATE.
    mutating func createRole() throws -> Statement {
        let isUser = at(.user)
        advance()
        if isUser, at(.mapping), nextIs(.for) || nextIs(.if) { return try createUserMapping() }
        let name = try newRole()
        _ = acceptOptionalWith()
        while try roleOption(isCreate: true) {}
        return .role(RoleStatement(action: .create, names: [name]))
    }

    private mutating func createUserMapping() throws -> Statement {
        advance()
        _ = try acceptIf(.not, .exists)
        try expect(.for)
        try mappedUser()
        try expect(.server)
        _ = try columnName()
        try optionalGenericOptions()
        return .other(OtherStatement(command: "CREATE USER MAPPING"))
    }

    mutating func roleOption(isCreate: Bool) throws -> Bool {
        let location = token.location
        switch token.keyword {
        case .password:
            advance()
            if !accept(.null) { _ = try string() }
        case .encrypted:
            advance()
            try expect(.password)
            _ = try string()
        case .unencrypted:
            advance()
            try expect(.password)
            _ = try string()
            throw refusal(
                "UNENCRYPTED PASSWORD is no longer supported", at: location, .featureNotSupported,
                hint: "Remove UNENCRYPTED to store the password in encrypted form instead.")
        case .inherit: advance()
        case .connection:
            advance()
            try expect(.limit)
            _ = try signedInteger()
        case .valid:
            advance()
            try expect(.until)
            _ = try string()
        case .user:
            advance()
            _ = try roleList()
        case .sysid where isCreate:
            advance()
            _ = try integer()
        case .admin where isCreate, .role where isCreate:
            advance()
            _ = try roleList()
        case .in where isCreate:
            advance()
            guard at(.role, .group) else { throw unexpected() }
            advance()
            _ = try roleList()
        default:
            guard token.kind == .identifier else { return false }
            let known: Set<String> = [
                "superuser", "nosuperuser", "createrole", "nocreaterole", "replication", "noreplication", "createdb",
                "nocreatedb", "login", "nologin", "bypassrls", "nobypassrls", "noinherit",
            ]
            guard known.contains(token.text) else {
                throw refusal("unrecognized role option \"\(token.text)\"", at: location)
            }
            advance()
        }
        return true
    }

    /// At ROLE, USER or GROUP behind ALTER.
    mutating func alterRole() throws -> Statement {
        let keyword = token.keyword
        advance()
        if keyword == .user, at(.mapping), nextIs(.for) {
            advance()
            advance()
            try mappedUser()
            try expect(.server)
            _ = try columnName()
            try alterGenericOptions()
            return .other(OtherStatement(command: "ALTER USER MAPPING"))
        }
        let location = token.location
        let isAll = keyword != .group && accept(.all)
        let name = isAll ? "all" : try role()
        let result = Statement.role(RoleStatement(action: .alter, names: [name]))
        if at(.rename), !isAll {
            advance()
            try expect(.to)
            let newName = try newRole()
            return .rename(
                RenameStatement(
                    kind: .role, name: ObjectName(names: [name], location: location), newName: newName,
                    location: location))
        }
        if keyword == .group {
            guard at(.add, .drop) else { throw unexpected() }
            advance()
            try expect(.user)
            _ = try roleList()
            return result
        }
        if at(.set, .reset) || at(.in) {
            if accept(.in) {
                try expect(.database)
                _ = try columnName()
            }
            try setOrReset()
            return result
        }
        if isAll { throw unexpected() }
        _ = acceptOptionalWith()
        while try roleOption(isCreate: false) {}
        return result
    }

    /// `SET x = …` or `RESET x`
    mutating func setOrReset() throws {
        if accept(.set) {
            _ = try settingAssignment(isLocal: false)
        } else {
            try expect(.reset)
            _ = try resetTarget()
        }
    }

    // MARK: GRANT, REVOKE

    mutating func grant() throws -> Statement {
        let isGrant = at(.grant)
        advance()
        var statement = GrantStatement(isGrant: isGrant, objectKind: "ROLE")
        if !isGrant {
            if accept(.grant) {
                try expect(.option, .for)
            } else if at(.admin), nextIs(.option) {
                advance()
                try expect(.option, .for)
                statement.isRole = true
            }
        }
        let isAll = at(.all)
        statement.privileges = try privileges()
        if statement.isRole == false, at(.on) {
            advance()
            try privilegeTarget(&statement)
        } else {
            guard !isAll, at(isGrant ? .to : .from) else { throw unexpected() }
            statement.isRole = true
        }
        try expect(isGrant ? .to : .from)
        statement.grantees = try list { parser in
            if parser.at(.group), !statement.isRole { parser.advance() }
            return try parser.role()
        }
        if isGrant, accept(.with) { try expect(statement.isRole ? .admin : .grant, .option) }
        if accept(.granted) {
            try expect(.by)
            _ = try role()
        }
        if !isGrant { _ = dropBehavior() }
        return .grant(statement)
    }

    mutating func privileges() throws -> [String] {
        if accept(.all) {
            _ = accept(.privileges)
            _ = try optionalColumns()
            return ["ALL"]
        }
        return try list { parser in
            if parser.at(.alter), parser.nextIs(.system) {
                parser.advance()
                parser.advance()
                return "ALTER SYSTEM"
            }
            let word: String
            if parser.at(.select, .references, .create) {
                word = parser.token.text
                parser.advance()
            } else {
                word = try parser.columnName()
            }
            _ = try parser.optionalColumns()
            return word.uppercased()
        }
    }

    private mutating func privilegeTarget(_ statement: inout GrantStatement) throws {
        let location = token.location
        let keyword = token.keyword
        func object(_ names: [String]) -> ObjectName { ObjectName(names: names, location: location) }
        if accept(.all) {
            guard at(.tables, .sequences, .functions, .procedures) || at(.routines) else { throw unexpected() }
            statement.objectKind = "ALL \(token.text.uppercased()) IN SCHEMA"
            advance()
            try expect(.in, .schema)
            statement.objects = try nameList().map { object([$0]) }
            return
        }
        if accept(.foreign) {
            if accept(.data) { try expect(.wrapper) } else { try expect(.server) }
            statement.objectKind = "FOREIGN"
            statement.objects = try nameList().map { object([$0]) }
            return
        }
        if accept(.table) {
            statement.objectKind = "TABLE"
            statement.objects = try anyNameList().map(object)
            return
        }
        let next = peek()
        let isKindWord = isColumnName(next) || isTypeOrFunctionName(next)
        switch keyword {
        case .large where nextIs(.object):
            advance()
            advance()
            statement.objectKind = "LARGE OBJECT"
            _ = try list { try $0.number() }
        case .function where isKindWord, .procedure where isKindWord, .routine where isKindWord:
            statement.objectKind = token.text.uppercased()
            advance()
            statement.objects = try list { try $0.functionReference() }
        case .sequence where isKindWord, .database where isKindWord, .domain where isKindWord,
            .language where isKindWord, .parameter where isKindWord, .schema where isKindWord,
            .tablespace where isKindWord, .type where isKindWord:
            statement.objectKind = token.text.uppercased()
            advance()
            let isDotted = [.sequence, .domain, .type, .parameter].contains(keyword)
            statement.objects = try list { parser in object(isDotted ? try parser.anyName() : [try parser.columnName()])
            }
        default:
            statement.objectKind = "TABLE"
            statement.objects = try list { parser in
                let name = try parser.qualifiedName()
                return object([name.catalog, name.schema, name.name].compactMap { $0 })
            }
        }
    }

    /// Behind ALTER DEFAULT PRIVILEGES.
    mutating func defaultPrivileges() throws -> Statement {
        while at(.in, .for) {
            if accept(.in) {
                try expect(.schema)
                _ = try nameList()
            } else {
                advance()
                guard at(.role, .user) else { throw unexpected() }
                advance()
                _ = try roleList()
            }
        }
        guard at(.grant, .revoke) else { throw unexpected() }
        let isGrant = at(.grant)
        advance()
        if !isGrant, accept(.grant) { try expect(.option, .for) }
        _ = try privileges()
        try expect(.on)
        guard at(.tables, .functions, .routines, .sequences) || at(.types, .schemas) else { throw unexpected() }
        advance()
        try expect(isGrant ? .to : .from)
        _ = try list { parser in
            _ = parser.accept(.group)
            return try parser.role()
        }
        if isGrant {
            if accept(.with) { try expect(.grant, .option) }
        } else {
            _ = dropBehavior()
        }
        return .other(OtherStatement(command: "ALTER DEFAULT PRIVILEGES"))
    }
}
