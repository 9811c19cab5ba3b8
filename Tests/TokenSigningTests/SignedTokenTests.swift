import Cryptography
import Kernel
import Storage
import Testing
import Wire

@testable import TokenSigning

/// Whoever gets a token of another kind past here is whoever they say to be.
struct SignedTokenTests {
    private static let key = Task { await RSAKeyPair.generate() }
    private let claims = Document.object([.init("sub", .string("ada"))])

    @Test(arguments: [TokenAlgorithm.rs256, .rs512])
    func signedTokensOpenWithTheirKeyAndAlgorithmAlone(_ algorithm: TokenAlgorithm) async throws {
        let pair = await Self.key.value
        let text = SignedToken.text(of: claims, keyID: "1", key: pair, algorithm: algorithm)
        let token = try #require(SignedToken(text, algorithm: algorithm))
        #expect(token.isSigned(by: pair.publicKey) && token.claims == claims && token.keyID == "1")
        #expect(SignedToken(text, algorithm: algorithm == .rs256 ? .rs512 : .rs256) == nil)
        let stranger = await RSAKeyPair.generate()
        #expect(!token.isSigned(by: stranger.publicKey))
    }

    /// A signature by the one hash must not pass for the other's, though the header says so.
    @Test func theHashIsPartOfTheSignature() async throws {
        let pair = await Self.key.value
        let header = Document.object([.init("kid", .string("1")), .init("alg", .string("RS512"))])
        let signed = Base64URL.encode(header.json) + "." + Base64URL.encode(claims.json)
        let text = signed + "." + Base64URL.encode(pair.sign(Array(signed.utf8), digest: .sha256))
        #expect(try #require(SignedToken(text, algorithm: .rs512)).isSigned(by: pair.publicKey) == false)
    }

    @Test(arguments: [#"{"alg":"none","kid":"1"}"#, #"{"alg":"HS256","kid":"1"}"#, #"{"alg":"RS512"}"#])
    func otherHeadersAreNoTokens(_ header: String) {
        let body = Base64URL.encode(Array(header.utf8)) + "." + Base64URL.encode(claims.json)
        for text in [body, body + ".", body + ".AAAA"] { #expect(SignedToken(text, algorithm: .rs512) == nil) }
    }

    /// A key copied from one service's records to another's must not open there.
    @Test func storedKeysOpenForTheirOwnerAlone() async throws {
        let (vault, pair) = (Vault.ephemeral(), await Self.key.value)
        let stored = try StoredTokenKey(sealing: pair, by: vault, for: "a", random: CountingSource())
        #expect(try stored.opened(by: vault, for: "a").publicKey.modulus == pair.publicKey.modulus)
        #expect(throws: StorageFault.sealBroken) { try stored.opened(by: vault, for: "b") }
    }

    /// No chance at all.
    private struct CountingSource: RandomSource {
        func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8($0 & 0xFF) } }
    }
}
