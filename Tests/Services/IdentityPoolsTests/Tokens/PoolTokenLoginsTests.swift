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
        try await PoolTokenLogins(tokens: room.tokens).verify(
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
