import Foundation
import ModelSource
import Wire

/// Finds and reads botocore's published models.
struct ModelFolder {
    /// botocore's `data` folder.
    let path: String

    /// The folder that was named, or that of the installed package, whose version must be the one asked for.
    init(named path: String?, version: String) throws {
        if let path {
            self.path = path
            return
        }
        let script = "import botocore, os; print(botocore.__version__); print(os.path.dirname(botocore.__file__))"
        let lines = String(decoding: try Subprocess.output("python3", ["-c", script]), as: UTF8.self)
            .split(separator: "\n").map(String.init)
        guard lines.count == 2 else { throw ModelFault("python3 finds no botocore; name its data folder") }
        guard lines[0] == version else {
            throw ModelFault("botocore \(lines[0]) is installed, the manifest pins \(version)")
        }
        self.path = lines[1] + "/data"
    }

    /// A service's model.
    func model(_ folder: String, _ version: String) throws -> Document {
        let plain = "\(path)/\(folder)/\(version)/service-2.json"
        if FileManager.default.fileExists(atPath: plain) { return try Self.read(plain) }
        return try Document(json: try Subprocess.output("gzip", ["-dc", plain + ".gz"]))
    }

    static func read(_ path: String) throws -> Document {
        try Document(json: [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
    }
}

/// Runs another program and takes what it prints.
enum Subprocess {
    static func output(_ program: String, _ arguments: [String]) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ModelFault("\(program) failed with status \(process.terminationStatus)")
        }
        return [UInt8](data)
    }
}
