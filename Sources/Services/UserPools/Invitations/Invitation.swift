import Kernel
import Storage
import UserPoolsModel
import Wire

/// The message that tells somebody of the account that was made for them, with its temporary password.
struct Invitation: Sendable {
    let store: UserPoolStore
    let triggers: Triggers
    let passwords: Passwords
    let pool: StoredPool
    let call: Call

    /// A temporary password, checked where it was given and drawn where it was not; `nil` where the pool lets people
    /// in by codes alone and none was given.
    ///
    /// Source: `TemporaryPassword` in the API reference of AdminCreateUser.
    ///
    /// - Parameter isRenewal: the user has a password already, and gets another.
    func temporaryPassword(_ given: String?, isRenewal: Bool = false) throws -> String? {
        if let given, !given.isEmpty {
            try PasswordPolicyRules.check(given, against: pool.settings.passwordPolicy, wording: .temporary)
            return given
        }
        let isPasswordless = pool.settings.firstFactors?.contains { ["EMAIL_OTP", "SMS_OTP"].contains($0) } ?? false
        guard isRenewal || !isPasswordless else { return nil }
        return TemporaryPassword.drawn(for: pool.settings.passwordPolicy, from: store.random)
    }

    /// What is to be kept of a temporary password.
    func stored(
        _ password: String?, for user: StoredUser, replacing previous: StoredPassword? = nil
    ) async throws -> StoredPassword? {
        guard let password else { return nil }
        return try await passwords.prepare(
            password, for: user, in: pool, replacing: previous, isTemporary: true, at: call.time.milliseconds)
    }

    /// The messages by every medium that was asked for.
    ///
    /// - Parameter name: as the user will type it.
    func messages(
        to user: StoredUser, named name: String, password: String?, by mediums: [DeliveryMediumType]?,
        clientMetadata: [String: String]
    ) async throws -> [CodeDelivery.Prepared] {
        let delivery = CodeDelivery(store: store, triggers: triggers)
        var messages: [CodeDelivery.Prepared] = []
        for attribute in try Self.addresses(of: user, by: mediums) {
            messages.append(
                try await delivery.prepare(
                    .adminCreateUser, code: password ?? "", to: attribute, of: user, in: pool, client: nil,
                    invitedName: name, clientMetadata: clientMetadata, call: call))
        }
        return messages
    }

    /// The addresses that mediums stand for, which must be there where they were asked for. Where nothing was said, a
    /// text message goes out, else a mail, else nothing: AWS makes users without any address too.
    private static func addresses(of user: StoredUser, by mediums: [DeliveryMediumType]?) throws -> [String] {
        func has(_ attribute: String) -> Bool { !user.attributes[attribute, default: ""].isEmpty }
        guard let mediums, !mediums.isEmpty else {
            return ["phone_number", "email"].first(where: has).map { [$0] } ?? []
        }
        let names = Set(mediums.map(\.rawValue))
        let wanted = [("SMS", "phone_number"), ("EMAIL", "email")].filter { names.contains($0.0) }
        for (medium, attribute) in wanted where !has(attribute) {
            throw Refusal.invalid("User has no \(attribute) to which the \(medium) delivery medium could send.")
        }
        return wanted.map(\.1)
    }
}
