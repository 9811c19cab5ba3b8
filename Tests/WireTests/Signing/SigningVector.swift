import Foundation
import Testing

@testable import Wire

/// One case of AWS's signing test suite, read from its folder.
struct SigningVector: Sendable, CustomTestStringConvertible {
    /// The folder that holds the cases: `MARTLET_VECTORS`, or `../shared/vectors` beside the package.
    static let folder: URL = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let vectors =
            ProcessInfo.processInfo.environment["MARTLET_VECTORS"].map { URL(filePath: $0) }
            ?? root.appending(path: "../shared/vectors")
        return vectors.appending(path: "sigv4")
    }()

    static let all: [SigningVector] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))) ?? []
        return names.sorted().compactMap { try? SigningVector(name: $0) }
    }()

    let name: String
    let signer: Signer
    let now: Timestamp
    let lifetime: Int
    let signsBody: Bool
    let request: WireRequest
    private let texts: [String: String]

    var testDescription: String { name }

    init(name: String) throws {
        self.name = name
        let folder = Self.folder.appending(path: name)
        let data = try Data(contentsOf: folder.appending(path: "context.json"))
        let context = try JSONDecoder().decode(Context.self, from: data)
        var rules = SigningRules.standard
        rules.normalizesPath = context.normalize
        var signer = Signer(
            credentials: SigningCredentials(
                accessKeyID: context.credentials.access_key_id,
                secretAccessKey: context.credentials.secret_access_key, sessionToken: context.credentials.token),
            region: context.region, service: context.service, rules: rules)
        signer.leavesTokenUnsigned = context.omit_session_token ?? false
        self.signer = signer
        now = Timestamp(seconds: Int64(try Date(context.timestamp, strategy: .iso8601).timeIntervalSince1970))
        lifetime = context.expiration_in_seconds
        signsBody = context.sign_body
        request = Self.parse(try String(contentsOf: folder.appending(path: "request.txt"), encoding: .utf8))
        var texts: [String: String] = [:]
        for place in ["header", "query"] {
            for part in ["canonical-request", "string-to-sign", "signature", "signed-request"] {
                let file = folder.appending(path: "\(place)-\(part).txt")
                texts["\(place)-\(part)"] = try String(contentsOf: file, encoding: .utf8)
            }
        }
        self.texts = texts
    }

    /// One of the expected texts, without the line break that some files end in.
    func expected(_ part: String) -> String {
        let text = texts[part] ?? ""
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    /// The request as AWS's own signer signed it.
    func signedRequest(_ place: String) -> WireRequest {
        Self.parse(texts["\(place)-signed-request"] ?? "")
    }

    /// Reads the suite's HTTP: a target may hold spaces, a header may go on over lines.
    private static func parse(_ text: String) -> WireRequest {
        let halves = text.split(separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
        var lines = halves[0].split(separator: "\n")
        let first = lines.removeFirst()
        let method = first.prefix { $0 != " " }
        let target = first.dropFirst(method.count + 1).dropLast(" HTTP/1.1".count)
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var headers = HeaderList()
        for line in lines {
            if line.hasPrefix(" "), let last = headers.fields.indices.last {
                headers.fields[last].value += "\n" + line
            } else {
                let field = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                headers.append(String(field[0]), String(field[1]))
            }
        }
        return WireRequest(
            method: String(method), path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : "",
            headers: headers, body: halves.count > 1 ? Array(halves[1].utf8) : [])
    }

    private struct Context: Decodable {
        struct Credentials: Decodable {
            var access_key_id: String
            var secret_access_key: String
            var token: String?
        }

        var credentials: Credentials
        var expiration_in_seconds: Int
        var normalize: Bool
        var region: String
        var service: String
        var sign_body: Bool
        var timestamp: String
        var omit_session_token: Bool?
    }
}
