import Kernel
import Messages
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// What administrators see of users and do to them.
struct AdminUserTests {
    private let ada = ["email": "ada@example.com", "email_verified": "true"]

    private func user(_ name: String, _ room: UserPoolRoom, _ pool: StoredPool) async throws -> StoredUser {
        try await room.store.read { try UserLookup.require(name, in: pool, $0) }
    }

    private func letters(_ room: UserPoolRoom) async throws -> [OutboxEntry] {
        try await room.outbox.messages(of: room.account, limit: 100).records
    }

    /// An administrator finds a user by name, alias or `sub`, with factors and linked accounts.
    @Test func describes() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool { $0.aliasAttributes = [.email] }
        let user = try await room.layUser("ada", in: pool, attributes: ada) { user in
            user.mfa.isSoftwareTokenEnabled = true
            user.mfa.preferred = "SOFTWARE_TOKEN_MFA"
            user.identities = [
                LinkedIdentity(
                    providerName: "Google", providerType: "Google", userID: "17", isPrimary: false, createdAt: 5)
            ]
        }
        for name in ["ada", "ada@example.com", user.sub] {
            let seen = try await room.run(
                UserPoolsModel.AdminGetUser.self, .init(userPoolId: pool.id.text, username: name))
            #expect(seen.username == "ada")
            #expect(seen.userStatus == .confirmed)
            #expect(seen.preferredMfaSetting == "SOFTWARE_TOKEN_MFA")
            #expect(seen.userMFASettingList == ["SOFTWARE_TOKEN_MFA"])
            #expect(seen.userAttributes?.first?.name == "sub")
            #expect(
                seen.userAttributes?.last?.value
                    == #"[{"userId":"17","providerName":"Google","providerType":"Google","issuer":null,"#
                    + #""primary":false,"dateCreated":5}]"#)
        }
    }

    /// Every operation on a user that is not there says so in the same words.
    @Test func missesUsersAlike() async throws {
        let room = try UserPoolRoom()
        let id = try await room.makePool().id.text
        let answers = [
            await room.refusal(UserPoolsModel.AdminGetUser.self, .init(userPoolId: id, username: "eve")),
            await room.refusal(UserPoolsModel.AdminDeleteUser.self, .init(userPoolId: id, username: "eve")),
            await room.refusal(UserPoolsModel.AdminEnableUser.self, .init(userPoolId: id, username: "eve")),
            await room.refusal(UserPoolsModel.AdminDisableUser.self, .init(userPoolId: id, username: "eve")),
            await room.refusal(UserPoolsModel.AdminConfirmSignUp.self, .init(userPoolId: id, username: "eve")),
            await room.refusal(UserPoolsModel.AdminResetUserPassword.self, .init(userPoolId: id, username: "eve")),
            await room.refusal(
                UserPoolsModel.AdminSetUserPassword.self,
                .init(userPoolId: id, username: "eve", password: "Secret-12345")),
            await room.refusal(
                UserPoolsModel.AdminUpdateUserAttributes.self,
                .init(userPoolId: id, username: "eve", userAttributes: [AttributeType(name: "name", value: "E")])),
            await room.refusal(
                UserPoolsModel.AdminDeleteUserAttributes.self,
                .init(userPoolId: id, username: "eve", userAttributeNames: ["name"])),
            await room.refusal(
                UserPoolsModel.AdminSetUserSettings.self, .init(userPoolId: id, username: "eve", mfaOptions: [])),
        ]
        #expect(Set(answers) == ["UserNotFoundException: User does not exist."])
    }

    /// A disabled user's tokens end at once, and enabling does not bring them back.
    @Test func disablesAndEnables() async throws {
        let room = try UserPoolRoom()
        let signedIn = try await SignedIn(to: room)
        let id = signedIn.pool.id.text
        _ = try await room.run(UserPoolsModel.AdminDisableUser.self, .init(userPoolId: id, username: "ada"))
        #expect(try await !user("ada", room, signedIn.pool).isEnabled)
        _ = try await room.run(UserPoolsModel.AdminEnableUser.self, .init(userPoolId: id, username: "ada"))
        #expect(try await user("ada", room, signedIn.pool).isEnabled)
        let families = try await room.store.read {
            try RefreshFamilies.records.scan(account: UserPoolRoom.digits, in: $0)
        }
        #expect(families.isEmpty)
    }

    /// Nothing of a deleted user stays: neither count nor alias, and no group for a later user of the same name.
    @Test func deletesEverything() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool { $0.aliasAttributes = [.email] }
        let id = pool.id.text
        try await room.layUser("ada", in: pool, attributes: ada)
        _ = try await room.run(UserPoolsModel.CreateGroup.self, .init(groupName: "g", userPoolId: id))
        _ = try await room.run(
            UserPoolsModel.AdminAddUserToGroup.self, .init(userPoolId: id, username: "ada", groupName: "g"))
        _ = try await room.run(UserPoolsModel.AdminDeleteUser.self, .init(userPoolId: id, username: "ada"))
        #expect(try await room.store.read { try UserCounts.count(of: pool, $0) } == 0)
        let next = try await room.layUser("ada", in: pool, attributes: ada)
        #expect(try await room.store.read { try Memberships.groups(of: next, $0) }.isEmpty)
    }

    /// A password for good lets in at once; another must be replaced; either must fit the policy and the history.
    @Test func setsPasswords() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool {
            $0.policies = UserPoolPolicyType(
                passwordPolicy: PasswordPolicyType(requireUppercase: true, passwordHistorySize: 2))
        }
        try await room.layUser("ada", in: pool, status: .unconfirmed)
        func set(_ password: String, isPermanent: Bool?) async -> String {
            await room.refusal(
                UserPoolsModel.AdminSetUserPassword.self,
                .init(userPoolId: pool.id.text, username: "ada", password: password, permanent: isPermanent))
        }
        #expect(await set("Secret-12345", isPermanent: true) == "no refusal")
        #expect(try await user("ada", room, pool).status == .confirmed)
        #expect(await set("Secret-67890", isPermanent: nil) == "no refusal")
        #expect(try await user("ada", room, pool).status == .forceChangePassword)
        #expect(
            await set("Secret-12345", isPermanent: true)
                == "PasswordHistoryPolicyViolationException: Password has previously been used")
        #expect(
            await set("secret-12345", isPermanent: true)
                == "InvalidPasswordException: Password does not conform to policy: Password must have uppercase "
                + "characters")
        #expect(try await user("ada", room, pool).status == .forceChangePassword)
    }

    /// Who may be made to choose another password, and what others are answered.
    @Test(arguments: [
        (StoredUser.Status.confirmed, true, true, "no refusal"),
        (.resetRequired, true, true, "no refusal"),
        (
            .forceChangePassword, true, true,
            "NotAuthorizedException: User password cannot be reset in the current state."
        ),
        (.unconfirmed, true, true, "NotAuthorizedException: User password cannot be reset in the current state."),
        (.confirmed, false, true, "NotAuthorizedException: User is disabled."),
        (
            .confirmed, true, false,
            "InvalidParameterException: Cannot reset password for the user as there is no registered/verified email "
                + "or phone_number"
        ),
    ])
    func resetsPasswords(
        _ status: StoredUser.Status, _ isEnabled: Bool, _ isVerified: Bool, _ answer: String
    ) async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let attributes = ["email": "ada@example.com", "email_verified": "\(isVerified)"]
        try await room.layUser("ada", in: pool, attributes: attributes, status: status) { $0.isEnabled = isEnabled }
        let refusal = await room.refusal(
            UserPoolsModel.AdminResetUserPassword.self, .init(userPoolId: pool.id.text, username: "ada"))
        #expect(refusal == answer)
        let isDone = answer == "no refusal"
        #expect(try await user("ada", room, pool).status == (isDone ? .resetRequired : status))
        #expect(try await letters(room).count == (isDone ? 1 : 0))
        guard isDone else { return }
        let code = try #require(try await letters(room).first?.body).suffix(6)
        let stored = try await user("ada", room, pool)
        let codes = room.store.codes
        let verdict = try await room.store.write { transaction in
            try codes.check(
                String(code), for: .forgotPassword, of: stored, at: UserPoolRoom.start + 1000, in: transaction)
        }
        #expect(verdict == .right(attribute: "email"))
    }

    /// Confirmation takes one who waits for it, once, and tells the pool's function.
    @Test func confirms() async throws {
        let room = try UserPoolRoom()
        let function = "arn:aws:lambda:eu-central-1:123456789012:function:welcome"
        let pool = try await room.makePool { $0.lambdaConfig = LambdaConfigType(postConfirmation: function) }
        try await room.layUser("ada", in: pool, attributes: ["email": "ada@example.com"], status: .unconfirmed)
        let input = AdminConfirmSignUpRequest(
            userPoolId: pool.id.text, username: "ada", clientMetadata: ["from": "desk"])
        #expect(await room.refusal(UserPoolsModel.AdminConfirmSignUp.self, input) == "no refusal")
        #expect(try await user("ada", room, pool).status == .confirmed)
        #expect(try await user("ada", room, pool).attributes["email_verified"] == nil)
        let event = try Document(json: try #require(room.lambda.sent.first).payload)
        #expect(event["triggerSource"]?.text == "PostConfirmation_ConfirmSignUp")
        #expect(event["request"]?["clientMetadata"]?["from"]?.text == "desk")
        let again = await room.refusal(UserPoolsModel.AdminConfirmSignUp.self, input)
        #expect(again == "NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED")
    }

    /// The legacy switch of codes by text message.
    @Test func setsLegacySettings() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        try await room.layUser("ada", in: pool, attributes: ["phone_number": "+4915112345678"])
        func set(_ options: [MFAOptionType]) async throws {
            _ = try await room.run(
                UserPoolsModel.AdminSetUserSettings.self,
                .init(userPoolId: pool.id.text, username: "ada", mfaOptions: options))
        }
        try await set([MFAOptionType(deliveryMedium: .sms, attributeName: "phone_number")])
        let seen = try await room.run(
            UserPoolsModel.AdminGetUser.self, .init(userPoolId: pool.id.text, username: "ada"))
        #expect(seen.mfaOptions?.first?.attributeName == "phone_number")
        #expect(seen.userMFASettingList == ["SMS_MFA"])
        try await set([])
        #expect(try await !user("ada", room, pool).mfa.isSMSEnabled)
    }

    /// Administrators' operations ask for their own permission on the pool.
    @Test func asksForPermission() async throws {
        let only =
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"cognito-idp:AdminGetUser","Resource":"*"}}"#
        let room = try UserPoolRoom(grants: ["desk": only])
        let pool = try await room.makePool()
        try await room.layUser("ada", in: pool)
        let desk = room.user("desk")
        let seen = try await room.run(
            UserPoolsModel.AdminGetUser.self, .init(userPoolId: pool.id.text, username: "ada"), as: desk)
        #expect(seen.username == "ada")
        let refusal = await room.refusal(
            UserPoolsModel.AdminDeleteUser.self, .init(userPoolId: pool.id.text, username: "ada"), as: desk)
        #expect(refusal.contains("cognito-idp:AdminDeleteUser on resource: \(pool.arn)"))
    }
}
