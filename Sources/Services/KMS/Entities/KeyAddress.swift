import Kernel
import Storage

/// Where a key lives, and its id.
struct KeyAddress: Codable, Hashable, Sendable {
    let account: AccountID
    let region: Region
    /// A UUID in lower case.
    let id: String

    var arn: String { "arn:aws:kms:\(region):\(account):key/\(id)" }

    /// Under which the key's records are kept, within its account.
    var parts: [KeyPart] { [.string(region.name), .string(id)] }
}
