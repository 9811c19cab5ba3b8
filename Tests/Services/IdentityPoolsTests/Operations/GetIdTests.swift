import IdentityPoolsModel
import Kernel
import Testing

@testable import ServiceIdentityPools

/// The first call of every app.
@Suite struct GetIdTests {
    private let room: IdentityPoolRoom

    init() throws {
        room = try IdentityPoolRoom()
    }

    private func id(
        _ pool: StoredIdentityPool, _ logins: [String: String]? = nil, account: String? = nil
    ) async throws -> String? {
        let input = GetIdInput(accountId: account, identityPoolId: pool.id.text, logins: logins)
        return try await room.run(IdentityPoolsModel.GetId.self, input, as: .anonymous).identityId
    }

    private func refusal(
        _ pool: StoredIdentityPool, _ logins: [String: String]? = nil, account: String? = nil
    ) async -> String {
        await IdentityPoolRoom.refusal { _ = try await id(pool, logins, account: account) }
    }

    /// Every guest is somebody new; a user is the same person on every device.
    @Test func knowsUsersAgain() async throws {
        let pool = try await room.layPool()
        let guests = [try await id(pool), try await id(pool, [:])]
        #expect(guests[0] != guests[1])
        #expect(guests[0]?.wholeMatch(of: /eu-central-1:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) != nil)
        let ada = try await id(pool, ["trusting.a": "ada"], account: IdentityPoolRoom.digits)
        #expect(try await id(pool, ["trusting.a": "ada"]) == ada)
        #expect(try await id(pool, ["trusting.a": "ada", "trusting.b": "ada"]) == ada)
        #expect(try await id(pool, ["trusting.b": "ada"]) == ada)
        #expect(try await id(pool, ["trusting.a": "eve"]) != ada)
    }

    /// The same login is somebody else in another pool: identities must not be traced from app to app.
    @Test func keepsPoolsApart() async throws {
        let birds = try await room.layPool()
        let bees = try await room.layPool("bees")
        let ids = [try await id(birds, ["trusting.a": "ada"]), try await id(bees, ["trusting.a": "ada"])]
        #expect(ids[0] != ids[1])
    }

    @Test func refusesWithAWSsTexts() async throws {
        let pool = try await room.layPool { $0.allowsGuests = false }
        #expect(
            await refusal(pool)
                == "NotAuthorizedException: Unauthenticated access is not supported for this identity pool.")
        #expect(
            await refusal(pool, ["trusting.a": "ada"], account: "999999999999")
                == "NotAuthorizedException: Access to IdentityPool '\(pool.id)' is forbidden.")
        #expect(
            await refusal(pool, ["trusting.a": "forged"])
                == "NotAuthorizedException: Invalid login token. Token signature invalid.")
        #expect(
            await refusal(pool, ["unknown.example": "x"])
                == "NotAuthorizedException: Token is not from a supported provider of this identity pool.")
        let unknown = "eu-central-1:0d3c6e6a-0000-4000-8000-000000000000"
        #expect(
            await room.refusal(IdentityPoolsModel.GetId.self, .init(identityPoolId: unknown), as: .anonymous)
                == "ResourceNotFoundException: IdentityPool '\(unknown)' not found.")
        let eleven = Dictionary(uniqueKeysWithValues: (0...10).map { ("trusting.\($0)", "ada") })
        #expect(await refusal(pool, eleven).contains("Member must have length less than or equal to 10"))
    }

    /// Whoever knows a pool's id may make guests: not without end.
    @Test func capsTheRate() async throws {
        let pool = try await room.layPool()
        for _ in 0..<25 { _ = try await id(pool) }
        #expect(await refusal(pool) == "TooManyRequestsException: Rate exceeded")
        _ = try await id(try await room.layPool("bees"))
        room.clock.advance(seconds: 1)
        _ = try await id(pool)
        for _ in 0..<24 { _ = try await id(pool) }
        await room.service.reset()
        _ = try await id(pool)
    }
}
