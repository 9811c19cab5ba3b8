import Testing
import Wire

@testable import ServiceIAM

/// Which passwords are refused, and with which of AWS's texts.
struct PasswordCheckTests {
    private static let uppercase = "Password should have at least one uppercase letter"
    private static let symbol = "Password should have at least one symbol"
    private static let number = "Password should have at least one number"

    private func refusal(_ password: String, _ rules: PasswordRules?) -> String? {
        do {
            try PasswordCheck.check(password, against: rules)
            return nil
        } catch let error as ServiceError {
            return error.message
        } catch {
            return "another failure"
        }
    }

    @Test(arguments: [
        ("Abcdefg1", nil),
        ("abcdef1!", nil),
        ("Abcdef1", "Password should have a minimum length of 8"),
        ("abcdefg1", "Password should meet 1 more of the following requirements: \(uppercase), \(symbol)"),
        ("abcdefgh", "Password should meet 2 more of the following requirements: \(uppercase), \(number), \(symbol)"),
    ])
    func withoutRulesThreeKindsOfFourAreAskedFor(_ password: String, _ expected: String?) {
        #expect(refusal(password, nil) == expected)
    }

    @Test func rulesOfTheAccountAskForWhatTheySay() {
        let rules = PasswordRules(minimumLength: 4, requiresSymbols: true, requiresUppercase: true)
        #expect(refusal("abcd", rules) == "\(Self.uppercase), \(Self.symbol)")
        #expect(refusal("Ab_d", rules) == nil)
        #expect(refusal("é", PasswordRules(minimumLength: 1)) == nil)
    }
}
