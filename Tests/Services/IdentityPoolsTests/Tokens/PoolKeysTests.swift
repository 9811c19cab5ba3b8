import Kernel
import Logging
import Storage
import Testing
import TokenSigning

@testable import ServiceIdentityPools

/// Keys must change without a moment in which a good token cannot be verified, and be the same on every node.
@Suite struct PoolKeysTests {
    private static let day: Int64 = 86_400

    private func names(_ room: IdentityPoolRoom) async throws -> [String] {
        try await room.tokens.keys.ring(at: room.clock.now()).stored.terms.map(\.key.id)
    }

    @Test func keysOverlap() async throws {
        let room = try IdentityPoolRoom()
        let (keys, rotation) = (room.tokens.keys, KeyRotation(days: 90))
        let identity = try await room.layIdentity(in: try await room.layPool())
        let first = try await keys.signer(at: room.clock.now()).id
        #expect(try await keys.renew(rotation, at: room.clock.now()) == false)
        room.clock.advance(seconds: 89 * Self.day)
        #expect(try await keys.renew(rotation, at: room.clock.now()))
        #expect(try await keys.renew(rotation, at: room.clock.now()) == false)
        #expect(try await names(room).count == 2)
        room.clock.advance(seconds: Self.day - 1)
        #expect(try await keys.signer(at: room.clock.now()).id == first)
        let last = try await room.tokens.token(
            for: identity, methods: [], tags: [:], lifetime: Self.day, in: room.call())
        room.clock.advance(seconds: 1)
        #expect(try await keys.signer(at: room.clock.now()).id != first)
        room.clock.advance(seconds: Self.day - 2)
        #expect(try await keys.renew(rotation, at: room.clock.now()) == false)
        #expect(try await room.tokens.vouched(by: last, at: room.clock.now())?.identity == identity.id.text)
        room.clock.advance(seconds: 2 * Self.day)
        _ = try await keys.renew(rotation, at: room.clock.now())
        #expect(try await names(room).contains(first) == false)
    }

    /// Two servers that need the first key at once must end up with the same, and after a restart still.
    @Test func theFirstKeyIsMadeOnce() async throws {
        let room = try IdentityPoolRoom()
        let now = room.clock.now()
        let other = PoolKeys(storage: room.engine, vault: room.vault, random: room.random, make: QuickPoolKeys.make)
        async let first = room.tokens.keys.ring(at: now)
        async let second = other.ring(at: now)
        let rings = (try await first, try await second)
        #expect(rings.0.stored == rings.1.stored)
        let reopened = PoolKeys(
            storage: room.engine.reopened(), vault: room.vault, random: room.random, make: QuickPoolKeys.make)
        #expect(try await reopened.ring(at: now).stored == rings.0.stored)
    }
}
