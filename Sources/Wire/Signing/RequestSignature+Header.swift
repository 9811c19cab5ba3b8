extension RequestSignature {
    /// The parameters of an `Authorization` header of SigV4.
    private struct Parameters {
        var credential: String?
        var signature: String?
        var signedHeaders: String?

        /// Keeps the value of a name that counts and has not come before.
        mutating func take(_ name: Slice<UnsafeBufferPointer<UInt8>>, value: Slice<UnsafeBufferPointer<UInt8>>) {
            if credential == nil, SigningText.isEqual(name, "Credential") {
                credential = value.isEmpty ? nil : SigningText.string(value)
            } else if signature == nil, SigningText.isEqual(name, "Signature") {
                signature = value.isEmpty ? nil : SigningText.string(value)
            } else if signedHeaders == nil, SigningText.isEqual(name, "SignedHeaders") {
                signedHeaders = SigningText.string(value)
            }
        }
    }

    /// Reads the header form; `nil` when its scheme is not AWS's.
    static func parse(
        authorization: String, of request: WireRequest, queryToken: String?
    ) throws(SignatureFault) -> RequestSignature? {
        guard let parameters = try parameters(authorization) else { return nil }
        let date = request.headers["x-amz-date"] ?? request.headers["date"]
        guard let credential = parameters.credential, let signature = parameters.signature,
            let signedHeaders = parameters.signedHeaders, let date
        else {
            throw .incompleteHeader(
                missing: missing(parameters), lacksDate: date == nil, authorization: authorization)
        }
        let basic = SigningDate.parseBasic(date)
        guard let timestamp = basic ?? SigningDate.parseHTTP(date) else {
            throw .malformedDate(date, .header)
        }
        guard let names = Self.signedHeaders(signedHeaders) else {
            throw .malformedHeader(authorization: authorization)
        }
        guard names.contains("host") else { throw .hostNotSigned }
        guard let (accessKeyID, scope) = Self.credential(credential) else {
            throw .malformedCredential(credential, .header)
        }
        return RequestSignature(
            place: .header,
            accessKeyID: accessKeyID,
            scope: scope,
            signedHeaders: names,
            signature: signature,
            timestamp: timestamp,
            date: basic == nil ? SigningDate.basic(timestamp) : date,
            lifetime: nil,
            sessionToken: request.headers["x-amz-security-token"] ?? queryToken,
            payload: PayloadDeclaration(header: request.headers["x-amz-content-sha256"]),
            rules: SigningRules.of(service: scope.service)
        )
    }

    /// The parameters in whatever order, with commas, spaces or both between them; the first of a name counts.
    private static func parameters(_ authorization: String) throws(SignatureFault) -> Parameters? {
        let (scheme, parameters) = authorization.withUTF8Bytes { read($0) }
        guard let scheme else { return nil }
        guard scheme == SigningText.algorithm else {
            if scheme == "AWS" || scheme.hasPrefix("AWS3") || scheme.hasPrefix("AWS4") {
                throw .unsupportedAlgorithm(scheme, .header)
            }
            return nil
        }
        guard let parameters else { throw .malformedHeader(authorization: authorization) }
        return parameters
    }

    /// The scheme, and what follows it; no parameters where one of them lacks its `=`.
    private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> (scheme: String?, parameters: Parameters?) {
        var scheme: String?
        var parameters = Parameters()
        var index = 0
        while true {
            while index < bytes.count, isSeparator(bytes[index]) { index += 1 }
            guard index < bytes.count else { return (scheme, parameters) }
            let start = index
            var equals: Int?
            while index < bytes.count, !isSeparator(bytes[index]) {
                if equals == nil, bytes[index] == UInt8(ascii: "=") { equals = index }
                index += 1
            }
            if scheme == nil {
                let word = bytes[start..<index]
                let isOurs = SigningText.isEqual(word, "AWS4-HMAC-SHA256")
                scheme = isOurs ? SigningText.algorithm : SigningText.string(word)
            } else if let equals {
                parameters.take(bytes[start..<equals], value: bytes[(equals + 1)..<index])
            } else {
                return (scheme, nil)
            }
        }
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || SigningText.isWhitespace(byte)
    }

    private static func missing(_ parameters: Parameters) -> [String] {
        [
            parameters.credential == nil ? "Credential" : nil,
            parameters.signature == nil ? "Signature" : nil,
            parameters.signedHeaders == nil ? "SignedHeaders" : nil,
        ].compactMap { $0 }
    }
}
