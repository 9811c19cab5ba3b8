import Cryptography
package import Kernel
package import Logging
package import Messages
package import Storage
import TokenSigning
import UserPoolsModel
package import Wire

/// Cognito user pools: who the users of an app are, how they sign in, and the tokens that say so.
package struct UserPools: Kernel.Service {
    private let store: UserPoolStore
    private let clock: any Clock
    private let logger: Logger
    private let client: InProcessClient
    private let triggers: Triggers
    private let passwords: Passwords
    private let settings: UserPoolSettings

    /// - Parameters:
    ///   - outbox: where codes and invitations are left.
    ///   - client: how triggers' functions are called, and imports told.
    package init(
        storage: any StorageEngine,
        vault: Vault,
        random: any RandomSource,
        clock: any Clock,
        logger: Logger,
        outbox: Outbox,
        client: InProcessClient,
        settings: UserPoolSettings = UserPoolSettings()
    ) {
        self.init(
            store: UserPoolStore(storage: storage, vault: vault, random: random, outbox: outbox, settings: settings),
            clock: clock, logger: logger, client: client, settings: settings)
    }

    /// With a store that was made elsewhere.
    init(
        store: UserPoolStore, clock: any Clock, logger: Logger, client: InProcessClient,
        settings: UserPoolSettings = UserPoolSettings()
    ) {
        self.store = store
        self.settings = settings
        self.clock = clock
        self.logger = logger
        self.client = client
        triggers = Triggers(client: client, clock: clock)
        passwords = Passwords(
            vault: store.vault, random: store.random,
            workers: PasswordWorkers(atOnce: settings.passwordsAtOnce, longestLine: settings.passwordsWaiting))
    }

    package var descriptor: ServiceDescriptor { UserPoolsModelService.descriptor }

    /// What other services may ask of the id tokens that the pools issue.
    package var idTokens: IDTokens { IDTokens(store: store, ownHosts: settings.ownHosts) }

    package var workers: [any Worker] {
        [
            SignInSweeper(storage: store.storage, clock: clock, logger: logger),
            GroupSweeper(store: store, clock: clock, logger: logger),
            ImportWorker(
                store: store, report: ImportReport(client: client, random: store.random), clock: clock, logger: logger),
            SenderWorker(store: store, client: triggers.invoker.client, clock: clock, logger: logger),
            SpareKeyWorker(name: "user-pool-spare-keys", spares: store.keys.spares, clock: clock),
            TokenUpkeep(
                store: store, rotation: KeyRotation(days: settings.keyRotationDays), clock: clock, logger: logger),
            SweepDeletedPools(store: store, clock: clock, logger: logger),
        ]
    }

    package var sites: [any Site] { [KeySite(store: store), ImportUploads(store: store)] }

    package func reset() async {
        store.rates.reset()
        store.attempts.reset()
        store.verifiedTokens.reset()
    }

    package var operations: [any Operation] {
        let s = store
        let senderKeys = SenderKeys(client: triggers.invoker.client)
        let access = AccessTokens(store: s)
        let issuer = TokenIssuer(store: s, triggers: triggers)
        let refresh = RefreshTokens(store: s, issuer: issuer)
        let signIn = SignIn(
            store: s, triggers: triggers, passwords: passwords, issuer: issuer,
            codes: CodeDelivery(store: s, triggers: triggers), refreshTokens: refresh)
        return [
            AddCustomAttributes(store: s),
            AddUserPoolClientSecret(store: s),
            AdminAddUserToGroup(store: s),
            AdminConfirmSignUp(store: s, triggers: triggers),
            AdminCreateUser(store: s, passwords: passwords, triggers: triggers),
            AdminDeleteUser(store: s),
            AdminDeleteUserAttributes(store: s),
            AdminDisableProviderForUser(store: s),
            AdminDisableUser(store: s),
            AdminEnableUser(store: s),
            AdminForgetDevice(store: s),
            AdminGetDevice(store: s),
            AdminGetUser(store: s),
            AdminInitiateAuth(signIn: signIn),
            AdminLinkProviderForUser(store: s),
            AdminListDevices(store: s),
            AdminListGroupsForUser(store: s),
            AdminRemoveUserFromGroup(store: s),
            AdminResetUserPassword(store: s, triggers: triggers),
            AdminRespondToAuthChallenge(signIn: signIn),
            AdminSetUserMFAPreference(store: s),
            AdminSetUserPassword(store: s, passwords: passwords),
            AdminSetUserSettings(store: s),
            AdminUpdateDeviceStatus(store: s),
            AdminUpdateUserAttributes(store: s, triggers: triggers),
            AdminUserGlobalSignOut(store: s),
            AssociateSoftwareToken(signIn: signIn, accessTokens: access),
            ChangePassword(store: s, passwords: passwords, accessTokens: access),
            ConfirmDevice(store: s, accessTokens: access),
            ConfirmForgotPassword(store: s, passwords: passwords, triggers: triggers),
            ConfirmSignUp(store: s, triggers: triggers),
            CreateGroup(store: s),
            CreateIdentityProvider(store: s),
            CreateResourceServer(store: s),
            CreateUserImportJob(store: s),
            CreateUserPool(store: s, senderKeys: senderKeys),
            CreateUserPoolClient(store: s),
            CreateUserPoolDomain(store: s),
            DeleteGroup(store: s),
            DeleteIdentityProvider(store: s),
            DeleteResourceServer(store: s),
            DeleteUser(store: s, accessTokens: access),
            DeleteUserAttributes(store: s, accessTokens: access),
            DeleteUserPool(store: s, senderKeys: senderKeys),
            DeleteUserPoolClient(store: s),
            DeleteUserPoolClientSecret(store: s),
            DeleteUserPoolDomain(store: s),
            DescribeIdentityProvider(store: s),
            DescribeResourceServer(store: s),
            DescribeUserImportJob(store: s),
            DescribeUserPool(store: s),
            DescribeUserPoolClient(store: s),
            DescribeUserPoolDomain(store: s),
            ForgetDevice(store: s, accessTokens: access),
            ForgotPassword(store: s, triggers: triggers),
            GetCSVHeader(store: s),
            GetDevice(store: s, accessTokens: access),
            GetGroup(store: s),
            GetIdentityProviderByIdentifier(store: s),
            GetTokensFromRefreshToken(store: s, tokens: refresh),
            GetUser(store: s, tokens: access),
            GetUserAttributeVerificationCode(store: s, triggers: triggers, accessTokens: access),
            GetUserAuthFactors(store: s, accessTokens: access),
            GetUserPoolMfaConfig(store: s),
            GlobalSignOut(store: s, tokens: access),
            InitiateAuth(signIn: signIn),
            ListDevices(store: s, accessTokens: access),
            ListGroups(store: s),
            ListIdentityProviders(store: s),
            ListResourceServers(store: s),
            ListTagsForResource(store: s),
            ListUserImportJobs(store: s),
            ListUserPoolClientSecrets(store: s),
            ListUserPoolClients(store: s),
            ListUserPools(store: s),
            ListUsers(store: s),
            ListUsersInGroup(store: s),
            ResendConfirmationCode(store: s, triggers: triggers),
            RespondToAuthChallenge(signIn: signIn),
            RevokeToken(store: s),
            SetUserMFAPreference(store: s, accessTokens: access),
            SetUserPoolMfaConfig(store: s),
            SetUserSettings(store: s, accessTokens: access),
            SignUp(store: s, passwords: passwords, triggers: triggers),
            StartUserImportJob(store: s),
            StopUserImportJob(store: s),
            TagResource(store: s),
            UntagResource(store: s),
            UpdateDeviceStatus(store: s, accessTokens: access),
            UpdateGroup(store: s),
            UpdateIdentityProvider(store: s),
            UpdateResourceServer(store: s),
            UpdateUserAttributes(store: s, triggers: triggers, accessTokens: access),
            UpdateUserPool(store: s, senderKeys: senderKeys),
            UpdateUserPoolClient(store: s),
            UpdateUserPoolDomain(store: s),
            VerifySoftwareToken(signIn: signIn, accessTokens: access),
            VerifyUserAttribute(store: s, accessTokens: access),
        ]
    }
}
