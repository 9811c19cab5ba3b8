import ArgumentParser
import Foundation
import Server

/// Runs the AWS CLI against this server, as root of its default account.
struct AWS: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "aws",
        abstract: "Run the AWS CLI against this server: martlet aws iam list-users."
    )

    @OptionGroup var folder: DataFolderFlag

    @Argument(parsing: .captureForPassthrough, help: "The AWS CLI's own arguments.")
    var arguments: [String] = []

    func run() throws {
        let location = try folder.location()
        unsetenv("AWS_SESSION_TOKEN")
        unsetenv("AWS_PROFILE")
        for (name, value) in location.environment { setenv(name, value, 1) }
        var pointers = (["aws"] + arguments).map { strdup($0) } + [nil]
        execvp("aws", &pointers)
        FileHandle.standardError.write(
            Data("martlet: the AWS CLI ('aws') is not on the PATH; see 'martlet doctor'\n".utf8))
        throw ExitCode(127)
    }
}
