/// What a backslash command asks the loop to do next.
enum CommandOutcome {
    case done
    /// Send this text now.
    case send(String)
    case failed
    case quit
    /// Leave the script with psql's status for a script error.
    case stop
}

/// One backslash command as it was typed.
struct Command {
    let name: String
    var arguments: CommandArguments
}
