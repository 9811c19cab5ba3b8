import Foundation

/// The program `storage-crash`, which the build puts beside the test bundle.
enum CrashProgram {
    struct NotBuilt: Error {}

    /// Starts it and returns at once.
    static func start(_ arguments: [String], output: FileHandle, input: FileHandle? = nil) throws -> Process {
        let process = Process()
        process.executableURL = try executable()
        process.arguments = arguments
        process.standardOutput = output
        process.standardInput = input ?? FileHandle.nullDevice
        try process.run()
        return process
    }

    /// Runs it to its end and answers what it wrote.
    static func run(_ arguments: [String], input: FileHandle?) throws -> String {
        let pipe = Pipe()
        let process = try start(arguments, output: pipe.fileHandleForWriting, input: input)
        try pipe.fileHandleForWriting.close()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: output, as: UTF8.self)
    }

    private static func executable() throws -> URL {
        // On Linux the test program itself lies there; on macOS a helper runs it and names it in an argument.
        for argument in CommandLine.arguments {
            var folder = URL(fileURLWithPath: argument)
            while folder.pathComponents.count > 1 {
                folder.deleteLastPathComponent()
                let candidate = folder.appendingPathComponent("storage-crash")
                if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
            }
        }
        throw NotBuilt()
    }
}
