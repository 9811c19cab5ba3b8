import Kernel
import Storage
import UserPoolsModel
import Wire

extension UserPoolStore {
    /// A part of a listing, or the refusal of a token that was not given out for it.
    func page<Record>(
        _ records: Records<Record>, after token: String?, limit: Int, account: AccountID, prefix: [KeyPart],
        beginning text: String? = nil, index: String? = nil, shape: String = "", _ transaction: any ReadTransaction,
        where filter: (Record) throws -> Bool = { _ in true }
    ) throws -> Page<Record> {
        do {
            return try records.page(
                prefix: prefix, beginning: text, index: index, account: account.digits, limit: limit, after: token,
                tokens: tokens, shape: shape, in: transaction, where: filter)
        } catch StorageFault.badToken {
            throw Refusal.invalid("Invalid pagination token given.")
        }
    }
}
