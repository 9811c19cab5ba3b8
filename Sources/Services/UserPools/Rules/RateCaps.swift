import Kernel
import Synchronization
import UserPoolsModel
import Wire

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

    /// What is left of a second's calls, and when that was so.
    private struct Bucket {
        var left: Double
        var at: Int64
    }

    private struct Key: Hashable {
        var category: Category
        var owner: String
    }

    private static let mostBuckets = 8192
    private let rates: [Category: Int]
    private let buckets = Mutex<[Key: Bucket]>([:])

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
        let rate = Double(rates[category] ?? category.standard)
        guard rate > 0 else { return }
        let key = Key(category: category, owner: client ?? pool.text)
        let isTaken = buckets.withLock { buckets -> Bool in
            if buckets.count >= Self.mostBuckets, buckets[key] == nil { Self.tidy(&buckets, at: milliseconds) }
            var bucket = buckets[key] ?? Bucket(left: rate, at: milliseconds)
            let passed = Double(max(milliseconds - bucket.at, 0))
            bucket.left = min(rate, bucket.left + passed * rate / 1000)
            bucket.at = max(bucket.at, milliseconds)
            let isTaken = bucket.left >= Double(weight)
            if isTaken { bucket.left -= Double(weight) }
            buckets[key] = bucket
            return isTaken
        }
        guard isTaken else { throw UserPoolsError.tooManyRequests("Rate exceeded") }
    }

    /// Forgets everything, for an ephemeral server that was emptied.
    func reset() {
        buckets.withLock { $0 = [:] }
    }

    /// Buckets a second old are full again, as new ones are; if all are younger, all are forgotten.
    private static func tidy(_ buckets: inout [Key: Bucket], at milliseconds: Int64) {
        buckets = buckets.filter { milliseconds - $0.value.at < 1000 }
        if buckets.count >= mostBuckets { buckets = [:] }
    }
}
