import Kernel
import Storage
import UserPoolsModel
import Wire

/// Which part of a listing of users or groups a request asks for.
struct ListingRequest: Hashable, Sendable {
    /// AWS gives so many where none, or zero, is said.
    static let standard = 60

    let limit: Int
    let token: String?

    init(limit: Int?, token: String?) {
        self.limit = limit.flatMap { $0 > 0 ? $0 : nil } ?? Self.standard
        self.token = token
    }
}

extension UserPoolStore {
    /// A part of a pool's listing, or the refusal of a token that was not given out for it.
    func page<Record>(
        _ records: Records<Record>, _ request: ListingRequest, of pool: StoredPool, prefix: [KeyPart],
        beginning text: String? = nil, index: String? = nil, shape: String = "", _ transaction: any ReadTransaction,
        where filter: (Record) throws -> Bool = { _ in true }
    ) throws -> Page<Record> {
        do {
            return try records.page(
                prefix: prefix, beginning: text, index: index, account: pool.account.digits, limit: request.limit,
                after: request.token, tokens: tokens, shape: shape, in: transaction, where: filter)
        } catch StorageFault.badToken {
            throw Refusal.invalid("Invalid pagination token.")
        }
    }
}
