import IdentityPoolsModel
import Kernel
import Testing
import Wire

@testable import ServiceIdentityPools

/// Whoever can unlink somebody's login takes their identity away from them.
@Suite struct UnlinkIdentityTests {
    private let room: IdentityPoolRoom

    init() throws {
        room = try IdentityPoolRoom()
    }

    private func unlink(_ identity: StoredIdentity, _ logins: [String: String], _ removed: String...) async -> String {
        await room.refusal(
            IdentityPoolsModel.UnlinkIdentity.self,
            .init(identityId: identity.id.text, logins: logins, loginsToRemove: removed), as: .anonymous)
    }

    private func stored(_ identity: StoredIdentity) async throws -> StoredIdentity? {
        try await room.store.read { try Identities.find(identity.id, $0) }
    }

    private static let ada = LinkedLogin(provider: "trusting.a", subject: "ada")
    private static let adaB = LinkedLogin(provider: "trusting.b", subject: "ada")
    private static let noMatch =
        "NotAuthorizedException: Logins don't match. "
        + "Please include at least one valid login for this identity or identity pool."

    /// An unlinked login is somebody new the next time; what is left stays.
    @Test func unlinks() async throws {
        let pool = try await room.layPool()
        let identity = try await room.layIdentity(in: pool, logins: [Self.ada, Self.adaB])
        #expect(await unlink(identity, ["trusting.a": "ada", "trusting.b": "ada"], "trusting.a") == "no refusal")
        #expect(try await stored(identity)?.logins == [Self.adaB])
        let new = try await room.run(
            IdentityPoolsModel.GetId.self, .init(identityPoolId: pool.id.text, logins: ["trusting.a": "ada"]),
            as: .anonymous)
        #expect(new.identityId != identity.id.text)
        #expect(await unlink(identity, ["trusting.a": "ada"], "trusting.a") == Self.noMatch)
    }

    /// Nobody is it again after the last one: neither as a guest nor by the login that was there.
    @Test func abandonsWithTheLast() async throws {
        let pool = try await room.layPool()
        let identity = try await room.layIdentity(in: pool, logins: [Self.ada])
        #expect(await unlink(identity, ["trusting.a": "ada"], "trusting.a") == "no refusal")
        let left = try #require(try await stored(identity))
        #expect(left.isDisabled && !left.isGuest)
        let forbidden = "NotAuthorizedException: Access to Identity '\(identity.id)' is forbidden."
        #expect(await unlink(identity, ["trusting.a": "ada"], "trusting.a") == forbidden)
        let verified = VerifiedLogin(login: Self.ada, claims: .object([]), methods: [])
        for logins in [[], [verified]] {
            let refusal = await IdentityPoolRoom.refusal {
                _ = try await Linking(store: room.store).identity(
                    named: identity.id, by: logins, in: pool, call: room.call())
            }
            #expect(refusal == forbidden)
        }
    }

    /// Each login that goes must be proven, and be this identity's.
    @Test func wantsProof() async throws {
        let pool = try await room.layPool()
        let identity = try await room.layIdentity(in: pool, logins: [Self.ada, Self.adaB])
        try await room.layIdentity(in: pool, logins: [LinkedLogin(provider: "trusting.a", subject: "eve")])
        #expect(await unlink(identity, ["trusting.b": "ada"], "trusting.a") == Self.noMatch)
        #expect(await unlink(identity, ["trusting.a": "eve"], "trusting.a") == Self.noMatch)
        #expect(await unlink(identity, ["trusting.c": "ada"], "trusting.c") == Self.noMatch)
        #expect(await unlink(identity, [:], "trusting.a") == Self.noMatch)
        #expect(
            await unlink(identity, ["trusting.a": "forged"], "trusting.a")
                == "NotAuthorizedException: Invalid login token. Token signature invalid.")
        #expect(
            await unlink(identity, ["trusting.a": "ada"])
                == "InvalidParameterException: Please provide a login to remove.")
        #expect(try await stored(identity) == identity)
    }
}
