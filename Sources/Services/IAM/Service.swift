import IAMModel
package import Kernel
package import Storage
package import Wire

/// AWS Identity and Access Management: who there is, and what each may do.
package struct IAM: Service {
    private let store: IAMStore
    private let accountCreation: @Sendable (AccountID) async throws -> Timestamp?

    /// The keys of users.
    package let credentials: UserCredentials
    /// What users, roles and sessions may do.
    package let policies: StoredPolicies
    /// Roles and identity providers, for STS.
    package let roles: StoredRoles
    /// The second factors of users, for STS.
    package let devices: StoredDevices
    /// Hears of every use of a key; `flush(at:)` writes down what it heard.
    package let keyObserver: UsageJournal

    /// - `accountCreation`: when an account was made, which is all that IAM tells of root; without it, 1970.
    package init(
        storage: any StorageEngine,
        vault: Vault,
        random: any RandomSource,
        accountCreation: @escaping @Sendable (AccountID) async throws -> Timestamp? = { _ in nil }
    ) {
        let store = IAMStore(storage: storage, vault: vault, random: random)
        self.store = store
        self.accountCreation = accountCreation
        credentials = UserCredentials(store: store)
        policies = StoredPolicies(store: store)
        keyObserver = UsageJournal(store: store)
        devices = StoredDevices(store: store)
        roles = StoredRoles(store: store, journal: keyObserver)
    }

    package var descriptor: ServiceDescriptor { IAMModelService.descriptor }

    package var operations: [any Operation] {
        let s = store
        return [
            AddClientIDToOpenIDConnectProvider(store: s),
            AddRoleToInstanceProfile(store: s),
            AddUserToGroup(store: s),
            AttachGroupPolicy(store: s),
            AttachRolePolicy(store: s),
            AttachUserPolicy(store: s),
            ChangePassword(store: s),
            CreateAccessKey(store: s),
            CreateAccountAlias(store: s),
            CreateGroup(store: s),
            CreateInstanceProfile(store: s),
            CreateLoginProfile(store: s),
            CreateOpenIDConnectProvider(store: s),
            CreatePolicy(store: s),
            CreatePolicyVersion(store: s),
            CreateRole(store: s),
            CreateSAMLProvider(store: s),
            CreateServiceLinkedRole(store: s),
            CreateUser(store: s),
            CreateVirtualMFADevice(store: s),
            DeactivateMFADevice(store: s),
            DeleteAccessKey(store: s),
            DeleteAccountAlias(store: s),
            DeleteAccountPasswordPolicy(store: s),
            DeleteGroup(store: s),
            DeleteGroupPolicy(store: s),
            DeleteInstanceProfile(store: s),
            DeleteLoginProfile(store: s),
            DeleteOpenIDConnectProvider(store: s),
            DeletePolicy(store: s),
            DeletePolicyVersion(store: s),
            DeleteRole(store: s),
            DeleteRolePermissionsBoundary(store: s),
            DeleteRolePolicy(store: s),
            DeleteSAMLProvider(store: s),
            DeleteServiceLinkedRole(store: s),
            DeleteUser(store: s),
            DeleteUserPermissionsBoundary(store: s),
            DeleteUserPolicy(store: s),
            DeleteVirtualMFADevice(store: s),
            DetachGroupPolicy(store: s),
            DetachRolePolicy(store: s),
            DetachUserPolicy(store: s),
            EnableMFADevice(store: s),
            GenerateCredentialReport(store: s, accountCreation: accountCreation),
            GetAccessKeyLastUsed(store: s, observer: keyObserver),
            GetAccountAuthorizationDetails(store: s),
            GetAccountPasswordPolicy(store: s),
            GetAccountSummary(store: s),
            GetContextKeysForCustomPolicy(store: s),
            GetContextKeysForPrincipalPolicy(store: s),
            GetCredentialReport(store: s),
            GetGroup(store: s),
            GetGroupPolicy(store: s),
            GetInstanceProfile(store: s),
            GetLoginProfile(store: s),
            GetMFADevice(store: s),
            GetOpenIDConnectProvider(store: s),
            GetPolicy(store: s),
            GetPolicyVersion(store: s),
            GetRole(store: s),
            GetRolePolicy(store: s),
            GetSAMLProvider(store: s),
            GetServiceLinkedRoleDeletionStatus(store: s),
            GetUser(store: s, accountCreation: accountCreation),
            GetUserPolicy(store: s),
            ListAccessKeys(store: s),
            ListAccountAliases(store: s),
            ListAttachedGroupPolicies(store: s),
            ListAttachedRolePolicies(store: s),
            ListAttachedUserPolicies(store: s),
            ListEntitiesForPolicy(store: s),
            ListGroupPolicies(store: s),
            ListGroups(store: s),
            ListGroupsForUser(store: s),
            ListInstanceProfileTags(store: s),
            ListInstanceProfiles(store: s),
            ListInstanceProfilesForRole(store: s),
            ListMFADeviceTags(store: s),
            ListMFADevices(store: s),
            ListOpenIDConnectProviderTags(store: s),
            ListOpenIDConnectProviders(store: s),
            ListPolicies(store: s),
            ListPoliciesGrantingServiceAccess(store: s),
            ListPolicyTags(store: s),
            ListPolicyVersions(store: s),
            ListRolePolicies(store: s),
            ListRoleTags(store: s),
            ListRoles(store: s),
            ListSAMLProviderTags(store: s),
            ListSAMLProviders(store: s),
            ListUserPolicies(store: s),
            ListUserTags(store: s),
            ListUsers(store: s),
            ListVirtualMFADevices(store: s),
            PutGroupPolicy(store: s),
            PutRolePermissionsBoundary(store: s),
            PutRolePolicy(store: s),
            PutUserPermissionsBoundary(store: s),
            PutUserPolicy(store: s),
            RemoveClientIDFromOpenIDConnectProvider(store: s),
            RemoveRoleFromInstanceProfile(store: s),
            RemoveUserFromGroup(store: s),
            ResyncMFADevice(store: s),
            SetDefaultPolicyVersion(store: s),
            SimulateCustomPolicy(store: s),
            SimulatePrincipalPolicy(store: s),
            TagInstanceProfile(store: s),
            TagMFADevice(store: s),
            TagOpenIDConnectProvider(store: s),
            TagPolicy(store: s),
            TagRole(store: s),
            TagSAMLProvider(store: s),
            TagUser(store: s),
            UntagInstanceProfile(store: s),
            UntagMFADevice(store: s),
            UntagOpenIDConnectProvider(store: s),
            UntagPolicy(store: s),
            UntagRole(store: s),
            UntagSAMLProvider(store: s),
            UntagUser(store: s),
            UpdateAccessKey(store: s),
            UpdateAccountPasswordPolicy(store: s),
            UpdateAssumeRolePolicy(store: s),
            UpdateGroup(store: s),
            UpdateLoginProfile(store: s),
            UpdateOpenIDConnectProviderThumbprint(store: s),
            UpdateRole(store: s),
            UpdateRoleDescription(store: s),
            UpdateSAMLProvider(store: s),
            UpdateUser(store: s),
        ]
    }
}
