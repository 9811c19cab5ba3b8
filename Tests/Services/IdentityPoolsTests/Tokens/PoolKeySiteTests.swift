import Kernel
import Testing
import Wire

@testable import ServiceIdentityPools

/// Every library that verifies pools' tokens starts here.
@Suite struct PoolKeySiteTests {
    @Test(
        arguments: [
            ("cognito-identity.amazonaws.com", "/.well-known/jwks_uri", true),
            ("cognito-identity.eu-central-1.localhost", "/.well-known/openid-configuration", true),
            ("localhost", "/cognito-identity.amazonaws.com/.well-known/jwks_uri", true),
            ("localhost", "/cognito-identity.amazonaws.com/.well-known/openid-configuration", true),
            ("localhost", "/.well-known/jwks_uri", false),
            ("bucket.s3.localhost", "/.well-known/openid-configuration", false),
            ("cognito-identity.amazonaws.com", "/", false),
            ("cognito-identity.amazonaws.com", "/.well-known/jwks.json", false),
            ("localhost", "/cognito-identity.amazonaws.com/.well-known/", false),
        ])
    func answersAtItsAddressesAlone(_ host: String, _ path: String, _ isAnswered: Bool) throws {
        let site = PoolKeySite(keys: try IdentityPoolRoom().tokens.keys)
        #expect(site.answers(host: host, path: path) == isAnswered)
    }

    @Test func showsNothingPrivate() async throws {
        let room = try IdentityPoolRoom()
        let site = PoolKeySite(keys: room.tokens.keys)
        let path = "/cognito-identity.amazonaws.com/.well-known/jwks_uri"
        let answer = try await site.respond(to: WireRequest(method: "GET", path: path), in: room.call())
        let key = try #require(try Document(json: answer.body)["keys"]?.elements.first)
        #expect(key.members.map(\.name) == ["alg", "e", "kid", "kty", "n", "use"])
        #expect(key["alg"] == .string("RS512") && key["kty"] == .string("RSA"))
    }

    /// The configuration leads to the keys by the way that the caller came.
    @Test(arguments: ["", "/cognito-identity.amazonaws.com"])
    func leadsToTheKeys(_ base: String) async throws {
        let room = try IdentityPoolRoom()
        let answer = try await PoolKeySite(keys: room.tokens.keys).respond(
            to: WireRequest(method: "GET", path: "\(base)/.well-known/openid-configuration"), in: room.call())
        let document = try Document(json: answer.body)
        #expect(document["issuer"] == .string("https://cognito-identity.amazonaws.com"))
        #expect(document["jwks_uri"] == .string("http://127.0.0.1:4566\(base)/.well-known/jwks_uri"))
    }

    @Test func nothingIsPosted() async throws {
        let room = try IdentityPoolRoom()
        let refusal = await IdentityPoolRoom.refusal {
            _ = try await PoolKeySite(keys: room.tokens.keys).respond(
                to: WireRequest(method: "POST", path: "/.well-known/jwks_uri"), in: room.call())
        }
        #expect(refusal == "MethodNotAllowed: The method is not allowed here.")
    }
}
