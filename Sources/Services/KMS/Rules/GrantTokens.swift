import KMSModel
import Kernel
import Storage
import Wire

/// The texts by which a new grant can be named at once.
///
/// On AWS they bridge the time until a grant is known everywhere; here that is at once, so a token gives nothing more
/// than the grant itself, but it must be a real one.
struct GrantTokens: Sendable {
    private static let listing = PageTokens.Listing(space: "kms/grant-token", account: "")
    private let tokens: PageTokens

    init(_ tokens: PageTokens) {
        self.tokens = tokens
    }

    /// - Parameter chance: makes every token of the same grant another one, as AWS's are.
    func token(for grant: String, of key: KeyAddress, chance: [UInt8]) -> String {
        let parts: [KeyPart] = [
            .string(key.account.digits), .string(key.region.name), .string(key.id), .string(grant), .bytes(chance),
        ]
        return tokens.token(for: Key(parts).bytes, in: Self.listing)
    }

    /// The grant that a token stands for.
    func grant(of token: String) throws(ServiceError) -> (key: KeyAddress, id: String) {
        guard let bytes = try? tokens.position(of: token, in: Self.listing),
            let parts = try? Key(encoded: bytes).parts(), parts.count == 5,
            case .string(let digits) = parts[0], let account = AccountID(digits),
            case .string(let region) = parts[1], case .string(let key) = parts[2], case .string(let id) = parts[3]
        else { throw KMSError.invalidGrantToken("Invalid grant token.") }
        return (KeyAddress(account: account, region: Region(region), id: key), id)
    }

    /// Refuses tokens that were never given out.
    func check(_ tokens: [String]) throws(ServiceError) {
        for token in tokens { _ = try grant(of: token) }
    }
}
