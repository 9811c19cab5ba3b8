import Testing

@testable import ServiceUserPools

/// AWS names the first broken rule, in three wordings.
@Suite struct PasswordPolicyRulesTests {
    @Test(arguments: [
        ("Sh0rt!", "Password not long enough"), ("passw0rd!", "Password must have uppercase characters"),
        ("PASSW0RD!", "Password must have lowercase characters"),
        ("Password!", "Password must have numeric characters"),
        ("Passw0rdx", "Password must have symbol characters"), ("Pässw0rdx", "Password must have symbol characters"),
    ])
    func namesTheFirstBrokenRule(password: String, rule: String) {
        #expect(
            refusal { try PasswordPolicyRules.check(password, against: PasswordPolicy()) }
                == "InvalidPasswordException: Password did not conform with policy: \(rule)")
        #expect(
            refusal { try PasswordPolicyRules.check(password, against: PasswordPolicy(), wording: .change) }
                == "InvalidPasswordException: Password does not conform to policy: \(rule)")
    }

    /// Every special character that AWS lists is one.
    @Test func countsEverySymbol() throws {
        for symbol in "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+-" {
            try PasswordPolicyRules.check("Passw0rd\(symbol)", against: PasswordPolicy())
        }
    }

    /// What a policy does not ask for is not asked for.
    @Test func asksForNoMoreThanThePolicy() throws {
        let policy = PasswordPolicy(
            minimumLength: 6, requiresUppercase: false, requiresLowercase: false, requiresNumbers: false,
            requiresSymbols: false)
        try PasswordPolicyRules.check("öööööö", against: policy)
    }
}
