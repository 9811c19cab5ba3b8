internal import Foundation

/// What a folder's files looked like at one time, to tell whether they changed.
package struct FolderSnapshot: Hashable, Sendable {
    /// The most files that are looked at.
    package static let maximumFiles = 20_000

    /// What is seen of one file.
    private struct Look: Hashable {
        var modified: Date
        var size: Int
    }

    private let looks: [String: Look]

    /// Looks at every file below, but for repositories.
    package init(folder: String) throws(StartFault) {
        let keys: [URLResourceKey] = [.contentModificationDateKey, .fileSizeKey, .isDirectoryKey]
        let root = URL(fileURLWithPath: folder)
        guard let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: keys) else {
            throw StartFault("'\(folder)' cannot be read")
        }
        var looks: [String: Look] = [:]
        for case let file as URL in files {
            if file.lastPathComponent == ".git" {
                files.skipDescendants()
                continue
            }
            guard let values = try? file.resourceValues(forKeys: Set(keys)), values.isDirectory != true else {
                continue
            }
            looks[file.path] = Look(
                modified: values.contentModificationDate ?? .distantPast, size: values.fileSize ?? 0)
            guard looks.count <= Self.maximumFiles else {
                throw StartFault("'\(folder)' has more than \(Self.maximumFiles) files, too many to watch")
            }
        }
        self.looks = looks
    }
}
