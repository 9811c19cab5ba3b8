import IAMModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIAM

/// Passwords: never kept plain, checked against the account's rules, changed only by who knows them.
struct LoginProfileTests {
    private static let first = "Correct-Horse-1"
    private static let second = "Battery-Staple-2"

    @Test func profileIsMadeUpdatedAndDeleted() async throws {
        let room = try UserRoom()
        try await room.makeUser("Ada")
        let made = try await room.run(
            IAMModel.CreateLoginProfile.self, .init(userName: "Ada", password: Self.first)
        ).loginProfile
        #expect(made.userName == "Ada" && made.passwordResetRequired == false)
        let again = await room.refusal(
            IAMModel.CreateLoginProfile.self, .init(userName: "Ada", password: Self.first))
        #expect(again == "EntityAlreadyExists: Login Profile for user Ada already exists.")
        _ = try await room.run(
            IAMModel.UpdateLoginProfile.self, .init(userName: "Ada", passwordResetRequired: true))
        let profile = try await room.run(IAMModel.GetLoginProfile.self, .init(userName: "Ada")).loginProfile
        #expect(profile.passwordResetRequired == true)
        let conflict = await room.refusal(IAMModel.DeleteUser.self, .init(userName: "Ada"))
        #expect(conflict == "DeleteConflict: Cannot delete entity, must delete login profile first.")
        _ = try await room.run(IAMModel.DeleteLoginProfile.self, .init(userName: "Ada"))
        let gone = await room.refusal(IAMModel.GetLoginProfile.self, .init(userName: "Ada"))
        #expect(gone == "NoSuchEntity: Login Profile for User Ada cannot be found.")
        let stored = try await room.engine.read { try $0.entries(in: .all, reverse: false, limit: 1000) }
        #expect(stored.allSatisfy { !String(decoding: $0.value, as: UTF8.self).contains(Self.first) })
    }

    @Test func usersChangeTheirPasswordKnowingTheOldOne() async throws {
        let room = try UserRoom()
        let ada = Principal.user(try await room.makeUser("Ada"))
        let none = await room.refusal(
            IAMModel.ChangePassword.self, .init(oldPassword: Self.first, newPassword: Self.second), as: ada)
        #expect(none == "NoSuchEntity: Login Profile for User Ada cannot be found.")
        _ = try await room.run(
            IAMModel.UpdateAccountPasswordPolicy.self, .init(passwordReusePrevention: 2))
        _ = try await room.run(
            IAMModel.CreateLoginProfile.self,
            .init(userName: "Ada", password: Self.first, passwordResetRequired: true))
        let wrong = await room.refusal(
            IAMModel.ChangePassword.self, .init(oldPassword: Self.second, newPassword: Self.second), as: ada)
        #expect(wrong == "AccessDenied: The old password was incorrect.")
        _ = try await room.run(
            IAMModel.ChangePassword.self, .init(oldPassword: Self.first, newPassword: Self.second), as: ada)
        let profile = try await room.run(IAMModel.GetLoginProfile.self, .init(userName: "Ada")).loginProfile
        #expect(profile.passwordResetRequired == false)
        let reused = await room.refusal(
            IAMModel.ChangePassword.self, .init(oldPassword: Self.second, newPassword: Self.first), as: ada)
        #expect(reused.hasPrefix("PasswordPolicyViolation: "))
        let root = await room.refusal(
            IAMModel.ChangePassword.self, .init(oldPassword: Self.first, newPassword: Self.second))
        #expect(root == "InvalidUserType: Only IAM Users can change their own password")
    }

    @Test func weakPasswordsAreRefusedBeforeTheyAreHashed() async throws {
        let room = try UserRoom()
        try await room.makeUser("Ada")
        let refusal = await room.refusal(IAMModel.CreateLoginProfile.self, .init(userName: "Ada", password: "Short1!"))
        #expect(refusal == "PasswordPolicyViolation: Password should have a minimum length of 8")
    }
}
