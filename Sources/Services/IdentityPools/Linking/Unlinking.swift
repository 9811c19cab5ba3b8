import Kernel
import Storage

/// How logins leave an identity. Whoever brings them afterwards is somebody new.
enum Unlinking {
    /// Takes logins away from an identity as it is now; without its last one it can never be used again.
    ///
    /// Source: `UnlinkIdentity` and `UnlinkDeveloperIdentity` in the API reference.
    static func remove(
        _ logins: Set<LinkedLogin>, from identity: StoredIdentity, at milliseconds: Int64,
        _ transaction: any WriteTransaction
    ) throws {
        var rest = identity
        rest.logins.removeAll(where: logins.contains)
        rest.isAbandoned = rest.logins.isEmpty
        rest.modifiedAt = milliseconds
        try Identities.replace(identity, with: rest, transaction)
    }
}
