import Kernel
import Storage
import UserPoolsModel
import Wire

/// Brings a user over from another directory, by the pool's `UserMigration` trigger.
struct UserMigration: Sendable {
    let store: UserPoolStore
    let triggers: Triggers

    /// The user who was brought over and stored; `nil` where the pool has no such trigger, or it knows nobody.
    ///
    /// The attributes are checked as an administrator's are; what does not fit the schema is told as AWS tells it.
    ///
    /// - Parameters:
    ///   - context: with the typed name.
    ///   - source: `UserMigration_Authentication` or `UserMigration_ForgotPassword`.
    ///   - password: with the former: it becomes the user's own, whatever the pool's policy says.
    func migrate(
        _ context: TriggerContext, source: String, password: (text: String, passwords: Passwords)?,
        validationData: [String: String]
    ) async throws -> StoredUser? {
        let (name, pool) = (context.userName, context.pool)
        let time = context.call.time.milliseconds
        guard
            let migrant = try await triggers.userMigration(
                context, source: source, password: password?.text, validationData: validationData)
        else { return nil }
        let user = try draft(of: migrant, hasPassword: password != nil, context)
        try await consult(about: user, context, validationData)
        var stored: StoredPassword?
        if let password {
            stored = try await password.passwords.prepare(
                password.text, for: user, in: pool, replacing: nil, at: time)
        }
        return try await store.write { [stored] transaction in
            if let raced = try UserLookup.find(name, in: pool, transaction) { return raced }
            try AliasRules.insert(
                user, in: pool, isForced: migrant.forcesAlias, at: time, transaction)
            if let stored { try Passwords.records.put(stored, in: transaction) }
            return user
        }
    }

    /// Asks `PreSignUp`, as for a user whom an administrator makes: its refusal counts, what it would confirm or verify
    /// does not.
    ///
    /// Source: "ClientMetadata" in the API references of InitiateAuth and ForgotPassword, which name the trigger; that
    /// it runs after the migration has been seen. Its source is not documented.
    private func consult(
        about user: StoredUser, _ context: TriggerContext, _ validationData: [String: String]
    ) async throws {
        var context = context
        context.userName = user.username
        context.userAttributes = AttributeRules.forTriggers(user)
        _ = try await triggers.preSignUp(context, source: "PreSignUp_AdminCreateUser", validationData: validationData)
    }

    private func draft(
        of migrant: Triggers.Migrant, hasPassword: Bool, _ context: TriggerContext
    ) throws -> StoredUser {
        let pool = context.pool
        let isConfirmed = migrant.finalStatus == StoredUser.Status.confirmed.rawValue
        let given = migrant.attributes.filter { !["sub", "username", "cognito:user_status"].contains($0.key) }
        do {
            let attributes = try AttributeRules.check(
                given.map { AttributeType(name: $0.key, value: $0.value) }, in: pool,
                by: .administrator(isCreation: true))
            var user = try NewUserRules.draft(
                name: typedName(context.userName, given, in: pool), attributes: attributes,
                status: isConfirmed && hasPassword ? .confirmed : .resetRequired, in: pool,
                random: store.random, at: context.call.time.milliseconds)
            if migrant.enablesSMSMFA, user.isVerified("phone_number") { user.mfa.isSMSEnabled = true }
            return user
        } catch let error as ServiceError {
            throw UserPoolsError.userNotFound(error.message)
        }
    }

    /// Somebody who typed an alias gets the name that the other directory gives.
    private func typedName(_ name: String, _ given: [String: String], in pool: StoredPool) -> String {
        guard pool.usernameAttributes.isEmpty else { return name }
        let isAlias =
            AttributeValues.isMail(name) && pool.aliasAttributes.contains("email")
            || AttributeValues.isPhone(name) && pool.aliasAttributes.contains("phone_number")
        return isAlias ? given["username"] ?? name : name
    }
}
