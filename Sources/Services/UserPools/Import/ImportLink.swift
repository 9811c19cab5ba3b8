import Kernel
import Storage
import Wire

/// The address to which an import's file is sent, in the form of a presigned one: whoever has it may use it for 15
/// minutes.
///
/// Source: "Creating a user import job" in the developer guide.
struct ImportLink: Hashable, Sendable {
    static let path = "/_cognito-idp/import/"
    /// Seconds.
    static let lifetime: Int64 = 900
    /// Where the token stands; under this name it tells the server, too, that the body may be a large one.
    private static let parameter = "X-Amz-Signature="
    private static let listing = PageTokens.Listing(space: "cognito-idp/import-link", account: "")

    let account: AccountID
    let pool: PoolID
    let job: String
    let expiresAt: Timestamp

    /// The address by the endpoint that the caller used.
    func address(in call: Call, tokens: PageTokens) -> String {
        let parts: [KeyPart] = [
            .string(account.digits), .string(pool.text), .string(job), .integer(expiresAt.milliseconds),
        ]
        let token = tokens.token(for: Key(parts).bytes, in: Self.listing)
        return "\(call.source.endpoint)\(Self.path)\(pool)/\(job)?X-Amz-Expires=\(Self.lifetime)&"
            + Self.parameter + token
    }

    init(account: AccountID, pool: PoolID, job: String, expiresAt: Timestamp) {
        self.account = account
        self.pool = pool
        self.job = job
        self.expiresAt = expiresAt
    }

    /// What an address stands for; `nil` where nobody here made it.
    init?(of request: WireRequest, tokens: PageTokens) {
        let field = request.query.split(separator: "&").first { $0.hasPrefix(Self.parameter) }
        guard let token = field?.dropFirst(Self.parameter.count),
            let position = try? tokens.position(of: String(token), in: Self.listing),
            let parts = try? Key(encoded: position).parts(), parts.count == 4,
            case .string(let account) = parts[0], case .string(let pool) = parts[1],
            case .string(let job) = parts[2], case .integer(let expiry) = parts[3],
            let account = AccountID(account), request.path == "\(Self.path)\(pool)/\(job)"
        else { return nil }
        self.init(
            account: account, pool: PoolID(pool), job: job, expiresAt: Timestamp(milliseconds: expiry))
    }
}
