/// What a backslash command asks the loop to do next.
enum CommandOutcome {
    case done
    /// Send this text now.
    case send(String)
    case failed
    case quit
}

/// One backslash command as it was typed.
struct Command {
    let name: String
    var arguments: CommandArguments
}
