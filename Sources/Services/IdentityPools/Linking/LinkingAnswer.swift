import Kernel
import Storage

/// What becomes of a call's logins.
enum LinkingAnswer: Hashable, Sendable {
    /// Nothing changes.
    case stands(StoredIdentity)
    /// A new identity has these logins; a guest where there are none.
    case new([LinkedLogin])
    /// An identity has these logins from now on; others are merged into it and disabled.
    case grows(StoredIdentity, to: [LinkedLogin], absorbing: [StoredIdentity])

    /// Does it, and answers the identity that stands afterwards.
    ///
    /// - Parameter id: for an identity that is made.
    func apply(
        making id: IdentityID, in pool: StoredIdentityPool, at milliseconds: Int64, _ transaction: any WriteTransaction
    ) throws -> StoredIdentity {
        switch self {
        case .stands(let identity):
            return identity
        case .new(let logins):
            let identity = StoredIdentity(
                id: id, pool: pool.id, account: pool.account, logins: logins, createdAt: milliseconds,
                modifiedAt: milliseconds)
            try Identities.records.insert(identity, in: transaction)
            return identity
        case .grows(let survivor, let logins, let absorbed):
            for identity in absorbed {
                var disabled = identity
                disabled.logins = []
                disabled.mergedInto = survivor.id
                disabled.modifiedAt = milliseconds
                try Identities.replace(identity, with: disabled, transaction)
            }
            var grown = survivor
            grown.logins = logins
            grown.modifiedAt = milliseconds
            try Identities.replace(survivor, with: grown, transaction)
            return grown
        }
    }
}
