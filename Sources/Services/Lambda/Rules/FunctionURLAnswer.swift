import FoundationEssentials
import Wire

/// What a caller of a function URL gets for what the function answered.
///
/// Source: "Response payload format" under "Invoking Lambda function URLs" in the developer guide.
struct FunctionURLAnswer: Hashable, Sendable {
    var status: Int
    var headers: [HeaderList.Field]
    var body: [UInt8]

    /// Headers that the server makes itself.
    private static let reserved: Set = ["connection", "content-length", "keep-alive", "transfer-encoding", "upgrade"]

    /// What stands for a function that failed, or whose answer makes no sense.
    static let failure = FunctionURLAnswer(
        status: 502, headers: [.init("Content-Type", "application/json")], body: Array("Internal Server Error".utf8))

    init(status: Int, headers: [HeaderList.Field], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Reads a function's JSON: an object with a `statusCode` describes the answer, anything else is its body.
    init(payload: [UInt8]) {
        guard let document = try? Document(json: payload), let status = document["statusCode"] else {
            self.init(status: 200, headers: [.init("Content-Type", "application/json")], body: Self.body(of: payload))
            return
        }
        guard var head = Self(head: document, status: status) else {
            self = .failure
            return
        }
        let text = document["body"].map { Self.text(of: $0) } ?? ""
        if document["isBase64Encoded"]?.isTrue == true {
            guard let data = Data(base64Encoded: text) else {
                self = .failure
                return
            }
            head.body = [UInt8](data)
        } else {
            head.body = Array(text.utf8)
        }
        self = head
    }

    /// Reads the head that goes before a streamed body; `nil` where it makes no sense.
    init?(prelude: [UInt8]) {
        guard let document = try? Document(json: prelude), case .object = document else { return nil }
        self.init(
            head: document, status: document["statusCode"] ?? .integer(200), defaultType: "application/octet-stream")
    }

    private init?(head document: Document, status: Document, defaultType: String = "application/json") {
        let number = status.number ?? status.text.flatMap(Double.init)
        guard let number, number == number.rounded(), (100...599).contains(number) else { return nil }
        var headers: [HeaderList.Field] = []
        for member in document["headers"]?.members ?? [] where !Self.reserved.contains(member.name.lowercased()) {
            let value = Self.text(of: member.value)
            guard Self.isHeader(member.name), Self.isValue(value) else { return nil }
            headers.append(.init(member.name, value))
        }
        for cookie in document["cookies"]?.elements ?? [] {
            let value = Self.text(of: cookie)
            guard Self.isValue(value) else { return nil }
            headers.append(.init("Set-Cookie", value))
        }
        if !headers.contains(where: { $0.name.isEqualIgnoringASCIICase("content-type") }) {
            headers.insert(.init("Content-Type", defaultType), at: 0)
        }
        self.init(status: Int(number), headers: headers, body: [])
    }

    /// A JSON string stands for its text, all else for itself.
    private static func body(of payload: [UInt8]) -> [UInt8] {
        guard let text = (try? Document(json: payload))?.text else { return payload }
        return Array(text.utf8)
    }

    private static func text(of value: Document) -> String {
        switch value {
        case .string(let text): text
        case .null: ""
        case .array(let elements) where elements.allSatisfy({ $0.text != nil }):
            elements.compactMap(\.text).joined(separator: ",")
        default: String(decoding: value.json, as: UTF8.self)
        }
    }

    /// Whether the name may stand in a header line: a token by RFC 9110.
    private static func isHeader(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20)
                    || "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
    }

    /// Whether the value may: without line breaks, through which a function's caller could forge more headers.
    private static func isValue(_ value: String) -> Bool {
        value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
    }
}
