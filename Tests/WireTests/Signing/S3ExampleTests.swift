import Testing

@testable import Wire

/// S3 canonicalises by rules of its own; its documentation's examples pin them.
struct S3ExampleTests {
    private static let signer = Signer(credentials: SigningFixture.credentials, region: "us-east-1", service: "s3")

    /// Source: "Signature Calculations for the Authorization Header: Transferring Payload in a Single Chunk".
    @Test(arguments: [
        (
            WireRequest(method: "GET", path: "/test.txt", headers: .init([.init("Range", "bytes=0-9")])),
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
        ),
        (
            WireRequest(
                method: "PUT", path: "/test$file.text",
                headers: .init([
                    .init("Date", "Fri, 24 May 2013 00:00:00 GMT"), .init("x-amz-storage-class", "REDUCED_REDUNDANCY"),
                ]),
                body: Array("Welcome to Amazon S3.".utf8)),
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
        ),
        (
            WireRequest(method: "GET", path: "/", query: "lifecycle"),
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"
        ),
        (
            WireRequest(method: "GET", path: "/", query: "max-keys=2&prefix=J"),
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
        ),
    ])
    func header(_ request: WireRequest, _ expected: String) throws {
        var request = request
        request.headers.append("Host", "examplebucket.s3.amazonaws.com")
        let signed = Self.signer.sign(&request, at: SigningFixture.may2013)
        #expect(signed.signature == expected)
        try SigningFixture.verify(request, at: SigningFixture.may2013, service: "s3")
    }

    /// Source: "Authenticating Requests: Using Query Parameters".
    @Test func presigned() throws {
        var request = WireRequest(
            method: "GET", path: "/test.txt", headers: .init([.init("Host", "examplebucket.s3.amazonaws.com")]))
        let signed = Self.signer.presign(&request, at: SigningFixture.may2013, for: 86400)
        #expect(signed.signature == "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
        try SigningFixture.verify(request, at: SigningFixture.may2013.adding(seconds: 86400), service: "s3")
    }
}
