import Kernel
import TokenSigning
import Wire

/// What verifiers of pools' tokens ask for, as AWS serves it at `https://cognito-identity.amazonaws.com`: the public
/// keys, and where they are.
///
/// Under `/.well-known/` of every host that begins with `cognito-identity.`, and of the server's own hosts under
/// `/cognito-identity.amazonaws.com/.well-known/`, as user pools' keys are under `/<pool>/.well-known/`.
struct PoolKeySite: Site {
    /// What is asked for.
    private enum Page: String {
        case keys = "jwks_uri"
        case configuration = "openid-configuration"
    }

    private static let folder = "/.well-known/"
    private static let ownPath = "/\(PoolTokens.provider)"
    private static let hostPrefix = "cognito-identity."

    let keys: PoolKeys

    var service: String { "cognito-identity" }
    var operation: String { "GetSigningKeys" }

    func answers(host: String, path: String) -> Bool {
        guard path.hasPrefix(host.hasPrefix(Self.hostPrefix) ? "/" : Self.ownPath) else { return false }
        return Self.parts(of: path) != nil
    }

    /// The keys are the server's own: no account's, in no region.
    func place(of request: WireRequest) async throws -> SitePlace {
        guard let nobody = AccountID("000000000000") else { preconditionFailure("twelve digits are an account's id") }
        return SitePlace(account: nobody, region: Region("us-east-1"), signingName: nil)
    }

    /// Public keys are for everybody.
    func permissions(for request: WireRequest, in call: Call) async throws -> [Permission] { [] }

    func respond(to request: WireRequest, in call: Call) async throws -> WireResponse {
        guard let (base, page) = Self.parts(of: request.path) else {
            throw ServiceError(code: "NotFound", status: 404, message: "There is nothing here.")
        }
        guard request.method == "GET" || request.method == "HEAD" else {
            throw ServiceError(code: "MethodNotAllowed", status: 405, message: "The method is not allowed here.")
        }
        let body =
            switch page {
            case .keys: try await keySet(at: call.time)
            case .configuration: Self.configuration(base: call.source.endpoint + base)
            }
        let headers = HeaderList([
            .init("content-type", "application/json"),
            // The configuration names the address by which this caller came.
            .init("cache-control", page == .keys ? "public, max-age=3600" : "no-store"),
            // Apps in browsers read this too.
            .init("access-control-allow-origin", "*"),
        ])
        return WireResponse(status: 200, headers: headers, body: request.method == "HEAD" ? [] : body.json)
    }

    func refusal(for error: ServiceError, requestID: String) -> WireResponse {
        WireResponse(
            status: error.status, headers: HeaderList([.init("content-type", "application/json")]),
            body: Document.object([.init("message", .string(error.message))]).json)
    }

    /// RFC 7517: every key that a token may still name, or will soon.
    private func keySet(at now: Timestamp) async throws -> Document {
        let ring = try await keys.ring(at: now)
        let shown = KeyRotation.kept(ring.stored.terms, at: now.milliseconds).compactMap { ring.keys[$0.key.id] }
        return .object([.init("keys", .array(shown.map { $0.webKey(for: .rs512) }))])
    }

    /// The keys' address is where the caller came, since AWS's own host, which the issuer names, has none of them.
    private static func configuration(base: String) -> Document {
        func list(_ texts: String...) -> Document { .array(texts.map { .string($0) }) }
        return .object([
            .init("id_token_signing_alg_values_supported", list("RS512")),
            .init("issuer", .string(PoolTokens.issuer)),
            .init("jwks_uri", .string("\(base)\(folder)\(Page.keys.rawValue)")),
            .init("response_types_supported", list("token")),
            .init("subject_types_supported", list("public")),
        ])
    }

    /// What stands before `/.well-known/`, and the page behind it.
    private static func parts(of path: String) -> (base: String, page: Page)? {
        for base in ["", ownPath] where path.hasPrefix(base + folder) {
            guard let page = Page(rawValue: String(path.dropFirst(base.count + folder.count))) else { return nil }
            return (base, page)
        }
        return nil
    }
}
