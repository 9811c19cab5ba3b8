import Cryptography
import Kernel
import Storage
import TokenSigning
import UserPoolsModel
import Wire

/// What verifiers of tokens ask for: a pool's public keys, and where they are, under `/<pool>/.well-known/` of any host.
struct KeySite: Site {
    /// What is asked for.
    private enum Page: String {
        case keys = "jwks.json"
        case configuration = "openid-configuration"
    }

    private static let folder = "/.well-known/"

    let store: UserPoolStore

    var service: String { "cognito-idp" }
    var operation: String { "GetSigningKeys" }

    func answers(host: String, path: String) -> Bool {
        Self.parts(of: path) != nil
    }

    func place(of request: WireRequest) async throws -> SitePlace {
        let pool = try await pool(of: request).pool
        return SitePlace(account: pool.account, region: pool.id.region, signingName: nil)
    }

    /// Public keys are for everybody.
    func permissions(for request: WireRequest, in call: Call) async throws -> [Permission] { [] }

    func respond(to request: WireRequest, in call: Call) async throws -> WireResponse {
        let (pool, page) = try await pool(of: request)
        guard request.method == "GET" || request.method == "HEAD" else {
            throw ServiceError(code: "MethodNotAllowed", status: 405, message: "The method is not allowed here.")
        }
        let body =
            switch page {
            case .keys: try await keys(of: pool, at: call.time)
            case .configuration: configuration(of: pool, endpoint: call.source.endpoint)
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
        let body = Document.object([.init("message", .string(error.message))])
        return WireResponse(
            status: error.code == "ResourceNotFoundException" ? 404 : error.status,
            headers: HeaderList([.init("content-type", "application/json")]), body: body.json)
    }

    /// RFC 7517: every key that a token of this pool may still name, the id tokens' first in each pair.
    private func keys(of pool: StoredPool, at now: Timestamp) async throws -> Document {
        let ring = try await store.keys.ring(of: pool, at: now)
        let pairs = KeyRotation.kept(ring.stored.pairs, at: now.milliseconds)
        let keys = pairs.flatMap { [$0.id, $0.access] }.compactMap { ring.keys[$0.id] }
        return .object([.init("keys", .array(keys.map { $0.webKey(for: .rs256) }))])
    }

    /// The keys' address is where the caller came, since AWS's own host, which the issuer may name, has none of them.
    private func configuration(of pool: StoredPool, endpoint: String) -> Document {
        func list(_ texts: String...) -> Document { .array(texts.map { .string($0) }) }
        return .object([
            .init("id_token_signing_alg_values_supported", list("RS256")),
            .init("issuer", .string(store.issuers.name(of: pool.id))),
            .init("jwks_uri", .string("\(endpoint)/\(pool.id)\(Self.folder)\(Page.keys.rawValue)")),
            .init("response_types_supported", list("code", "token")),
            .init("scopes_supported", list("openid", "email", "phone", "profile")),
            .init("subject_types_supported", list("public")),
        ])
    }

    private func pool(of request: WireRequest) async throws -> (pool: StoredPool, page: Page) {
        guard let (id, page) = Self.parts(of: request.path) else {
            throw ServiceError(code: "NotFound", status: 404, message: "There is nothing here.")
        }
        return (try await store.directory.pool(id), page)
    }

    /// The pool and the page of a path such as `/eu-west-1_AbCdEfGhI/.well-known/jwks.json`.
    private static func parts(of path: String) -> (pool: String, page: Page)? {
        guard path.hasPrefix("/"), path.contains("_") else { return nil }
        for page in [Page.keys, .configuration] where path.hasSuffix(folder + page.rawValue) {
            let id = path.dropFirst().dropLast(folder.utf8.count + page.rawValue.utf8.count)
            return id.isEmpty || id.contains("/") ? nil : (String(id), page)
        }
        return nil
    }
}
