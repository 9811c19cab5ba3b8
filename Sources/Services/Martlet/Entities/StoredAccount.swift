internal import Kernel
internal import MartletModel
internal import Storage
internal import Wire

/// An account as it is kept, with the one access key of its root.
struct StoredAccount: Hashable, Sendable, Codable {
    let id: AccountID
    var name: String
    /// Milliseconds since 1970.
    let createdAt: Int64
    let isDefault: Bool
    var rootAccessKeyID: String
    /// Opens only in the context `RootKeyMaker.context(of:)` of its key and account.
    var rootSecretKey: Sealed

    /// As the operator's service describes it.
    var answer: MartletModel.Account {
        MartletModel.Account(
            id: id.digits, name: name, createdAt: Timestamp(milliseconds: createdAt), isDefault: isDefault)
    }
}
