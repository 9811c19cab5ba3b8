import Crypto
import Synchronization

/// Access tokens whose signature was found right, by the digest of their whole text, so that the same token is taken
/// apart and verified once. Everything that can change is asked each time: the key, the expiry, the family, the user.
final class VerifiedTokens: Sendable {
    /// What a token says, and the key that signed it.
    struct Entry: Sendable {
        let pool: PoolID
        let keyID: String
        let claims: AccessClaims
    }

    /// What came since the shelf was last full, and what came before.
    private struct Shelves {
        var young: [SHA256.Digest: Entry] = [:]
        var old: [SHA256.Digest: Entry] = [:]
    }

    /// So many on each shelf.
    private let limit: Int
    private let shelves = Mutex(Shelves())

    init(limit: Int = 2048) {
        self.limit = limit
    }

    static func digest(of token: String) -> SHA256.Digest { SHA256.hash(data: Array(token.utf8)) }

    func find(_ digest: SHA256.Digest) -> Entry? {
        shelves.withLock { $0.young[digest] ?? $0.old[digest] }
    }

    /// Keeps a token; those that were not brought for long go first.
    func keep(_ entry: Entry, as digest: SHA256.Digest) {
        shelves.withLock { shelves in
            if shelves.young.count >= limit {
                shelves.old = shelves.young
                shelves.young = [:]
            }
            shelves.young[digest] = entry
        }
    }

    /// How many are kept.
    var count: Int { shelves.withLock { $0.young.count + $0.old.count } }

    /// Forgets everything, for an ephemeral server that was emptied.
    func reset() {
        shelves.withLock { $0 = Shelves() }
    }
}
