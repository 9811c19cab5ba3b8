internal import Foundation

/// A folder that holds a function's code, with what can be told from it: for `martlet functions deploy`.
package struct FunctionProject: Hashable, Sendable {
    package let folder: String
    /// AWS's name, such as `nodejs22.x`.
    package var runtime: String
    /// Where the runtime starts, such as `index.handler`.
    package var handler: String

    /// The runtime for each language, where nothing else is said.
    package static let nodejs = "nodejs22.x"
    package static let python = "python3.13"
    package static let custom = "provided.al2023"

    /// Tells runtime and handler from the folder's files; what is given goes before. Refuses, with the remedy, a folder
    /// that says nothing.
    package init(folder: String, runtime: String? = nil, handler: String? = nil) throws(StartFault) {
        self.folder = folder
        let files = try Self.files(in: folder)
        guard let runtime = runtime ?? Self.runtime(for: files) else { throw Self.untold(folder, files) }
        self.runtime = runtime
        if let handler {
            self.handler = handler
        } else if runtime.hasPrefix("nodejs") {
            self.handler = try Self.nodeHandler(folder, files)
        } else if runtime.hasPrefix("python") {
            self.handler = try Self.pythonHandler(folder, files)
        } else if runtime.hasPrefix("provided") {
            self.handler = "bootstrap"
        } else {
            throw StartFault("the runtime \(runtime) needs --handler")
        }
        if runtime.hasPrefix("provided") { try Self.checkBootstrap(folder, files) }
    }

    /// The name that a folder gives its function.
    package static func name(of folder: String) throws(StartFault) -> String {
        let name = URL(fileURLWithPath: folder).standardizedFileURL.lastPathComponent
        guard name.wholeMatch(of: /[A-Za-z0-9_-]{1,64}/) != nil else {
            throw StartFault(
                "the folder's name '\(name)' cannot be a function's (up to 64 letters, digits, - and _): use --name")
        }
        return name
    }

    private static func files(in folder: String) throws(StartFault) -> Set<String> {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
            throw StartFault("there is no folder '\(folder)'")
        }
        guard isFolder.boolValue else {
            throw StartFault("'\(folder)' is a file: name the folder that holds the function's code")
        }
        do {
            return Set(try FileManager.default.contentsOfDirectory(atPath: folder))
        } catch {
            throw StartFault("'\(folder)' cannot be read (\(error.localizedDescription))")
        }
    }

    private static func runtime(for files: Set<String>) -> String? {
        if files.contains("bootstrap") { return custom }
        if files.contains("package.json") || files.contains(where: { isScript($0) }) { return nodejs }
        if files.contains(where: { $0.hasSuffix(".py") }) { return python }
        return nil
    }

    private static func untold(_ folder: String, _ files: Set<String>) -> StartFault {
        if files.contains("Package.swift") {
            return StartFault(
                "'\(folder)' holds Swift's sources and no built function: build it, and deploy the folder that its "
                    + "'bootstrap' is in")
        }
        return StartFault(
            "'\(folder)' does not say what it is (no bootstrap, package.json, *.js, *.mjs or *.py): use --runtime and "
                + "--handler")
    }

    private static func isScript(_ name: String) -> Bool {
        [".js", ".mjs", ".cjs"].contains { name.hasSuffix($0) }
    }

    // MARK: Handlers

    private static func nodeHandler(_ folder: String, _ files: Set<String>) throws(StartFault) -> String {
        for name in ["index.js", "index.mjs", "index.cjs"] where files.contains(name) { return "index.handler" }
        if let main = nodeMain(folder) { return withoutExtension(main) + ".handler" }
        let scripts = files.filter { isScript($0) }
        guard scripts.count == 1, let script = scripts.first else {
            throw StartFault("'\(folder)' has no index.js and no \"main\" in package.json: use --handler FILE.FUNCTION")
        }
        return withoutExtension(script) + ".handler"
    }

    /// What package.json calls the package's main file.
    private static func nodeMain(_ folder: String) -> String? {
        struct Package: Decodable {
            var main: String?
        }
        guard let data = FileManager.default.contents(atPath: folder + "/package.json"),
            let main = try? JSONDecoder().decode(Package.self, from: data).main, !main.isEmpty
        else { return nil }
        return main.hasPrefix("./") ? String(main.dropFirst(2)) : main
    }

    /// The first module, likely names first, that defines `lambda_handler` or `handler`.
    private static func pythonHandler(_ folder: String, _ files: Set<String>) throws(StartFault) -> String {
        let likely = ["lambda_function.py", "index.py", "main.py", "app.py", "handler.py"]
        let others = files.filter { $0.hasSuffix(".py") && !likely.contains($0) }.sorted()
        for name in likely.filter(files.contains) + others {
            guard let text = try? String(contentsOfFile: folder + "/" + name, encoding: .utf8) else { continue }
            for function in ["lambda_handler", "handler"] {
                let defines = text.split(separator: "\n").contains { line in
                    line.hasPrefix("def \(function)(") || line.hasPrefix("\(function) =")
                }
                if defines { return withoutExtension(name) + "." + function }
            }
        }
        throw StartFault("no file in '\(folder)' defines lambda_handler or handler: use --handler FILE.FUNCTION")
    }

    private static func checkBootstrap(_ folder: String, _ files: Set<String>) throws(StartFault) {
        guard files.contains("bootstrap") else {
            throw StartFault("a custom runtime starts a program named 'bootstrap', which '\(folder)' lacks")
        }
        let path = folder + "/bootstrap"
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw StartFault("'\(path)' is not executable: chmod +x it")
        }
    }

    private static func withoutExtension(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), !name[dot...].contains("/") else { return name }
        return String(name[..<dot])
    }
}
