import Kernel
import Logging
import Storage
import Testing
import TokenSigning
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Keys must change without a moment in which a good token cannot be verified.
struct KeyRotationTests {
    private static let day: Int64 = 86_400_000

    private func pair(_ begin: Int64) -> StoredKeyRing.Pair {
        let key = StoredTokenKey(id: "\(begin)", privateKey: Sealed(bytes: []))
        return StoredKeyRing.Pair(id: key, access: key, activeFrom: begin * Self.day)
    }

    /// Days at which pairs begin, today, the pair that signs, the days of those shown, and when the next begins.
    @Test(
        arguments: [
            ([0], 0, 0, [0], nil), ([0], 88, 0, [0], nil), ([0], 89, 0, [0], 90), ([0, 90], 89, 0, [0, 90], nil),
            ([0, 90], 90, 90, [0, 90], nil), ([0, 90], 91, 90, [0, 90], nil), ([0, 90], 92, 90, [90], nil),
            ([0, 90], 179, 90, [90], 180), ([0], 400, 0, [0], 401),
        ] as [([Int64], Int64, Int64, [Int64], Int64?)])
    func keysOverlap(_ begins: [Int64], _ today: Int64, _ signing: Int64, _ shown: [Int64], _ next: Int64?) {
        let pairs = begins.map(pair)
        let now = today * Self.day
        #expect(KeyRotation.current(pairs, at: now) == pair(signing))
        #expect(KeyRotation.kept(pairs, at: now) == shown.map(pair))
        #expect(KeyRotation(days: 90).successor(of: pairs, at: now) == next.map { $0 * Self.day })
    }

    /// Through a whole rotation: shown before it signs, old tokens verified after it, and gone in the end.
    @Test func tokensOutliveTheirKeysTerm() async throws {
        let room = try UserPoolRoom()
        let signed = try await SignedIn(to: room, client: { $0.accessTokenValidity = 24 })
        let upkeep = TokenUpkeep(
            store: room.store, rotation: KeyRotation(days: 90), clock: room.clock, logger: Logger(label: "test"))
        func issue() async throws -> AuthenticationResultType {
            try await SignedIn.issue(to: signed.user, signed.pool, signed.client, room)
        }
        func kid(_ tokens: AuthenticationResultType) throws -> String {
            try #require(tokens.accessToken.flatMap { SignedToken($0) }).keyID
        }
        let first = try kid(try await issue())
        room.clock.advance(seconds: 89 * 86_400)
        try await upkeep.renewKeys(at: room.clock.now())
        try await upkeep.renewKeys(at: room.clock.now())
        let shown = try await room.store.keys.ring(of: signed.pool, at: room.clock.now())
        #expect(shown.keys.count == 4)
        room.clock.advance(seconds: 86_399)
        let last = try await issue()
        #expect(try kid(last) == first)
        room.clock.advance(seconds: 1)
        #expect(try kid(try await issue()) != first)
        room.clock.advance(seconds: 86_000)
        try await upkeep.renewKeys(at: room.clock.now())
        #expect(await signed.answer(to: last.accessToken) == "ada")
        room.clock.advance(seconds: 2 * 86_400)
        try await upkeep.renewKeys(at: room.clock.now())
        let kept = try await room.store.keys.ring(of: signed.pool, at: room.clock.now())
        #expect(kept.keys.count == 2)
        #expect(kept.keys[first] == nil)
    }

    @Test func expiredFamiliesAreForgotten() async throws {
        let room = try UserPoolRoom()
        let signed = try await SignedIn(to: room)
        let upkeep = TokenUpkeep(
            store: room.store, rotation: KeyRotation(days: 90), clock: room.clock, logger: Logger(label: "test"))
        func count() async throws -> Int {
            try await room.store.read { try RefreshFamilies.records.count(serverIndex: "expiry", in: $0) }
        }
        room.clock.advance(seconds: 31 * 86_400)
        try await upkeep.forgetExpired(at: room.clock.now())
        #expect(try await count() == 1)
        _ = try await SignedIn.issue(to: signed.user, signed.pool, signed.client, room)
        room.clock.advance(seconds: 1)
        try await upkeep.forgetExpired(at: room.clock.now())
        #expect(try await count() == 1)
    }

    /// Two servers, or two requests, that need a pool's first keys at once must end up with the same.
    @Test func firstKeysAreMadeOnce() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let now = room.clock.now()
        let other = SigningKeys(
            storage: room.engine, vault: room.vault, random: room.random, spares: QuickKeys.spares())
        async let first = room.store.keys.ring(of: pool, at: now)
        async let second = other.ring(of: pool, at: now)
        let rings = (try await first, try await second)
        #expect(rings.0.stored == rings.1.stored)
        #expect(rings.0.keys.count == 2)
    }
}
