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
}
