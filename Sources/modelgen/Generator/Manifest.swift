import ModelSource

/// Which services and operations are generated, from which models: the file `Models/manifest`.
///
/// One line each: `botocore <version>`, then for every service `service <folder> <version> <Prefix> [global]
/// [handwritten]`, followed by its operations. `#` opens a comment.
struct Manifest {
    var botocoreVersion = ""
    var services: [ServiceEntry] = []

    /// One service of the manifest.
    struct ServiceEntry {
        /// The folder in botocore's data, or the name of the hand-written file.
        var folder: String
        var version: String
        /// What its Swift names begin with, such as `IAM`.
        var prefix: String
        var isGlobal: Bool
        var isHandwritten: Bool
        var operations: [String] = []
    }

    init(_ text: String) throws {
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.prefix { $0 != "#" }.split(separator: " ").map(String.init)
            try read(words, line: number + 1)
        }
        if botocoreVersion.isEmpty { throw ModelFault("the manifest names no botocore version") }
    }

    private mutating func read(_ words: [String], line: Int) throws {
        guard let first = words.first else { return }
        if first == "botocore", words.count == 2 {
            botocoreVersion = words[1]
        } else if first == "service", words.count >= 4 {
            let flags = words.dropFirst(4)
            if let flag = flags.first(where: { $0 != "global" && $0 != "handwritten" }) {
                throw ModelFault("manifest line \(line): unknown word \(flag)")
            }
            services.append(
                ServiceEntry(
                    folder: words[1],
                    version: words[2],
                    prefix: words[3],
                    isGlobal: flags.contains("global"),
                    isHandwritten: flags.contains("handwritten")
                )
            )
        } else if words.count == 1, !services.isEmpty {
            services[services.count - 1].operations.append(first)
        } else {
            throw ModelFault("manifest line \(line) is not understood")
        }
    }
}
