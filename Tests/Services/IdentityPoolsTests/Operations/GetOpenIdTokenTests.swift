import IdentityPoolsModel
import Kernel
import Testing
import TokenSigning
import Wire

@testable import ServiceIdentityPools

/// With this token anybody may go to STS by themself, past the cut for guests: only where the pool allows it.
@Suite struct GetOpenIdTokenTests {
    private func get(_ room: IdentityPoolRoom, _ identity: StoredIdentity) async throws -> Document {
        let answer = try await room.run(
            IdentityPoolsModel.GetOpenIdToken.self, .init(identityId: identity.id.text), as: .anonymous)
        #expect(answer.identityId == identity.id.text)
        return try #require(answer.token.flatMap { SignedToken($0, algorithm: .rs512) }).claims
    }

    @Test func guestsAreUnauthenticated() async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.layPool { $0.allowsClassicFlow = true }
        let guest = try await room.layIdentity(in: pool)
        let claims = try await get(room, guest)
        #expect(claims["amr"] == .array([.string("unauthenticated")]))
        #expect(claims["sub"]?.text == guest.id.text && claims["aud"]?.text == pool.id.text)
        #expect((claims["exp"]?.number ?? 0) - (claims["iat"]?.number ?? 0) == 600)
    }

    @Test(arguments: [false, nil]) func theClassicFlowMustBeAllowed(_ isAllowed: Bool?) async throws {
        let room = try IdentityPoolRoom()
        let guest = try await room.layIdentity(in: try await room.layPool { $0.allowsClassicFlow = isAllowed })
        let refusal = await IdentityPoolRoom.refusal { _ = try await get(room, guest) }
        #expect(
            refusal == "InvalidParameterException: Basic (classic) flow is not enabled, please use enhanced flow.")
    }

    /// Whoever was let in once must not let themself in for ever: neither with what came of a provider's login, nor
    /// past the end of the developer's word.
    @Test func noTokenRenewsItself() async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.layPool {
            $0.allowsClassicFlow = true
            $0.developerProvider = "login.birds"
        }
        func get(_ identity: String, _ logins: [String: String]) async throws -> String {
            try #require(
                try await room.run(
                    IdentityPoolsModel.GetOpenIdToken.self, .init(identityId: identity, logins: logins), as: .anonymous
                ).token)
        }
        let user = try await room.layIdentity(in: pool, logins: [LinkedLogin(provider: "trusting.a", subject: "ada")])
        let token = try await get(user.id.text, ["trusting.a": "ada"])
        let refusal = await IdentityPoolRoom.refusal {
            _ = try await get(user.id.text, [PoolTokens.provider: token])
        }
        #expect(refusal == "NotAuthorizedException: Token is not from a supported provider of this identity pool.")

        let made = try await room.run(
            IdentityPoolsModel.GetOpenIdTokenForDeveloperIdentity.self,
            .init(
                identityPoolId: pool.id.text, logins: ["login.birds": "eve", "trusting.a": "eve"], tokenDuration: 900))
        let identity = try #require(made.identityId)
        let first = try #require(made.token)
        let end = room.clock.now().seconds + 900
        let early = try await get(identity, [PoolTokens.provider: first])
        let claims = try #require(try await room.tokens.vouched(by: early, at: room.clock.now()))
        #expect(claims.expiresAt == room.clock.now().seconds + 600)
        #expect(claims.methods == ["authenticated", "login.birds", "login.birds:\(pool.id):eve"])
        room.clock.advance(seconds: 500)
        for shown in [first, early] {
            let last = try #require(try await room.tokens.vouched(by: shown, at: room.clock.now())).expiresAt
            let late = try await get(identity, [PoolTokens.provider: shown, "trusting.a": "eve"])
            #expect(try await room.tokens.vouched(by: late, at: room.clock.now())?.expiresAt == last)
            #expect(last <= end)
        }
    }
}
