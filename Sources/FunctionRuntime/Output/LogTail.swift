/// The last 4 KiB of one invocation's log.
struct LogTail {
    static let size = 4096

    private(set) var bytes: [UInt8] = []

    mutating func append(_ line: String) {
        bytes.append(contentsOf: line.utf8.suffix(Self.size))
        bytes.append(UInt8(ascii: "\n"))
        if bytes.count > Self.size * 4 { bytes.removeFirst(bytes.count - Self.size) }
    }

    /// What is handed to the caller.
    var last: [UInt8] { Array(bytes.suffix(Self.size)) }
}
