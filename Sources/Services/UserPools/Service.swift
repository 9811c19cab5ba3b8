import Cryptography
package import Kernel
package import Logging
package import Messages
package import Storage
import UserPoolsModel
package import Wire

/// Cognito user pools: who the users of an app are, how they sign in, and the tokens that say so.
package struct UserPools: Kernel.Service {
    private let store: UserPoolStore
    private let clock: any Clock
    private let logger: Logger
    private let triggers: Triggers
    private let passwords: Passwords
    private let settings: UserPoolSettings

    /// - Parameters:
    ///   - outbox: where codes and invitations are left.
    ///   - client: how triggers' functions are called.
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
        triggers = Triggers(client: client, clock: clock)
        passwords = Passwords(
            vault: store.vault, random: store.random,
            workers: PasswordWorkers(atOnce: settings.passwordsAtOnce, longestLine: settings.passwordsWaiting))
    }

    package var descriptor: ServiceDescriptor { UserPoolsModelService.descriptor }

    package var workers: [any Worker] {
        [
            SignInSweeper(storage: store.storage, clock: clock, logger: logger),
            SpareKeyWorker(spares: store.keys.spares, clock: clock),
            TokenUpkeep(
                store: store, rotation: KeyRotation(days: settings.keyRotationDays), clock: clock, logger: logger),
        ]
    }

    package var sites: [any Site] { [KeySite(store: store)] }

    package var operations: [any Operation] {
        let s = store
        let access = AccessTokens(store: s)
        let issuer = TokenIssuer(store: s, triggers: triggers)
        let refresh = RefreshTokens(store: s, issuer: issuer)
        let signIn = SignIn(
            store: s, triggers: triggers, passwords: passwords, issuer: issuer,
            codes: CodeDelivery(store: s, triggers: triggers), refreshTokens: refresh)
        return [
            AdminForgetDevice(store: s),
            AdminGetDevice(store: s),
            AdminInitiateAuth(signIn: signIn),
            AdminListDevices(store: s),
            AdminRespondToAuthChallenge(signIn: signIn),
            AdminSetUserMFAPreference(store: s),
            AdminUpdateDeviceStatus(store: s),
            AdminUserGlobalSignOut(store: s),
            AssociateSoftwareToken(signIn: signIn, accessTokens: access),
            ConfirmDevice(store: s, accessTokens: access),
            CreateUserPool(store: s),
            CreateUserPoolClient(store: s),
            ForgetDevice(store: s, accessTokens: access),
            GetDevice(store: s, accessTokens: access),
            GetTokensFromRefreshToken(store: s, tokens: refresh),
            GetUser(store: s, tokens: access),
            GetUserAuthFactors(store: s, accessTokens: access),
            GlobalSignOut(store: s, tokens: access),
            InitiateAuth(signIn: signIn),
            ListDevices(store: s, accessTokens: access),
            RespondToAuthChallenge(signIn: signIn),
            RevokeToken(store: s),
            SetUserMFAPreference(store: s, accessTokens: access),
            UpdateDeviceStatus(store: s, accessTokens: access),
            VerifySoftwareToken(signIn: signIn, accessTokens: access),
        ]
    }
}
