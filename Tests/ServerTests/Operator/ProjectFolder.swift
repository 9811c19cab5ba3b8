import Foundation

/// A folder of one test's own with files as given, gone with it.
final class ProjectFolder: Sendable {
    let path: String

    /// - Parameter files: content by name; a name that ends with `*` is executable.
    init(_ files: [String: String] = [:], named name: String = "project") throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString)/\(name)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
        for (name, content) in files { try write(content, to: name) }
    }

    deinit {
        try? FileManager.default.removeItem(at: URL(fileURLWithPath: path).deletingLastPathComponent())
    }

    func write(_ content: String, to name: String) throws {
        let isProgram = name.hasSuffix("*")
        let url = URL(fileURLWithPath: path + "/" + (isProgram ? String(name.dropLast()) : name))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(content.utf8).write(to: url)
        if isProgram { try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path) }
    }
}
