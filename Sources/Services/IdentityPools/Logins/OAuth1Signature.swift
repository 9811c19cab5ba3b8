import Crypto
import Wire

/// A signature by HMAC-SHA1 as OAuth 1.0a has it (RFC 5849, section 3.4), for requests without parameters of their own.
struct OAuth1Signature: Sendable {
    let consumerKey: String
    let consumerSecret: String
    let token: String
    let tokenSecret: String
    /// Never used twice.
    let nonce: String
    /// Seconds since 1970.
    let timestamp: Int64

    /// The `Authorization` header of a request.
    func header(method: String, url: String) -> String {
        let fields = parameters + [("oauth_signature", signature(method: method, url: url))]
        return "OAuth " + fields.map { "\($0.0)=\"\(PercentCoding.encode($0.1))\"" }.joined(separator: ", ")
    }

    func signature(method: String, url: String) -> String {
        let normalized = parameters.map { "\($0.0)=\(PercentCoding.encode($0.1))" }.joined(separator: "&")
        let text = [method, url, normalized].map { PercentCoding.encode($0) }.joined(separator: "&")
        let key = [consumerSecret, tokenSecret].map { PercentCoding.encode($0) }.joined(separator: "&")
        let code = HMAC<Insecure.SHA1>.authenticationCode(
            for: Array(text.utf8), using: SymmetricKey(data: Array(key.utf8)))
        return String(decoding: Base64.encode(Array(code)), as: UTF8.self)
    }

    /// In the order of their names, as they are signed.
    private var parameters: [(String, String)] {
        [
            ("oauth_consumer_key", consumerKey), ("oauth_nonce", nonce), ("oauth_signature_method", "HMAC-SHA1"),
            ("oauth_timestamp", String(timestamp)), ("oauth_token", token), ("oauth_version", "1.0"),
        ]
    }
}
