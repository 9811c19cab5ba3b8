import ArgumentParser
import Foundation
import Server
import Wire

/// The flag by which commands find the server they speak to.
///
/// A folder that is named, by the flag or by `MARTLET_DATA`, goes before what the environment tells the AWS CLI, and
/// that before the folder that is meant where none is named.
struct DataFolderFlag: ParsableArguments {
    @Option(
        help: """
            The data folder of the server meant (or MARTLET_DATA). Without it, AWS_ENDPOINT_URL with AWS_ACCESS_KEY_ID \
            and AWS_SECRET_ACCESS_KEY, which an ephemeral server prints; else the folder martlet-data.
            """)
    var data: String?

    @Option(help: "A PEM file of authorities to trust besides the system's (MARTLET_TLS_CA).")
    var ca: String?

    var path: String { named ?? ServerSettings().dataFolder }

    private var named: String? {
        data ?? ProcessInfo.processInfo.environment[SettingCatalog.data.environmentVariable]
    }

    /// Where the server is and the keys to use there; ends the command with one sentence where neither is known.
    func location() throws -> ServerLocation {
        let environment = ProcessInfo.processInfo.environment
        let authority = ca ?? environment[ServerLocation.authorityVariable]
        if named == nil, let location = ServerLocation(environment: environment, authority: authority) {
            return location
        }
        return try reportingFaults { () throws(StartFault) in
            try ServerLocation(dataFolder: path, authority: authority)
        }
    }

    /// Speaks to that server.
    func client() throws -> OperatorClient {
        let location = try location()
        return try reportingFaults { () throws(StartFault) in try OperatorClient(location: location) }
    }

    /// Calls the running server once, and ends the command with the server's own sentence when it refuses.
    func call<O: ModelOperation>(_ operation: O.Type, _ input: O.Input) async throws -> O.Output {
        let client = try client()
        return try await reportingFaults { try await client.call(operation, input) }
    }
}
