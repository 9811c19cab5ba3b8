import ArgumentParser
import Foundation
import Server

/// The flags of `martlet serve`; each is also an environment variable (`MARTLET_…`) and a key of the settings file.
struct SettingFlags: ParsableArguments {
    @Option(help: "A YAML file of settings; keys are these flags without their dashes.")
    var settings: String?

    @Option(help: "The folder that holds everything that must last.")
    var data: String?

    @Option(help: "The address to listen on (127.0.0.1).")
    var host: String?

    @Option(help: "The port to listen on (4566); 0 takes any free one.")
    var port: String?

    @Option(help: "The host name by which clients reach the server.")
    var domain: String?

    @Option(help: "The region of requests that name none (us-east-1).")
    var region: String?

    @Option(help: "The default account's 12 digits.")
    var account: String?

    @Option(help: "The default account's root access key, instead of a generated one.")
    var rootAccessKey: String?

    @Option(help: "The secret of --root-access-key.")
    var rootSecretKey: String?

    @Option(help: "A certificate chain in PEM form; the server then speaks TLS.")
    var tlsCertificate: String?

    @Option(help: "The certificate's private key in PEM form.")
    var tlsKey: String?

    @Option(help: "trace, debug, info, notice, warning, error or critical (info).")
    var logLevel: String?

    @Flag(help: "Keep everything in memory and forget it at the end.")
    var ephemeral = false

    @Flag(help: "Let requests to identity providers reach private networks.")
    var allowPrivateEgress = false

    @Option(help: "HOST=URL pairs, separated by commas: where to reach identity providers instead.")
    var providerAddresses: String?

    @Option(help: "Requests answered at the same time (4096).")
    var maxConcurrentRequests: String?

    @Option(help: "Requests a second from one address (0: no limit).")
    var requestsPerSecond: String?

    @Option(help: "How functions are confined: required, or off for trusted code only (required).")
    var functionSandbox: String?

    @Option(help: "Execution environments of functions at the same time (100).")
    var maxFunctionEnvironments: String?

    @Option(help: "Seconds after which an idle execution environment ends (300).")
    var functionIdleSeconds: String?

    @Option(help: "Who user pools' tokens say issued them: aws, own (--domain), or an origin (aws).")
    var tokenIssuer: String?

    @Option(help: "Days after which user pools sign with new keys (90).")
    var tokenKeyDays: String?

    @Option(help: "Passwords hashed at the same time, each in 19 MiB (4).")
    var maxPasswordHashes: String?

    @Option(help: "Calls of user pools a second where they differ from AWS's, such as UserRead=500 or all=0.")
    var userPoolRates: String?

    @Option(help: "Unsigned calls of identity pools a second where they differ from AWS's, such as GetId=100 or all=0.")
    var identityPoolRates: String?
    @Option(help: "The SMTP server that takes mails; without it they stay in the outbox.")
    var smtpHost: String?

    @Option(help: "Its port (587, 465 for tls, 25 for none).")
    var smtpPort: String?

    @Option(help: "How it is spoken to: starttls, tls, or none for trusted networks only (starttls).")
    var smtpSecurity: String?

    @Option(help: "Who mails are sent as, where the SMTP server asks; the password is MARTLET_SMTP_PASSWORD.")
    var smtpUser: String?

    @Option(help: "A file that holds the password of --smtp-user.")
    var smtpPasswordFile: String?

    @Option(help: "The address that mails come from, such as 'Postcards <no-reply@example.com>'.")
    var smtpSender: String?

    @Option(
        help: "A PEM file of authorities that the SMTP server's certificate must come from, instead of the system's.")
    var smtpCa: String?

    @Option(help: "Whether 'martlet outbox' shows what messages say: true, or false where they hold real codes (true).")
    var outboxContent: String?

    @Option(help: "Days for which messages stay in the outbox (7).")
    var outboxDays: String?

    /// The server's settings out of these flags, the environment and the settings file.
    func resolve() throws -> ServerSettings {
        let environment = ProcessInfo.processInfo.environment
        let sources = try SettingSources(
            flags: given,
            environment: environment,
            filePath: settings ?? environment["MARTLET_SETTINGS"],
            known: SettingCatalog.names
        )
        return try ServerSettings(from: sources)
    }

    /// The flags that stand on the command line, by setting.
    private var given: [String: String] {
        let options: [(String, String?)] = [
            (SettingCatalog.data.name, data),
            (SettingCatalog.host.name, host),
            (SettingCatalog.port.name, port),
            (SettingCatalog.domain.name, domain),
            (SettingCatalog.region.name, region),
            (SettingCatalog.account.name, account),
            (SettingCatalog.rootAccessKey.name, rootAccessKey),
            (SettingCatalog.rootSecretKey.name, rootSecretKey),
            (SettingCatalog.tlsCertificate.name, tlsCertificate),
            (SettingCatalog.tlsKey.name, tlsKey),
            (SettingCatalog.logLevel.name, logLevel),
            (SettingCatalog.ephemeral.name, ephemeral ? "true" : nil),
            (SettingCatalog.allowPrivateEgress.name, allowPrivateEgress ? "true" : nil),
            (SettingCatalog.providerAddresses.name, providerAddresses),
            (SettingCatalog.concurrentRequests.name, maxConcurrentRequests),
            (SettingCatalog.requestsPerSecond.name, requestsPerSecond),
            (SettingCatalog.functionSandbox.name, functionSandbox),
            (SettingCatalog.functionEnvironments.name, maxFunctionEnvironments),
            (SettingCatalog.functionIdleSeconds.name, functionIdleSeconds),
            (SettingCatalog.tokenIssuer.name, tokenIssuer),
            (SettingCatalog.tokenKeyDays.name, tokenKeyDays),
            (SettingCatalog.passwordHashes.name, maxPasswordHashes),
            (SettingCatalog.userPoolRates.name, userPoolRates),
            (SettingCatalog.identityPoolRates.name, identityPoolRates),
            (SettingCatalog.smtpHost.name, smtpHost),
            (SettingCatalog.smtpPort.name, smtpPort),
            (SettingCatalog.smtpSecurity.name, smtpSecurity),
            (SettingCatalog.smtpUser.name, smtpUser),
            (SettingCatalog.smtpPasswordFile.name, smtpPasswordFile),
            (SettingCatalog.smtpSender.name, smtpSender),
            (SettingCatalog.smtpAuthority.name, smtpCa),
            (SettingCatalog.outboxContent.name, outboxContent),
            (SettingCatalog.outboxDays.name, outboxDays),
        ]
        return Dictionary(uniqueKeysWithValues: options.compactMap { name, value in value.map { (name, $0) } })
    }
}
