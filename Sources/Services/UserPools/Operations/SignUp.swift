import Kernel
import Storage
import UserPoolsModel
import Wire

/// Makes a user at their own wish, and sends the code that confirms them.
struct SignUp: Operation {
    typealias Model = UserPoolsModel.SignUp

    let store: UserPoolStore
    let passwords: Passwords
    let triggers: Triggers

    func permissions(for input: Input, in call: Call) async throws -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let caller = try await AppCaller(
            clientID: input.clientId, secretHash: input.secretHash, name: input.username, category: .userCreation,
            store: store, call: call)
        var user = try draft(input, by: caller)
        try await consult(&user, input, caller)
        // Decided again at the end; asked here, lest a taken name cost a hash and a message.
        try await store.read { [user] transaction in
            try AliasRules.checkFree(user, in: caller.pool, isForced: movesAliases(in: caller.pool), transaction)
        }
        let password = try await password(input, for: user, in: caller)
        let code = try await code(for: user, input, caller)
        try await insert(user, password: password, code: code, in: caller)
        if user.status == .confirmed {
            try await triggers.postConfirmation(
                caller.context(of: user, clientMetadata: input.clientMetadata), source: "PostConfirmation_ConfirmSignUp"
            )
        }
        let session = try user.status == .confirmed ? nil : session(for: user, caller)
        return Output(
            userConfirmed: user.status == .confirmed, codeDeliveryDetails: code?.message.details, userSub: user.sub,
            session: session)
    }

    /// For `ConfirmSignUp`, so that the user can go on to sign in.
    private func session(for user: StoredUser, _ caller: AppCaller) throws -> String? {
        try SignInSeal(vault: store.vault).signedUp(
            user, client: caller.client, in: caller.pool, random: store.random, at: caller.call.time.milliseconds
        )?.text
    }

    /// A code with the message that brings it.
    private struct ConfirmationCode: Sendable {
        var draft: VerificationCodes.Draft
        var message: CodeDelivery.Prepared
    }

    private func draft(_ input: Input, by caller: AppCaller) throws -> StoredUser {
        guard !caller.pool.settings.adminCreateUser.isAdminOnly else {
            throw UserPoolsError.notAuthorized("SignUp is not permitted for this user pool")
        }
        if let password = input.password, !password.isEmpty {
            try PasswordPolicyRules.check(password, against: caller.pool.settings.passwordPolicy)
        } else if !allowsNoPassword(caller.pool) {
            throw Refusal.invalid("Password is required.")
        }
        let attributes = try AttributeRules.check(
            input.userAttributes ?? [], in: caller.pool, by: .signUp(caller.client), name: input.username)
        return try NewUserRules.draft(
            name: input.username, attributes: attributes, status: .unconfirmed, in: caller.pool,
            random: store.random, at: caller.call.time.milliseconds)
    }

    /// Asks `PreSignUp`, which may confirm the user and vouch for the addresses.
    private func consult(_ user: inout StoredUser, _ input: Input, _ caller: AppCaller) async throws {
        let data = (input.validationData ?? []).map { ($0.name, $0.value ?? "") }
        let verdict = try await triggers.preSignUp(
            caller.context(of: user, clientMetadata: input.clientMetadata), source: "PreSignUp_SignUp",
            validationData: Dictionary(data) { _, last in last })
        let vouched = [("email", verdict.verifiesEmail), ("phone_number", verdict.verifiesPhone)]
        for (attribute, isVouched) in vouched where isVouched {
            guard verdict.confirmsUser else {
                throw UserPoolsError.invalidLambdaResponse(
                    "Phone or email cannot be auto verified, when user is not being auto confirmed.")
            }
            guard !user.attributes[attribute, default: ""].isEmpty else {
                throw UserPoolsError.invalidLambdaResponse(
                    "The attribute \(attribute) is missing and cannot be auto verified.")
            }
            user.attributes["\(attribute)_verified"] = "true"
        }
        if verdict.confirmsUser { user.status = .confirmed }
        user.aliases = AliasRules.aliases(of: user, in: caller.pool)
    }

    private func password(
        _ input: Input, for user: StoredUser, in caller: AppCaller
    ) async throws -> StoredPassword? {
        guard let password = input.password, !password.isEmpty else { return nil }
        return try await passwords.prepare(
            password, for: user, in: caller.pool, replacing: nil, at: caller.call.time.milliseconds)
    }

    private func code(for user: StoredUser, _ input: Input, _ caller: AppCaller) async throws -> ConfirmationCode? {
        guard user.status == .unconfirmed,
            let attribute = AutoVerification.attribute(for: user, in: caller.pool)
        else { return nil }
        let draft = store.codes.draft(.signUp, for: user, to: attribute, at: caller.call.time.milliseconds)
        let message = try await CodeDelivery(store: store, triggers: triggers).prepare(
            .signUp, code: draft.text, to: attribute, of: user, in: caller.pool, client: caller.client,
            clientMetadata: input.clientMetadata ?? [:], call: caller.call)
        return ConfirmationCode(draft: draft, message: message)
    }

    /// An alias that `PreSignUp` vouched for moves to the new user.
    ///
    /// Source: "Pre sign-up Lambda trigger" in the developer guide, `autoVerifyEmail`.
    private func insert(
        _ user: StoredUser, password: StoredPassword?, code: ConfirmationCode?, in caller: AppCaller
    ) async throws {
        try await store.write { transaction in
            _ = try Pools.current(caller.pool, transaction)
            try AliasRules.insert(
                user, in: caller.pool, isForced: movesAliases(in: caller.pool),
                at: caller.call.time.milliseconds, transaction)
            if let password { try Passwords.records.put(password, in: transaction) }
            try code?.draft.store(in: transaction)
            try code?.message.post(in: transaction)
        }
    }

    /// Users without a password sign in by codes alone.
    private func allowsNoPassword(_ pool: StoredPool) -> Bool {
        pool.settings.firstFactors?.contains { $0 != "PASSWORD" } ?? false
    }

    private func movesAliases(in pool: StoredPool) -> Bool { pool.usernameAttributes.isEmpty }
}
