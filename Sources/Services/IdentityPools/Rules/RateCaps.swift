import IdentityPoolsModel
import Kernel

/// How many calls of each unsigned operation are taken in a second, for each pool: whoever knows a pool's id may call
/// them. Kept in memory, for one server alone.
///
/// Source of the defaults: "Quotas in Amazon Cognito" in the developer guide; for `UnlinkIdentity` AWS names none.
final class RateCaps: Sendable {
    /// AWS caps each operation by itself.
    enum Category: String, Sendable, CaseIterable {
        case getCredentialsForIdentity = "GetCredentialsForIdentity"
        case getId = "GetId"
        case getOpenIdToken = "GetOpenIdToken"
        case unlinkIdentity = "UnlinkIdentity"

        /// Calls a second.
        var standard: Int {
            switch self {
            case .getCredentialsForIdentity, .getOpenIdToken: 200
            case .getId, .unlinkIdentity: 25
            }
        }
    }

    private struct Key: Hashable {
        var category: Category
        var pool: IdentityPoolID
    }

    private let rates: [Category: Int]
    private let buckets = RateBuckets<Key>()

    /// - Parameter rates: calls a second by AWS's names where they differ from AWS's; 0 for no limit. Names that are
    ///   none are not looked at.
    init(named rates: [String: Int] = [:]) {
        let known = rates.compactMap { name, rate in Category(rawValue: name).map { ($0, rate) } }
        self.rates = Dictionary(uniqueKeysWithValues: known)
    }

    /// Takes one call, or refuses with `TooManyRequestsException`.
    func check(_ category: Category, pool: IdentityPoolID, at milliseconds: Int64) throws {
        let key = Key(category: category, pool: pool)
        guard buckets.take(of: rates[category] ?? category.standard, from: key, at: milliseconds) else {
            throw IdentityPoolsError.tooManyRequests("Rate exceeded")
        }
    }

    /// Forgets everything, for an ephemeral server that was emptied.
    func reset() {
        buckets.reset()
    }
}
