import UserPoolsModel

extension UserMFA {
    /// The factors that are on, by AWS's names; `nil` where there is none.
    var settingList: [String]? {
        let factors = [
            ("SMS_MFA", isSMSEnabled), ("SOFTWARE_TOKEN_MFA", isSoftwareTokenEnabled), ("EMAIL_OTP", isEmailEnabled),
        ]
        let names = factors.filter(\.1).map(\.0)
        return names.isEmpty ? nil : names
    }

    /// What the legacy `SetUserSettings` set; `nil` where it set nothing.
    var legacyOptions: [MFAOptionType]? {
        let options = legacyDelivery.map { MFAOptionType(deliveryMedium: .sms, attributeName: $0) }
        return options.isEmpty ? nil : options
    }
}
