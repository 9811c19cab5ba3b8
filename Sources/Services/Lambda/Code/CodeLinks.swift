import Kernel
import Storage
import Wire

/// Addresses at which an archive can be fetched for ten minutes by whoever has them, as AWS hands out presigned ones.
struct CodeLinks: Sendable {
    static let path = "/_lambda/code/"
    /// Seconds, as AWS's.
    static let lifetime: Int64 = 600
    private static let listing = PageTokens.Listing(space: "lambda/code-link", account: "")

    let tokens: PageTokens

    /// What a token of such an address stands for.
    struct Link: Hashable, Sendable {
        let account: AccountID
        let region: Region
        let blob: String
        let expiresAt: Timestamp
    }

    /// The address of an archive, by the endpoint that the caller used.
    func location(of code: CodeArchive, account: AccountID, region: Region, in call: Call) -> String {
        let expiry = call.time.adding(seconds: Self.lifetime).milliseconds
        let parts: [KeyPart] = [
            .string(account.digits), .string(region.name), .string(code.blob), .integer(expiry),
        ]
        return call.source.endpoint + Self.path + tokens.token(for: Key(parts).bytes, in: Self.listing)
    }

    /// What a path stands for; `nil` where nobody here made it.
    func link(path: String) -> Link? {
        guard path.hasPrefix(Self.path) else { return nil }
        let token = String(path.dropFirst(Self.path.count))
        guard let position = try? tokens.position(of: token, in: Self.listing),
            let parts = try? Key(encoded: position).parts(), parts.count == 4,
            case .string(let account) = parts[0], case .string(let region) = parts[1],
            case .string(let blob) = parts[2], case .integer(let expiry) = parts[3],
            let account = AccountID(account)
        else { return nil }
        return Link(
            account: account, region: Region(region), blob: blob, expiresAt: Timestamp(milliseconds: expiry))
    }
}
