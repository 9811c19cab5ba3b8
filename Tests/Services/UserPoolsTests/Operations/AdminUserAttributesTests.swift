import Kernel
import Messages
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// What administrators set and remove of a user's attributes.
struct AdminUserAttributesTests {
    private func update(
        _ name: String, _ changes: [String: String], _ room: UserPoolRoom, _ pool: StoredPool
    ) async -> String {
        let attributes = changes.sorted { $0.key < $1.key }.map { AttributeType(name: $0.key, value: $0.value) }
        return await room.refusal(
            UserPoolsModel.AdminUpdateUserAttributes.self,
            .init(userPoolId: pool.id.text, username: name, userAttributes: attributes))
    }

    private func user(_ name: String, _ room: UserPoolRoom, _ pool: StoredPool) async throws -> StoredUser {
        try await room.store.read { try UserLookup.require(name, in: pool, $0) }
    }

    private func recipients(_ room: UserPoolRoom) async throws -> [String] {
        try await room.outbox.messages(of: room.account, limit: 100).records.map(\.recipient)
    }

    /// A new address must be proved, unless the administrator vouches for it; codes go where the pool verifies.
    @Test(arguments: [
        (["email": "new@example.com"], "new@example.com", "false", ["new@example.com"]),
        (["email": "new@example.com", "email_verified": "true"], "new@example.com", "true", []),
        (["email_verified": "false"], "ada@example.com", "false", []),
        (["email": "ada@example.com"], "ada@example.com", "true", []),
        (["name": "Ada"], "ada@example.com", "true", []),
    ])
    func verifiesNewAddresses(
        _ changes: [String: String], _ mail: String, _ isVerified: String, _ letters: [String]
    ) async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool { $0.autoVerifiedAttributes = [.email] }
        try await room.layUser("ada", in: pool, attributes: ["email": "ada@example.com", "email_verified": "true"])
        #expect(await update("ada", changes, room, pool) == "no refusal")
        let changed = try await user("ada", room, pool)
        #expect(changed.attributes["email"] == mail)
        #expect(changed.attributes["email_verified"] == isVerified)
        #expect(try await recipients(room) == letters)
    }

    /// Where the pool keeps the old address until the new one is proved, only vouching changes it at once.
    @Test(
        arguments: [
            (["email": "new@example.com"], "ada@example.com", "new@example.com"),
            (["email": "new@example.com", "email_verified": "true"], "new@example.com", nil),
        ] as [([String: String], String, String?)])
    func waitsForProof(_ changes: [String: String], _ mail: String, _ pending: String?) async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool {
            $0.autoVerifiedAttributes = [.email]
            $0.userAttributeUpdateSettings = UserAttributeUpdateSettingsType(
                attributesRequireVerificationBeforeUpdate: [.email])
        }
        try await room.layUser("ada", in: pool, attributes: ["email": "ada@example.com", "email_verified": "true"])
        #expect(await update("ada", changes, room, pool) == "no refusal")
        let changed = try await user("ada", room, pool)
        #expect(changed.attributes["email"] == mail)
        #expect(changed.pendingAttributes["email"] == pending)
        #expect(try await recipients(room) == (pending.map { [$0] } ?? []))
    }

    /// What clients meet, and that nothing has changed then.
    @Test(arguments: [
        (
            ["preferred_username": "birdie"],
            "AliasExistsException: An account with the given preferred_username already exists."
        ),
        (
            ["phone_number_verified": "true"],
            "InvalidParameterException: Phone Number is required to verify/un-verify a phone number"
        ),
        (["sub": "1"], "InvalidParameterException: Cannot modify the non-mutable attribute sub"),
        (
            ["custom:none": "1"],
            "InvalidParameterException: user.custom:none: Attribute does not exist in the schema.\n"
        ),
    ])
    func refuses(_ changes: [String: String], _ answer: String) async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool { $0.aliasAttributes = [.email, .preferredUsername] }
        try await room.layUser("bob", in: pool, attributes: ["preferred_username": "birdie"])
        let before = try await room.layUser("ada", in: pool, attributes: ["email": "ada@example.com"])
        #expect(await update("ada", changes, room, pool) == answer)
        #expect(try await user("ada", room, pool) == before)
    }

    /// An address that is proved signs in; one that is not any more does not.
    @Test func movesAliases() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool { $0.aliasAttributes = [.email] }
        try await room.layUser("ada", in: pool)
        #expect(await update("ada", ["email": "a@example.com", "email_verified": "true"], room, pool) == "no refusal")
        #expect(try await user("a@example.com", room, pool).username == "ada")
        #expect(await update("ada", ["email": "b@example.com"], room, pool) == "no refusal")
        let lost = try await room.store.read { try UserLookup.find("a@example.com", in: pool, $0) }
        #expect(lost == nil)
    }

    /// A removed address takes its flag and its alias with it; what is required stays.
    @Test func removes() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool {
            $0.aliasAttributes = [.email]
            $0.schema = [SchemaAttributeType(name: "name", required: true)]
        }
        try await room.layUser(
            "ada", in: pool, attributes: ["name": "Ada", "email": "a@example.com", "email_verified": "true"])
        func remove(_ name: String) async -> String {
            await room.refusal(
                UserPoolsModel.AdminDeleteUserAttributes.self,
                .init(userPoolId: pool.id.text, username: "ada", userAttributeNames: [name]))
        }
        #expect(await remove("email") == "no refusal")
        #expect(try await user("ada", room, pool).attributes == ["name": "Ada"])
        #expect(try await user("ada", room, pool).aliases.isEmpty)
        #expect(await remove("name").hasPrefix("InvalidParameterException: Invalid user attributes: name:"))
    }

    /// An address is one user's: where an administrator vouches for it at another, the alias moves, as on AWS; where it
    /// is the account's name it cannot.
    @Test(arguments: [false, true]) func vouchingMovesAnAlias(isName: Bool) async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool {
            if isName { $0.usernameAttributes = [.email] } else { $0.aliasAttributes = [.email] }
        }
        let mail = ["email": "bob@example.com", "email_verified": "true"]
        try await room.layUser("bob", in: pool, attributes: mail)
        try await room.layUser("ada", in: pool, attributes: ["email": "ada@example.com"])
        let taken = "AliasExistsException: An account with the given email already exists."
        #expect(await update("ada", ["email": "bob@example.com"], room, pool) == (isName ? taken : "no refusal"))
        #expect(try await user("bob@example.com", room, pool).username == "bob")
        #expect(await update("ada", mail, room, pool) == (isName ? taken : "no refusal"))
        #expect(try await user("bob@example.com", room, pool).username == (isName ? "bob" : "ada"))
        #expect(try await user("bob", room, pool).isVerified("email") == isName)
    }
}
