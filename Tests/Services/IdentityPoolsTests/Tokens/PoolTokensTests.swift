import Crypto
import CryptoExtras
import Cryptography
import Kernel
import OpenIDConnect
import Storage
import Testing
import TokenSigning
import Wire

@testable import ServiceIdentityPools

/// Whoever forges one of these tokens gets the credentials of anybody in any pool.
@Suite struct PoolTokensTests {
    private static let methods = ["authenticated", "graph.facebook.com"]

    private func token(
        _ room: IdentityPoolRoom, _ identity: StoredIdentity, tags: [String: String] = [:], lifetime: Int64 = 600
    ) async throws -> String {
        try await room.tokens.token(
            for: identity, methods: Self.methods, tags: tags, lifetime: lifetime, in: room.call())
    }

    /// What `vouched` says: the identity, `nil` for no token of pools, or the fault.
    private func verdict(_ token: String, _ room: IdentityPoolRoom) async -> String {
        do {
            return try await room.tokens.vouched(by: token, at: room.clock.now())?.identity ?? "none of ours"
        } catch {
            return "\(error)"
        }
    }

    @Test func tokensSayWhatAWSsSay() async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.layPool()
        let identity = try await room.layIdentity(in: pool)
        let text = try await token(room, identity, tags: ["team": "birds"])
        let header = try Document(json: try #require(Base64URL.decode(text.split(separator: ".")[0])))
        #expect(header["alg"] == .string("RS512") && header["typ"] == .string("JWS") && header["kid"]?.text != nil)
        let claims = try #require(SignedToken(text, algorithm: .rs512)).claims
        let now = Int(room.clock.now().seconds)
        let expected = Document.object([
            .init("sub", .string(identity.id.text)), .init("aud", .string(pool.id.text)),
            .init("amr", .array(Self.methods.map { .string($0) })),
            .init(
                "https://aws.amazon.com/tags",
                .object([.init("principal_tags", .object([.init("team", .array([.string("birds")]))]))])),
            .init("iss", .string("https://cognito-identity.amazonaws.com")),
            .init("https://cognito-identity.amazonaws.com/identity-pool-arn", .string(pool.arn)),
            .init("exp", .integer(now + 600)), .init("iat", .integer(now)),
        ])
        #expect(claims == expected)
    }

    /// Another library than the one that signed must agree, by nothing but what the site publishes.
    @Test func othersVerifyByThePublishedKeys() async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.layPool()
        let text = try await token(room, try await room.layIdentity(in: pool))
        let site = PoolKeySite(keys: room.tokens.keys)
        for page in ["openid-configuration", "jwks_uri"] {
            var call = room.call()
            call.source.endpoint = "https://cognito-identity.amazonaws.com"
            let answer = try await site.respond(
                to: WireRequest(method: "GET", path: "/.well-known/\(page)"), in: call)
            room.web.put(String(decoding: answer.body, as: UTF8.self), at: "\(PoolTokens.issuer)/.well-known/\(page)")
        }
        let verified = try await TokenVerifier(http: room.web).verify(
            try JSONWebToken(text), issuer: PoolTokens.issuer, clientIDs: [pool.id.text], at: room.clock.now())
        #expect(verified.authenticationMethods == Self.methods)
    }

    @Test func bothFormsComeBackAndEnd() async throws {
        let room = try IdentityPoolRoom()
        let identity = try await room.layIdentity(in: try await room.layPool())
        let text = try await token(room, identity, tags: ["a": "b"])
        let voucher = room.tokens.voucher(for: identity, methods: Self.methods, tags: ["a": "b"], in: room.call())
        for form in [text, voucher] {
            let claims = try #require(try await room.tokens.vouched(by: form, at: room.clock.now()))
            #expect(claims.identity == identity.id.text && claims.pool == identity.pool.text)
            #expect(claims.methods == Self.methods && claims.tags == ["a": "b"])
        }
        let end = room.clock.now().seconds
        room.clock.advance(seconds: 60)
        #expect(await verdict(voucher, room) == "expired(at: \(end + 60), now: \(end + 60))")
        room.clock.advance(seconds: 540)
        #expect(await verdict(text, room) == "expired(at: \(end + 600), now: \(end + 600))")
    }

    @Test func noForgedTokenPasses() async throws {
        let room = try IdentityPoolRoom()
        let identity = try await room.layIdentity(in: try await room.layPool())
        let text = try await token(room, identity)
        let parts = text.split(separator: ".").map(String.init)
        let signed = try #require(SignedToken(text, algorithm: .rs512))
        let ring = try await room.tokens.keys.ring(at: room.clock.now())
        let key = try #require(ring.keys[signed.keyID])
        let stranger = try _RSA.Signing.PrivateKey(keySize: .bits2048)

        func header(_ algorithm: String) -> String {
            Base64URL.encode(
                Document.object([.init("kid", .string(signed.keyID)), .init("alg", .string(algorithm))]).json)
        }
        func mac(_ head: String, secret: [UInt8]) -> String {
            let code = HMAC<SHA256>.authenticationCode(
                for: Array("\(head).\(parts[1])".utf8), using: SymmetricKey(data: secret))
            return "\(head).\(parts[1]).\(Base64URL.encode(Array(code)))"
        }
        // Unsigned, by a MAC under what is public, and by the other hash: none of these is a token of pools at all.
        #expect(await verdict("\(header("none")).\(parts[1]).", room) == "none of ours")
        #expect(await verdict(mac(header("HS256"), secret: key.publicKey.modulus), room) == "none of ours")
        #expect(await verdict(mac(header("RS512"), secret: key.publicKey.modulus), room) == "badSignature")
        let rs256 = SignedToken.text(of: signed.claims, keyID: key.id, key: key.pair)
        #expect(await verdict(rs256, room) == "none of ours")
        // Signed by somebody else, under a known and an unknown name.
        let message = "\(parts[0]).\(parts[1])"
        let foreign = try stranger.signature(
            for: SHA512.hash(data: Array(message.utf8)), padding: .insecurePKCS1v1_5)
        #expect(
            await verdict("\(message).\(Base64URL.encode(Array(foreign.rawRepresentation)))", room) == "badSignature")
        let unknown = SignedToken.text(of: signed.claims, keyID: "x", key: key.pair, algorithm: .rs512)
        #expect(await verdict(unknown, room) == #"unknownKey(Optional("x"))"#)
        // Other claims under a good signature, and another issuer's token.
        let changed = try await token(room, try await room.layIdentity(in: try await room.layPool()))
        let swapped = "\(parts[0]).\(changed.split(separator: ".")[1]).\(parts[2])"
        #expect(await verdict(swapped, room) == "badSignature")
        let elsewhere = Document.object([.init("iss", .string("https://issuer.example"))])
        let other = SignedToken.text(of: elsewhere, keyID: key.id, key: key.pair, algorithm: .rs512)
        #expect(await verdict(other, room) == "none of ours")
    }

    /// The MAC's key must never leave the process, nor the MAC open what is no voucher.
    @Test func vouchersAreThisProcessesAlone() async throws {
        let room = try IdentityPoolRoom()
        let identity = try await room.layIdentity(in: try await room.layPool())
        let voucher = room.tokens.voucher(for: identity, methods: [], tags: [:], in: room.call())
        #expect(await verdict(voucher, room) == identity.id.text)
        let other = PoolTokens(keys: room.tokens.keys, random: room.random)
        let strange = other.voucher(for: identity, methods: [], tags: [:], in: room.call())
        #expect(await verdict(strange, room) == "badSignature")
        let characters = Array(voucher)
        for index in characters.indices where characters[index] != "." {
            var changed = characters
            changed[index] = changed[index] == "A" ? "B" : "A"
            #expect(await verdict(String(changed), room) != identity.id.text)
        }
        for text in ["voucher.", "voucher.e30.", "voucher.e30.e30.e30", "voucher..", ""] {
            #expect(await verdict(text, room) != identity.id.text)
        }
        // As a login, which comes from outside, it is not taken at all.
        #expect(try await room.tokens.published(voucher, at: room.clock.now()) == nil)
    }
}
