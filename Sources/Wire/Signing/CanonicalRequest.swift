internal import Crypto

/// A request in the one form that signer and verifier agree on.
///
/// Source: "Create a canonical request" in the IAM User Guide.
package struct CanonicalRequest: Hashable, Sendable {
    package let bytes: [UInt8]

    /// - Parameters:
    ///   - signedHeaders: names, lowercase and sorted.
    ///   - payload: the last line: a hash in hexadecimal or one of S3's words.
    ///   - omitsSignature: whether the query's own `X-Amz-Signature` is left out.
    ///   - host: stands in for the value of the `Host` header.
    package init(
        _ request: WireRequest,
        signedHeaders: [String],
        payload: String,
        rules: SigningRules,
        omitsSignature: Bool,
        host: String? = nil
    ) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1024)
        bytes.append(contentsOf: request.method.utf8)
        bytes.append(SigningText.newline)
        CanonicalPath.append(request.path, rules: rules, to: &bytes)
        bytes.append(SigningText.newline)
        CanonicalQuery.append(request.query, omitsSignature: omitsSignature, to: &bytes)
        bytes.append(SigningText.newline)
        CanonicalHeaders.append(signedHeaders, of: request.headers, host: host, to: &bytes)
        bytes.append(SigningText.newline)
        CanonicalHeaders.appendNames(signedHeaders, to: &bytes)
        bytes.append(SigningText.newline)
        bytes.append(contentsOf: payload.utf8)
        self.bytes = bytes
    }

    package var text: String { SigningText.string(bytes) }

    /// The string to sign.
    ///
    /// - Parameter date: the request's moment as `YYYYMMDDTHHMMSSZ`.
    package func stringToSign(date: String, scope: CredentialScope) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(192)
        result.append(contentsOf: SigningText.algorithm.utf8)
        result.append(SigningText.newline)
        result.append(contentsOf: date.utf8)
        result.append(SigningText.newline)
        scope.append(to: &result)
        result.append(SigningText.newline)
        result.append(contentsOf: SigningHash.digest(bytes).hex)
        return result
    }
}
