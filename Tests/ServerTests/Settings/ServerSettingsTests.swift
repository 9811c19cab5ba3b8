import Foundation
import Kernel
import Mail
import Messages
import ServiceUserPools
import Testing

@testable import Server

/// A server that starts with a setting other than the one meant is worse than one that does not start.
@Suite struct ServerSettingsTests {
    private func settings(
        flags: [String: String] = [:],
        environment: [String: String] = [:],
        file: String? = nil
    ) throws -> ServerSettings {
        var path: String?
        if let file {
            let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).yaml")
            try Data(file.utf8).write(to: url)
            path = url.path
        }
        defer { path.map { try? FileManager.default.removeItem(atPath: $0) } }
        let known = SettingCatalog.names
        let sources = try SettingSources(flags: flags, environment: environment, filePath: path, known: known)
        return try ServerSettings(from: sources)
    }

    @Test func nothingSetGivesTheDefaults() throws {
        let settings = try settings()
        #expect(settings.port == 4566)
        #expect(settings.host == "127.0.0.1")
        #expect(!settings.isEphemeral)
    }

    @Test func flagsGoBeforeEnvironmentAndThisBeforeTheFile() throws {
        let file = "port: 1\nregion: eu-west-1\ndomain: a.example\nephemeral: yes\n"
        let environment = ["MARTLET_PORT": "2", "MARTLET_REGION": "eu-west-2"]
        let settings = try settings(flags: ["port": "3"], environment: environment, file: file)
        #expect(settings.port == 3)
        #expect(settings.region.name == "eu-west-2")
        #expect(settings.domain == "a.example")
        #expect(settings.isEphemeral)
    }

    @Test(arguments: [
        ("port", "http", "setting 'port' (flag --port) must be a whole number from 0 to 65535"),
        ("port", "65536", "setting 'port' (flag --port) must be a whole number from 0 to 65535"),
        ("account", "12345", "setting 'account' (flag --account) must be exactly 12 digits"),
        ("region", "Mars", "setting 'region' (flag --region) must be a region name such as eu-central-1"),
        ("ephemeral", "maybe", "setting 'ephemeral' (flag --ephemeral) must be true or false"),
        (
            "root-secret-key", "short",
            "setting 'root-secret-key' (flag --root-secret-key) must be at least 16 characters"
        ),
        ("tls-key", "key.pem", "setting 'tls-key' needs 'tls-certificate' beside it"),
        ("token-issuer", "own", "setting 'token-issuer' needs 'domain' beside it to be 'own'"),
        (
            "identity-pool-rates", "GetIdentity=5",
            "setting 'identity-pool-rates' (flag --identity-pool-rates) must be pairs OPERATION=CALLS a second, "
                + "separated by commas; 0 for no limit, 'all' for every operation"
        ),
        (
            "token-issuer", "me",
            "setting 'token-issuer' (flag --token-issuer) must be aws, own, or an origin such as "
                + "https://login.example.com"
        ),
    ])
    func wrongValuesAreRefusedByName(_ name: String, _ value: String, _ message: String) {
        #expect(throws: SettingFault(message)) { try settings(flags: [name: value]) }
    }

    @Test func aRefusalNeverRepeatsTheValue() throws {
        let fault = #expect(throws: SettingFault.self) { try settings(flags: ["root-secret-key": "tooShort"]) }
        #expect(fault?.description.contains("tooShort") == false)
    }

    @Test func unknownKeysOfTheFileAreRefused() throws {
        let fault = #expect(throws: SettingFault.self) { try settings(file: "prot: 4566\n") }
        #expect(fault?.description.contains("unknown setting 'prot'") == true)
    }

    /// Tokens that name an issuer whose keys nobody finds are worth nothing.
    @Test(
        arguments: [
            ([:], .aws), (["token-issuer": "aws"], .aws),
            (["token-issuer": "own", "domain": "a.example"], .own(origin: "http://a.example:4566")),
            (["token-issuer": "own", "domain": "a.example", "port": "80"], .own(origin: "http://a.example")),
            (
                ["token-issuer": "own", "domain": "a.example", "port": "443", "tls-key": "k", "tls-certificate": "c"],
                .own(origin: "https://a.example")
            ),
            (["token-issuer": "https://b.example/"], .own(origin: "https://b.example")),
        ] as [([String: String], UserPoolSettings.TokenIssuerName)])
    func tokensNameTheIssuerThatIsSet(_ flags: [String: String], _ issuer: UserPoolSettings.TokenIssuerName) throws {
        #expect(try settings(flags: flags).userPools.tokenIssuer == issuer)
    }

    @Test func providersAddressesComeAsPairs() throws {
        let pairs = "a.example=http://127.0.0.1:1,B.example=http://127.0.0.1:2/y/"
        let settings = try settings(flags: ["provider-addresses": pairs])
        #expect(settings.providerAddresses["https://b.example"] == "http://127.0.0.1:2/y")
        for pairs in ["a=b", "https://a.example=http://b", "a.example/x=http://b"] {
            #expect(throws: SettingFault.self) { try self.settings(flags: ["provider-addresses": pairs]) }
        }
    }

    @Test func anSMTPServerIsAWhole() throws {
        let flags = ["smtp-host": "mail.example.com", "smtp-sender": "Postcards <no-reply@example.com>"]
        let plain = try #require(try settings(flags: flags).mail.smtp)
        #expect(plain.port == 587 && plain.security == .starttls && plain.user == nil)
        let environment = ["MARTLET_SMTP_USER": "u", "MARTLET_SMTP_PASSWORD": "p", "MARTLET_SMTP_SECURITY": "tls"]
        let known = try #require(try settings(flags: flags, environment: environment).mail.smtp)
        #expect(known.port == 465 && known.user == "u" && known.password == "p")
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())").path
        try Data("secret word\n".utf8).write(to: URL(fileURLWithPath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        let more = flags.merging(["smtp-user": "u", "smtp-password-file": file]) { $1 }
        #expect(try settings(flags: more).mail.smtp?.password == "secret word")
        #expect(try settings().mail.smtp == nil)
    }

    @Test(arguments: [
        (["smtp-host": "a"], "setting 'smtp-host' needs 'smtp-sender' beside it"),
        (["smtp-user": "u"], "setting 'smtp-user' needs 'smtp-host' beside it"),
        (["smtp-host": "a/b"], "setting 'smtp-host' (flag --smtp-host) must be a host name or address"),
        (
            ["smtp-sender": "a@b\nc"],
            "setting 'smtp-sender' (flag --smtp-sender) must be an address such as 'Postcards <no-reply@example.com>'"
        ),
        (
            ["smtp-host": "a", "smtp-sender": "a@b", "smtp-user": "u"],
            "setting 'smtp-user' needs 'smtp-password' beside it"
        ),
        (
            ["smtp-host": "a", "smtp-sender": "a@b", "smtp-password": "p"],
            "setting 'smtp-password' needs 'smtp-user' beside it"
        ),
        (
            ["smtp-password-file": "/nowhere/at/all"],
            "setting 'smtp-password-file' must be a file that can be read and is not empty"
        ),
        (
            ["smtp-password-file": "/nowhere", "smtp-password": "p"],
            "'smtp-password' and 'smtp-password-file' are both set"
        ),
        (
            ["smtp-host": "::1", "smtp-sender": "a@b", "smtp-ca": "/nowhere/at/all"],
            "setting 'smtp-ca' must be a file that can be read and is not empty"
        ),
        (
            ["smtp-security": "ssl"],
            "setting 'smtp-security' (flag --smtp-security) must be one of starttls, tls, none"
        ),
    ])
    func halfAnSMTPServerIsRefused(_ flags: [String: String], _ message: String) {
        #expect(throws: SettingFault(message)) { try settings(flags: flags) }
    }

    @Test func theOutboxKeepsContentsUnlessTold() throws {
        #expect(try settings().mail.outbox.keepsContent)
        let outbox = try settings(flags: ["outbox-content": "false", "outbox-days": "30"]).mail.outbox
        #expect(!outbox.keepsContent && outbox.days == 30)
    }
}
