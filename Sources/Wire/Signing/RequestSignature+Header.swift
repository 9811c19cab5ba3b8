extension RequestSignature {
    /// The parameters of an `Authorization` header of SigV4.
    private struct Parameters {
        var credential: String?
        var signature: String?
        var signedHeaders: String?
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
        guard let timestamp = SigningDate.parseBasic(date) ?? SigningDate.parseHTTP(date) else {
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
            date: SigningDate.basic(timestamp),
            lifetime: nil,
            sessionToken: request.headers["x-amz-security-token"] ?? queryToken,
            payload: PayloadDeclaration(header: request.headers["x-amz-content-sha256"]),
            rules: SigningRules.of(service: scope.service)
        )
    }

    /// The parameters in whatever order, with commas, spaces or both between them; the first of a name counts.
    private static func parameters(_ authorization: String) throws(SignatureFault) -> Parameters? {
        let parts = authorization.utf8.split { $0 == UInt8(ascii: ",") || SigningText.isWhitespace($0) }
        guard let scheme = parts.first.map({ String(Substring($0)) }) else { return nil }
        guard scheme == SigningText.algorithm else {
            if scheme == "AWS" || scheme.hasPrefix("AWS3") || scheme.hasPrefix("AWS4") {
                throw .unsupportedAlgorithm(scheme, .header)
            }
            return nil
        }
        var parameters = Parameters()
        for part in parts.dropFirst() {
            guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else {
                throw .malformedHeader(authorization: authorization)
            }
            let value = part[part.index(after: equals)...]
            if parameters.credential == nil, part[..<equals].elementsEqual("Credential".utf8) {
                parameters.credential = value.isEmpty ? nil : String(Substring(value))
            } else if parameters.signature == nil, part[..<equals].elementsEqual("Signature".utf8) {
                parameters.signature = value.isEmpty ? nil : String(Substring(value))
            } else if parameters.signedHeaders == nil, part[..<equals].elementsEqual("SignedHeaders".utf8) {
                parameters.signedHeaders = String(Substring(value))
            }
        }
        return parameters
    }

    private static func missing(_ parameters: Parameters) -> [String] {
        [
            parameters.credential == nil ? "Credential" : nil,
            parameters.signature == nil ? "Signature" : nil,
            parameters.signedHeaders == nil ? "SignedHeaders" : nil,
        ].compactMap { $0 }
    }
}
