import Kernel
import Storage

/// What an account has in a region.
struct AccountUsageCount: Hashable, Sendable {
    let functions: Int
    /// Bytes of all archives, of published versions and layers too.
    let codeSize: Int
    /// Concurrency that functions have reserved.
    let reserved: Int

    init(of account: AccountID, in region: Region, _ transaction: any ReadTransaction) throws {
        let prefix: [KeyPart] = [.string(region.name)]
        let all = try Functions.records.scan(prefix: prefix, account: account.digits, in: transaction)
        let versions = try Versions.records.scan(prefix: prefix, account: account.digits, in: transaction)
        let layers = try LayerVersions.records.scan(prefix: prefix, account: account.digits, in: transaction)
        functions = all.count
        codeSize = versions.reduce(0) { $0 + $1.code.size } + layers.reduce(0) { $0 + $1.code.size }
        reserved = all.reduce(0) { $0 + ($1.reservedConcurrency ?? 0) }
    }
}
