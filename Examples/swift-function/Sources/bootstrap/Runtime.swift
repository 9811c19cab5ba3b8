#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// AWS Lambda's Runtime API (2018-06-01) over one connection that is kept open. It waits by blocking: an execution
/// environment has one event at a time, and nothing else to do.
struct Runtime {
    /// Why the program ends; it goes to the function's log.
    enum Failure: Error {
        case noRuntime
        case unreachable(String)
        case closed
        case refused(status: Int)
    }

    private struct Answer {
        var status: Int
        var headers: [String: String]
        var body: [UInt8]
    }

    private let host: String
    private let connection: Int32
    /// Bytes that came with an answer and belong to the next.
    private var unread: [UInt8] = []

    /// Hands every event to the handler and its answer, both JSON, back; ends with the environment.
    static func serve(_ handler: ([UInt8]) throws -> [UInt8]) -> Never {
        do {
            var runtime = try Runtime()
            while true { try runtime.serveNext(handler) }
        } catch Failure.closed {
            exit(0)
        } catch {
            print("Runtime API: \(error)")
            exit(1)
        }
    }

    /// Connects to where AWS_LAMBDA_RUNTIME_API says.
    private init() throws {
        guard let address = getenv("AWS_LAMBDA_RUNTIME_API") else { throw Failure.noRuntime }
        host = String(cString: address)
        connection = try Self.dial(host)
    }

    private mutating func serveNext(_ handler: ([UInt8]) throws -> [UInt8]) throws {
        let next = try exchange("GET", "/invocation/next")
        guard next.status == 200, let id = next.headers["lambda-runtime-aws-request-id"] else {
            throw Failure.refused(status: next.status)
        }
        let answer: Answer
        do {
            answer = try exchange("POST", "/invocation/\(id)/response", try handler(next.body))
        } catch let failure as Failure {
            throw failure
        } catch {
            let body = #"{"errorType": "\#(type(of: error))", "errorMessage": "\#(Self.escaped("\(error)"))"}"#
            answer = try exchange("POST", "/invocation/\(id)/error", Array(body.utf8))
        }
        // 413 says that the answer was too large; the caller has been told.
        guard answer.status == 202 || answer.status == 413 else { throw Failure.refused(status: answer.status) }
    }

    /// A text as it may stand between the quotes of JSON.
    private static func escaped(_ text: String) -> String {
        String(text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : $0.isNewline ? [" "] : [$0] })
    }

    private mutating func exchange(_ method: String, _ path: String, _ body: [UInt8] = []) throws -> Answer {
        let line = "\(method) /2018-06-01/runtime\(path) HTTP/1.1"
        let head = "\(line)\r\nHost: \(host)\r\nContent-Length: \(body.count)\r\n\r\n"
        try send(Array(head.utf8) + body)
        return try receive()
    }

    private func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Failure.closed }
            rest = rest.dropFirst(count)
        }
    }

    private mutating func receive() throws -> Answer {
        let end: [UInt8] = [13, 10, 13, 10]
        var split = 0
        while !unread.dropFirst(split).starts(with: end) {
            split += 1
            while unread.count < split + end.count { try fill() }
        }
        let lines = String(decoding: unread[..<split], as: UTF8.self).split(separator: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
        }
        let start = split + end.count
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        while unread.count < start + length { try fill() }
        let body = Array(unread[start..<start + length])
        unread.removeFirst(start + length)
        return Answer(status: lines.first.flatMap { Int($0.dropFirst(9).prefix(3)) } ?? 0, headers: headers, body: body)
    }

    private mutating func fill() throws {
        let chunk = try [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, filled in
            while true {
                let count = read(connection, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw Failure.closed }
                filled = count
                return
            }
        }
        unread += chunk
    }

    /// - Parameter address: `host:port`.
    private static func dial(_ address: String) throws -> Int32 {
        guard let colon = address.lastIndex(of: ":") else { throw Failure.unreachable(address) }
        var hints = addrinfo()
        hints.ai_family = AF_INET
        hints.ai_protocol = Int32(IPPROTO_TCP)
        var found: UnsafeMutablePointer<addrinfo>?
        guard
            getaddrinfo(String(address[..<colon]), String(address[address.index(after: colon)...]), &hints, &found)
                == 0,
            let target = found
        else { throw Failure.unreachable(address) }
        defer { freeaddrinfo(found) }
        let connection = socket(AF_INET, target.pointee.ai_socktype, target.pointee.ai_protocol)
        guard connection >= 0, connect(connection, target.pointee.ai_addr, target.pointee.ai_addrlen) == 0 else {
            throw Failure.unreachable(address)
        }
        var on: Int32 = 1
        setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        return connection
    }
}
