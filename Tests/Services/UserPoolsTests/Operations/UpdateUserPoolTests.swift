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
        expected.passwordPolicy = made.settings.passwordPolicy
        expected.firstFactors = made.settings.firstFactors
        #expect(pool.settings == expected)
        #expect(pool.name == "birds")
        #expect(pool.tags == ["team": "birds"])
        #expect(pool.caseSensitivity == false)
        #expect(pool.aliasAttributes == ["email", "preferred_username"])
        #expect(pool.modifiedAt == pool.createdAt + 60_000)
    }

    /// A policy that is not said anew stays, alone of all settings: else a script that speaks of passwords would close
    /// the ways in without them, or the other way round.
    @Test(arguments: [
        (UserPoolPolicyType(passwordPolicy: PasswordPolicyType(minimumLength: 10)), 10, ["PASSWORD", "EMAIL_OTP"]),
        (
            UserPoolPolicyType(signInPolicy: SignInPolicyType(allowedFirstAuthFactors: [.password])), 12,
            ["PASSWORD"]
        ),
        (UserPoolPolicyType(signInPolicy: SignInPolicyType()), 12, ["PASSWORD", "EMAIL_OTP"]),
        (UserPoolPolicyType(), 12, ["PASSWORD", "EMAIL_OTP"]),
    ])
    func aPolicyStaysUntilItIsSaidAnew(_ said: UserPoolPolicyType, _ length: Int, _ factors: [String]) async throws {
        let room = try UserPoolRoom()
        let made = try await room.makePool {
            $0.policies = UserPoolPolicyType(
                passwordPolicy: PasswordPolicyType(minimumLength: 12),
                signInPolicy: SignInPolicyType(allowedFirstAuthFactors: [.password, .emailOtp]))
        }
        _ = try await room.run(UserPoolsModel.UpdateUserPool.self, .init(userPoolId: made.id.text, policies: said))
        let settings = try await room.store.directory.pool(made.id.text).settings
        #expect(settings.passwordPolicy.minimumLength == length)
        #expect(settings.firstFactors == factors)
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
