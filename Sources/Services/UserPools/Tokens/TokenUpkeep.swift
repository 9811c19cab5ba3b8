import Kernel
import Logging
import Storage
import TokenSigning
import Wire

/// Renews pools' keys before they are old, drops those nobody needs, and forgets families of tokens that have expired.
struct TokenUpkeep: Worker {
    /// Milliseconds between two rounds.
    static let interval: Int64 = 3_600_000
    /// Milliseconds for which an expired family is kept: the longest that an access token can outlive it.
    static let grace: Int64 = 86_400_000
    /// Families forgotten in one transaction.
    static let batch = 500

    let store: UserPoolStore
    let rotation: KeyRotation
    let clock: any Clock
    let logger: Logger

    var name: String { "user-pool-tokens" }

    func run() async {
        let work = PeriodicWork(clock: clock, logger: logger, pause: Self.interval)
        await work.run(saying: "looking after keys and tokens failed") {
            try await renewKeys(at: clock.now())
            try await forgetExpired(at: clock.now())
        }
    }

    /// One round over the keys of all pools.
    func renewKeys(at now: Timestamp) async throws {
        let now = now.milliseconds
        for ring in try await store.read({ try KeyRings.records.scanAllAccounts(in: $0) }) {
            let begin = rotation.successor(of: ring.pairs, at: now)
            var next: StoredKeyRing.Pair?
            if let begin { next = try await store.keys.pair(activeFrom: begin) }
            guard next != nil || KeyRotation.kept(ring.pairs, at: now) != ring.pairs else { continue }
            let successor = next
            try await store.write { transaction in
                guard var current = try KeyRings.get(ring.pool, account: ring.account, transaction),
                    current.pairs == ring.pairs
                else { return }
                current.pairs = KeyRotation.kept(current.pairs, at: now) + (successor.map { [$0] } ?? [])
                try KeyRings.records.replace(current, in: transaction)
            }
            if successor != nil { logger.info("A user pool has new signing keys.", metadata: ["pool": "\(ring.pool)"]) }
        }
    }

    /// One round over the families.
    func forgetExpired(at now: Timestamp) async throws {
        let limit = now.milliseconds - Self.grace
        // Looked at first: a transaction that changes nothing would still be a commit.
        while try await !store.read({ try Self.expired(before: limit, upTo: 1, $0) }).isEmpty {
            try Task.checkCancellation()
            try await store.write { transaction in
                for family in try Self.expired(before: limit, upTo: Self.batch, transaction) {
                    try RefreshFamilies.remove(family, transaction)
                }
            }
        }
    }

    private static func expired(
        before limit: Int64, upTo count: Int, _ transaction: any ReadTransaction
    ) throws -> ArraySlice<RefreshFamily> {
        try RefreshFamilies.records.scan(serverIndex: "expiry", prefix: [], limit: count, in: transaction)
            .prefix { $0.expiresAt < limit }
    }
}
