import Kernel
import Storage

/// Which part of a listing a request asks for.
struct PageRequest: Hashable, Sendable {
    /// AWS gives so many where none is said.
    static let standard = 50

    let marker: String?
    let limit: Int

    init(_ marker: String?, _ maxItems: Int?, atMost limit: Int = .max) {
        self.marker = marker.flatMap { $0.isEmpty ? nil : $0 }
        self.limit = min(maxItems ?? Self.standard, limit)
    }
}

extension LambdaStore {
    /// A part of a listing, or the refusal of a marker that was not given out for it.
    func page<Record>(
        _ records: Records<Record>, _ request: PageRequest, in account: AccountID, prefix: [KeyPart],
        index: String? = nil, shape: String = "", _ transaction: any ReadTransaction,
        where filter: (Record) throws -> Bool = { _ in true }
    ) throws -> Page<Record> {
        do {
            return try records.page(
                prefix: prefix, index: index, account: account.digits, limit: request.limit, after: request.marker,
                tokens: tokens, shape: shape, in: transaction, where: filter)
        } catch StorageFault.badToken {
            throw Refusal.invalid("The marker is invalid.")
        }
    }
}
