import Foundation
import ModelSource

/// Brings a folder of generated files up to date: writes what changed, removes what is no longer generated.
struct OutputFolder {
    let path: String
    /// The configuration of the formatter.
    let format: String

    /// Files that are formatted in one go before they are compared with what is there.
    func replace(with files: [String: String]) throws {
        let manager = FileManager.default
        let draft = path + ".draft"
        try? manager.removeItem(atPath: draft)
        defer { try? manager.removeItem(atPath: draft) }
        for (name, text) in files { try write(text, to: "\(draft)/\(name)") }
        let arguments = ["format", "--configuration", format, "--in-place", "--recursive", draft]
        _ = try Subprocess.output("swift", arguments)
        for name in files.keys {
            let fresh = try String(contentsOfFile: "\(draft)/\(name)", encoding: .utf8)
            let old = try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
            if fresh != old { try write(fresh, to: "\(path)/\(name)") }
        }
        for name in try manager.subpathsOfDirectory(atPath: path) where name.hasSuffix(".swift") && files[name] == nil {
            try manager.removeItem(atPath: "\(path)/\(name)")
        }
    }

    private func write(_ text: String, to path: String) throws {
        let url = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: url, atomically: true, encoding: .utf8)
    }
}
