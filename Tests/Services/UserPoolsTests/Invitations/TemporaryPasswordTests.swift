import Testing

@testable import ServiceUserPools

/// Passwords that invitations bring must pass the very policy that refuses others, whatever it asks.
struct TemporaryPasswordTests {
    @Test(arguments: [6, 8, 13, 99])
    func conforms(_ length: Int) throws {
        let random = CountedRandom()
        var policy = PasswordPolicy()
        policy.minimumLength = length
        var seen: Set<String> = []
        for _ in 0..<200 {
            let password = TemporaryPassword.drawn(for: policy, from: random)
            try PasswordPolicyRules.check(password, against: policy)
            #expect(password.count == max(length, 12))
            seen.insert(password)
        }
        #expect(seen.count == 200)
    }
}
