import ArgumentParser
import Foundation
import Server
import Wire

/// The flag by which commands find the server they speak to.
struct DataFolderFlag: ParsableArguments {
    @Option(help: "The data folder of the server meant (martlet-data, or MARTLET_DATA).")
    var data: String?

    @Option(help: "A PEM file of authorities to trust besides the system's (MARTLET_TLS_CA).")
    var ca: String?

    var path: String {
        data ?? ProcessInfo.processInfo.environment[SettingCatalog.data.environmentVariable]
            ?? ServerSettings().dataFolder
    }

    /// Where that folder's server is and its root key; ends the command with one sentence where there is none.
    func location() throws -> ServerLocation {
        let authority = ca ?? ProcessInfo.processInfo.environment[ServerLocation.authorityVariable]
        return try reportingFaults { () throws(StartFault) in
            try ServerLocation(dataFolder: path, authority: authority)
        }
    }

    /// Speaks to that folder's server.
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
