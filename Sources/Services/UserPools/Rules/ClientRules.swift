import Kernel
import Storage
import UserPoolsModel
import Wire

/// What an app client may be, and how many a pool may have.
///
/// Source of the texts: AWS's answers as issues of aws-cdk (2608), aws-cloudformation-user-guide (564),
/// terraform-provider-aws (4984) and amplify-cli (5419) and the rules of badmintoncryer/cdk-preflight quote them.
struct ClientRules: Sendable {
    /// What is being done to the client, as AWS's texts say it.
    enum Occasion: String, Sendable {
        case creating, updating
    }

    /// Clients that a pool may have.
    static let limit = 1000

    let client: StoredClient
    let pool: StoredPool
    let occasion: Occasion

    /// Refuses one client too many.
    static func checkRoom(in pool: StoredPool, _ transaction: any ReadTransaction) throws {
        let count = try Clients.records.count(
            prefix: Clients.prefix(pool.id), account: pool.account.digits, in: transaction)
        guard count < limit else {
            throw UserPoolsError.limitExceeded("Exceeded maximum number of app clients: \(limit)")
        }
    }

    /// Refuses settings that contradict each other or the pool.
    func check(_ transaction: any ReadTransaction) throws {
        try checkValidity()
        try checkAuthFlows()
        try checkAttributes()
        try checkProviders(transaction)
        try OAuthRules.check(client, scopes: try ResourceServers.scopes(of: pool, transaction))
        guard !client.propagatesUserContext || !client.secrets.isEmpty else {
            throw Refusal.invalid(
                "EnablePropagateAdditionalUserContextData can only be activated for an app client with a secret.")
        }
    }

    /// Access and id tokens last from five minutes to a day, refresh tokens from an hour to ten years.
    private func checkValidity() throws {
        let day = 86_400
        let isValid = [
            seconds(client.accessTokenValidity, client.accessTokenUnit, or: "hours").map { (300...day).contains($0) },
            seconds(client.idTokenValidity, client.idTokenUnit, or: "hours").map { (300...day).contains($0) },
            seconds(client.refreshTokenValidity, client.refreshTokenUnit, or: "days").map {
                (3600...3650 * day).contains($0)
            },
        ]
        guard !isValid.contains(false) else { throw Refusal.invalid("Invalid range for token validity.") }
        guard max(TokenValidity.access(client), TokenValidity.id(client)) <= TokenValidity.refresh(client) else {
            throw Refusal.invalid(
                "Access and Id Token expiration times must be less than or equal to refresh token expiration times.")
        }
    }

    private func seconds(_ value: Int?, _ unit: String?, or standard: String) -> Int? {
        let lengths = ["seconds": 1, "minutes": 60, "hours": 3600, "days": 86_400]
        return value.flatMap { value in lengths[unit ?? standard].map { value * $0 } }
    }

    private func checkAuthFlows() throws {
        let flows = client.explicitAuthFlows ?? []
        let modern = flows.filter { $0.hasPrefix("ALLOW_") }
        guard modern.isEmpty || modern.count == flows.count else {
            throw Refusal.invalid(
                "ExplicitAuthFlows cannot hold values with and without the prefix ALLOW_ at the same time.")
        }
        if flows.contains("ALLOW_USER_AUTH") { try MFARules.checkTier(pool.settings, has: "ALLOW_USER_AUTH") }
        guard client.rotation?.isEnabled != true || !flows.contains("ALLOW_REFRESH_TOKEN_AUTH") else {
            throw Refusal.invalid("ALLOW_REFRESH_TOKEN_AUTH cannot be used with refresh token rotation.")
        }
    }

    /// Attributes must be the schema's; those that users must have must be writable, and marks of verification and
    /// what AWS keeps itself cannot be.
    private func checkAttributes() throws {
        let known = Set(pool.schema.filter { !$0.isDeveloperOnly }.map(\.name))
        if let readable = client.readAttributes {
            guard known.isSuperset(of: readable) else {
                throw Refusal.invalid("Invalid read attributes specified while \(occasion) a client")
            }
        }
        if let writable = client.writeAttributes {
            let fixed: Set = ["sub", "identities", "email_verified", "phone_number_verified"]
            let required = Set(pool.schema.filter { $0.isRequired && $0.name != "sub" }.map(\.name))
            guard known.subtracting(fixed).isSuperset(of: writable), required.isSubset(of: writable) else {
                throw Refusal.invalid("Invalid write attributes specified while \(occasion) a client")
            }
        }
    }

    private func checkProviders(_ transaction: any ReadTransaction) throws {
        for name in client.identityProviders ?? [] where name != "COGNITO" {
            guard try IdentityProviders.get(name, of: pool, transaction) != nil else {
                throw Refusal.invalid("The provider \(name) does not exist for User Pool \(pool.id).")
            }
        }
    }
}
