import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Updating resets what is left out, as AWS does: scripts that rely on it must behave here as there.
struct UpdateUserPoolTests {
    @Test func whatIsLeftOutFallsBackToTheDefaults() async throws {
        let room = try UserPoolRoom()
        let made = try await room.makePool("birds", UserPoolRoundTripTests.full)
        room.clock.advance(seconds: 60)
        _ = try await room.run(UserPoolsModel.UpdateUserPool.self, .init(userPoolId: made.id.text))
        let pool = try await room.store.directory.pool(made.id.text)
        var expected = PoolSettings()
        expected.tier = "PLUS"
        expected.verifiedBeforeUpdate = ["email"]
        #expect(pool.settings == expected)
        #expect(pool.name == "birds")
        #expect(pool.tags == ["team": "birds"])
        #expect(pool.caseSensitivity == false)
        #expect(pool.aliasAttributes == ["email", "preferred_username"])
        #expect(pool.modifiedAt == pool.createdAt + 60_000)
    }

    @Test func whatIsSaidIsSet() async throws {
        let room = try UserPoolRoom()
        let made = try await room.makePool()
        _ = try await room.run(
            UserPoolsModel.UpdateUserPool.self,
            .init(
                userPoolId: made.id.text, deletionProtection: .active,
                userAttributeUpdateSettings: UserAttributeUpdateSettingsType(
                    attributesRequireVerificationBeforeUpdate: []),
                userPoolTags: ["a": "b"], poolName: "swifts", userPoolTier: .lite))
        let pool = try await room.store.directory.pool(made.id.text)
        #expect(pool.name == "swifts")
        #expect(pool.tags == ["a": "b"])
        #expect(pool.settings.deletionProtection == "ACTIVE")
        #expect(pool.settings.verifiedBeforeUpdate == [])
        #expect(pool.settings.tier == "LITE")
    }

    @Test func secondFactorsSurviveWithTheirModeSaidAgain() async throws {
        let room = try UserPoolRoom()
        let made = try await room.makePool()
        _ = try await room.run(
            UserPoolsModel.SetUserPoolMfaConfig.self,
            .init(
                userPoolId: made.id.text,
                softwareTokenMfaConfiguration: SoftwareTokenMfaConfigType(enabled: true), mfaConfiguration: .on))
        _ = try await room.run(
            UserPoolsModel.UpdateUserPool.self, .init(userPoolId: made.id.text, mfaConfiguration: .optional))
        let pool = try await room.store.directory.pool(made.id.text)
        #expect(pool.settings.mfa.mode == "OPTIONAL")
        #expect(pool.settings.mfa.isSoftwareTokenEnabled)
    }

    /// An update that speaks of something else must not open the pool to passwords alone.
    @Test func aRequiredFactorStaysRequiredWhereNothingIsSaid() async throws {
        let room = try UserPoolRoom()
        let made = try await room.makePool()
        _ = try await room.run(
            UserPoolsModel.SetUserPoolMfaConfig.self,
            .init(
                userPoolId: made.id.text,
                softwareTokenMfaConfiguration: SoftwareTokenMfaConfigType(enabled: true), mfaConfiguration: .on))
        _ = try await room.run(
            UserPoolsModel.UpdateUserPool.self, .init(userPoolId: made.id.text, userPoolTags: ["a": "b"]))
        #expect(try await room.store.directory.pool(made.id.text).settings.mfa.mode == "ON")
    }

    @Test func aRefusedUpdateChangesNothing() async throws {
        let room = try UserPoolRoom()
        let made = try await room.makePool()
        let refusal = await room.refusal(
            UserPoolsModel.UpdateUserPool.self,
            .init(userPoolId: made.id.text, mfaConfiguration: .on, poolName: "swifts"))
        #expect(refusal.hasPrefix("InvalidParameterException: SMS configuration"))
        #expect(try await room.store.directory.pool(made.id.text) == made)
    }

    @Test func anUnknownPoolIsNotFound() async throws {
        let room = try UserPoolRoom()
        #expect(
            await room.refusal(UserPoolsModel.UpdateUserPool.self, .init(userPoolId: "eu-central-1_AAAAAAAAA"))
                == "ResourceNotFoundException: User pool eu-central-1_AAAAAAAAA does not exist.")
    }
}
