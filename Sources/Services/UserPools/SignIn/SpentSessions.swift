import Kernel
import Storage
import UserPoolsModel
import Wire

/// That one step of a sign-in was answered; kept until the step would be too old anyway.
struct SpentSession: Codable, Hashable, Sendable {
    let pool: PoolID
    let account: AccountID
    let id: String
    /// Milliseconds since 1970.
    let expiresAt: Int64
}

/// A sign-in whose state is too long to travel: what functions keep for themselves may be.
struct KeptSession: Codable, Hashable, Sendable {
    let pool: PoolID
    let account: AccountID
    let id: String
    /// The state, sealed for `SignInSeal.context`.
    let state: Sealed
    /// Milliseconds since 1970.
    let expiresAt: Int64
}

/// Steps that were answered. The unique key decides between two answers to the same step.
enum SpentSessions {
    static let records = Records<SpentSession>(
        "cognito-idp/spent-session", account: \.account.digits, key: { key($0.pool, $0.id) }
    ) {
        Index("expiry", scope: .server) { [.integer($0.expiresAt)] }
    }

    static func key(_ pool: PoolID, _ id: String) -> [KeyPart] { [.string(pool.text), .string(id)] }

    /// Spends a step, or refuses one that was spent.
    static func spend(_ state: SignInState, in pool: StoredPool, _ transaction: any WriteTransaction) throws {
        do {
            let session = SpentSession(
                pool: pool.id, account: pool.account, id: state.id, expiresAt: state.expiresAt)
            try records.insert(session, in: transaction)
        } catch StorageFault.duplicate {
            throw Refusal.spentSession()
        }
    }

    static func contains(
        _ state: SignInState, in pool: StoredPool, _ transaction: any ReadTransaction
    ) throws -> Bool {
        try records.get(key(pool.id, state.id), account: pool.account.digits, in: transaction) != nil
    }
}

/// States that are too long to travel.
enum KeptSessions {
    static let records = Records<KeptSession>(
        "cognito-idp/kept-session", account: \.account.digits, key: { SpentSessions.key($0.pool, $0.id) }
    ) {
        Index("expiry", scope: .server) { [.integer($0.expiresAt)] }
        UniqueIndex("id", scope: .server) { [.string($0.id)] }
    }

    static func get(
        _ id: String, in pool: StoredPool, _ transaction: any ReadTransaction
    ) throws -> KeptSession? {
        try records.get(SpentSessions.key(pool.id, id), account: pool.account.digits, in: transaction)
    }
}

extension Refusal {
    static func foreignSession() -> ServiceError {
        UserPoolsError.notAuthorized("Invalid session for the user.")
    }

    static func expiredSession() -> ServiceError {
        UserPoolsError.notAuthorized("Invalid session for the user, session is expired.")
    }

    static func spentSession() -> ServiceError {
        UserPoolsError.notAuthorized("Invalid session for the user, session can only be used once.")
    }

    static func noDevice() -> ServiceError {
        UserPoolsError.resourceNotFound("Device does not exist.")
    }

    /// For codes by text message and mail, and for codes of another kind than was asked for.
    static func wrongSignInCode() -> ServiceError {
        UserPoolsError.codeMismatch("Invalid code or auth state for the user.")
    }

    static func missingParameter(_ name: String) -> ServiceError {
        invalid("Missing required parameter \(name)")
    }
}
