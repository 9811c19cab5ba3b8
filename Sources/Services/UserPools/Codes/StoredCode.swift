import Kernel
import Storage

/// A code that was sent to somebody: hashed, capped, and gone when its time is over.
struct StoredCode: Codable, Hashable, Sendable {
    /// What the code proves.
    enum Purpose: Hashable, Sendable, Codable {
        case signUp
        case forgotPassword
        /// That the new value of an attribute is the user's.
        case attribute(String)

        /// The purpose as part of a key.
        var text: String {
            switch self {
            case .signUp: "sign-up"
            case .forgotPassword: "forgot-password"
            case .attribute(let name): "attribute/\(name)"
            }
        }

        /// Wrong guesses that an hour allows, at however many codes.
        ///
        /// Source: "Quotas in Amazon Cognito" in the developer guide; for passwords AWS says 5 to 20.
        var hourlyGuesses: Int {
            switch self {
            case .signUp, .attribute: 15
            case .forgotPassword: 20
            }
        }

        /// Milliseconds for which the code is good.
        ///
        /// Source: "Verifying contact information at sign-up" and "Resetting a password" in the developer guide.
        var validity: Int64 {
            switch self {
            case .signUp, .attribute: 24 * 3_600_000
            case .forgotPassword: 3_600_000
            }
        }
    }

    let pool: PoolID
    let account: AccountID
    /// The user's `sub`.
    let user: String
    let purpose: Purpose
    /// HMAC under a key of the vault.
    let digest: [UInt8]
    /// The attribute whose address it was sent to.
    let attribute: String
    /// Milliseconds since 1970.
    let expiresAt: Int64
    var failures: Int
    /// When the present hour of wrong guesses began, and how many there were in it, over all codes of the purpose: a
    /// new code does not bring new guesses.
    var hourBegan: Int64?
    var hourFailures: Int?

    private static let hour: Int64 = 3_600_000

    /// After this nothing tells that there was a code.
    var keptUntil: Int64 { expiresAt + purpose.validity }

    /// Wrong guesses in the last hour, at the present or earlier codes.
    func recentFailures(at milliseconds: Int64) -> Int {
        guard let hourBegan, milliseconds - hourBegan < Self.hour else { return 0 }
        return hourFailures ?? 0
    }

    /// Counts a wrong guess.
    mutating func noteFailure(at milliseconds: Int64) {
        failures += 1
        hourFailures = recentFailures(at: milliseconds) + 1
        if hourFailures == 1 { hourBegan = milliseconds }
    }
}

/// The codes that are out, one for each purpose of a user.
enum Codes {
    static let records = Records<StoredCode>(
        "cognito-idp/code", account: \.account.digits,
        key: { [.string($0.pool.text), .string($0.user), .string($0.purpose.text)] }
    ) {
        Index("kept", scope: .server) { [.integer($0.keptUntil)] }
    }

    /// Stores a new code in place of an earlier one, whose wrong guesses go on to count.
    static func put(_ code: StoredCode, _ transaction: any WriteTransaction) throws {
        var code = code
        let key: [KeyPart] = [.string(code.pool.text), .string(code.user), .string(code.purpose.text)]
        if let earlier = try records.get(key, account: code.account.digits, in: transaction) {
            code.hourBegan = earlier.hourBegan
            code.hourFailures = earlier.hourFailures
        }
        try records.put(code, in: transaction)
    }

    /// Removes so many of those of which nothing is told any more; how many it removed.
    static func sweep(before milliseconds: Int64, limit: Int, _ transaction: any WriteTransaction) throws -> Int {
        let stale = try records.scan(serverIndex: "kept", prefix: [], limit: limit, in: transaction)
            .filter { $0.keptUntil <= milliseconds }
        for code in stale {
            let key: [KeyPart] = [.string(code.pool.text), .string(code.user), .string(code.purpose.text)]
            _ = try records.remove(key, account: code.account.digits, in: transaction)
        }
        return stale.count
    }

    /// Whether `sweep` would remove one.
    static func isAnyStale(before milliseconds: Int64, _ transaction: any ReadTransaction) throws -> Bool {
        let first = try records.scan(serverIndex: "kept", prefix: [], limit: 1, in: transaction).first
        return first.map { $0.keptUntil <= milliseconds } ?? false
    }

    static func get(
        _ purpose: StoredCode.Purpose, of user: StoredUser, _ transaction: any ReadTransaction
    ) throws -> StoredCode? {
        try records.get(key(purpose, of: user), account: user.account.digits, in: transaction)
    }

    static func remove(
        _ purpose: StoredCode.Purpose, of user: StoredUser, _ transaction: any WriteTransaction
    ) throws {
        _ = try records.remove(key(purpose, of: user), account: user.account.digits, in: transaction)
    }

    private static func key(_ purpose: StoredCode.Purpose, of user: StoredUser) -> [KeyPart] {
        [.string(user.pool.text), .string(user.sub), .string(purpose.text)]
    }
}
