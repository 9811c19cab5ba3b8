import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Issues and checks pagination tokens: a position and its HMAC-SHA-256, as URL-safe base 64.
///
/// A token is good for one space, account and shape of query; it survives restarts as long as the master key does.
/// The position inside is not secret.
package struct PageTokens: Sendable {
    /// What a token is bound to.
    package struct Listing: Hashable, Sendable {
        package let space: String
        package let account: String
        package let shape: [KeyPart]

        package init(space: String, account: String, shape: [KeyPart] = []) {
            self.space = space
            self.account = account
            self.shape = shape
        }
    }

    private static let form: UInt8 = 1
    private static let codeLength = 16

    private let key: SymmetricKey

    package init(vault: Vault) {
        key = vault.key(for: "page-tokens")
    }

    /// A token that stands for a position in a listing.
    package func token(for position: [UInt8], in listing: Listing) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: message(position, listing), using: key)
        return Base64URL.encode([Self.form] + Array(code.prefix(Self.codeLength)) + position)
    }

    /// The position that a token stands for; throws `badToken` unless it was issued for this listing.
    package func position(of token: String, in listing: Listing) throws(StorageFault) -> [UInt8] {
        guard token.utf8.count <= 2 * Key.limit, let bytes = Base64URL.decode(token), bytes.first == Self.form,
            bytes.count >= 1 + Self.codeLength
        else { throw .badToken }
        let position = Array(bytes.dropFirst(1 + Self.codeLength))
        let code = HMAC<SHA256>.authenticationCode(for: message(position, listing), using: key)
        var difference: UInt8 = 0
        for (given, right) in zip(bytes.dropFirst(), code.prefix(Self.codeLength)) { difference |= given ^ right }
        guard difference == 0 else { throw .badToken }
        return position
    }

    /// As an encoded tuple, in which no part can run into the next.
    private func message(_ position: [UInt8], _ listing: Listing) -> [UInt8] {
        let parts: [KeyPart] = [
            .string(listing.space), .string(listing.account), .nested(listing.shape), .bytes(position),
        ]
        return Key(parts).bytes
    }
}
