import IdentityPoolsModel
import Kernel
import Storage
import Wire

/// What a pool may be, and how many an account may have.
///
/// Source of the numbers: "Quotas in Amazon Cognito" in the developer guide.
enum PoolRules {
    /// Pools that an account may have in a region.
    static let limit = 1000
    static let userPoolLimit = 50

    /// Refuses one pool too many.
    static func checkRoom(in call: Call, _ transaction: any ReadTransaction) throws {
        let count = try Pools.records.count(
            prefix: Pools.prefix(call.region), account: call.account.digits, in: transaction)
        guard count < limit else {
            throw IdentityPoolsError.limitExceeded("Exceeded maximum number of identity pools: \(limit)")
        }
    }

    /// The applications at public providers, their secrets sealed.
    static func logins(
        _ given: [String: String]?, in pool: IdentityPoolID, vault: Vault
    ) throws -> [String: ProviderApplications] {
        var logins: [String: ProviderApplications] = [:]
        for (provider, text) in given ?? [:] {
            guard ProviderNames.publicProviders.contains(provider) else {
                throw Refusal.invalid("\(provider) is not a login provider that this server supports.")
            }
            let applications = try ProviderApplications(text, of: provider, in: pool, vault: vault)
            let needsSecret = provider == ProviderApplications.twitter
            guard !applications.ids.isEmpty, !needsSecret || applications.secret != nil else {
                throw Refusal.invalid("The application of login provider \(provider) is malformed.")
            }
            logins[provider] = applications
        }
        return logins
    }

    /// The user pools, each with its app client. Whether they exist is seen when somebody logs in.
    static func userPools(_ given: [CognitoIdentityProvider]?) throws -> [UserPoolProvider] {
        let given = given ?? []
        guard given.count <= userPoolLimit else {
            throw IdentityPoolsError.limitExceeded(
                "Exceeded maximum number of Cognito user pool providers: \(userPoolLimit)")
        }
        return try given.map { provider in
            // Source: cloudformation events that aws-cdk issue 11054 quotes.
            guard let name = provider.providerName, isUserPool(name), provider.clientId != nil else {
                throw Refusal.invalid("Invalid Cognito Identity Provider")
            }
            return UserPoolProvider(
                name: name, client: provider.clientId, checksServerSide: provider.serverSideTokenCheck ?? false)
        }
    }

    /// ARNs of OpenID Connect providers, of any account, as on AWS; whether they exist is seen when somebody logs in.
    static func openIDConnectProviders(_ arns: [String]?) throws -> [String] {
        try (arns ?? []).map { arn in
            guard account(ofProvider: arn, kind: "oidc-provider") != nil else { throw invalidProvider(arn) }
            return arn
        }
    }

    /// ARNs of SAML providers of the pool's own account.
    static func samlProviders(_ arns: [String]?, in account: AccountID) throws -> [String] {
        try (arns ?? []).map { arn in
            guard let owner = self.account(ofProvider: arn, kind: "saml-provider") else { throw invalidProvider(arn) }
            guard owner == account else {
                throw Refusal.invalid("Identity provider \(arn) is not valid for account \(account)")
            }
            return arn
        }
    }

    /// The developer's provider: refuses another than the one that was set, and names under which others log in.
    ///
    /// Left out it stays: so Terraform's provider relies on it.
    static func developerProvider(_ given: String?, replacing old: String?) throws -> String? {
        guard let given, given != old else { return old }
        guard old == nil else {
            throw Refusal.invalid("The developer provider name cannot be changed once it has been set.")
        }
        let isTaken = ProviderNames.publicProviders.contains(given) || given == ProviderNames.own
        guard !isTaken, !given.hasPrefix("cognito-idp.") else {
            throw Refusal.invalid("\(given) is the name of another login provider.")
        }
        return given
    }

    /// `cognito-idp.<region>.amazonaws.com/<id>`, or the same under another host name.
    private static func isUserPool(_ name: String) -> Bool {
        guard let id = ProviderNames.userPool(name) else { return false }
        let parts = id.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !name.hasPrefix("/") else { return false }
        guard name.hasPrefix("cognito-idp."), name.contains(".amazonaws.com/") else { return !name.contains("://") }
        return name == "cognito-idp.\(parts[0]).amazonaws.com/\(id)"
    }

    /// The account in the ARN of an IAM provider; `nil` where it is no such ARN.
    private static func account(ofProvider arn: String, kind: String) -> AccountID? {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0...3].elementsEqual(["arn", "aws", "iam", ""]) else { return nil }
        guard parts[5].hasPrefix("\(kind)/"), parts[5].count > kind.count + 1 else { return nil }
        return AccountID(String(parts[4]))
    }

    private static func invalidProvider(_ arn: String) -> ServiceError {
        Refusal.invalid("Invalid identity provider ARN: \(arn)")
    }
}
