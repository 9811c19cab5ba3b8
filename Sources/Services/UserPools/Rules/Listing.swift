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
    /// A part of a pool's listing of users or groups.
    func page<Record>(
        _ records: Records<Record>, _ request: ListingRequest, of pool: StoredPool, prefix: [KeyPart],
        beginning text: String? = nil, index: String? = nil, _ transaction: any ReadTransaction,
        where filter: (Record) throws -> Bool = { _ in true }
    ) throws -> Page<Record> {
        try page(
            records, after: request.token, limit: request.limit, account: pool.account, prefix: prefix,
            beginning: text, index: index, transaction, where: filter)
    }
}
