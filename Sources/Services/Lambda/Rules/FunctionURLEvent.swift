import FoundationEssentials
import Kernel
import Wire

/// What a function is told of a request to its URL: payload format 2.0.
///
/// Source: "Invoking Lambda function URLs" in the developer guide, and events that functions on AWS have logged.
struct FunctionURLEvent: Sendable {
    var request: WireRequest
    var label: String
    /// Who signed, where the URL demands a signature.
    var signer: Signer?
    var source: Call.Source
    var requestID: String
    var traceID: String
    var time: Timestamp

    /// The signer as the event names them.
    struct Signer: Hashable, Sendable {
        var accessKeyID: String
        var account: String
        var arn: String
        var userID: String
    }

    /// Headers that concern the connection, or that are told elsewhere in the event.
    private static let hidden: Set = ["connection", "cookie", "keep-alive", "transfer-encoding", "upgrade"]

    var json: [UInt8] {
        var members: [Document.Member] = [
            .init("version", .string("2.0")),
            .init("routeKey", .string("$default")),
            .init("rawPath", .string(request.path)),
            .init("rawQueryString", .string(request.query)),
        ]
        let cookies = cookies
        if !cookies.isEmpty { members.append(.init("cookies", .array(cookies.map { .string($0) }))) }
        members.append(.init("headers", .object(headers.map { .init($0.name, .string($0.value)) })))
        let parameters = parameters
        if !parameters.isEmpty {
            members.append(
                .init("queryStringParameters", .object(parameters.map { .init($0.name, .string($0.value)) })))
        }
        members.append(.init("requestContext", context))
        let isText = isText
        if !request.body.isEmpty {
            let text = isText ? String(validating: request.body, as: UTF8.self) : nil
            members.append(.init("body", .string(text ?? Data(request.body).base64EncodedString())))
        }
        members.append(.init("isBase64Encoded", .boolean(!request.body.isEmpty && !isText)))
        return Document.object(members).json
    }

    /// A pair in the order in which its name first came.
    private struct Pair {
        var name: String
        var value: String
    }

    private var headers: [Pair] {
        var pairs = request.headers.fields.map { Pair(name: $0.name.lowercased(), value: $0.value) }
        pairs.removeAll { Self.hidden.contains($0.name) || (signer != nil && $0.name == "authorization") }
        let added = [
            Pair(name: "x-amzn-trace-id", value: traceID),
            Pair(name: "x-forwarded-proto", value: source.isSecure ? "https" : "http"),
            Pair(name: "x-forwarded-port", value: port),
            Pair(name: "x-forwarded-for", value: source.address ?? ""),
        ]
        pairs.removeAll { pair in added.contains { $0.name == pair.name } }
        return Self.joined(pairs + added)
    }

    private var cookies: [String] {
        request.headers.all("cookie").flatMap { header in
            header.split(separator: ";").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }.map { String($0) }
        }
    }

    private var parameters: [Pair] {
        Self.joined(
            request.query.split(separator: "&").map { field in
                let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return Pair(name: Self.decoded(parts[0]), value: parts.count > 1 ? Self.decoded(parts[1]) : "")
            })
    }

    private static func decoded(_ text: Substring) -> String {
        PercentCoding.decode(text.utf8, plusIsSpace: true) ?? String(text)
    }

    /// Values of one name, with a comma between.
    private static func joined(_ pairs: [Pair]) -> [Pair] {
        var places: [String: Int] = [:]
        var result: [Pair] = []
        for pair in pairs {
            if let place = places[pair.name] {
                result[place].value += ",\(pair.value)"
            } else {
                places[pair.name] = result.count
                result.append(pair)
            }
        }
        return result
    }

    private var context: Document {
        let host = host
        var members: [Document.Member] = [
            .init("accountId", .string(signer?.account ?? "anonymous")), .init("apiId", .string(label)),
        ]
        if let signer { members.append(.init("authorizer", .object([.init("iam", Self.iam(signer))]))) }
        members += [
            .init("domainName", .string(host)),
            .init("domainPrefix", .string(label)),
            .init("http", http),
            .init("requestId", .string(requestID)),
            .init("routeKey", .string("$default")),
            .init("stage", .string("$default")),
            .init("time", .string(time.commonLogFormat)),
            .init("timeEpoch", .integer(Int(time.milliseconds))),
        ]
        return .object(members)
    }

    private static func iam(_ signer: Signer) -> Document {
        .object([
            .init("accessKey", .string(signer.accessKeyID)),
            .init("accountId", .string(signer.account)),
            .init("callerId", .string(signer.userID)),
            .init("cognitoIdentity", .null),
            .init("principalOrgId", .null),
            .init("userArn", .string(signer.arn)),
            .init("userId", .string(signer.userID)),
        ])
    }

    private var http: Document {
        .object([
            .init("method", .string(request.method)),
            .init("path", .string(request.path)),
            .init("protocol", .string("HTTP/1.1")),
            .init("sourceIp", .string(source.address ?? "")),
            .init("userAgent", request.headers["user-agent"].map { .string($0) } ?? .null),
        ])
    }

    private var host: String {
        let host = request.headers["host"] ?? ""
        return host.lastIndex(of: ":").map { String(host[..<$0]) } ?? host
    }

    private var port: String {
        let host = request.headers["host"] ?? ""
        if let colon = host.lastIndex(of: ":") { return String(host[host.index(after: colon)...]) }
        return source.isSecure ? "443" : "80"
    }

    /// Whether the body goes as text: by its declared type, and if it is text at all.
    private var isText: Bool {
        let type = request.headers["content-type"]?.lowercased() ?? ""
        return ["text/", "json", "xml", "javascript"].contains { type.contains($0) }
            && String(validating: request.body, as: UTF8.self) != nil
    }
}
