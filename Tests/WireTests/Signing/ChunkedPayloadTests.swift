import Testing

@testable import Wire

/// A streamed upload is proven chunk by chunk; S3's documented example pins the chain.
struct ChunkedPayloadTests {
    private static let data = [UInt8](repeating: UInt8(ascii: "a"), count: 66560)

    /// Source: "Transferring Payload in Multiple Chunks" and "Including Trailing Headers" in the S3 API Reference.
    private static func upload(withTrailer: Bool) -> (request: WireRequest, body: [UInt8], signatures: [String]) {
        let signatures =
            withTrailer
            ? [
                "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
                "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
                "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
            ]
            : [
                "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
                "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
                "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
            ]
        var request = WireRequest(
            method: "PUT", path: "/examplebucket/chunkObject.txt",
            headers: .init([
                .init("Host", "s3.amazonaws.com"), .init("x-amz-date", "20130524T000000Z"),
                .init("x-amz-storage-class", "REDUCED_REDUNDANCY"), .init("Content-Encoding", "aws-chunked"),
                .init("x-amz-decoded-content-length", "66560"),
            ]))
        let names: String
        if withTrailer {
            request.headers.append("x-amz-trailer", "x-amz-checksum-crc32c")
            request.headers.append("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")
            names =
                "content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;"
                + "x-amz-storage-class;x-amz-trailer,"
                + "Signature=106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e"
        } else {
            request.headers.append("Content-Length", "66824")
            request.headers.append("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
            names =
                "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;"
                + "x-amz-storage-class,Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"
        }
        request.headers.append(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=" + names
        )
        var body = Array("10000;chunk-signature=\(signatures[0])\r\n".utf8) + data.prefix(65536)
        body += Array("\r\n400;chunk-signature=\(signatures[1])\r\n".utf8) + data.suffix(1024)
        body += Array("\r\n0;chunk-signature=\(signatures[2])\r\n".utf8)
        if withTrailer {
            body += Array(
                ("x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:"
                    + "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n").utf8)
        }
        return (request, body + [0x0d, 0x0a], signatures)
    }

    private static func decoder(withTrailer: Bool) throws -> ChunkedPayloadDecoder {
        let verified = try SigningFixture.verify(
            upload(withTrailer: withTrailer).request, at: SigningFixture.may2013, service: "s3", body: .toCome)
        return ChunkedPayloadDecoder(verified.payload, length: 66560, chain: verified.chunks)
    }

    @Test(arguments: [false, true], [1, 7, 1000, 100_000])
    func decodesTheDocumentedUpload(withTrailer: Bool, pieceSize: Int) throws {
        let body = Self.upload(withTrailer: withTrailer).body
        if !withTrailer { #expect(body.count == 66824) }
        var decoder = try Self.decoder(withTrailer: withTrailer)
        var decoded: [UInt8] = []
        for start in stride(from: 0, to: body.count, by: pieceSize) {
            decoded += try decoder.decode(Array(body[start..<min(start + pieceSize, body.count)]))
        }
        try decoder.finish()
        #expect(decoded == Self.data)
        #expect(decoder.trailers == (withTrailer ? [.init("x-amz-checksum-crc32c", "sOO8/Q==")] : []))
    }

    @Test(arguments: [false, true])
    func encodesTheDocumentedUpload(withTrailer: Bool) throws {
        let (request, body, _) = Self.upload(withTrailer: withTrailer)
        let chain = try SigningFixture.verify(request, at: SigningFixture.may2013, service: "s3", body: .toCome).chunks
        var encoder = ChunkedPayloadEncoder(chain: chain)
        var encoded = encoder.chunk(Array(Self.data.prefix(65536))) + encoder.chunk(Array(Self.data.suffix(1024)))
        encoded += encoder.end(trailers: withTrailer ? [.init("X-Amz-Checksum-Crc32c", "sOO8/Q==")] : nil)
        #expect(encoded == body)
        #expect(ChunkedPayloadEncoder.length(of: 66560, chunkSize: 65536, isSigned: true) == 66824)
    }

    @Test("The documentation's own bytes have a line feed and an empty line before the trailer's signature")
    func toleratesTheDocumentedTrailer() throws {
        let text = SigningText.string(Self.upload(withTrailer: true).body)
        var decoder = try Self.decoder(withTrailer: true)
        _ = try decoder.decode(Array(text.replacing("sOO8/Q==\r\n", with: "sOO8/Q==\n\r\n").utf8))
        try decoder.finish()
        #expect(decoder.trailers == [.init("x-amz-checksum-crc32c", "sOO8/Q==")])
    }

    @Test("Every single flipped byte is noticed", arguments: [false, true])
    func refusesTampering(withTrailer: Bool) throws {
        let body = Self.upload(withTrailer: withTrailer).body
        let positions = Array(0..<90) + [5000, 65_700] + Array(body.count - 330..<body.count - 2)
        for position in positions {
            var tampered = body
            tampered[position] ^= 1
            var decoder = try Self.decoder(withTrailer: withTrailer)
            #expect(throws: ChunkedPayloadFault.self, "byte \(position)") {
                _ = try decoder.decode(tampered)
                try decoder.finish()
            }
        }
    }

    @Test(arguments: [false, true])
    func refusesTruncation(withTrailer: Bool) throws {
        let body = Self.upload(withTrailer: withTrailer).body
        for length in stride(from: 0, to: body.count - 2, by: 997) {
            var decoder = try Self.decoder(withTrailer: withTrailer)
            _ = try decoder.decode(Array(body.prefix(length)))
            #expect(throws: ChunkedPayloadFault.truncated) { try decoder.finish() }
        }
    }

    @Test(
        "Unsigned framing, as botocore writes it, and each way to spoil it",
        arguments: [
            ("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", 5, nil),
            ("3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", 5, nil),
            ("5;ext=1\r\nhello\r\n0\r\n\r\n", 5, nil),
            ("0\r\n\r\n", 0, nil),
            ("5\r\nhello\r\n0\r\n\r\n", 6, ChunkedPayloadFault.wrongLength(declared: 6)),
            ("5\r\nhello\r\n0\r\n\r\n", 4, .wrongLength(declared: 4)),
            ("5\r\nhelloX\n0\r\n\r\n", 5, .malformedChunk),
            ("5\nhello\r\n0\r\n\r\n", 5, .malformedChunk),
            ("-5\r\nhello\r\n0\r\n\r\n", 5, .malformedChunk),
            ("\r\nhello", 5, .malformedChunk),
            ("fffffffffffffffff\r\n", nil, .malformedChunk),
            ("5\r\nhello\r\n0\r\nno colon\r\n\r\n", 5, .malformedTrailer),
            ("5\r\nhello\r\n0\r\n\r\nmore", 5, .excess),
            ("5\r\nhello\r\n0\r\n", 5, .truncated),
            (String(repeating: "0", count: 300), nil, .malformedChunk),
            ("0\r\n" + String(repeating: "a:b\r\n", count: 2000), 0, .malformedTrailer),
        ] as [(String, Int?, ChunkedPayloadFault?)])
    func unsigned(_ body: String, _ length: Int?, _ fault: ChunkedPayloadFault?) {
        var decoder = ChunkedPayloadDecoder(.unsignedChunksWithTrailer, length: length, chain: nil)
        do {
            let decoded = try decoder.decode(Array(body.utf8))
            try decoder.finish()
            #expect(fault == nil)
            #expect(SigningText.string(decoded) == (length == 0 ? "" : "hello"))
        } catch {
            #expect(error == fault)
        }
    }
}
