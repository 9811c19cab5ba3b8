import Kernel
import Messages
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// What users change of themselves with an access token.
@Suite struct SelfServiceTests {
    private func update(
        _ people: Newcomers, _ token: String, _ changes: [String: String]
    ) async throws -> UpdateUserAttributesResponse {
        try await people.room.run(
            UserPoolsModel.UpdateUserAttributes.self,
            .init(
                userAttributes: changes.map { AttributeType(name: $0.key, value: $0.value) }, accessToken: token))
    }

    private func verify(_ people: Newcomers, _ token: String, _ code: String) async -> String {
        await people.room.refusal(
            UserPoolsModel.VerifyUserAttribute.self, .init(accessToken: token, attributeName: "email", code: code))
    }

    /// A new address is taken at once, unverified, and its code verifies it.
    @Test func newAddressesGetACode() async throws {
        let people = try await Newcomers()
        try await people.welcome("ada")
        let token = try await people.token(of: "ada")
        let answer = try await update(people, token, ["email": "new@other.example", "name": "Ada"])
        #expect(answer.codeDeliveryDetailsList?.map(\.destination) == ["n***@o***"])
        #expect(try await people.messages().last?.purpose == "UpdateUserAttribute")
        #expect(
            try await people.user("ada").attributes
                == ["email": "new@other.example", "email_verified": "false", "name": "Ada"])
        #expect(await verify(people, token, "wrong").hasPrefix("CodeMismatchException"))
        #expect(await verify(people, token, try await people.code()) == "no refusal")
        #expect(try await people.user("ada").isVerified("email"))
        #expect(
            await verify(people, token, "123456")
                == "ExpiredCodeException: Invalid code provided, please request a code again.")
        // What did not change is not verified anew.
        #expect(try await update(people, token, ["email": "new@other.example"]).codeDeliveryDetailsList == [])
        #expect(try await people.user("ada").isVerified("email"))
    }

    /// Where the pool wants it so, the old address stays until the new one is verified.
    @Test func keepsTheOldAddressUntilVerified() async throws {
        let people = try await Newcomers().set { $0.verifiedBeforeUpdate = ["email"] }
        try await people.welcome("ada")
        let token = try await people.token(of: "ada")
        _ = try await update(people, token, ["email": "new@other.example"])
        #expect(try await people.user("ada").attributes["email"] == "ada@example.com")
        #expect(try await people.user("ada").isVerified("email"))
        #expect(try await people.messages().last?.recipient == "new@other.example")
        #expect(await verify(people, token, try await people.code()) == "no refusal")
        let user = try await people.user("ada")
        #expect(user.attributes["email"] == "new@other.example" && user.isVerified("email"))
        #expect(user.pendingAttributes == [:])
    }

    /// Another's verified alias is not taken by verifying it again; another's name is not taken at all.
    @Test func aliasesStayWithTheirOwner() async throws {
        let aliases = try await Newcomers { _ in
        } pool: { request in
            request.autoVerifiedAttributes = [.email]
            request.aliasAttributes = [.email]
        }
        try await aliases.welcome("ada")
        try await aliases.welcome("eve", ["email": "eve@example.com"])
        let token = try await aliases.token(of: "eve")
        _ = try await update(aliases, token, ["email": "ada@example.com"])
        #expect(
            await verify(aliases, token, try await aliases.code())
                == "AliasExistsException: An account with the email already exists.")
        #expect(try await aliases.user("ada@example.com").username == "ada")

        let names = try await Newcomers { _ in
        } pool: { request in
            request.autoVerifiedAttributes = [.email]
            request.usernameAttributes = [.email]
        }
        try await names.welcome("ada@example.com", [:])
        try await names.welcome("eve@example.com", [:])
        let other = try await names.token(of: "eve@example.com")
        let found = await UserPoolRoom.refusal { _ = try await update(names, other, ["email": "ada@example.com"]) }
        #expect(found == "AliasExistsException: An account with the given email already exists.")
    }

    /// A code can be asked for, five times an hour, for addresses that are there.
    @Test func sendsCodesOnRequest() async throws {
        let people = try await Newcomers()
        try await people.welcome("ada")
        let token = try await people.token(of: "ada")
        func ask(_ name: String) async -> String {
            await people.room.refusal(
                UserPoolsModel.GetUserAttributeVerificationCode.self, .init(accessToken: token, attributeName: name))
        }
        #expect(
            await ask("name")
                == "InvalidParameterException: Invalid attribute name. Only phone_number and email can be verified.")
        #expect(
            await ask("phone_number")
                == "InvalidParameterException: User does not have a valid registered phone number")
        for _ in 0..<4 {
            people.room.clock.advance(seconds: 1)
            #expect(await ask("email") == "no refusal")
        }
        #expect(try await people.messages().last?.purpose == "VerifyUserAttribute")
        #expect(await ask("email").hasPrefix("LimitExceededException"))
        #expect(await verify(people, token, try await people.code()) == "no refusal")
    }

    /// What is required stays, what is not there cannot go.
    @Test func removesAttributes() async throws {
        let people = try await Newcomers { _ in
        } pool: { request in
            request.schema = [SchemaAttributeType(name: "email", required: true)]
        }
        try await people.signUp("ada", ["email": "ada@example.com", "name": "Ada"])
        let token = try await people.token(of: "ada")
        func remove(_ name: String) async -> String {
            await people.room.refusal(
                UserPoolsModel.DeleteUserAttributes.self, .init(userAttributeNames: [name], accessToken: token))
        }
        #expect(
            await remove("email")
                == "InvalidParameterException: Invalid user attributes: email: Required attribute cannot be deleted.\n")
        #expect(
            await remove("custom:nope")
                == "InvalidParameterException: Invalid user attributes: user.custom:nope: Attribute does not exist in "
                + "the schema.\n")
        #expect(await remove("name") == "no refusal")
        #expect(try await people.user("ada").attributes["name"] == nil)
    }

    /// The present password is asked for; wrong ones lock as at sign-in; an hour has five tries.
    @Test func changesThePassword() async throws {
        let people = try await Newcomers().set { $0.passwordPolicy.history = 3 }
        try await people.welcome("ada")
        let token = try await people.token(of: "ada")
        func change(_ old: String, _ new: String) async -> String {
            await people.room.refusal(
                UserPoolsModel.ChangePassword.self,
                .init(previousPassword: old, proposedPassword: new, accessToken: token))
        }
        #expect(
            await change("wrong", "N3w-Passw0rd") == "NotAuthorizedException: Incorrect username or password.")
        #expect(await change(Newcomers.password, "N3w-Passw0rd") == "no refusal")
        #expect(
            await change("N3w-Passw0rd", Newcomers.password)
                == "PasswordHistoryPolicyViolationException: Password has previously been used")
        #expect(
            await change("N3w-Passw0rd", "weak")
                == "InvalidPasswordException: Password does not conform to policy: Password not long enough")
        #expect(await change("N3w-Passw0rd", "Th1rd-Passw0rd") == "no refusal")
        #expect(await change("Th1rd-Passw0rd", "F0urth-Passw0rd").hasPrefix("LimitExceededException"))
        let user = try await people.user("ada")
        let failures = try await people.room.store.read { transaction in
            try Lockout.records.get(
                [.string(user.pool.text), .string(user.sub)], account: user.account.digits, in: transaction)?.failures
        }
        #expect(failures == 1)
    }

    /// Nothing of a deleted user stays, and the name is free again.
    @Test func leavesNothing() async throws {
        let people = try await Newcomers()
        try await people.welcome("ada")
        _ = try await people.forgot("ada")
        let token = try await people.token(of: "ada")
        _ = try await people.room.run(UserPoolsModel.DeleteUser.self, .init(accessToken: token))
        let account = people.pool.account.digits
        let left = try await people.room.store.read { transaction in
            [
                try Users.records.count(account: account, in: transaction),
                try Passwords.records.count(account: account, in: transaction),
                try Codes.records.count(account: account, in: transaction),
                try RefreshFamilies.records.count(account: account, in: transaction),
                try UserCounts.count(of: people.pool, transaction),
            ]
        }
        #expect(left == [0, 0, 0, 0, 0])
        try await people.signUp("ada")
    }

    /// The legacy switch for text messages, which needs a phone.
    @Test func setsTheLegacyFactor() async throws {
        let people = try await Newcomers()
        try await people.welcome("ada")
        let token = try await people.token(of: "ada")
        func set(_ options: [MFAOptionType]) async -> String {
            await people.room.refusal(
                UserPoolsModel.SetUserSettings.self, .init(accessToken: token, mfaOptions: options))
        }
        let text = MFAOptionType(deliveryMedium: .sms, attributeName: "phone_number")
        #expect(await set([text]).hasPrefix("InvalidParameterException"))
        _ = try await update(people, token, ["phone_number": "+12065551234"])
        #expect(
            await set([MFAOptionType(deliveryMedium: .email, attributeName: "email")]).hasPrefix("InvalidParameter"))
        #expect(await set([text]) == "no refusal")
        #expect(try await people.user("ada").mfa.legacyDelivery == ["phone_number"])
        #expect(await set([]) == "no refusal")
        #expect(try await people.user("ada").mfa == UserMFA())
    }

    /// What is for developers alone is not for users' eyes, whatever the client may read.
    @Test func getUserLeavesOutDevelopersAttributes() async throws {
        let people = try await Newcomers(pool: { request in
            request.schema = [
                SchemaAttributeType(name: "note", attributeDataType: .string, developerOnlyAttribute: true),
                SchemaAttributeType(name: "team", attributeDataType: .string),
            ]
        })
        try await people.room.layUser(
            "ada", in: people.pool, attributes: ["dev:custom:note": "beware", "custom:team": "blue"])
        let token = try await people.token(of: "ada")
        let shown = try await people.room.run(UserPoolsModel.GetUser.self, .init(accessToken: token))
        #expect(shown.userAttributes.map(\.name) == ["sub", "custom:team"])
        let all = try await people.room.run(
            UserPoolsModel.AdminGetUser.self, .init(userPoolId: people.pool.id.text, username: "ada"))
        #expect(all.userAttributes?.contains { $0.name == "dev:custom:note" } == true)
    }
}
