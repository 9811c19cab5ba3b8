/// What the verifier knows of a request's body.
package enum BodyEvidence: Hashable, Sendable {
    /// The whole body lies in the request.
    case inRequest
    /// The body went elsewhere; its SHA-256 in lowercase hexadecimal was taken on the way.
    case hash(String)
    /// The body is still to come, and whoever reads it checks it against the verified declaration. Only where
    /// `SigningRules.declaresPayload` holds; elsewhere the body counts as empty.
    case toCome
}

/// What a signature that proved true says about the body.
package struct VerifiedSignature: Sendable {
    package var payload: PayloadDeclaration
    /// The chain that the body's chunks must continue, where they are signed.
    package var chunks: ChunkSignatureChain?
}

extension RequestSignature {
    /// Checks that the signature was made by the key over this request.
    ///
    /// The caller has derived `key` for `scope`. Comparison takes constant time. `Host` is tried with and without
    /// the default port, since clients and proxies differ on it.
    @discardableResult
    package func verify(
        _ request: WireRequest, key: SigningKey, body: BodyEvidence = .inRequest
    ) throws(SignatureFault) -> VerifiedSignature {
        try checkSignedHeaders(of: request, rules: rules)
        let payload = try payloadLine(of: request, body: body, rules: rules)
        let provided = Array(signature.utf8)
        func isRight(host: String?) -> (Bool, CanonicalRequest, [UInt8]) {
            let canonical = CanonicalRequest(
                request, signedHeaders: signedHeaders, payload: payload, rules: rules,
                omitsSignature: place == .query, host: host)
            let stringToSign = canonical.stringToSign(date: date, scope: scope)
            let computed = key.signature(of: stringToSign)
            return (SigningText.isEqualInConstantTime(computed, provided), canonical, stringToSign)
        }
        let (isVerified, canonical, stringToSign) = isRight(host: nil)
        guard isVerified || otherHosts(of: request).contains(where: { isRight(host: $0).0 }) else {
            throw .mismatch(
                SignatureMismatch(
                    accessKeyID: accessKeyID, signature: signature, canonicalRequest: canonical.text,
                    stringToSign: SigningText.string(stringToSign)))
        }
        try checkDeclaredHash(of: request, body: body, rules: rules)
        let isChained = self.payload == .signedChunks || self.payload == .signedChunksWithTrailer
        return VerifiedSignature(
            payload: self.payload,
            chunks: isChained && rules.declaresPayload
                ? ChunkSignatureChain(key: key, date: date, scope: scope, seed: signature) : nil)
    }

    /// Refuses headers of AWS's own that the signature leaves open to change.
    ///
    /// S3 names them all but the payload's hash, which the signature holds anyway. Other services are lenient with
    /// those that the signature binds by other means; the operation's name must not be among the rest.
    private func checkSignedHeaders(of request: WireRequest, rules: SigningRules) throws(SignatureFault) {
        var unsigned: [String] = []
        for field in request.headers.fields where field.name.utf8.count > 6 {
            guard field.name.withUTF8Bytes(Self.isOfAWS) else { continue }
            let name = ASCII.lowercased(field.name)
            if name == "x-amz-content-sha256" || signedHeaders.contains(name) || unsigned.contains(name) { continue }
            if !rules.declaresPayload && (name == "x-amz-date" || name == "x-amz-security-token") { continue }
            unsigned.append(name)
        }
        if !unsigned.isEmpty { throw .headersNotSigned(unsigned) }
    }

    private static func isOfAWS(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        for (index, byte) in "x-amz-".utf8.enumerated() where ASCII.lowercased(name[index]) != byte {
            return false
        }
        return true
    }

    /// The last line of the canonical request.
    private func payloadLine(
        of request: WireRequest, body: BodyEvidence, rules: SigningRules
    ) throws(SignatureFault) -> String {
        guard rules.declaresPayload else {
            switch body {
            case .inRequest: return SigningHash.hex(request.body)
            case .hash(let hash): return hash
            case .toCome: return SigningText.emptyHash
            }
        }
        switch payload {
        case .absent where place == .query: return PayloadDeclaration.unsigned.header ?? ""
        case .absent: throw .payloadMissing
        case .unknown(let value): throw .payloadUnknown(value)
        case let declared: return declared.header ?? ""
        }
    }

    private func checkDeclaredHash(
        of request: WireRequest, body: BodyEvidence, rules: SigningRules
    ) throws(SignatureFault) {
        guard rules.declaresPayload, case .hash(let declared) = payload else { return }
        let computed: String
        switch body {
        case .inRequest: computed = SigningHash.hex(request.body)
        case .hash(let hash): computed = hash
        case .toCome: return
        }
        if declared.lowercased() != computed { throw .payloadMismatch(declared: declared, computed: computed) }
    }

    private func otherHosts(of request: WireRequest) -> [String] {
        guard let host = request.headers["host"] else { return [] }
        for port in [":443", ":80"] where host.hasSuffix(port) {
            return [String(host.dropLast(port.utf8.count))]
        }
        let afterAddress = host.utf8.lastIndex(of: UInt8(ascii: "]")) ?? host.utf8.startIndex
        if host.utf8[afterAddress...].contains(UInt8(ascii: ":")) { return [] }
        return [host + ":443", host + ":80"]
    }
}
