import Testing

@testable import Server

/// The forms that settings must have.
@Suite struct SettingTextTests {
    /// Why: a name that no client can resolve would be printed in every hint that the server gives.
    @Test(arguments: [
        ("martlet.example.com", true), ("a", true), ("A-1", true), ("", false), ("-a", false), ("a.", false),
        ("a b", false), ("é", false), ("a/b", false),
    ])
    func knowsHostNames(_ text: String, isRight: Bool) {
        #expect(SettingText.isHostName(text) == isRight)
    }

    /// Why: a region that is misspelt would stand in ARNs for ever.
    @Test(arguments: [
        ("eu-central-1", true), ("us-gov-west-1", true), ("us-east-12", true), ("us-east", false), ("u-east-1", false),
        ("eu--1", false), ("EU-central-1", false), ("eu-central-", false), ("eu-central-1a", false), ("", false),
    ])
    func knowsRegionNames(_ text: String, isRight: Bool) {
        #expect(SettingText.isRegionName(text) == isRight)
    }

    /// Why: a key id of another form is refused by the clients, not by the server.
    @Test(arguments: [
        ("AKIABENCHMARKROOT001", true), ("abcdefghijklmnop", true), ("short", false), ("AKIABENCHMARK-ROOT01", false),
        (String(repeating: "A", count: 128), true), (String(repeating: "A", count: 129), false),
    ])
    func knowsAccessKeyIDs(_ text: String, isRight: Bool) {
        #expect(SettingText.isAccessKeyID(text) == isRight)
    }

    /// Why: an origin that matches nothing leaves a provider's own address in force, unnoticed.
    @Test(arguments: [
        ("https://a.example", true), ("http://127.0.0.1:80/x", true), ("ftp://a", false), ("https://", false),
        ("https:///x", false), ("a.example", false),
    ])
    func knowsOrigins(_ text: String, isRight: Bool) {
        #expect(SettingText.isOrigin(text) == isRight)
    }
}
