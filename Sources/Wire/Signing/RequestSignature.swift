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
        var names: [String] = []
        for name in list.utf8.split(separator: UInt8(ascii: ";")) {
            guard names.count < SigningLimits.signedHeaders else { return nil }
            names.append(ASCII.lowercased(String(Substring(name))))
        }
        let isSorted = zip(names, names.dropFirst()).allSatisfy { $0 <= $1 }
        return isSorted ? names : names.sorted()
    }

    /// Splits `keyid/date/region/service/term`; slashes at the end do not count.
    static func credential(_ text: String) -> (accessKeyID: String, scope: CredentialScope)? {
        var bytes = Substring(text).utf8
        while bytes.last == SigningText.slash { bytes.removeLast() }
        let parts = bytes.split(
            separator: SigningText.slash, maxSplits: 5, omittingEmptySubsequences: false
        ).map { String(Substring($0)) }
        guard parts.count == 5, !parts[0].isEmpty else { return nil }
        return (parts[0], CredentialScope(date: parts[1], region: parts[2], service: parts[3], terminator: parts[4]))
    }
}

/// Bounds on what a signature may hold, so that no request costs more than its size.
enum SigningLimits {
    static let signedHeaders = 200
}
