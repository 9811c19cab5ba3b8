import Kernel
import Storage
import UserPoolsModel
import Wire

/// What an app client may be, and how many a pool may have.
enum ClientRules {
    /// Clients that a pool may have.
    static let limit = 1000

    /// Refuses one client too many.
    static func checkRoom(in pool: StoredPool, _ transaction: any ReadTransaction) throws {
        let count = try Clients.records.count(
            prefix: Clients.prefix(pool.id), account: pool.account.digits, in: transaction)
        guard count < limit else {
            throw UserPoolsError.limitExceeded("Exceeded maximum number of app clients: \(limit)")
        }
    }

    /// Refuses settings that contradict each other or the pool.
    static func check(_ client: StoredClient, in pool: StoredPool, _ transaction: any ReadTransaction) throws {}
}
