import Kernel
import Storage
import Testing

@testable import ServiceLambda

/// The address that an answer names must lead back to the function.
struct FunctionURLHostTests {
    static let label = "abcdefghijklmnopqrstuvwxyz234567"

    @Test(arguments: [
        ("http://127.0.0.1:4566", "http://\(label).lambda-url.eu-central-1.localhost:4566/"),
        ("http://localhost:4566", "http://\(label).lambda-url.eu-central-1.localhost:4566/"),
        ("https://martlet.example.com", "https://\(label).lambda-url.eu-central-1.martlet.example.com/"),
        ("http://[::1]:4566", "http://\(label).lambda-url.eu-central-1.localhost:4566/"),
        ("http://[::1]", "http://\(label).lambda-url.eu-central-1.localhost/"),
        ("", "https://\(label).lambda-url.eu-central-1.on.aws/"),
    ])
    func addresses(_ endpoint: String, _ url: String) {
        #expect(FunctionURLHost.url(label: Self.label, region: Region("eu-central-1"), endpoint: endpoint) == url)
    }

    @Test(arguments: [
        ("\(label).lambda-url.eu-central-1.localhost", true),
        ("\(label).lambda-url.us-east-1.martlet.example.com", true),
        ("\(label).lambda-url.us-east-1", false), ("\(label).lambda.us-east-1.localhost", false),
        ("short.lambda-url.us-east-1.localhost", false), ("lambda-url.us-east-1.localhost", false),
        ("\(label.uppercased()).lambda-url.us-east-1.localhost", false), ("localhost", false),
    ])
    func hosts(_ host: String, _ isOne: Bool) {
        #expect((FunctionURLHost(host) != nil) == isOne)
    }

    /// A URL that is deleted and made again must stay the same; no two functions may share one.
    @Test func labelsAreStableAndApart() throws {
        let vault = Vault.ephemeral()
        let account = try #require(AccountID("123456789012"))
        let id = FunctionID(account: account, region: Region("eu-central-1"), name: "f")
        let label = FunctionURLRules.label(of: id, "", vault: vault)
        #expect(label == FunctionURLRules.label(of: id, "", vault: vault))
        #expect(label.utf8.count == 32)
        #expect(FunctionURLHost("\(label).lambda-url.eu-central-1.localhost")?.label == label)
        #expect(label != FunctionURLRules.label(of: id, "live", vault: vault))
    }
}
