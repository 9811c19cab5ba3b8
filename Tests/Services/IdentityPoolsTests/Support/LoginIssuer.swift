import Crypto
import Kernel
import Wire

@testable import ServiceIdentityPools

/// An OpenID Connect provider with a real key, that publishes its documents in a room's web.
struct LoginIssuer {
    let url: String
    let key = P256.Signing.PrivateKey()

    /// Publishes a discovery document and the keys.
    init(_ url: String, in web: ScriptedWeb) {
        self.url = url
        let base = url.hasSuffix("/") ? String(url.dropLast()) : url
        publish(
            #"{"issuer":"\#(url)","jwks_uri":"\#(base)/keys"}"#, at: base + "/.well-known/openid-configuration", web)
        publishKeys(at: base + "/keys", web)
    }

    /// Publishes the keys alone, where they are known to be.
    init(_ url: String, keysAt address: String, in web: ScriptedWeb) {
        self.url = url
        publishKeys(at: address, web)
    }

    private func publish(_ text: String, at address: String, _ web: ScriptedWeb) {
        web.put(text, at: address)
    }

    private func publishKeys(at address: String, _ web: ScriptedWeb) {
        let point = Array(key.publicKey.rawRepresentation)
        let (x, y) = (Base64URL.encode(Array(point[..<32])), Base64URL.encode(Array(point[32...])))
        let key = #"{"kty":"EC","crv":"P-256","kid":"1","use":"sig","x":"\#(x)","y":"\#(y)"}"#
        publish(#"{"keys":[\#(key)]}"#, at: address, web)
    }

    /// A token that is good for an hour from the room's start, with changes; a claim changed to `null` is left out.
    func token(
        _ subject: String = "ada", for audience: String = "app-1", _ changes: [String: Document] = [:],
        header: [String: String] = [:], signer: P256.Signing.PrivateKey? = nil
    ) throws -> String {
        let now = Int(IdentityPoolRoom.start / 1000)
        let good: [String: Document] = [
            "iss": .string(url), "sub": .string(subject), "aud": .string(audience), "iat": .integer(now),
            "exp": .integer(now + 3600),
        ]
        let claims = good.merging(changes) { $1 }.filter { $0.value != .null }
        let head = ["alg": "ES256", "kid": "1"].merging(header) { $1 }
        let parts = [head.mapValues { Document.string($0) }, claims].map { members in
            Base64URL.encode(
                Document.object(members.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) }).json)
        }
        let signed = parts.joined(separator: ".")
        guard head["alg"] != "none" else { return signed + "." }
        let signature = try (signer ?? key).signature(for: SHA256.hash(data: Array(signed.utf8)))
        return signed + "." + Base64URL.encode(Array(signature.rawRepresentation))
    }
}

extension IdentityPoolRoom {
    /// Who a login proves to be, as `key subject`, or the refusal.
    func proved(_ proof: String, under key: String, for pool: StoredIdentityPool) async -> String {
        var answer = ""
        let refusal = await Self.refusal {
            let verified = try await logins.verify([key: proof], for: pool, in: call())
            answer = verified.map { "\($0.login.provider) \($0.login.subject)" }.joined(separator: ", ")
        }
        return refusal == "no refusal" ? answer : refusal
    }

    /// Apps as a pool keeps them.
    func apps(_ given: String, of provider: String, in pool: StoredIdentityPool) throws -> ProviderApplications {
        try ProviderApplications(given, of: provider, in: pool.id, vault: vault)
    }
}
