/// Cuts a stream of bytes into lines, each of at most so many bytes.
struct LineAssembler {
    /// The most that CloudWatch Logs takes as one event, less its own overhead.
    static let longest = 262_118

    private var rest: [UInt8] = []
    private let longest: Int
    /// The supplied bootstraps write the line breaks within one message as carriage returns.
    private let joinsAtCarriageReturn: Bool

    init(longest: Int = LineAssembler.longest, joinsAtCarriageReturn: Bool = false) {
        self.longest = longest
        self.joinsAtCarriageReturn = joinsAtCarriageReturn
    }

    /// Takes bytes as they come; hands on each line that they complete, without its line break.
    mutating func append(_ bytes: UnsafeRawBufferPointer, to lines: inout [String]) {
        var start = 0
        for index in 0..<bytes.count where bytes[index] == UInt8(ascii: "\n") {
            add(UnsafeRawBufferPointer(rebasing: bytes[start..<index]), to: &lines)
            finish(&lines)
            start = index + 1
        }
        add(UnsafeRawBufferPointer(rebasing: bytes[start...]), to: &lines)
    }

    /// Hands on what has no line break yet.
    mutating func flush(to lines: inout [String]) {
        if !rest.isEmpty { finish(&lines) }
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer, to lines: inout [String]) {
        var bytes = bytes[...]
        while rest.count + bytes.count > longest {
            let room = longest - rest.count
            rest.append(contentsOf: bytes.prefix(room))
            bytes = bytes.dropFirst(room)
            finish(&lines)
        }
        rest.append(contentsOf: bytes)
    }

    private mutating func finish(_ lines: inout [String]) {
        if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
        if joinsAtCarriageReturn {
            for index in rest.indices where rest[index] == UInt8(ascii: "\r") { rest[index] = UInt8(ascii: "\n") }
        }
        lines.append(String(decoding: rest, as: UTF8.self))
        rest.removeAll(keepingCapacity: rest.count <= 4096)
    }
}
