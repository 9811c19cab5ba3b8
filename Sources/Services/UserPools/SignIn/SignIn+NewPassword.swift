import Kernel
import Storage
import UserPoolsModel
import Wire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension SignIn {
    private static let attributePrefix = "userAttributes."

    /// Asks for a password in place of the temporary one, and for the required attributes that are still missing.
    func challengeNewPassword(_ progress: Progress) async throws -> SignInAnswer {
        let user = progress.user
        let pool = progress.request.pool
        let known = AttributeRules.list(of: user, in: pool, readableBy: progress.request.client)
        let attributes = known.filter { $0.name != "sub" }.map { ($0.name, $0.value ?? "") }
        let missing = AttributeRules.missing(from: user.attributes, in: pool).map { Self.attributePrefix + $0 }
        return try await challenge(
            .newPassword,
            [
                "USER_ID_FOR_SRP": progress.state.username,
                "requiredAttributes": try Self.json(missing),
                "userAttributes": try Self.json(Dictionary(attributes) { first, _ in first }),
            ], progress)
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Answers `NEW_PASSWORD_REQUIRED`. A refused password leaves the session as it is.
    func respondNewPassword(_ request: SignInRequest) async throws -> SignInAnswer {
        let password = try request.required("NEW_PASSWORD")
        let (state, subject) = try await answered("NEW_PASSWORD_REQUIRED", request)
        let pool = request.pool
        guard let user = subject.user, user.status == .forceChangePassword else { throw Refusal.foreignSession() }
        try SignInRules.admit(user)
        let changes = try newAttributes(for: user, request)
        try PasswordPolicyRules.check(password, against: pool.settings.passwordPolicy, wording: .change)
        try await PasswordPolicyRules.checkHistory(
            of: password, in: subject.password, pool: pool, passwords: passwords)
        let stored = try await passwords.prepare(
            password, for: user, in: pool, replacing: subject.password, at: request.now)
        let edit: @Sendable (inout StoredUser) throws -> Void = { user in
            guard user.status == .forceChangePassword else { throw Refusal.spentSession() }
            user.status = .confirmed
            AttributeRules.apply(changes, to: &user, in: pool, at: request.now)
        }
        var progress = Progress(request: request, state: state, user: user, answered: state, edit: edit)
        try edit(&progress.user)
        progress.state.hasNewPassword = true
        progress.state.passwordMadeAt = stored.createdAt
        progress.write = { transaction in
            try Passwords.records.put(stored, in: transaction)
            try Codes.remove(.forgotPassword, of: user, transaction)
        }
        return try await advance(progress)
    }

    /// The attributes that came along: what was missing must be there, what is required and known cannot change.
    private func newAttributes(for user: StoredUser, _ request: SignInRequest) throws -> [String: String] {
        let pool = request.pool
        let given = request.parameters.filter { $0.key.hasPrefix(Self.attributePrefix) }.sorted { $0.key < $1.key }
            .map { AttributeType(name: String($0.key.dropFirst(Self.attributePrefix.count)), value: $0.value) }
        let required = Set(pool.schema.filter(\.isRequired).map(\.name))
        for attribute in given where required.contains(attribute.name) {
            guard user.attributes[attribute.name, default: ""].isEmpty else {
                throw UserPoolsError.notAuthorized("Cannot modify an already provided \(attribute.name)")
            }
        }
        // Immutable attributes may still be given their first value here.
        let isFirst = { (attribute: AttributeType) in
            user.attributes[attribute.name] == nil && !AttributeRules.verificationFlags.contains(attribute.name)
                && pool.schema.contains {
                    $0.name == attribute.name && !$0.isMutable && !$0.isDeveloperOnly
                        && !attribute.name.hasPrefix("dev:")
                }
        }
        var changes = try AttributeRules.check(
            given.filter { !isFirst($0) }, in: pool, by: .user(request.client))
        let first = given.filter(isFirst)
        if let writable = request.client.writeAttributes, first.contains(where: { !writable.contains($0.name) }) {
            throw UserPoolsError.notAuthorized("A client attempted to write unauthorized attribute")
        }
        changes.merge(try AttributeRules.check(first, in: pool, by: .administrator(isCreation: true))) { $1 }
        let missing = AttributeRules.missing(from: user.attributes.merging(changes) { $1 }, in: pool)
        guard missing.isEmpty else {
            throw Refusal.invalid("Invalid attributes given, \(missing.joined(separator: ", ")) is missing")
        }
        return changes
    }
}
