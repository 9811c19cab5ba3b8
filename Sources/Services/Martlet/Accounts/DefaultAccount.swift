package import Kernel
package import Storage
package import Wire

/// The account that the server starts with, and the key of its root for the credentials file.
package struct DefaultAccount: Hashable, Sendable {
    package var id: AccountID
    package var rootKey: RootKey
    /// Whether this start made the account.
    package var isNew: Bool

    private static let name = "default"

    /// Makes the default account at the first start and finds it at every later one.
    ///
    /// A given key takes the place of the stored one. Throws `AccountFault` where the settings contradict the store.
    package static func bootstrap(
        defaultAccount: AccountID?,
        rootAccessKey: String?,
        rootSecretKey: String?,
        at time: Timestamp,
        storage: any StorageEngine,
        vault: Vault,
        random: any RandomSource
    ) async throws -> DefaultAccount {
        let given = try RootKeyRules.key(accessKeyID: rootAccessKey, secretKey: rootSecretKey)
        let maker = RootKeyMaker(vault: vault, random: random)
        let fallback = (id: maker.makeAccountID(), key: maker.make())
        do {
            return try await storage.write { transaction in
                guard let stored = try AccountRecords.defaultAccount(in: transaction) else {
                    let id = defaultAccount ?? fallback.id
                    let key = given ?? fallback.key
                    try AccountRecords.insert(
                        StoredAccount(
                            id: id, name: name, createdAt: time.milliseconds, isDefault: true,
                            rootAccessKeyID: key.accessKeyID, rootSecretKey: try maker.seal(key, for: id)),
                        in: transaction)
                    return DefaultAccount(id: id, rootKey: key, isNew: true)
                }
                if let defaultAccount, defaultAccount != stored.id {
                    throw AccountFault.otherDefaultAccount(stored: stored.id, given: defaultAccount)
                }
                let current = try maker.open(stored)
                guard let given, given != current else {
                    return DefaultAccount(id: stored.id, rootKey: current, isNew: false)
                }
                var changed = stored
                changed.rootAccessKeyID = given.accessKeyID
                changed.rootSecretKey = try maker.seal(given, for: stored.id)
                try AccountRecords.replace(changed, in: transaction)
                return DefaultAccount(id: stored.id, rootKey: given, isNew: false)
            }
        } catch StorageFault.duplicate(index: "accessKey") {
            throw AccountFault.accessKeyInUse(rootAccessKey ?? "")
        }
    }
}
