import IAMModel

/// Whether a new password satisfies an account's rules.
///
/// Texts as AWS sends them under `PasswordPolicyViolation`. Source of the rules: "Set an account password policy for
/// IAM users" in the user guide; without rules of the account's own, AWS asks for 8 characters of 3 kinds out of 4.
enum PasswordCheck {
    static let defaultLength = 8
    static let defaultKinds = 3

    /// A kind of character that rules can ask for; those outside ASCII are of none.
    private enum Kind: CaseIterable {
        case uppercase
        case lowercase
        case number
        case symbol

        var isPart: @Sendable (Unicode.Scalar) -> Bool {
            switch self {
            case .uppercase: { ("A"..."Z").contains($0) }
            case .lowercase: { ("a"..."z").contains($0) }
            case .number: { ("0"..."9").contains($0) }
            case .symbol: { "!@#$%^&*()_+-=[]{}|'".unicodeScalars.contains($0) }
            }
        }

        var demand: String {
            switch self {
            case .uppercase: "Password should have at least one uppercase letter"
            case .lowercase: "Password should have at least one lowercase letter"
            case .number: "Password should have at least one number"
            case .symbol: "Password should have at least one symbol"
            }
        }
    }

    /// Throws `PasswordPolicyViolation` with everything that the password lacks.
    static func check(_ password: String, against rules: PasswordRules?) throws {
        var faults: [String] = []
        let length = rules?.minimumLength ?? defaultLength
        if password.unicodeScalars.count < length {
            faults.append("Password should have a minimum length of \(length)")
        }
        let missing = Kind.allCases.filter { !password.unicodeScalars.contains(where: $0.isPart) }
        if let rules {
            faults += missing.filter { demands($0, rules) }.map(\.demand)
        } else if Kind.allCases.count - missing.count < defaultKinds {
            let more = defaultKinds - (Kind.allCases.count - missing.count)
            faults.append(
                "Password should meet \(more) more of the following requirements: "
                    + missing.map(\.demand).joined(separator: ", "))
        }
        guard faults.isEmpty else { throw IAMError.passwordPolicyViolation(faults.joined(separator: ", ")) }
    }

    private static func demands(_ kind: Kind, _ rules: PasswordRules) -> Bool {
        switch kind {
        case .uppercase: rules.requiresUppercase
        case .lowercase: rules.requiresLowercase
        case .number: rules.requiresNumbers
        case .symbol: rules.requiresSymbols
        }
    }
}
