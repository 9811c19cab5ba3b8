internal import Kernel
internal import Storage

/// Makes the access keys of root and seals their secrets for the account they belong to.
struct RootKeyMaker: Sendable {
    private static let secretAlphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/+")

    let vault: Vault
    let random: any RandomSource

    /// A key in the form of AWS's: `AKIA` and 16 characters, and 40 of secret.
    func make() -> RootKey {
        RootKey(
            accessKeyID: random.uniqueID(prefix: "AKIA", length: 20),
            secretKey: random.characters(40, from: Self.secretAlphabet)
        )
    }

    /// Twelve digits that do not begin with zero.
    func makeAccountID() -> AccountID {
        while true {
            let first = random.characters(1, from: Array("123456789"))
            if let id = AccountID(first + random.characters(11, from: Array("0123456789"))) { return id }
        }
    }

    func seal(_ key: RootKey, for account: AccountID) throws -> Sealed {
        try vault.seal(key.secretKey, for: Self.context(of: key.accessKeyID, account))
    }

    func open(_ account: StoredAccount) throws(StorageFault) -> RootKey {
        let context = Self.context(of: account.rootAccessKeyID, account.id)
        return RootKey(
            accessKeyID: account.rootAccessKeyID,
            secretKey: try vault.openText(account.rootSecretKey, for: context)
        )
    }

    private static func context(of accessKeyID: String, _ account: AccountID) -> String {
        "martlet/root-key/\(account)/\(accessKeyID)"
    }
}
