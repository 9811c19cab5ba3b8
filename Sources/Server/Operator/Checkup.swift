internal import Foundation
internal import FunctionRuntime
internal import Mail
internal import Storage

/// What `martlet doctor` finds out about this machine and a data folder.
package enum Checkup {
    /// One thing that was looked at.
    package struct Finding: Hashable, Sendable {
        package enum Verdict: String, Sendable {
            case good = "ok"
            /// Something works only in part.
            case warning = "warn"
            /// The server cannot do its work.
            case bad = "fail"
        }

        package var verdict: Verdict
        package var subject: String
        /// What was found, and the remedy where one is needed.
        package var detail: String
    }

    /// Programs that the server or its commands call, with what is missing without them.
    private static let programs = [
        ("aws", "'martlet aws' needs the AWS CLI: pip install awscli")
    ]

    /// Looks at everything; changes nothing but a data folder's lock, and that only for the time of the check.
    package static func findings(dataFolder: String) async -> [Finding] {
        var findings = programs.map { name, remedy in
            let path = path(of: name)
            return Finding(verdict: path == nil ? .warning : .good, subject: name, detail: path ?? remedy)
        }
        findings += functions()
        findings.append(mail())
        findings.append(freeSpace(at: dataFolder))
        findings.append(await store(at: dataFolder))
        return findings
    }

    /// What functions can be run with here, and how they are confined.
    private static func functions() -> [Finding] {
        let survey = RuntimeSurvey.take(RunnerSettings(folder: "", searchPath: searchPath))
        // A custom runtime needs nothing but a sandbox.
        let isConfined = survey.obstacle(to: FunctionProject.custom) == nil
        return survey.lines.map { line in
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2 else { return Finding(verdict: .good, subject: "runtime", detail: line) }
            let isMissing = parts[1].hasPrefix("none") || parts[0] == "sandbox" && !isConfined
            return Finding(verdict: isMissing ? .warning : .good, subject: parts[0], detail: parts[1])
        }
    }

    /// What mails are sent with, should the settings name an SMTP server.
    private static func mail() -> Finding {
        if let obstacle = MailLibrary.obstacle() {
            return Finding(verdict: .warning, subject: "mail", detail: "'smtp-host' needs libcurl: \(obstacle)")
        }
        return Finding(verdict: .good, subject: "mail", detail: MailLibrary.version ?? "")
    }

    private static var searchPath: [String] {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    }

    private static func path(of program: String) -> String? {
        searchPath.map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private static func freeSpace(at folder: String) -> Finding {
        let fileManager = FileManager.default
        var place = URL(fileURLWithPath: folder).standardizedFileURL
        while !fileManager.fileExists(atPath: place.path), place.path != "/" { place.deleteLastPathComponent() }
        let attributes = try? fileManager.attributesOfFileSystem(forPath: place.path)
        guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value else {
            return Finding(verdict: .warning, subject: "disk", detail: "free space at \(place.path) is not known")
        }
        let megabytes = free >> 20
        let verdict: Finding.Verdict = megabytes < 100 ? .bad : megabytes < 1024 ? .warning : .good
        return Finding(verdict: verdict, subject: "disk", detail: "\(megabytes) MB free at \(place.path)")
    }

    private static func store(at path: String) async -> Finding {
        guard FileManager.default.fileExists(atPath: path) else {
            return Finding(
                verdict: .good, subject: "data", detail: "\(path) does not exist yet; 'martlet serve' makes it")
        }
        do {
            let folder = try DataFolder.open(at: path)
            let faults = try await folder.engine.check()
            try await folder.close()
            if let first = faults.first {
                return Finding(verdict: .bad, subject: "data", detail: "\(path): \(first); restore it from a backup")
            }
            return Finding(verdict: .good, subject: "data", detail: "\(path) is sound")
        } catch StorageFault.locked {
            return Finding(verdict: .good, subject: "data", detail: "\(path) is in use by a running server")
        } catch {
            return Finding(verdict: .bad, subject: "data", detail: "\(error)")
        }
    }
}
