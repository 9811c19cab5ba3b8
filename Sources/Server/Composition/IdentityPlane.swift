internal import Kernel
internal import Messages
internal import OpenIDConnect
internal import ServiceIAM
internal import ServiceIdentityPools
internal import ServiceMartlet
internal import ServiceSTS
internal import Wire

/// Accounts, IAM and STS: who calls, and what each caller may do. Every other service stands on it.
struct IdentityPlane: Sendable {
    let accounts: AccountBook
    let iam: IAM
    let services: [any Kernel.Service]
    let authorizer: Authorizer
    let credentials: CredentialChain
    /// How services call one another; gets its services when all are made.
    let client: InProcessClient
    /// Tokens of identity pools: the pools issue them, STS takes them.
    let poolTokens: PoolTokens
    /// The way to identity providers, and what is known of their keys.
    private let outgoing: FilteredHTTPClient
    private let tokenVerifier: TokenVerifier

    init(_ settings: ServerSettings, _ store: Store, outbox: Outbox, random: any RandomSource) {
        iam = IAM(storage: store.engine, vault: store.vault, random: random)
        accounts = AccountBook(storage: store.engine, vault: store.vault)
        let rootKeys = RootCredentials(book: accounts)
        let tokens = SessionTokens(vault: store.vault, random: random)
        let messages = AuthorizationMessages(vault: store.vault)
        outgoing = FilteredHTTPClient(
            allowsPrivateNetworks: settings.allowsPrivateEgress, overrides: settings.providerAddresses)
        poolTokens = PoolTokens(storage: store.engine, vault: store.vault, random: random)
        tokenVerifier = TokenVerifier(http: outgoing)
        let sts = STS(
            tokens: tokens,
            messages: messages,
            roles: iam.roles,
            accounts: accounts,
            accessKeyOwners: KeyOwners(rootKeys: rootKeys, userKeys: iam.credentials),
            identities: [
                PoolIdentities(tokens: poolTokens),
                GoogleIdentities(roles: iam.roles, verifier: tokenVerifier),
                RegisteredIdentities(roles: iam.roles, verifier: tokenVerifier),
            ],
            accessTokens: [
                FacebookIdentities(tokens: FacebookAccessTokens(web: outgoing)),
                AmazonIdentities(tokens: AmazonAccessTokens(web: outgoing)),
            ],
            samlProviders: iam.roles,
            devices: iam.devices
        )
        let operations = MartletOperator(
            storage: store.engine, vault: store.vault, random: random, book: accounts, outbox: outbox)
        services = [iam, operations, sts]
        authorizer = Authorizer(policies: iam.policies, denials: messages)
        credentials = CredentialChain(sources: [SessionCredentials(tokens: tokens), rootKeys, iam.credentials])
        client = InProcessClient(authorizer: authorizer)
    }

    /// What identity pools verify logins with.
    func loginSources(userPools: any UserPoolTokens) -> LoginSources {
        LoginSources(
            web: outgoing, tokens: tokenVerifier, userPools: userPools, roles: iam.roles, samlProviders: iam.roles)
    }
}
