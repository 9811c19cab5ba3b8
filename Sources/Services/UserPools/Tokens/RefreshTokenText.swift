import Storage
import Wire

/// What a refresh token says: to whom it belongs and which of its family it is. Opaque to everybody outside.
struct RefreshTokenText: Hashable, Sendable {
    let pool: PoolID
    /// The user's `sub`.
    let user: String
    let family: String
    let client: String
    /// Which of the family's tokens: `RefreshFamily.generation`.
    let generation: Int

    private static let context = "cognito-idp/refresh-token"

    init(_ family: RefreshFamily) {
        pool = family.pool
        user = family.user
        self.family = family.id
        client = family.client
        generation = family.generation
    }

    /// Reads a token that this server sealed; `nil` for anything else.
    init?(_ text: String, vault: Vault) {
        guard text.utf8.count <= 2048, let bytes = Base64URL.decode(text),
            let opened = try? vault.open(Sealed(bytes: bytes), for: Self.context)
        else { return nil }
        let fields = String(decoding: opened, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard fields.count == 5, let generation = Int(fields[4]) else { return nil }
        pool = PoolID(String(fields[0]))
        user = String(fields[1])
        family = String(fields[2])
        client = String(fields[3])
        self.generation = generation
    }

    /// The token that clients are given.
    func sealed(by vault: Vault) throws -> String {
        let fields = [pool.text, user, family, client, String(generation)].joined(separator: "\n")
        return Base64URL.encode(try vault.seal(fields, for: Self.context).bytes)
    }
}
