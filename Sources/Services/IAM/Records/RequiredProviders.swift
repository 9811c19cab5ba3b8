import IAMModel
import Kernel
import Storage
import Wire

extension InstanceProfiles {
    /// The instance profile of a name, or AWS's refusal.
    static func required(
        _ name: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> IAMInstanceProfile {
        guard let profile = try named(name, in: account, transaction) else {
            throw IAMError.noSuchEntity("Instance Profile \(name) cannot be found.")
        }
        return profile
    }
}

extension OIDCProviders {
    /// The OpenID Connect provider of an ARN, or AWS's refusal.
    static func required(
        _ arn: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> OIDCProvider {
        guard let provider = try provider(arn: arn, in: account, transaction) else {
            throw IAMError.noSuchEntity("OpenIDConnect Provider not found for arn \(arn)")
        }
        return provider
    }
}

extension SAMLProviders {
    /// The SAML provider of an ARN, or AWS's refusal.
    static func required(
        _ arn: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> SAMLProvider {
        guard let provider = try provider(arn: arn, in: account, transaction) else {
            throw IAMError.noSuchEntity("Manifest not found for arn \(arn)")
        }
        return provider
    }
}

extension IAMStore {
    /// A permission on an instance profile: on its ARN with its real path, with its tags as condition keys.
    func permission(
        _ action: String, onInstanceProfile name: String, in call: Call, context: [String: [String]] = [:]
    ) async throws -> Permission {
        let account = call.account
        let profile = try await read { try InstanceProfiles.named(name, in: account, $0) }
        return Permission(
            action, on: profile?.arn ?? "arn:aws:iam::\(account):instance-profile/\(name)",
            context: context.merging(profile?.tags.resourceContext ?? [:]) { own, _ in own })
    }

    /// A permission on an OpenID Connect or SAML provider, with its tags as condition keys.
    func permission(
        _ action: String, onProvider arn: String, in call: Call, context: [String: [String]] = [:]
    ) async throws -> Permission {
        let account = call.account
        let tags = try await read { transaction in
            try OIDCProviders.provider(arn: arn, in: account, transaction)?.tags
                ?? SAMLProviders.provider(arn: arn, in: account, transaction)?.tags
        }
        return Permission(action, on: arn, context: context.merging(tags?.resourceContext ?? [:]) { own, _ in own })
    }
}
