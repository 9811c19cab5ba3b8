/// Signs requests with SigV4, in a header or as a presigned URL.
///
/// The request carries its `Host` header already; no socket is known here.
package struct Signer: Sendable {
    package var credentials: SigningCredentials
    package var region: String
    /// The signing name.
    package var service: String
    package var rules: SigningRules
    /// Whether the session token is left out of what is signed, as AWS IoT wants it.
    package var leavesTokenUnsigned = false

    package init(credentials: SigningCredentials, region: String, service: String, rules: SigningRules? = nil) {
        self.credentials = credentials
        self.region = region
        self.service = service
        self.rules = rules ?? SigningRules.of(service: service)
    }

    /// Adds `X-Amz-Date`, the session token, the payload's declaration where the service wants it, and
    /// `Authorization`; what stood there before is replaced.
    ///
    /// - Parameters:
    ///   - payload: what to declare of the body; by default its hash, in a header only where the service wants one.
    ///   - key: the derived key, where the caller keeps it.
    /// - Returns: what was signed; its chain signs the chunks of a streamed body.
    @discardableResult
    package func sign(
        _ request: inout WireRequest, at now: Timestamp, payload: PayloadDeclaration? = nil, key: SigningKey? = nil
    ) -> SignedRequest {
        let date = SigningDate.basic(now)
        let scope = scope(on: date)
        let declared = payload ?? .hash(SigningHash.hex(request.body))
        request.headers.removeAll("authorization", "x-amz-date", "x-amz-security-token")
        request.headers.append("X-Amz-Date", date)
        if payload != nil || rules.declaresPayload {
            request.headers.removeAll("x-amz-content-sha256")
            if let value = declared.header { request.headers.append("X-Amz-Content-Sha256", value) }
        }
        if let token = credentials.sessionToken, !leavesTokenUnsigned {
            request.headers.append("X-Amz-Security-Token", token)
        }
        let names = Self.headersToSign(request.headers)
        let signed = signed(
            request, names: names, payload: declared, date: date, scope: scope, omitsSignature: false, key: key)
        if let token = credentials.sessionToken, leavesTokenUnsigned {
            request.headers.append("X-Amz-Security-Token", token)
        }
        request.headers.append(
            "Authorization",
            "\(SigningText.algorithm) Credential=\(credentials.accessKeyID)/\(scope), "
                + "SignedHeaders=\(names.joined(separator: ";")), Signature=\(signed.signature)")
        return signed
    }

    /// Turns the request's query into that of a presigned URL; headers in the request are signed and must be sent.
    ///
    /// - Parameters:
    ///   - seconds: how long it is good for, 1 to 604800.
    ///   - payload: what stands for the body; by default nothing of it for S3, its hash for other services.
    @discardableResult
    package func presign(
        _ request: inout WireRequest, at now: Timestamp, for seconds: Int, payload: PayloadDeclaration? = nil,
        key: SigningKey? = nil
    ) -> SignedRequest {
        let date = SigningDate.basic(now)
        let scope = scope(on: date)
        request.headers.removeAll("authorization", "x-amz-date", "x-amz-security-token")
        let names = Self.headersToSign(request.headers)
        var parameters = [
            ("X-Amz-Algorithm", SigningText.algorithm),
            ("X-Amz-Credential", "\(credentials.accessKeyID)/\(scope)"),
            ("X-Amz-Date", date),
            ("X-Amz-Expires", String(seconds)),
            ("X-Amz-SignedHeaders", names.joined(separator: ";")),
        ]
        if let token = credentials.sessionToken, !leavesTokenUnsigned {
            parameters.append(("X-Amz-Security-Token", token))
        }
        for (name, value) in parameters { request.appendQuery(name, value) }
        let declared = payload ?? (rules.declaresPayload ? .unsigned : .hash(SigningHash.hex(request.body)))
        let signed = signed(
            request, names: names, payload: declared, date: date, scope: scope, omitsSignature: true, key: key)
        if let token = credentials.sessionToken, leavesTokenUnsigned {
            request.appendQuery("X-Amz-Security-Token", token)
        }
        request.appendQuery("X-Amz-Signature", signed.signature)
        return signed
    }

    private func scope(on date: String) -> CredentialScope {
        CredentialScope(date: String(date.prefix(8)), region: region, service: service)
    }

    private func signed(
        _ request: WireRequest, names: [String], payload: PayloadDeclaration, date: String, scope: CredentialScope,
        omitsSignature: Bool, key: SigningKey?
    ) -> SignedRequest {
        let canonical = CanonicalRequest(
            request, signedHeaders: names, payload: payload.header ?? SigningText.emptyHash, rules: rules,
            omitsSignature: omitsSignature)
        let stringToSign = canonical.stringToSign(date: date, scope: scope)
        let key = key ?? SigningKey(secretAccessKey: credentials.secretAccessKey, scope: scope)
        let signature = SigningText.string(key.signature(of: stringToSign))
        return SignedRequest(
            canonicalRequest: canonical.text,
            stringToSign: SigningText.string(stringToSign),
            signature: signature,
            chunks: ChunkSignatureChain(key: key, date: date, scope: scope, seed: signature)
        )
    }

    /// Every header but those that proxies and clients change on the way.
    ///
    /// Source: botocore's `SIGNED_HEADERS_BLACKLIST`.
    private static func headersToSign(_ headers: HeaderList) -> [String] {
        Set(headers.fields.map { ASCII.lowercased($0.name) }).subtracting(unsignedHeaders).sorted()
    }

    private static let unsignedHeaders: Set<String> = [
        "authorization", "connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization", "te",
        "trailer", "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
    ]
}

/// What a signer signed.
package struct SignedRequest: Sendable {
    package var canonicalRequest: String
    package var stringToSign: String
    package var signature: String
    /// Signs the chunks of a streamed body, from this request's signature on.
    package var chunks: ChunkSignatureChain
}

extension HeaderList {
    fileprivate mutating func removeAll(_ names: String...) {
        fields.removeAll { field in names.contains { field.name.isEqualIgnoringASCIICase($0) } }
    }
}

extension WireRequest {
    fileprivate mutating func appendQuery(_ name: String, _ value: String) {
        if !query.isEmpty { query += "&" }
        query += "\(name)=\(CanonicalEncoding.encode(value))"
    }
}
