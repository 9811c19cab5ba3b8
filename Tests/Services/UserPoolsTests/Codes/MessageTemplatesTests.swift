import Testing

@testable import ServiceUserPools

/// Which words go out, and how answers show an address.
@Suite struct MessageTemplatesTests {
    @Test(arguments: [
        ("ada@example.com", "a***@e***"), ("+12065551234", "+*******1234"), ("+4915112345678", "+*********5678"),
    ])
    func masks(address: String, masked: String) {
        #expect(AddressMask.mask(address) == masked)
    }

    /// AWS's words where the pool has none of its own.
    @Test func standardTexts() {
        let settings = PoolSettings()
        let signUp = MessageTemplates(.signUp, isText: false, in: settings)
        #expect(signUp.text == "Your confirmation code is {####}")
        #expect(signUp.subject == "Your verification code")
        let forgot = MessageTemplates(.forgotPassword, isText: true, in: settings)
        #expect(forgot.text == "Your password reset code is {####}")
        let invitation = MessageTemplates(.adminCreateUser, isText: false, in: settings)
        #expect(invitation.text == "Your username is {username} and temporary password is {####}. ")
        #expect(invitation.subject == "Your temporary password")
        #expect(
            MessageTemplates(.authentication, isText: true, in: settings).text == "Your authentication code is {####}. "
        )
    }

    /// The template comes before the older members, and a function before both.
    @Test func ownTextsComeFirst() {
        var settings = PoolSettings()
        settings.emailVerificationMessage = "Old {####}"
        settings.emailVerificationSubject = "Old"
        #expect(MessageTemplates(.resendCode, isText: false, in: settings).text == "Old {####}")
        settings.verificationTemplate.emailMessage = "New {####}"
        var templates = MessageTemplates(.forgotPassword, isText: false, in: settings)
        #expect(templates.text == "New {####}")
        #expect(templates.subject == "Old")
        templates.replace(with: .init(sms: "text", email: "Mine {####}", subject: ""), isText: false)
        #expect(templates.text == "Mine {####}")
        #expect(templates.subject == "Old")
    }

    /// A name that looks like a mark is not filled again, and marks may come more than once.
    @Test func fills() {
        #expect(
            MessageTemplates.filled("{username}: {####}, again {####}", code: "{username}", name: "{####}")
                == "{####}: {username}, again {username}")
    }
}
