import IAMModel

/// How much of everything an account may have: AWS's default quotas (IAM user guide, "IAM and AWS STS quotas").
enum Quotas {
    static let users = 5000
    static let groups = 300
    static let roles = 1000
    static let customerPolicies = 1500
    static let instanceProfiles = 1000
    static let openIDProviders = 100
    static let samlProviders = 100
    static let policiesPerEntity = 10
    static let versionsPerPolicy = 5
    static let groupsPerUser = 10
    static let accessKeysPerUser = 2
    static let mfaDevicesPerUser = 8

    /// Refuses one more where there are `limit` already.
    static func check(_ count: @autoclosure () throws -> Int, _ limit: Int, _ name: String) throws {
        guard try count() < limit else {
            throw IAMError.limitExceeded("Cannot exceed quota for \(name): \(limit)")
        }
    }
}
