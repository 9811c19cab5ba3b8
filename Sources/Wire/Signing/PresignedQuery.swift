/// The parameters of a presigned URL.
struct PresignedQuery {
    private static let names = [
        "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date",
        "X-Amz-Expires", "X-Amz-Security-Token", "X-Amz-Content-Sha256", "AWSAccessKeyId", "Signature",
    ]

    private let values: [String?]

    init(_ query: String) {
        values = CanonicalQuery.values(of: Self.names, in: query)
    }

    private var algorithm: String? { values[0] }
    private var credential: String? { values[1] }
    private var signature: String? { values[2] }
    private var signedHeaders: String? { values[3] }
    private var date: String? { values[4] }
    private var expires: String? { values[5] }
    var sessionToken: String? { values[6] }
    private var contentHash: String? { values[7] }
    private var isSignatureVersion2: Bool { values[8] != nil && values[9] != nil }

    /// Whether the query claims to be signed, by this version or the one before.
    var isSigned: Bool { algorithm != nil || signature != nil || isSignatureVersion2 }

    /// Reads the query form.
    func signature(of request: WireRequest) throws(SignatureFault) -> RequestSignature {
        if algorithm == nil && isSignatureVersion2 { throw .unsupportedAlgorithm("HmacSHA1", .header) }
        guard let algorithm, let credential, let signature, let signedHeaders, let date else {
            let missing = zip(Self.names, values).prefix(5).filter { $0.1 == nil }.map(\.0)
            throw .incompleteQuery(missing: missing)
        }
        guard let timestamp = SigningDate.parseBasic(date) else { throw .malformedDate(date, .query) }
        let lifetime = try lifetime()
        guard let names = RequestSignature.signedHeaders(signedHeaders) else {
            throw .malformedCredential(credential, .query)
        }
        guard names.contains("host") else { throw .hostNotSigned }
        guard algorithm == SigningText.algorithm else { throw .unsupportedAlgorithm(algorithm, .query) }
        guard let (accessKeyID, scope) = RequestSignature.credential(credential) else {
            throw .malformedCredential(credential, .query)
        }
        let rules = SigningRules.of(service: scope.service)
        if lifetime == nil && rules.declaresPayload {
            throw .incompleteQuery(missing: ["X-Amz-Expires"])
        }
        return RequestSignature(
            place: .query,
            accessKeyID: accessKeyID,
            scope: scope,
            signedHeaders: names,
            signature: signature,
            timestamp: timestamp,
            date: date,
            lifetime: lifetime,
            sessionToken: sessionToken ?? request.headers["x-amz-security-token"],
            payload: PayloadDeclaration(header: contentHash ?? request.headers["x-amz-content-sha256"]),
            rules: rules
        )
    }

    private func lifetime() throws(SignatureFault) -> Int64? {
        guard let expires else { return nil }
        guard let seconds = Int64(expires), !expires.utf8.contains(UInt8(ascii: "+")) else {
            throw .malformedLifetime(.notANumber)
        }
        if seconds < 1 { throw .malformedLifetime(.negative) }
        if seconds > 604_800 { throw .malformedLifetime(.tooLong) }
        return seconds
    }
}
