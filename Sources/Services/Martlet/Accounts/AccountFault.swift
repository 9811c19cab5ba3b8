package import Kernel

/// Why the server cannot start with the account that its settings name.
package enum AccountFault: Error, Hashable, Sendable {
    /// The store belongs to another default account.
    case otherDefaultAccount(stored: AccountID, given: AccountID)
    /// Only one of access key and secret key was given.
    case incompleteRootKey
    /// An access key id that no client could send, or that looks like a session's.
    case invalidAccessKeyID(String)
    case emptySecretKey
    /// The access key is the root key of another account here.
    case accessKeyInUse(String)
}

extension AccountFault: CustomStringConvertible {
    /// One sentence on what is wrong and one on the remedy.
    package var description: String {
        switch self {
        case .otherDefaultAccount(let stored, let given):
            "The data folder belongs to account \(stored), not \(given). "
                + "Leave --account out, or choose another --data folder."
        case .incompleteRootKey:
            "Only one half of the root key is set. Set both --root-access-key and --root-secret-key, or neither."
        case .invalidAccessKeyID(let id):
            "'\(id)' cannot be a root access key: it takes 16 to 128 letters, digits and underscores, "
                + "and does not begin with ASIA."
        case .emptySecretKey: "The root secret key is empty. Set --root-secret-key to a long random text."
        case .accessKeyInUse(let id):
            "\(id) is the root key of another account on this server. Choose another --root-access-key."
        }
    }
}
