import Testing

@testable import Wire

/// No request, however broken, may crash the reader of signatures or hold it up.
struct SigningFuzzTests {
    private static let pieces = [
        "AWS4-HMAC-SHA256", "AWS", "Credential=", "SignedHeaders=", "Signature=", ",", " ", "=", "/", ";", "%", "&",
        "?",
        "host", "x-amz-date", "AKID/20150830/us-east-1/s3/aws4_request", "20150830T123600Z", "\0", "é", "🐦", "%2F",
        "X-Amz-Algorithm=AWS4-HMAC-SHA256", "&X-Amz-Credential=", "&X-Amz-Date=20150830T123600Z", "&X-Amz-Expires=",
        "&X-Amz-SignedHeaders=host", "&X-Amz-Signature=", "-1", "99999999999999999999", "UNSIGNED-PAYLOAD",
    ]

    @Test(.timeLimit(.minutes(1)))
    func authorizations() {
        var random = SigningRandom(seed: SigningFixture.seed("fuzzed authorizations"))
        let key = SigningKey(
            secretAccessKey: "s", scope: CredentialScope(date: "20150830", region: "us-east-1", service: "s3"))
        for _ in 0..<30_000 {
            var request = random.request()
            request.query = random.text(upTo: 12, of: Self.pieces)
            for name in ["Authorization", "X-Amz-Date", "Date", "X-Amz-Content-Sha256", "X-Amz-Security-Token"]
            where Bool.random(using: &random) {
                request.headers.append(name, random.text(upTo: 10, of: Self.pieces))
            }
            do {
                guard let signature = try RequestSignature.parse(request) else { continue }
                try signature.check(at: SigningFixture.august2015, region: nil, service: signature.scope.service)
                try signature.verify(request, key: key)
                Issue.record("a random signature was taken for true: \(request)")
            } catch {
                for dialect in SignatureDialect.allCases {
                    let refusal = error.serviceError(for: dialect)
                    #expect(!refusal.message.isEmpty && (400...403).contains(refusal.status))
                }
            }
        }
    }

    @Test("Work grows with a request's size, not with its square", .timeLimit(.minutes(1)))
    func largeRequests() {
        let many = String(repeating: "a;", count: 100_000)
        var request = WireRequest(
            method: "GET", path: "/" + String(repeating: "../", count: 100_000),
            query: String(repeating: "b=%41&", count: 50_000), headers: .init([.init("Host", "h")]))
        for index in 0..<100 { request.headers.append("x-h\(index)", String(repeating: " x", count: 1000)) }
        Signer(credentials: SigningFixture.credentials, region: "us-east-1", service: "sts")
            .sign(&request, at: SigningFixture.august2015)
        #expect(throws: Never.self) {
            try SigningFixture.verify(request, at: SigningFixture.august2015, service: "sts")
        }
        request.headers.fields[request.headers.fields.count - 1].value =
            "AWS4-HMAC-SHA256 Credential=A/20150830/r/sts/aws4_request, SignedHeaders=\(many)host, Signature=0"
        #expect(throws: SignatureFault.self) { try RequestSignature.parse(request) }
    }

    @Test(.timeLimit(.minutes(1)))
    func chunks() {
        var random = SigningRandom(seed: SigningFixture.seed("fuzzed chunks"))
        let pieces = [
            "0", "5", "a", "ffff", "\r\n", "\r", "\n", ";chunk-signature=", String(repeating: "0", count: 64), "hello",
            ":",
            "x-amz-trailer-signature:", "x-amz-checksum-crc32:AAAA", "0\r\n", "5\r\nhello\r\n", "\0", "🐦",
        ]
        let chain = ChunkSignatureChain(
            key: SigningKey(secretAccessKey: "s", scope: CredentialScope(date: "d", region: "r", service: "s3")),
            date: "20150830T123600Z", scope: CredentialScope(date: "d", region: "r", service: "s3"), seed: "seed")
        for _ in 0..<30_000 {
            let isSigned = Bool.random(using: &random)
            let mode: PayloadDeclaration =
                isSigned
                ? [.signedChunks, .signedChunksWithTrailer].randomElement(using: &random) ?? .signedChunks
                : .unsignedChunksWithTrailer
            let body = Array(random.text(upTo: 14, of: pieces).utf8)
            let whole = Self.outcome(mode, isSigned ? chain : nil, [body])
            let cut = Int.random(in: 0...body.count, using: &random)
            let halves = Self.outcome(mode, isSigned ? chain : nil, [Array(body[..<cut]), Array(body[cut...])])
            #expect(whole == halves, "the cut must not matter: \(SigningText.string(body)) at \(cut)")
        }
    }

    private static func outcome(
        _ mode: PayloadDeclaration, _ chain: ChunkSignatureChain?, _ pieces: [[UInt8]]
    ) -> Result<[UInt8], ChunkedPayloadFault> {
        var decoder = ChunkedPayloadDecoder(mode, length: nil, chain: chain)
        return Result { () throws(ChunkedPayloadFault) in
            var decoded: [UInt8] = []
            for piece in pieces { decoded += try decoder.decode(piece) }
            try decoder.finish()
            return decoded
        }
    }
}
