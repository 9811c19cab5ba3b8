import Crypto
import Kernel
import OpenIDConnect
import Synchronization
import Wire

/// A provider that serves its documents from memory and signs with a real key.
final class TestProvider: OutgoingHTTP {
    static let url = "https://issuer.example/tenant"
    static let host = "issuer.example/tenant"

    private let key = P256.Signing.PrivateKey()
    private let fault = Mutex<OutgoingFault?>(nil)

    func fail(with fault: OutgoingFault) {
        self.fault.withLock { $0 = fault }
    }

    func answer(to url: String, headers: [String: String], limit: Int) async throws(OutgoingFault) -> OutgoingAnswer {
        if let fault = fault.withLock({ $0 }) { throw fault }
        guard let body = body(of: url) else { throw .failed("404") }
        return OutgoingAnswer(status: 200, body: body)
    }

    private func body(of url: String) -> [UInt8]? {
        switch url {
        case Self.url + "/.well-known/openid-configuration":
            return Document.object([.init("issuer", .string(Self.url)), .init("jwks_uri", .string(Self.url + "/keys"))])
                .json
        case Self.url + "/keys":
            let point = Array(key.publicKey.rawRepresentation)
            let published = Document.object([
                .init("kty", .string("EC")), .init("crv", .string("P-256")), .init("kid", .string("1")),
                .init("x", .string(Base64URL.encode(Array(point[..<32])))),
                .init("y", .string(Base64URL.encode(Array(point[32...])))),
            ])
            return Document.object([.init("keys", .array([published]))]).json
        default: return nil
        }
    }

    /// A good token with changes; a claim changed to `null` is left out.
    func token(_ changes: [String: Document] = [:], kid: String = "1", algorithm: String = "ES256") throws -> String {
        let now = Int(Fixture.now.seconds)
        let good: [String: Document] = [
            "iss": .string(Self.url), "sub": .string("bird-1"), "aud": .string("app-1"), "iat": .integer(now),
            "exp": .integer(now + 600),
        ]
        let claims = good.merging(changes) { $1 }.filter { $0.value != .null }
        let header = Document.object([.init("alg", .string(algorithm)), .init("kid", .string(kid))])
        let body = Document.object(claims.sorted { $0.key < $1.key }.map { .init($0, $1) })
        let signed = Base64URL.encode(header.json) + "." + Base64URL.encode(body.json)
        let signature = try key.signature(for: SHA256.hash(data: Array(signed.utf8)))
        return signed + "." + Base64URL.encode(Array(signature.rawRepresentation))
    }
}
