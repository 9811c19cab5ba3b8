import KMSModel
import Kernel
import Storage

/// Which part of a listing a request asks for.
struct PageRequest: Hashable, Sendable {
    let marker: String?
    let limit: Int

    /// - Parameter standard: how many AWS gives where none is said.
    init(_ marker: String?, _ limit: Int?, standard: Int, atMost most: Int) {
        self.marker = marker
        self.limit = min(limit ?? standard, most)
    }
}

extension KeyStore {
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
            throw KMSError.invalidMarker("The marker is not valid.")
        }
    }

    /// A part of a short listing whose elements are named in order.
    func page<Element: Sendable>(
        _ elements: [Element], _ request: PageRequest, listing: PageTokens.Listing, name: (Element) -> String
    ) throws -> Page<Element> {
        var rest = elements[...]
        if let marker = request.marker {
            do {
                let last = String(decoding: try tokens.position(of: marker, in: listing), as: UTF8.self)
                rest = rest.drop { name($0) <= last }
            } catch {
                throw KMSError.invalidMarker("The marker is not valid.")
            }
        }
        let part = Array(rest.prefix(request.limit))
        guard part.count < rest.count, let last = part.last else { return Page(records: part, next: nil) }
        return Page(records: part, next: tokens.token(for: Array(name(last).utf8), in: listing))
    }
}
