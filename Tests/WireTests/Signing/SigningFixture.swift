import Foundation

@testable import Wire

/// What the tests of signing share: a key, a moment, and random requests that a seed repeats.
enum SigningFixture {
    static let credentials = SigningCredentials(
        accessKeyID: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
    /// 2013-05-24T00:00:00Z, the moment of AWS's examples for S3.
    static let may2013 = Timestamp(seconds: 1_369_353_600)
    /// 2015-08-30T12:36:00Z, the moment of AWS's test suite.
    static let august2015 = Timestamp(seconds: 1_440_938_160)

    /// The seed of a random test: `MARTLET_SEED`, or a fresh one; printed, so that a failure can be repeated.
    static func seed(_ test: String) -> UInt64 {
        let seed = ProcessInfo.processInfo.environment["MARTLET_SEED"].flatMap(UInt64.init) ?? .random(in: 0 ... .max)
        print("\(test): MARTLET_SEED=\(seed)")
        return seed
    }

    /// Verifies as a server does, from reading the signature on.
    @discardableResult
    static func verify(
        _ request: WireRequest, credentials: SigningCredentials = credentials, at now: Timestamp,
        region: String? = nil, service: String, body: BodyEvidence = .inRequest
    ) throws(SignatureFault) -> VerifiedSignature {
        guard let signature = try RequestSignature.parse(request) else { throw .missing }
        try signature.check(at: now, region: region, service: service)
        let key = SigningKey(secretAccessKey: credentials.secretAccessKey, scope: signature.scope)
        return try signature.verify(request, key: key, body: body)
    }

    /// The fault of a call; `nil` where there is none.
    static func fault(_ body: () throws(SignatureFault) -> Void) -> SignatureFault? {
        do {
            try body()
            return nil
        } catch {
            return error
        }
    }
}

/// A generator that a seed fixes (SplitMix64).
struct SigningRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }

    mutating func text(upTo length: Int, of alphabet: [String]) -> String {
        (0..<Int.random(in: 0...length, using: &self)).map { _ in alphabet.randomElement(using: &self) ?? "" }.joined()
    }

    mutating func bytes(upTo length: Int) -> [UInt8] {
        (0..<Int.random(in: 0...length, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    /// A request with whatever a client might send: odd paths, repeated names, escapes of all kinds.
    mutating func request() -> WireRequest {
        let pieces = [
            "a", "B", "7", "-", "_", ".", "~", "/", "%2F", "%7e", "+", "é", "猫", "%zz", "%", "=", ":", "*", "🐦",
        ]
        var headers = HeaderList([
            .init("Host", ["example.com", "localhost:4566", "b.s3.local:443"].randomElement(using: &self) ?? "")
        ])
        for _ in 0..<Int.random(in: 0...6, using: &self) {
            let name = ["X-Amz-Target", "content-type", "X-Custom", "x-custom", "Range", "x-amz-meta-ä"]
            let value = text(upTo: 8, of: ["a", " ", "  ", "\t", "é", "\"", ",", ";", "猫", "=", "%20"])
            headers.append(name.randomElement(using: &self) ?? "", value)
        }
        let query = (0..<Int.random(in: 0...5, using: &self)).map { _ in
            text(upTo: 4, of: pieces) + (Bool.random(using: &self) ? "" : "=" + text(upTo: 5, of: pieces))
        }
        return WireRequest(
            method: ["GET", "PUT", "POST", "DELETE"].randomElement(using: &self) ?? "GET",
            path: "/" + text(upTo: 12, of: pieces),
            query: query.joined(separator: "&"),
            headers: headers,
            body: bytes(upTo: 60)
        )
    }
}
