package import FunctionRuntime
package import Kernel
package import Logging

/// Everything that an operator decides before the server starts.
package struct ServerSettings: Sendable {
    package var dataFolder = "martlet-data"
    package var host = "127.0.0.1"
    /// Zero takes any free port.
    package var port = 4566
    /// The name by which clients reach the server, where it is not the host's address.
    package var domain: String?
    /// The region of unsigned requests, and of the commands that the server prints.
    package var region = Region("us-east-1")
    /// The default account's id; `nil` keeps the one there is, or makes one up.
    package var account: AccountID?
    package var rootAccessKey: String?
    package var rootSecretKey: String?
    package var tlsCertificate: String?
    package var tlsKey: String?
    package var logLevel = Logger.Level.info
    /// Keeps everything in memory and forgets it at the end.
    package var isEphemeral = false
    /// Lets outgoing requests reach private networks.
    package var allowsPrivateEgress = false
    /// Addresses to use in the place of providers' own, by origin.
    package var providerAddresses: [String: String] = [:]
    package var concurrentRequests = 4096
    /// Per address; zero is no limit.
    package var requestsPerSecond = 0
    /// How functions are confined.
    package var functionSandbox = FunctionSandbox.required
    /// Execution environments at the same time, of all functions together.
    package var functionEnvironments = 100
    /// After how many seconds an idle environment ends.
    package var functionIdleSeconds = 300
    /// Who the tokens of user pools say issued them.
    package var tokenIssuer = TokenIssuerSetting.aws
    /// After how many days user pools sign with new keys.
    package var tokenKeyDays = 90
    /// Passwords that are hashed at the same time.
    package var passwordHashes = 4
    /// Calls of user pools a second, by AWS's category, where they differ from AWS's.
    package var userPoolRates: [String: Int] = [:]
    /// Unsigned calls of identity pools a second, by operation, where they differ from AWS's.
    package var identityPoolRates: [String: Int] = [:]
    /// What carries mails away, and what is kept of all messages.
    package var mail = MailSettings()

    package init() {}

    /// Takes every setting from its sources and refuses what is not allowed or does not fit together.
    package init(from sources: SettingSources) throws(SettingFault) {
        dataFolder = try sources.value(of: SettingCatalog.data) ?? dataFolder
        host = try sources.value(of: SettingCatalog.host) ?? host
        port = try sources.value(of: SettingCatalog.port) ?? port
        domain = try sources.value(of: SettingCatalog.domain)
        region = try sources.value(of: SettingCatalog.region) ?? region
        account = try sources.value(of: SettingCatalog.account)
        rootAccessKey = try sources.value(of: SettingCatalog.rootAccessKey)
        rootSecretKey = try sources.value(of: SettingCatalog.rootSecretKey)
        tlsCertificate = try sources.value(of: SettingCatalog.tlsCertificate)
        tlsKey = try sources.value(of: SettingCatalog.tlsKey)
        logLevel = try sources.value(of: SettingCatalog.logLevel) ?? logLevel
        isEphemeral = try sources.value(of: SettingCatalog.ephemeral) ?? isEphemeral
        allowsPrivateEgress = try sources.value(of: SettingCatalog.allowPrivateEgress) ?? allowsPrivateEgress
        providerAddresses = try sources.value(of: SettingCatalog.providerAddresses) ?? providerAddresses
        concurrentRequests = try sources.value(of: SettingCatalog.concurrentRequests) ?? concurrentRequests
        requestsPerSecond = try sources.value(of: SettingCatalog.requestsPerSecond) ?? requestsPerSecond
        functionSandbox = try sources.value(of: SettingCatalog.functionSandbox) ?? functionSandbox
        functionEnvironments = try sources.value(of: SettingCatalog.functionEnvironments) ?? functionEnvironments
        functionIdleSeconds = try sources.value(of: SettingCatalog.functionIdleSeconds) ?? functionIdleSeconds
        tokenIssuer = try sources.value(of: SettingCatalog.tokenIssuer) ?? tokenIssuer
        tokenKeyDays = try sources.value(of: SettingCatalog.tokenKeyDays) ?? tokenKeyDays
        passwordHashes = try sources.value(of: SettingCatalog.passwordHashes) ?? passwordHashes
        userPoolRates = try sources.value(of: SettingCatalog.userPoolRates) ?? userPoolRates
        identityPoolRates = try sources.value(of: SettingCatalog.identityPoolRates) ?? identityPoolRates
        mail = try MailSettings(from: sources)
        try checkPairs()
    }

    /// Settings that make sense only together.
    private func checkPairs() throws(SettingFault) {
        for (left, right) in [
            ((SettingCatalog.rootAccessKey.name, rootAccessKey), (SettingCatalog.rootSecretKey.name, rootSecretKey)),
            ((SettingCatalog.tlsCertificate.name, tlsCertificate), (SettingCatalog.tlsKey.name, tlsKey)),
        ] where (left.1 == nil) != (right.1 == nil) {
            let (given, missing) = left.1 == nil ? (right.0, left.0) : (left.0, right.0)
            throw SettingFault("setting '\(given)' needs '\(missing)' beside it")
        }
        guard tokenIssuer != .own || domain != nil else {
            throw SettingFault("setting 'token-issuer' needs 'domain' beside it to be 'own'")
        }
    }
}
