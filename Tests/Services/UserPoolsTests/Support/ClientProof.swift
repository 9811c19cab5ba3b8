import Crypto
import Wire

/// What a client of a real SDK sends as `SECRET_HASH`.
enum ClientProof {
    static func of(_ name: String, _ clientID: String, _ secret: String) -> String {
        let key = SymmetricKey(data: Array(secret.utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Array((name + clientID).utf8), using: key)
        return String(decoding: Base64.encode(Array(code)), as: UTF8.self)
    }
}
