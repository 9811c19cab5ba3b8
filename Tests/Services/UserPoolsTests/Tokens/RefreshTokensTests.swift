import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// A refresh token is weeks of access: it must end when it should, and tell when it was stolen.
struct RefreshTokensTests {
    private func rotating(_ room: UserPoolRoom, grace: Int = 0) async throws -> SignedIn {
        try await SignedIn(
            to: room,
            client: {
                $0.refreshTokenRotation = RefreshTokenRotationType(feature: .enabled, retryGracePeriodSeconds: grace)
                $0.explicitAuthFlows = [.allowUserSrpAuth]
            })
    }

    @Test func newTokensKeepTheMomentOfSignIn() async throws {
        let room = try UserPoolRoom()
        let signed = try await SignedIn(to: room)
        room.clock.advance(seconds: 5000)
        let tokens = try await signed.refresh()
        #expect(tokens.refreshToken == nil)
        #expect(tokens.expiresIn == 3600)
        let (before, after) = (try SignedIn.claims(signed.access), try SignedIn.claims(tokens.accessToken))
        #expect(after["auth_time"] == before["auth_time"])
        #expect(after["origin_jti"] == before["origin_jti"])
        #expect(after["jti"] != before["jti"])
        #expect(after["iat"] == .integer(Int(UserPoolRoom.start / 1000) + 5000))
        #expect(try SignedIn.claims(tokens.idToken)["auth_time"] == before["auth_time"])
        #expect(await signed.answer(to: tokens.accessToken) == "ada")
        #expect(await signed.answer() == "NotAuthorizedException: Access Token has expired")
    }

    @Test(arguments: [
        (30 * 86_400 - 1, "no refusal"), (30 * 86_400, "NotAuthorizedException: Refresh Token has expired"),
    ])
    func tokensExpire(_ seconds: Int64, _ refusal: String) async throws {
        let room = try UserPoolRoom()
        let signed = try await SignedIn(to: room)
        room.clock.advance(seconds: seconds)
        #expect(await signed.refusalOfRefresh() == refusal)
    }

    @Test func othersTokensAreRefused() async throws {
        let room = try UserPoolRoom()
        let signed = try await SignedIn(to: room)
        let other = try await room.makeClient(of: signed.pool)
        let refusal = "NotAuthorizedException: Invalid Refresh Token."
        #expect(
            await room.refusal(
                UserPoolsModel.GetTokensFromRefreshToken.self,
                .init(refreshToken: signed.refresh, clientId: other.id)) == refusal)
        for text in ["nonsense", signed.access, signed.refresh + "A", String(signed.refresh.dropLast(2))] {
            #expect(await signed.refusalOfRefresh(with: text) == refusal)
        }
    }

    @Test func whoIsGoneOrDisabledGetsNothing() async throws {
        let room = try UserPoolRoom()
        let signed = try await SignedIn(to: room)
        let key = Users.key(signed.pool.id, signed.user.key)
        let account = signed.pool.account.digits
        try await room.store.write { transaction in
            _ = try Users.records.update(key, account: account, in: transaction) { $0.isEnabled = false }
        }
        #expect(await signed.refusalOfRefresh() == "NotAuthorizedException: User is disabled.")
        #expect(await signed.answer() == "NotAuthorizedException: User is disabled.")
        try await room.store.write { _ = try Users.records.remove(key, account: account, in: $0) }
        #expect(await signed.refusalOfRefresh() == "NotAuthorizedException: Refresh Token has been revoked")
        #expect(await signed.answer() == "UserNotFoundException: User does not exist.")
    }

    /// Each token is good once; whoever brings an old one shows that two have it, and both lose it.
    @Test func rotatedTokensAreGoodOnce() async throws {
        let room = try UserPoolRoom()
        let signed = try await rotating(room)
        let second = try #require(try await signed.refresh().refreshToken)
        #expect(second != signed.refresh)
        let third = try await signed.refresh(with: second)
        #expect(await signed.answer(to: third.accessToken) == "ada")
        #expect(await signed.refusalOfRefresh(with: second).hasPrefix("RefreshTokenReuseException"))
        #expect(
            await signed.refusalOfRefresh(with: third.refreshToken)
                == "NotAuthorizedException: Refresh Token has been revoked")
        #expect(
            await signed.answer(to: third.accessToken) == "NotAuthorizedException: Access Token has been revoked")
    }

    /// A client whose answer was lost asks again, and gets the token that is in force.
    @Test func graceForgivesARetry() async throws {
        let room = try UserPoolRoom()
        let signed = try await rotating(room, grace: 10)
        let second = try #require(try await signed.refresh().refreshToken)
        room.clock.advance(seconds: 9)
        let again = try #require(try await signed.refresh().refreshToken)
        #expect(await signed.refusalOfRefresh(with: again) == "no refusal")
        #expect(await signed.refusalOfRefresh(with: second) == "no refusal")
        room.clock.advance(seconds: 10)
        #expect(await signed.refusalOfRefresh(with: again).hasPrefix("RefreshTokenReuseException"))
    }

    @Test func rotationDoesNotProlong() async throws {
        let room = try UserPoolRoom()
        let signed = try await rotating(room)
        room.clock.advance(seconds: 29 * 86_400)
        let second = try #require(try await signed.refresh().refreshToken)
        room.clock.advance(seconds: 86_400)
        #expect(
            await signed.refusalOfRefresh(with: second) == "NotAuthorizedException: Refresh Token has expired")
    }

    /// Two at once with one token: with grace both get tokens, and the token in force is one.
    @Test func racesEndWithOneToken() async throws {
        let room = try UserPoolRoom()
        let signed = try await rotating(room, grace: 30)
        async let first = signed.refresh().refreshToken
        async let second = signed.refresh().refreshToken
        let tokens = [try #require(try await first), try #require(try await second)]
        let generations = tokens.map { RefreshTokenText($0, vault: room.vault)?.generation }
        #expect(generations == [1, 1])
    }

    /// The key of a confirmed device must be brought; of one that was only made known it need not.
    @Test func confirmedDevicesAreAskedFor() async throws {
        let room = try UserPoolRoom()
        let signed = try await SignedIn(to: room, signIn: { $0.deviceKey = "eu-central-1_01" })
        #expect(await signed.refusalOfRefresh() == "no refusal")
        let device = StoredDevice(
            pool: signed.pool.id, account: signed.pool.account, user: signed.user.sub, key: "eu-central-1_01",
            groupKey: "-group", salt: "01", verifier: try room.vault.seal("v", for: "test"), isRemembered: true,
            createdAt: 0, modifiedAt: 0, authenticatedAt: 0)
        try await room.store.write { try Devices.records.insert(device, in: $0) }
        let refusal = "NotAuthorizedException: Invalid Refresh Token."
        #expect(await signed.refusalOfRefresh() == refusal)
        #expect(await signed.refusalOfRefresh(device: "eu-central-1_02") == refusal)
        #expect(await signed.refusalOfRefresh(device: "eu-central-1_01") == "no refusal")
    }
}
