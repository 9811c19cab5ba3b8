import UserPoolsModel
import Wire

/// The second factor as `SetUserSettings` and `AdminSetUserSettings` say it: codes by text message, or none.
enum LegacyFactors {
    /// Takes over what was said; refuses all but text messages to a phone that the user has.
    static func apply(_ options: [MFAOptionType], to user: inout StoredUser, at milliseconds: Int64) throws {
        for option in options {
            guard option.deliveryMedium ?? .sms == .sms, option.attributeName ?? "phone_number" == "phone_number" else {
                throw Refusal.invalid("Invalid MFA options: only SMS to phone_number can be set.")
            }
            guard !user.attributes["phone_number", default: ""].isEmpty else {
                throw Refusal.invalid("User does not have delivery config set to turn on SMS_MFA")
            }
        }
        user.mfa.legacyDelivery = options.isEmpty ? [] : ["phone_number"]
        user.mfa.isSMSEnabled = !options.isEmpty
        if options.isEmpty, user.mfa.preferred == "SMS_MFA" { user.mfa.preferred = nil }
        user.modifiedAt = milliseconds
    }
}
