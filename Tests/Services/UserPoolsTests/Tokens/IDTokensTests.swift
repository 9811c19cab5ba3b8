import Cryptography
import Kernel
import Storage
import Testing
import TokenSigning
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Whoever passes here becomes an identity of identity pools, with a role's permissions.
@Suite struct IDTokensTests {
    private let room: UserPoolRoom
    private let tokens: IDTokens

    init() throws {
        room = try UserPoolRoom()
        tokens = IDTokens(store: room.store, ownHosts: ["martlet.example", "localhost"])
    }

    private func key(_ signed: SignedIn) -> String { "cognito-idp.eu-central-1.amazonaws.com/\(signed.pool.id)" }

    /// The user's name, or why the token is refused.
    private func answer(_ token: String, under key: String, seconds: Int64 = 0) async throws -> String {
        let time = Timestamp(milliseconds: room.clock.now().milliseconds + seconds * 1000)
        do {
            let claims = try await tokens.claims(ofIDToken: token, under: key, at: time)
            return claims.map { $0["cognito:username"]?.text ?? "nobody" } ?? "no such pool"
        } catch let fault as UserPoolTokenFault {
            return "\(fault)"
        }
    }

    private func standing(_ signed: SignedIn) async throws -> String {
        do {
            try await tokens.checkStanding(of: SignedIn.claims(signed.id), under: key(signed))
            return "good"
        } catch let fault as UserPoolTokenFault {
            return "\(fault)"
        }
    }

    /// Apps that were written for AWS know a pool by AWS's host, others by this server's; both mean the same pool.
    @Test func bothSpellingsOfALoginKeyAreOne() async throws {
        let signed = try await SignedIn(to: room)
        let canonical = key(signed)
        for key in [canonical, "martlet.example/\(signed.pool.id)", "LocalHost:4566/\(signed.pool.id)"] {
            #expect(tokens.canonicalKey(of: key) == canonical)
            #expect(try await answer(signed.id, under: key) == "ada")
        }
        for key in [
            "evil.example/\(signed.pool.id)", "\(signed.pool.id)", "graph.facebook.com",
            "cognito-idp.eu-west-1.amazonaws.com/\(signed.pool.id)",
        ] {
            #expect(tokens.canonicalKey(of: key) == nil)
            #expect(try await answer(signed.id, under: key) == "no such pool")
        }
    }

    /// A token of another use, another pool, another signer, another algorithm or another time says nothing.
    @Test func onlyGoodIDTokensAreBelieved() async throws {
        let signed = try await SignedIn(to: room)
        let other = try await SignedIn(to: room)
        let key = key(signed)
        let kid = try #require(SignedToken(signed.id)).keyID
        let claims = try SignedIn.claims(signed.id)
        let stranger = await RSAKeyPair.generate()
        let none = Base64URL.encode(Array(#"{"alg":"none","kid":"\#(kid)"}"#.utf8))
        let parts = signed.id.split(separator: ".")
        let cases = [
            (signed.access, "missingClaim(\"aud\")"), (signed.refresh, "notAnIDToken"), ("nonsense", "notAnIDToken"),
            (other.id, "wrongIssuer"), ("\(none).\(parts[1]).", "notAnIDToken"),
            ("\(parts[0]).\(parts[1]).", "badSignature"),
            (SignedToken.text(of: claims, keyID: kid, key: stranger), "badSignature"),
            (SignedToken.text(of: claims, keyID: "unknown", key: stranger), "badSignature"),
        ]
        for (token, expected) in cases { #expect(try await answer(token, under: key) == expected) }
        let end = try #require(claims["exp"]?.number.map { Int64($0) })
        #expect(try await answer(signed.id, under: key, seconds: 3599) == "ada")
        #expect(try await answer(signed.id, under: key, seconds: 3600) == "expired(at: \(end))")
        #expect(
            try await answer(signed.id, under: "cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Unknown00")
                == "no such pool")
    }

    /// An access token that `PreTokenGeneration` gave an audience is still no id token.
    @Test func anAudienceMakesNoIDToken() async throws {
        let signed = try await SignedIn(to: room)
        let ring = try await room.store.keys.ring(of: signed.pool, at: room.clock.now())
        let key = try #require(ring.accessKey(at: room.clock.now()))
        let claims = try SignedIn.claims(signed.access).members + [.init("aud", .string(signed.client.id))]
        let token = SignedToken.text(of: .object(claims), keyID: key.id, key: key.pair)
        #expect(try await answer(token, under: self.key(signed)) == "notAnIDToken")
    }

    /// What `ServerSideTokenCheck` is for: the token is good, but the user is not any more.
    @Test func whatEndsASignInIsSeen() async throws {
        let ends: [(SignedIn) async throws -> Void] = [
            {
                _ = try await room.run(
                    UserPoolsModel.AdminDisableUser.self, .init(userPoolId: $0.pool.id.text, username: "ada"))
            },
            {
                _ = try await room.run(
                    UserPoolsModel.AdminDeleteUser.self, .init(userPoolId: $0.pool.id.text, username: "ada"))
            },
            { _ = try await room.run(UserPoolsModel.GlobalSignOut.self, .init(accessToken: $0.access)) },
            {
                _ = try await room.run(
                    UserPoolsModel.RevokeToken.self, .init(token: $0.refresh, clientId: $0.client.id))
            },
            {
                _ = try await room.run(
                    UserPoolsModel.DeleteUserPoolClient.self, .init(userPoolId: $0.pool.id.text, clientId: $0.client.id)
                )
            },
        ]
        for end in ends {
            let signed = try await SignedIn(to: room)
            #expect(try await standing(signed) == "good")
            try await end(signed)
            #expect(try await standing(signed) == "revoked")
        }
    }
}
