/// The texts of messages, by occasion: the pool's own, or AWS's.
///
/// Source: the messages that Amazon Cognito sends where a pool says nothing ("Configuring verification and invitation
/// messages" in the developer guide names the members).
struct MessageTemplates {
    var text: String
    var subject: String?

    /// - Parameter isText: whether it goes to a phone.
    init(_ occasion: CodeDelivery.Occasion, isText: Bool, in settings: PoolSettings) {
        switch occasion {
        case .adminCreateUser: self.init(invitationIn: settings, isText: isText)
        case .authentication: self.init(authenticationIn: settings, isText: isText)
        case .forgotPassword:
            self.init(verificationIn: settings, isText: isText, standard: "Your password reset code is {####}")
        case .signUp, .resendCode, .updateUserAttribute, .verifyUserAttribute:
            self.init(verificationIn: settings, isText: isText, standard: "Your confirmation code is {####}")
        }
    }

    private init(invitationIn settings: PoolSettings, isText: Bool) {
        let own = settings.adminCreateUser
        let standard = "Your username is {username} and temporary password is {####}. "
        text = (isText ? own.smsMessage : own.emailMessage) ?? standard
        subject = own.emailSubject ?? "Your temporary password"
    }

    private init(authenticationIn settings: PoolSettings, isText: Bool) {
        let own = isText ? settings.smsAuthenticationMessage : settings.mfa.email?.message
        text = own ?? "Your authentication code is {####}. "
        subject = settings.mfa.email?.subject ?? "Your authentication code"
    }

    private init(verificationIn settings: PoolSettings, isText: Bool, standard: String) {
        let template = settings.verificationTemplate
        let own =
            isText
            ? template.smsMessage ?? settings.smsVerificationMessage
            : template.emailMessage ?? settings.emailVerificationMessage
        text = own ?? standard
        subject = template.emailSubject ?? settings.emailVerificationSubject ?? "Your verification code"
    }

    /// Takes over what `CustomMessage` wrote instead.
    mutating func replace(with texts: Triggers.MessageTexts, isText: Bool) {
        if let own = isText ? texts.sms : texts.email, !own.isEmpty { text = own }
        if let own = texts.subject, !own.isEmpty { subject = own }
    }

    /// The final words, with the code and the name in their places.
    static func filled(_ template: String, code: String, name: String) -> String {
        template.split(separator: "{####}", omittingEmptySubsequences: false)
            .map { replacing("{username}", in: $0, with: name) }
            .joined(separator: code)
    }

    private static func replacing(_ mark: String, in text: Substring, with value: String) -> String {
        text.split(separator: mark, omittingEmptySubsequences: false).joined(separator: value)
    }
}
