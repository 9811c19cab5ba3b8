import IdentityPoolsModel
import Kernel
import Storage
import Wire

/// The users whom a pool's developer vouches for by signed calls; an identity may be any number of them.
struct DeveloperUsers: Sendable {
    /// Source: `DeveloperUserIdentifier` in the API reference.
    static let longestIdentifier = 1024

    let pool: StoredIdentityPool
    let provider: String

    /// Refuses pools without a developer provider.
    ///
    /// - Parameter name: the provider's name where the caller says it; it must be the pool's.
    init(of pool: StoredIdentityPool, named name: String? = nil) throws {
        guard let provider = pool.developerProvider, name == nil || name == provider else {
            throw Refusal.noDeveloperProvider()
        }
        self.pool = pool
        self.provider = provider
    }

    func login(_ user: String) -> LinkedLogin { LinkedLogin(provider: provider, subject: user) }

    /// The user as the signature of a call proves it.
    func verified(_ user: String) throws -> VerifiedLogin {
        guard user.utf8.count <= Self.longestIdentifier else { throw Refusal.longDeveloperUser() }
        let login = login(user)
        return VerifiedLogin(
            login: login, claims: .object([]), methods: PoolTokens.developerMethods(login, in: pool.id))
    }

    /// The identity that a user is, or the refusal of one who is none.
    func identity(of user: String, _ transaction: any ReadTransaction) throws -> StoredIdentity {
        guard let identity = try Identities.owner(of: login(user), in: pool, transaction) else {
            throw Refusal.noDeveloperUser(user)
        }
        return identity
    }

    /// The users that an identity is, in the order of their names.
    func users(of identity: StoredIdentity) -> [String] {
        identity.logins.filter { $0.provider == provider }.map(\.subject).sorted()
    }
}

extension Refusal {
    /// Written after AWS's "Please provide a valid public provider", which unsigned calls get.
    static func noDeveloperProvider() -> ServiceError {
        IdentityPoolsError.invalidParameter("Please provide a valid developer provider.")
    }

    static func longDeveloperUser() -> ServiceError {
        IdentityPoolsError.invalidParameter(
            "The developer user identifier must have length less than or equal to "
                + "\(DeveloperUsers.longestIdentifier).")
    }

    static func noDeveloperUser(_ user: String) -> ServiceError {
        IdentityPoolsError.resourceNotFound("Developer user identifier '\(user)' not found.")
    }
}
