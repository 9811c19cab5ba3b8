import Foundation
import Kernel
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
        let pairs = "https://a.example=http://127.0.0.1:1,https://b.example/x=http://127.0.0.1:2/y"
        let settings = try settings(flags: ["provider-address": pairs])
        #expect(settings.providerAddresses["https://b.example/x"] == "http://127.0.0.1:2/y")
        #expect(throws: SettingFault.self) { try self.settings(flags: ["provider-address": "a=b"]) }
    }
}
