import Testing

@testable import Wire

/// Signer and verifier share these forms, so a mistake in them would hide in every round trip.
struct CanonicalRequestTests {
    private func lines(
        path: String = "/", query: String = "", headers: [HeaderList.Field] = [], names: [String] = [],
        rules: SigningRules = .standard, omitsSignature: Bool = false
    ) -> [String] {
        let request = WireRequest(method: "GET", path: path, query: query, headers: HeaderList(headers))
        let canonical = CanonicalRequest(
            request, signedHeaders: names, payload: "hash", rules: rules, omitsSignature: omitsSignature)
        return canonical.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test(arguments: [
        ("", "/", "/"), ("/", "/", "/"), ("/a b", "/a%20b", "/a%20b"), ("/a%20b", "/a%2520b", "/a%20b"),
        ("/a%2Fb", "/a%252Fb", "/a/b"), ("/%7Ea/~b", "/%257Ea/~b", "/~a/~b"), ("/a+b", "/a%2Bb", "/a%2Bb"),
        ("//a//b/", "/a/b/", "//a//b/"), ("/a/./b/../c", "/a/c", "/a/./b/../c"), ("/../..", "/", "/../.."),
        ("/a/..", "/", "/a/.."), ("/a/../", "/", "/a/../"), ("/.hidden/..a", "/.hidden/..a", "/.hidden/..a"),
        ("/ሴ", "/%E1%88%B4", "/%E1%88%B4"), ("/100%", "/100%25", "/100%25"), ("/%zz%4", "/%25zz%254", "/%25zz%254"),
        ("/a:b=c;d", "/a%3Ab%3Dc%3Bd", "/a%3Ab%3Dc%3Bd"),
    ])
    func paths(_ path: String, _ standard: String, _ s3: String) {
        #expect(lines(path: path)[1] == standard)
        #expect(lines(path: path, rules: .s3)[1] == s3)
    }

    @Test(arguments: [
        ("", ""), ("b=2&a=1", "a=1&b=2"), ("a=2&a=10&a=1", "a=1&a=10&a=2"), ("a", "a="), ("a=", "a="), ("&&a&", "a="),
        ("a-=1&a=2", "a=2&a-=1"), ("B=1&a=2&A=3", "A=3&B=1&a=2"), ("a=b=c", "a=b%3Dc"), ("a=b+c", "a=b%20c"),
        ("a=b%2bc", "a=b%2Bc"), ("a=%7E%2f", "a=~%2F"), ("a=%zz", "a=%25zz"), ("é=猫", "%C3%A9=%E7%8C%AB"),
        ("X-Amz-Signature=1&a=1", "X-Amz-Signature=1&a=1"),
    ])
    func queries(_ query: String, _ canonical: String) {
        #expect(lines(query: query)[2] == canonical)
    }

    @Test func onlyAPresignedSignatureIsLeftOut() {
        #expect(lines(query: "b=1&X-Amz-Signature=2&a=1", omitsSignature: true)[2] == "a=1&b=1")
    }

    @Test func headersAreFoldedAndJoined() {
        let headers: [HeaderList.Field] = [
            .init("My-Header", "  a \t b  "), .init("HOST", "example.com"), .init("my-header", ""),
            .init("MY-HEADER", "\"x   y\"\n  z"),
        ]
        let found = lines(headers: headers, names: ["absent", "host", "my-header"])
        #expect(
            Array(found[3...]) == [
                "absent:", "host:example.com", "my-header:a b,,\"x y\" z", "", "absent;host;my-header", "hash",
            ])
    }
}
