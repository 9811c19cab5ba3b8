import Kernel
import Storage

/// The numbers of GetAccountSummary, by AWS's names.
enum AccountCounts {
    static let quotas: [String: Int] = [
        "AccessKeysPerUserQuota": Quotas.accessKeysPerUser,
        "AssumeRolePolicySizeQuota": 2048,
        "AttachedPoliciesPerGroupQuota": 10,
        "AttachedPoliciesPerRoleQuota": 10,
        "AttachedPoliciesPerUserQuota": 10,
        "GlobalEndpointTokenVersion": 1,
        "GroupPolicySizeQuota": 5120,
        "GroupsPerUserQuota": Quotas.groupsPerUser,
        "GroupsQuota": Quotas.groups,
        "InstanceProfilesQuota": 1000,
        "PoliciesQuota": 1500,
        "PolicySizeQuota": 6144,
        "PolicyVersionsInUseQuota": 10000,
        "RolePolicySizeQuota": 10240,
        "RolesQuota": 1000,
        "ServerCertificatesQuota": 20,
        "SigningCertificatesPerUserQuota": 2,
        "UserPolicySizeQuota": 2048,
        "UsersQuota": Quotas.users,
        "VersionsPerPolicyQuota": 5,
    ]

    static func counts(of account: AccountID, _ transaction: any ReadTransaction) throws -> [String: Int] {
        let digits = account.digits
        let oidc = try OIDCProviders.records.count(account: digits, in: transaction)
        let saml = try SAMLProviders.records.count(account: digits, in: transaction)
        let devices = try VirtualMFAs.records.count(account: digits, in: transaction)
        return [
            // Every account here has a root key and no root password, device or certificate.
            "AccountAccessKeysPresent": 1,
            "AccountMFAEnabled": 0,
            "AccountPasswordPresent": 0,
            "AccountSigningCertificatesPresent": 0,
            "Groups": try Groups.records.count(account: digits, in: transaction),
            "InstanceProfiles": try InstanceProfiles.records.count(account: digits, in: transaction),
            "MFADevices": devices,
            "MFADevicesInUse": try VirtualMFAs.records.count(index: "user", account: digits, in: transaction),
            "Policies": try CustomerPolicies.records.count(account: digits, in: transaction),
            "PolicyVersionsInUse": try CustomerPolicies.versions.count(account: digits, in: transaction),
            "Providers": oidc + saml,
            "Roles": try Roles.records.count(account: digits, in: transaction),
            "ServerCertificates": 0,
            "Users": try Users.records.count(account: digits, in: transaction),
        ]
    }
}
