import Foundation
import Wire

/// Finds and reads the published protocol cases.
enum VectorFolder {
    /// The folder named in `MARTLET_VECTORS`, or `../shared/vectors` beside the package; `nil` where neither is there.
    static let path: String? = {
        let named = ProcessInfo.processInfo.environment["MARTLET_VECTORS"]
        let beside = FileManager.default.currentDirectoryPath + "/../shared/vectors"
        let path = (named ?? beside) + "/protocols"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }()

    static let isPresent = path != nil

    static let absence = "the published vectors are not there: name their folder in MARTLET_VECTORS"

    /// The suites of one file, such as `input/query`.
    static func suites(_ file: String) throws -> [Document] {
        guard let path else { return [] }
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(file).json"))
        return try Document(json: [UInt8](data)).elements
    }

    static let files = ["json", "json_1_0", "json_1_0-query-compatible", "query", "rest-json", "rest-xml"]
}
