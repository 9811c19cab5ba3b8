/// The signature that a request carries, read but not yet believed.
///
/// Verification has steps so that the caller can look the secret up in between: `parse`, then `check` (time and
/// scope, AWS's order), then the caller finds the secret of `accessKeyID` and judges `sessionToken`, then `verify`.
package struct RequestSignature: Hashable, Sendable {
    /// Where the signature stands.
    package enum Place: Hashable, Sendable {
        case header
        /// A presigned URL.
        case query
    }

    package var place: Place
    package var accessKeyID: String
    package var scope: CredentialScope
    /// Lowercase and sorted.
    package var signedHeaders: [String]
    /// The signature as it came.
    package var signature: String
    package var timestamp: Timestamp
    /// The moment as the string to sign holds it, `YYYYMMDDTHHMMSSZ`.
    package var date: String
    /// How long a presigned URL is good for, in seconds, where it says so.
    package var lifetime: Int64?
    package var sessionToken: String?
    package var payload: PayloadDeclaration
    /// The canonicalisation and limits to go by: those of the scope's service, until a caller knows better.
    package var rules: SigningRules

    /// Reads a request's signature from its `Authorization` header or its query.
    ///
    /// - Returns: `nil` for a request that bears no AWS signature: none at all, or another scheme such as `Bearer`.
    package static func parse(_ request: WireRequest) throws(SignatureFault) -> RequestSignature? {
        let query = request.query.utf8.isEmpty ? nil : PresignedQuery(request.query)
        if let authorization = request.headers["authorization"] {
            if query?.isSigned == true { throw .foundTwice(authorization: authorization) }
            return try parse(authorization: authorization, of: request, queryToken: query?.sessionToken)
        }
        guard let query, query.isSigned else { return nil }
        return try query.signature(of: request)
    }

    /// Lowercase names in byte order; `nil` when there are more than any honest request has.
    static func signedHeaders(_ list: String) -> [String]? {
        let names = list.withUTF8Bytes { bytes in
            texts(in: bytes, between: UInt8(ascii: ";"), limit: SigningLimits.signedHeaders)
        }
        guard let names = names?.filter({ !$0.isEmpty }).map({ ASCII.lowercased($0) }) else { return nil }
        for index in names.indices.dropFirst() where names[index - 1] > names[index] { return names.sorted() }
        return names
    }

    /// Splits `keyid/date/region/service/term`; slashes at the end do not count.
    static func credential(_ text: String) -> (accessKeyID: String, scope: CredentialScope)? {
        let parts = text.withUTF8Bytes { bytes in
            var end = bytes.count
            while end > 0, bytes[end - 1] == SigningText.slash { end -= 1 }
            return texts(in: UnsafeBufferPointer(rebasing: bytes[..<end]), between: SigningText.slash, limit: 5)
        }
        guard let parts, parts.count == 5, !parts[0].isEmpty else { return nil }
        return (parts[0], CredentialScope(date: parts[1], region: parts[2], service: parts[3], terminator: parts[4]))
    }

    /// The texts between separators, empty ones too; `nil` when there are more than allowed.
    private static func texts(
        in bytes: UnsafeBufferPointer<UInt8>, between separator: UInt8, limit: Int
    ) -> [String]? {
        var parts: [String] = []
        parts.reserveCapacity(8)
        var start = 0
        for index in 0...bytes.count where index == bytes.count || bytes[index] == separator {
            guard parts.count < limit else { return nil }
            parts.append(SigningText.string(bytes[start..<index]))
            start = index + 1
        }
        return parts
    }
}

/// Bounds on what a signature may hold, so that no request costs more than its size.
enum SigningLimits {
    static let signedHeaders = 200
}
