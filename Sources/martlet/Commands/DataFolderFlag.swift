import ArgumentParser
import Foundation
import Server

/// The flag by which commands find the server they speak to.
struct DataFolderFlag: ParsableArguments {
    @Option(help: "The data folder of the server meant (martlet-data, or MARTLET_DATA).")
    var data: String?

    var path: String {
        data ?? ProcessInfo.processInfo.environment[SettingCatalog.data.environmentVariable]
            ?? ServerSettings().dataFolder
    }

    /// Where that folder's server is and its root key; ends the command with one sentence where there is none.
    func location() throws -> ServerLocation {
        try reportingFaults { () throws(StartFault) in try ServerLocation(dataFolder: path) }
    }
}

/// Ends the command with the fault's own sentence instead of a dump of the error.
func reportingFaults<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
        return try await body()
    } catch let fault as StartFault {
        throw report(fault.description)
    } catch let fault as SettingFault {
        throw report(fault.description)
    }
}

/// The same for bodies that do not wait.
func reportingFaults<Result>(_ body: () throws(StartFault) -> Result) throws -> Result {
    do {
        return try body()
    } catch {
        throw report(error.description)
    }
}

/// Says one sentence on standard error and gives the exit code of a failure.
func report(_ sentence: String) -> ExitCode {
    FileHandle.standardError.write(Data("martlet: \(sentence)\n".utf8))
    return .failure
}
