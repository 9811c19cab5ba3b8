package import Kernel
package import Storage
internal import Wire

/// Encodes denials so that only the caller's account can read them, and decodes them again.
package struct AuthorizationMessages: Sendable {
    /// The longest message that DecodeAuthorizationMessage takes.
    private static let maximumLength = 10_240

    private let vault: Vault

    package init(vault: Vault) {
        self.vault = vault
    }

    /// The message for a denial; `nil` for nobody's calls, which no account may have explained.
    ///
    /// Condition keys are left out, the last in the alphabet first, until the message is short enough.
    package func encode(_ denial: AuthorizationDenial) throws -> String? {
        guard let account = denial.principal.account else { return nil }
        var denial = denial
        while true {
            let sealed = try vault.seal(denial.document.json, for: Self.context(of: account))
            let text = Base64URL.encode(sealed.bytes)
            if text.utf8.count <= Self.maximumLength { return text }
            guard !denial.conditions.isEmpty else { return nil }
            let kept = denial.conditions.keys.sorted().prefix(denial.conditions.count / 2)
            denial.conditions = denial.conditions.filter { kept.contains($0.key) }
        }
    }

    /// The denial in AWS's JSON form; `nil` for anything that was not encoded here for this account.
    package func decode(_ message: String, for account: AccountID) -> String? {
        guard message.utf8.count <= Self.maximumLength, let bytes = Base64URL.decode(message),
            let json = try? vault.openText(Sealed(bytes: bytes), for: Self.context(of: account))
        else { return nil }
        return json
    }

    private static func context(of account: AccountID) -> String {
        "sts/authorization-message/\(account)"
    }
}
