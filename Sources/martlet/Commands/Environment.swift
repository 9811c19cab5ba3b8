import ArgumentParser
import Server

/// Prints what a shell needs so that every AWS client in it speaks to this server.
struct Environment: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "env",
        abstract: "Print exports for a shell: eval \"$(martlet env)\"."
    )

    @OptionGroup var folder: DataFolderFlag

    func run() throws {
        let location = try folder.location()
        print("unset AWS_SESSION_TOKEN AWS_PROFILE")
        for (name, value) in location.environment {
            print("export \(name)='\(value.replacing("'", with: "'\\''"))'")
        }
    }
}
