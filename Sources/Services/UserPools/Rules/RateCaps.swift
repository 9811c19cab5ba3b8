import Kernel
import UserPoolsModel

/// How many calls of each kind are taken in a second: of each client, or, where administrators call, for each pool.
/// Kept in memory, for one server alone.
///
/// Source of the defaults: "Quotas in Amazon Cognito" in the developer guide.
final class RateCaps: Sendable {
    /// AWS's categories of operations.
    enum Category: String, Sendable, CaseIterable {
        case userAuthentication = "UserAuthentication"
        case userCreation = "UserCreation"
        case userFederation = "UserFederation"
        case userAccountRecovery = "UserAccountRecovery"
        case userRead = "UserRead"
        case userUpdate = "UserUpdate"
        case userToken = "UserToken"
        case userResourceRead = "UserResourceRead"
        case userResourceUpdate = "UserResourceUpdate"
        case userList = "UserList"
        case clientAuthentication = "ClientAuthentication"
        case poolRead = "UserPoolRead"
        case poolUpdate = "UserPoolUpdate"
        case poolResourceRead = "UserPoolResourceRead"
        case poolResourceUpdate = "UserPoolResourceUpdate"
        case poolClientRead = "UserPoolClientRead"
        case poolClientUpdate = "UserPoolClientUpdate"

        /// Calls a second.
        var standard: Int {
            switch self {
            case .userAuthentication, .userRead, .userToken: 120
            case .userCreation, .userResourceRead: 50
            case .userAccountRecovery, .userList: 30
            case .userUpdate, .userFederation, .userResourceUpdate: 25
            case .clientAuthentication: 150
            case .poolRead, .poolUpdate, .poolClientRead, .poolClientUpdate: 15
            case .poolResourceRead, .poolResourceUpdate: 20
            }
        }
    }

    private struct Key: Hashable {
        var category: Category
        var owner: String
    }

    private let rates: [Category: Int]
    private let buckets = RateBuckets<Key>()

    /// - Parameter rates: calls a second where they differ from AWS's; 0 for no limit.
    init(rates: [Category: Int] = [:]) {
        self.rates = rates
    }

    /// The same by AWS's names; those that are none are not looked at.
    convenience init(named rates: [String: Int]) {
        let known = rates.compactMap { name, rate in Category(rawValue: name).map { ($0, rate) } }
        self.init(rates: Dictionary(uniqueKeysWithValues: known))
    }

    /// Takes one call, or refuses with `TooManyRequestsException`.
    ///
    /// - Parameter weight: calls that it counts for; answering a challenge counts for three.
    func check(
        _ category: Category, pool: PoolID, client: String? = nil, weight: Int = 1, at milliseconds: Int64
    ) throws {
        let key = Key(category: category, owner: client ?? pool.text)
        let isTaken = buckets.take(weight, of: rates[category] ?? category.standard, from: key, at: milliseconds)
        guard isTaken else { throw UserPoolsError.tooManyRequests("Rate exceeded") }
    }

    /// Forgets everything, for an ephemeral server that was emptied.
    func reset() {
        buckets.reset()
    }
}
