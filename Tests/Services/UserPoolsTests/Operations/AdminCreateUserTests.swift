import Kernel
import LambdaModel
import Messages
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// How administrators make users and invite them.
struct AdminCreateUserTests {
    private func create(
        _ room: UserPoolRoom, _ pool: StoredPool, _ name: String, _ attributes: [String: String] = [:],
        _ change: (inout AdminCreateUserRequest) -> Void = { _ in }
    ) async throws -> UserType {
        var request = AdminCreateUserRequest(
            userPoolId: pool.id.text, username: name,
            userAttributes: attributes.sorted { $0.key < $1.key }.map { AttributeType(name: $0.key, value: $0.value) })
        change(&request)
        return try #require(try await room.run(UserPoolsModel.AdminCreateUser.self, request).user)
    }

    private func letters(_ room: UserPoolRoom) async throws -> [OutboxEntry] {
        try await room.outbox.messages(of: room.account, limit: 100).records
    }

    private func password(of name: String, _ room: UserPoolRoom, _ pool: StoredPool) async throws -> StoredPassword? {
        try await room.store.read { transaction in
            try Passwords.get(try UserLookup.require(name, in: pool, transaction), transaction)
        }
    }

    private func passwords(_ room: UserPoolRoom) -> Passwords { Passwords(vault: room.vault, random: room.random) }

    /// The invitation is all that a new user has: it must hold the name and a password that works and conforms.
    @Test func invitesWithAPasswordThatFits() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let made = try await create(room, pool, "ada", ["email": "ada@example.com"]) {
            $0.desiredDeliveryMediums = [.email]
        }
        #expect(made.userStatus == .forceChangePassword)
        #expect(made.enabled == true)
        let letter = try #require(try await letters(room).first)
        #expect(letter.recipient == "ada@example.com")
        #expect(letter.subject == "Your temporary password")
        let words = try #require(letter.body).split(separator: " ")
        #expect(words.starts(with: ["Your", "username", "is", "ada", "and"]))
        let temporary = try #require(words.last).dropLast()
        try PasswordPolicyRules.check(String(temporary), against: pool.settings.passwordPolicy)
        let stored = try await password(of: "ada", room, pool)
        #expect(stored?.isTemporary == true)
        #expect(try await passwords(room).verify(String(temporary), against: stored))
    }

    /// Which addresses an invitation goes to, by what was asked for and what is there.
    @Test(
        arguments: [
            (nil, ["email": "a@example.com", "phone_number": "+4915112345678"], ["+4915112345678"]),
            (nil, ["email": "a@example.com"], ["a@example.com"]),
            (nil, [:], []),
            (
                ["EMAIL", "SMS"], ["email": "a@example.com", "phone_number": "+4915112345678"],
                ["+4915112345678", "a@example.com"]
            ),
        ] as [([String]?, [String: String], [String])])
    func writesToTheRightAddresses(
        _ mediums: [String]?, _ attributes: [String: String], _ recipients: [String]
    ) async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        _ = try await create(room, pool, "ada", attributes) { request in
            request.desiredDeliveryMediums = mediums?.map { DeliveryMediumType(rawValue: $0) }
        }
        #expect(try await letters(room).map(\.recipient).sorted() == recipients)
    }

    /// Scripts that fill a pool send nothing; what they say of addresses is taken as true.
    @Test func keepsSilentAndBelievesAdministrators() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool { $0.aliasAttributes = [.email] }
        let made = try await create(room, pool, "ada", ["email": "Ada@example.com", "email_verified": "True"]) {
            $0.messageAction = .suppress
            $0.temporaryPassword = "Secret-12345"
        }
        #expect(made.attributes?.first { $0.name == "email_verified" }?.value == "true")
        #expect(try await letters(room).isEmpty)
        let stored = try await password(of: "Ada@example.com", room, pool)
        #expect(try await passwords(room).verify("Secret-12345", against: stored))
    }

    /// In pools where people sign in by mail, the user name is an id that nobody typed.
    @Test func namesUsersByIdWhereTheySignInByMail() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool { $0.usernameAttributes = [.email] }
        let made = try await create(room, pool, "ada@example.com")
        let sub = made.attributes?.first { $0.name == "sub" }?.value
        #expect(made.username == sub)
        #expect(made.attributes?.first { $0.name == "email" }?.value == "ada@example.com")
        #expect(try await letters(room).first?.body?.contains("is ada@example.com and") == true)
        let again = await UserPoolRoom.refusal { _ = try await create(room, pool, "ada@example.com") }
        #expect(again == "UsernameExistsException: User account already exists")
    }

    /// Clients branch on each of these.
    @Test(
        arguments: [
            ("ada", ["email": "x@example.com"], nil, "UsernameExistsException: User account already exists"),
            (
                "eve", ["email": "ada@example.com", "email_verified": "true"], nil,
                "UsernameExistsException: An account with the given email already exists."
            ),
            (
                "eve", [:], "short",
                "InvalidPasswordException: Password did not conform with password policy: Password not long enough"
            ),
            (
                "eve", ["email_verified": "true"], nil,
                "InvalidParameterException: Email is required to verify/un-verify an email"
            ),
            ("eve", ["phone_number": "123"], nil, "InvalidParameterException: Invalid phone number format."),
        ] as [(String, [String: String], String?, String)])
    func refuses(
        _ name: String, _ attributes: [String: String], _ password: String?, _ answer: String
    ) async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool { $0.aliasAttributes = [.email] }
        try await room.layUser("ada", in: pool, attributes: ["email": "ada@example.com", "email_verified": "true"])
        let refusal = await UserPoolRoom.refusal {
            _ = try await create(room, pool, name, attributes) { $0.temporaryPassword = password }
        }
        #expect(refusal == answer)
        #expect(try await room.store.read { try UserCounts.count(of: pool, $0) } == 1)
        #expect(try await letters(room).isEmpty)
    }

    /// A medium without its address is refused rather than passed over.
    @Test func refusesMediumsWithoutAddress() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let refusal = await UserPoolRoom.refusal {
            _ = try await create(room, pool, "ada") { $0.desiredDeliveryMediums = [.email] }
        }
        #expect(refusal.hasPrefix("InvalidParameterException: User has no email"))
    }

    /// A forced alias moves, and its loser's address is no longer verified.
    @Test func movesAnAliasByForce() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool { $0.aliasAttributes = [.email] }
        let attributes = ["email": "ada@example.com", "email_verified": "true"]
        try await room.layUser("ada", in: pool, attributes: attributes)
        _ = try await create(room, pool, "eve", attributes) {
            $0.forceAliasCreation = true
            $0.messageAction = .suppress
        }
        let (loser, owner) = try await room.store.read { transaction in
            (try Users.get("ada", in: pool, transaction), try UserLookup.find("ada@example.com", in: pool, transaction))
        }
        #expect(owner?.username == "eve")
        #expect(loser?.attributes["email_verified"] == "false")
    }

    /// An invitation sent anew brings another password; the old one is worthless.
    @Test func invitesAgain() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        _ = try await create(room, pool, "ada", ["email": "ada@example.com"]) {
            $0.temporaryPassword = "Secret-12345"
        }
        room.clock.advance(seconds: 86_400)
        _ = try await create(room, pool, "ada") { $0.messageAction = .resend }
        let stored = try await password(of: "ada", room, pool)
        #expect(try await letters(room).count == 2)
        #expect(stored?.createdAt == UserPoolRoom.start + 86_400_000)
        #expect(try await !passwords(room).verify("Secret-12345", against: stored))
    }

    /// Only who has not signed in yet is invited again.
    @Test func invitesNobodyElseAgain() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        try await room.layUser("bob", in: pool)
        let confirmed = await UserPoolRoom.refusal {
            _ = try await create(room, pool, "bob") { $0.messageAction = .resend }
        }
        #expect(
            confirmed
                == "UnsupportedUserStateException: Resend not possible. bob status is not FORCE_CHANGE_PASSWORD")
        let nobody = await UserPoolRoom.refusal {
            _ = try await create(room, pool, "eve") { $0.messageAction = .resend }
        }
        #expect(nobody == "UserNotFoundException: User does not exist.")
    }

    /// Where people sign in by codes, a user needs no password, but an address.
    @Test func makesUsersWithoutPasswords() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool {
            $0.policies = UserPoolPolicyType(
                signInPolicy: SignInPolicyType(allowedFirstAuthFactors: [.password, .emailOtp]))
        }
        let made = try await create(room, pool, "ada", ["email": "ada@example.com"]) { $0.messageAction = .suppress }
        #expect(made.userStatus == .confirmed)
        #expect(try await password(of: "ada", room, pool) == nil)
        let refusal = await UserPoolRoom.refusal { _ = try await create(room, pool, "eve") }
        #expect(refusal == "InvalidParameterException: A user without a password needs an email or phone_number.")
    }

    /// `PreSignUp` may refuse a user, and sees the validation data; what it would confirm does not count.
    @Test func asksPreSignUp() async throws {
        let room = try UserPoolRoom()
        let function = "arn:aws:lambda:eu-central-1:123456789012:function:check"
        let pool = try await room.makePool { $0.lambdaConfig = LambdaConfigType(preSignUp: function) }
        room.lambda.script { _, event in
            let text = String(decoding: event, as: UTF8.self)
            let answer = text.replacing("\"autoConfirmUser\":false", with: "\"autoConfirmUser\":true")
            return .init(statusCode: 200, payload: Array(answer.utf8))
        }
        let made = try await create(room, pool, "ada") {
            $0.messageAction = .suppress
            $0.validationData = [AttributeType(name: "ticket", value: "42")]
        }
        #expect(made.userStatus == .forceChangePassword)
        let sent = try #require(room.lambda.sent.first)
        let event = try Document(json: sent.payload)
        #expect(event["triggerSource"]?.text == "PreSignUp_AdminCreateUser")
        #expect(event["request"]?["validationData"]?["ticket"]?.text == "42")
    }
}
