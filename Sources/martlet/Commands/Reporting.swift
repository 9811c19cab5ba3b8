import ArgumentParser
import Foundation
import Server
import Wire

/// Ends the command with the fault's own sentence instead of a dump of the error.
func reportingFaults<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
        return try await body()
    } catch let fault as StartFault {
        throw report(fault.description)
    } catch let fault as SettingFault {
        throw report(fault.description)
    } catch let error as ServiceError {
        throw report("\(error.jsonCode ?? error.code): \(error.message)")
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

/// Says one sentence on standard error.
func say(_ sentence: String) {
    FileHandle.standardError.write(Data("martlet: \(sentence)\n".utf8))
}

/// Says one sentence on standard error and gives the exit code of a failure.
func report(_ sentence: String) -> ExitCode {
    say(sentence)
    return .failure
}
