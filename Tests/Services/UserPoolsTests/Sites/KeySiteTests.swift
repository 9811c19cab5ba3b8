import Cryptography
import Kernel
import Testing
import TokenSigning
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Every library that verifies tokens starts here.
struct KeySiteTests {
    private func get(_ path: String, _ room: UserPoolRoom, method: String = "GET") async throws -> WireResponse {
        let site = try #require(room.service.sites.first)
        return try await site.respond(to: WireRequest(method: method, path: path), in: room.call())
    }

    @Test func tokensVerifyByTheKeysThatAreShown() async throws {
        let room = try UserPoolRoom()
        let signed = try await SignedIn(to: room)
        let answer = try await get("/\(signed.pool.id)/.well-known/jwks.json", room)
        let keys = try Document(json: answer.body)["keys"]?.elements ?? []
        #expect(keys.count == 2)
        for text in [signed.id, signed.access] {
            let token = try #require(SignedToken(text))
            let key = try #require(keys.first { $0["kid"]?.text == token.keyID })
            #expect(key["kty"]?.text == "RSA" && key["alg"]?.text == "RS256" && key["use"]?.text == "sig")
            let modulus = try #require(key["n"]?.text.flatMap { Base64URL.decode($0) })
            let exponent = try #require(key["e"]?.text.flatMap { Base64URL.decode($0) })
            let published = try #require(RSAPublicKey(modulus: modulus, exponent: exponent))
            #expect(token.isSigned(by: published))
        }
        #expect(answer.headers["cache-control"] == "public, max-age=3600")
        #expect(!String(decoding: answer.body, as: UTF8.self).contains("\"d\""))
    }

    @Test func theConfigurationLeadsToTheKeys() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let answer = try await get("/\(pool.id)/.well-known/openid-configuration", room)
        let page = try Document(json: answer.body)
        #expect(page["issuer"]?.text == "https://cognito-idp.eu-central-1.amazonaws.com/\(pool.id)")
        #expect(page["jwks_uri"]?.text == "http://127.0.0.1:4566/\(pool.id)/.well-known/jwks.json")
    }

    @Test(arguments: [
        ("/eu-west-1_AbCdEfGhI/.well-known/jwks.json", true),
        ("/eu-west-1_AbCdEfGhI/.well-known/openid-configuration", true), ("/.well-known/jwks.json", false),
        ("/a/b_c/.well-known/jwks.json", false), ("/eu-west-1_AbCdEfGhI/.well-known/other", false),
        ("/eu-west-1_AbCdEfGhI", false), ("/", false), ("", false),
    ])
    func onlyItsOwnPathsAreAnswered(_ path: String, _ isAnswered: Bool) throws {
        let room = try UserPoolRoom()
        #expect(KeySite(store: room.store).answers(host: "anything.example.com", path: path) == isAnswered)
    }

    @Test func whatIsNotThereIsRefused() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let unknown = await UserPoolRoom.refusal {
            _ = try await get("/eu-central-1_Nowhere00/.well-known/jwks.json", room)
        }
        #expect(unknown == "ResourceNotFoundException: User pool eu-central-1_Nowhere00 does not exist.")
        let posted = await UserPoolRoom.refusal {
            _ = try await get("/\(pool.id)/.well-known/jwks.json", room, method: "POST")
        }
        #expect(posted.hasPrefix("MethodNotAllowed"))
        let place = try await KeySite(store: room.store).place(
            of: WireRequest(method: "GET", path: "/\(pool.id)/.well-known/jwks.json"))
        #expect(place == SitePlace(account: room.account, region: UserPoolRoom.region, signingName: nil))
    }
}
