import PsqlShell

/// The `vecdb` command.
@main
struct VecDBShell {
    static func main() { ShellProgram.main(CommandLine.arguments) }
}
