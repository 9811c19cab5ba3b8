import Kernel
import Storage
import UserPoolsModel
import Wire

/// Makes a user with a temporary password and invites them, or sends an invitation anew.
///
/// Sources: the API reference of AdminCreateUser; "Creating user accounts as administrator" in the developer guide.
struct AdminCreateUser: Operation {
    typealias Model = UserPoolsModel.AdminCreateUser

    let store: UserPoolStore
    let passwords: Passwords
    let triggers: Triggers

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("cognito-idp:AdminCreateUser", onPool: input.userPoolId, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let pool = try await store.directory.pool(input.userPoolId, in: call)
        let invitation = Invitation(store: store, triggers: triggers, passwords: passwords, pool: pool, call: call)
        let isRenewal = input.messageAction == .resend
        let user = try await isRenewal ? invite(input, again: invitation) : create(input, inviting: invitation)
        return Output(user: UserType(describing: user, in: pool))
    }

    private func create(_ input: Input, inviting invitation: Invitation) async throws -> StoredUser {
        let (pool, time) = (invitation.pool, invitation.call.time.milliseconds)
        let temporary = try invitation.temporaryPassword(input.temporaryPassword)
        let user = try draft(input, hasPassword: temporary != nil, in: pool, at: time)
        guard try await store.user(named: input.username, in: pool) == nil else { throw Self.nameTaken() }
        try await consult(input, about: user, in: pool, invitation.call)
        let password = try await invitation.stored(temporary, for: user)
        let messages = try await letters(input, to: user, password: temporary, by: invitation)
        try await store.write { transaction in
            _ = try Pools.current(pool, transaction)
            try AliasRules.insert(
                user, in: pool, isForced: input.forceAliasCreation ?? false, nameTaken: Self.nameTaken().message,
                at: time, transaction)
            if let password { try Passwords.records.put(password, in: transaction) }
            for message in messages { try message.post(in: transaction) }
        }
        return user
    }

    private func letters(
        _ input: Input, to user: StoredUser, password: String?, by invitation: Invitation
    ) async throws -> [CodeDelivery.Prepared] {
        guard input.messageAction != .suppress else { return [] }
        return try await invitation.messages(
            to: user, named: input.username, password: password, by: input.desiredDeliveryMediums,
            clientMetadata: input.clientMetadata ?? [:])
    }

    /// Who gets no password needs an address for codes, and is confirmed at once.
    private func draft(
        _ input: Input, hasPassword: Bool, in pool: StoredPool, at milliseconds: Int64
    ) throws -> StoredUser {
        let attributes = try AttributeRules.check(
            input.userAttributes ?? [], in: pool, by: .administrator(isCreation: true), name: input.username)
        let user = try NewUserRules.draft(
            name: input.username, attributes: attributes, status: hasPassword ? .forceChangePassword : .confirmed,
            in: pool, random: store.random, at: milliseconds)
        guard hasPassword || user.attributes["email"] != nil || user.attributes["phone_number"] != nil else {
            throw Refusal.invalid("A user without a password needs an email or phone_number.")
        }
        return user
    }

    /// Asks `PreSignUp`, whose refusal counts; what it would confirm or verify does not, as on AWS.
    private func consult(_ input: Input, about user: StoredUser, in pool: StoredPool, _ call: Call) async throws {
        let data = (input.validationData ?? []).map { ($0.name, $0.value ?? "") }
        _ = try await triggers.preSignUp(
            TriggerContext(
                pool: pool, clientID: nil, userName: user.username, userAttributes: AttributeRules.forTriggers(user),
                clientMetadata: input.clientMetadata ?? [:], call: call),
            source: "PreSignUp_AdminCreateUser", validationData: Dictionary(data) { _, last in last })
    }

    /// Gives somebody who has not signed in yet another temporary password, valid from now. Attributes stay as they are.
    private func invite(_ input: Input, again invitation: Invitation) async throws -> StoredUser {
        let (pool, time) = (invitation.pool, invitation.call.time.milliseconds)
        let (found, previous) = try await store.read { transaction in
            let user = try UserLookup.require(input.username, in: pool, transaction)
            return (user, try Passwords.get(user, transaction))
        }
        try Self.checkWaiting(found)
        let temporary = try invitation.temporaryPassword(input.temporaryPassword, isRenewal: true)
        let password = try await invitation.stored(temporary, for: found, replacing: previous)
        let messages = try await letters(input, to: found, password: temporary, by: invitation)
        return try await store.write { transaction in
            guard var user = try Users.find(sub: found.sub, in: pool, transaction) else { throw Refusal.noUser() }
            try Self.checkWaiting(user)
            user.modifiedAt = time
            try Users.records.replace(user, in: transaction)
            if let password { try Passwords.records.put(password, in: transaction) }
            for message in messages { try message.post(in: transaction) }
            return user
        }
    }

    private static func checkWaiting(_ user: StoredUser) throws {
        guard user.status == .forceChangePassword else {
            throw UserPoolsError.unsupportedUserState(
                "Resend not possible. \(user.username) status is not FORCE_CHANGE_PASSWORD")
        }
    }

    private static func nameTaken() -> ServiceError { UserPoolsError.usernameExists("User account already exists") }
}
