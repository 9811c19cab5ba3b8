import Testing

@testable import Wire

/// A cache that gave a wrong key or grew without bound would be worse than none.
struct SigningKeyCacheTests {
    private static let scope = CredentialScope(date: "20150830", region: "us-east-1", service: "iam")

    @Test func givesTheDerivedKey() {
        var cache = SigningKeyCache(capacity: 8)
        let text = Array("text".utf8)
        let direct = SigningKey(secretAccessKey: "secret", scope: Self.scope).signature(of: text)
        for _ in 0..<2 {
            let key = cache.key(accessKeyID: "A", secretAccessKey: "secret", scope: Self.scope)
            #expect(key.signature(of: text) == direct)
        }
        #expect(cache.count == 1)
    }

    @Test func aChangedSecretGetsItsOwnKey() {
        var cache = SigningKeyCache()
        let text = Array("text".utf8)
        let first = cache.key(accessKeyID: "A", secretAccessKey: "one", scope: Self.scope).signature(of: text)
        let second = cache.key(accessKeyID: "A", secretAccessKey: "two", scope: Self.scope).signature(of: text)
        #expect(first != second)
        #expect(second == SigningKey(secretAccessKey: "two", scope: Self.scope).signature(of: text))
    }

    @Test func isBounded() {
        var cache = SigningKeyCache(capacity: 10)
        for index in 0..<100 {
            _ = cache.key(accessKeyID: "A\(index)", secretAccessKey: "secret", scope: Self.scope)
            #expect(cache.count <= 10)
        }
        cache.removeAll()
        #expect(cache.count == 0)
    }

    @Test("No description of a key or of credentials shows a secret, since logs print them")
    func secretsDoNotPrint() {
        let credentials = SigningCredentials(accessKeyID: "AKID", secretAccessKey: "canary1", sessionToken: "canary2")
        var dumped = ""
        dump(credentials, to: &dumped)
        dump(SigningKey(secretAccessKey: "canary1", scope: Self.scope), to: &dumped)
        let shown = "\(credentials) \(String(reflecting: credentials)) \(dumped)"
        #expect(!shown.contains("canary"))
    }
}
