import Kernel
import Testing
import Wire

@testable import ServiceIdentityPools

/// By this login key come those whom a developer's back end vouched for; a guest's token must not make anybody more.
@Suite struct PoolTokenLoginsTests {
    private let developer = LinkedLogin(provider: "login.birds", subject: "ada")

    private func token(
        _ room: IdentityPoolRoom, _ identity: StoredIdentity, methods: [String]? = nil
    ) async throws -> String {
        let methods = methods ?? ["authenticated"] + PoolTokens.developerMethods(developer, in: identity.pool)
        return try await room.tokens.token(
            for: identity, methods: methods, tags: ["team": "birds"], lifetime: 600, in: room.call())
    }

    private func verify(_ token: String, in pool: StoredIdentityPool, _ room: IdentityPoolRoom) async throws
        -> VerifiedLogin
    {
        try await PoolTokenLogins(tokens: room.tokens, store: room.store).verify(
            token, under: PoolTokens.provider, for: pool, in: room.call())
    }

    @Test func provesTheIdentityItself() async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.layPool { $0.developerProvider = "login.birds" }
        let identity = try await room.layIdentity(in: pool, logins: [developer])
        let login = try await verify(try await token(room, identity), in: pool, room)
        #expect(login.login == LinkedLogin(provider: "cognito-identity.amazonaws.com", subject: identity.id.text))
        #expect(login.methods == ["login.birds", "login.birds:\(pool.id):ada"])
        #expect(try PrincipalTags.tags(of: [login], in: pool) == ["team": "birds"])
    }

    /// A token that came of another provider's would renew itself for ever, past the provider's own word and mapping.
    @Test func onlyTheDevelopersPartCounts() async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.layPool { $0.developerProvider = "login.birds" }
        let identity = try await room.layIdentity(
            in: pool, logins: [LinkedLogin(provider: "trusting.a", subject: "1"), developer])
        let own = PoolTokens.developerMethods(developer, in: pool.id)
        let eve = PoolTokens.developerMethods(LinkedLogin(provider: "login.birds", subject: "eve"), in: pool.id)
        let elsewhere = PoolTokens.developerMethods(
            LinkedLogin(provider: "login.fish", subject: "ada"), in: pool.id)
        let mixed = try await token(room, identity, methods: ["authenticated", "trusting.a"] + own)
        #expect(try await verify(mixed, in: pool, room).methods == own)
        let unsupported = "NotAuthorizedException: Token is not from a supported provider of this identity pool."
        let unlinked =
            "NotAuthorizedException: Logins don't match. Please include at least one valid login for this identity or "
            + "identity pool."
        var without = pool
        without.developerProvider = nil
        let cases: [([String], StoredIdentityPool, String)] = [
            ([], pool, unsupported), (["trusting.a"], pool, unsupported), (["login.birds"], pool, unsupported),
            (elsewhere, pool, unsupported), (own, without, unsupported), (eve, pool, unlinked),
        ]
        for (methods, pool, expected) in cases {
            let token = try await token(room, identity, methods: ["authenticated"] + methods)
            #expect(await IdentityPoolRoom.refusal { _ = try await verify(token, in: pool, room) } == expected)
        }
        let good = try await token(room, identity)
        try await room.store.write { try Unlinking.remove([developer], from: identity, at: 1, $0) }
        #expect(await IdentityPoolRoom.refusal { _ = try await verify(good, in: pool, room) } == unlinked)
    }

    @Test func provesNothingElse() async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.layPool { $0.developerProvider = "login.birds" }
        let identity = try await room.layIdentity(in: pool, logins: [developer])
        let other = try await room.layPool("fish")
        let good = try await token(room, identity)
        let guest = try await token(room, identity, methods: ["unauthenticated"])
        let voucher = room.tokens.voucher(for: identity, methods: ["authenticated"], tags: [:], in: room.call())
        let unsupported =
            "NotAuthorizedException: Token is not from a supported provider of this identity pool."
        let invalid = "NotAuthorizedException: Invalid login token. Not a valid OpenId Connect identity token."
        let cases: [(String, StoredIdentityPool, String)] = [
            (good, other, unsupported), (guest, pool, unsupported), (voucher, pool, invalid), ("x", pool, invalid),
            (
                String(good.dropLast(4)) + "AAAA", pool,
                "NotAuthorizedException: Invalid login token. Token signature invalid."
            ),
        ]
        for (token, pool, expected) in cases {
            let refusal = await IdentityPoolRoom.refusal { _ = try await verify(token, in: pool, room) }
            #expect(refusal == expected)
        }
        let end = room.clock.now().seconds + 600
        room.clock.advance(seconds: 623)
        let late = await IdentityPoolRoom.refusal { _ = try await verify(good, in: pool, room) }
        #expect(late == "NotAuthorizedException: Invalid login token. Token expired: \(end + 23) >= \(end)")
    }
}
