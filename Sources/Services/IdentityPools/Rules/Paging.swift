import Kernel
import Storage
import Wire

extension IdentityPoolStore {
    /// A part of a listing, or the refusal of a token that was not given out for it.
    func page<Record>(
        _ records: Records<Record>, after token: String?, limit: Int, account: AccountID, prefix: [KeyPart],
        shape: String = "", _ transaction: any ReadTransaction,
        where filter: (Record) throws -> Bool = { _ in true }
    ) throws -> Page<Record> {
        do {
            return try records.page(
                prefix: prefix, account: account.digits, limit: limit, after: token, tokens: pages, shape: shape,
                in: transaction, where: filter)
        } catch StorageFault.badToken {
            throw Refusal.invalid("Invalid pagination token given.")
        }
    }
}
