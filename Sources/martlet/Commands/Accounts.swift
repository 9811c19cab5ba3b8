import ArgumentParser
import MartletModel
import Server

/// Keeps the accounts of a running server: for dev, stage and prod side by side, each with its own root key.
struct Accounts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Create, list and remove accounts of a running server.",
        subcommands: [Create.self, List.self, Remove.self]
    )

    /// Makes an account and shows its root key, this once.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Create an account; its root key is shown once.")

        @OptionGroup var folder: DataFolderFlag

        @Option(help: "A name for people.")
        var name: String?

        @Option(help: "Its 12 digits, instead of generated ones.")
        var account: String?

        func run() async throws {
            let input = CreateAccountRequest(name: name, accountId: account)
            let answer = try await folder.call(MartletModel.CreateAccount.self, input)
            print("[\(answer.account.id)]")
            print("aws_access_key_id = \(answer.rootAccessKeyId)")
            print("aws_secret_access_key = \(answer.rootSecretAccessKey)")
        }
    }

    /// Shows every account.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the accounts.")

        @OptionGroup var folder: DataFolderFlag

        func run() async throws {
            let answer = try await folder.call(MartletModel.ListAccounts.self, ListAccountsRequest())
            for account in answer.accounts {
                print("\(account.id)  \(account.isDefault ? "default" : "       ")  \(account.name)")
            }
        }
    }

    /// Removes an account with everything in it.
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Remove an account and everything in it.")

        @OptionGroup var folder: DataFolderFlag

        @Argument(help: "The account's 12 digits.")
        var account: String

        func run() async throws {
            _ = try await folder.call(MartletModel.RemoveAccount.self, RemoveAccountRequest(accountId: account))
            print("removed \(account)")
        }
    }
}
