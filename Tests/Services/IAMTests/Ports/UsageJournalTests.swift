import IAMModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIAM

/// Noting a use costs a request nothing, and the store one write in half a minute.
struct UsageJournalTests {
    private func note(_ room: UserRoom, _ user: UserPrincipal, _ key: String, later seconds: Int64) {
        room.iam.keyObserver.accessKeyUsed(
            key, by: .user(user), service: "s3", region: Region("us-east-1"),
            at: Timestamp(seconds: UserRoom.now + seconds))
    }

    private func kept(_ room: UserRoom, _ key: String) async throws -> Int64? {
        try await room.engine.read { try AccessKeyUsages.of(key, in: room.account, $0)?.usedAt }
            .map { $0 - UserRoom.now }
    }

    @Test func writesAtMostEveryThirtySeconds() async throws {
        let room = try UserRoom()
        let ada = try await room.makeUser("Ada")
        let key = try await room.makeKey("Ada").accessKeyId
        let journal = room.iam.keyObserver
        let calls = room.engine.calls
        note(room, ada, key, later: 1)
        #expect(room.engine.calls == calls)
        try await journal.flush(at: Timestamp(seconds: UserRoom.now + 1))
        #expect(try await kept(room, key) == 1)
        note(room, ada, key, later: 20)
        try await journal.flush(at: Timestamp(seconds: UserRoom.now + 30))
        #expect(try await kept(room, key) == 1)
        try await journal.flush(at: Timestamp(seconds: UserRoom.now + 31))
        #expect(try await kept(room, key) == 20)
        note(room, ada, key, later: 32)
        try await journal.flush(at: Timestamp(seconds: UserRoom.now + 32), isLast: true)
        #expect(try await kept(room, key) == 32)
    }

    @Test func usesOfDeletedKeysAndOfRootAreForgotten() async throws {
        let room = try UserRoom()
        let ada = try await room.makeUser("Ada")
        let key = try await room.makeKey("Ada").accessKeyId
        note(room, ada, key, later: 1)
        _ = try await room.run(IAMModel.DeleteAccessKey.self, .init(userName: "Ada", accessKeyId: key))
        room.iam.keyObserver.accessKeyUsed(
            "AKIAROOT", by: .root(account: room.account), service: "s3", region: Region("us-east-1"),
            at: Timestamp(seconds: UserRoom.now))
        try await room.iam.keyObserver.flush(at: Timestamp(seconds: UserRoom.now))
        #expect(try await kept(room, key) == nil)
        #expect(try await kept(room, "AKIAROOT") == nil)
    }

    @Test func flushingDisturbsNoCacheOfKeys() async throws {
        let room = try UserRoom()
        let ada = try await room.makeUser("Ada")
        let key = try await room.makeKey("Ada").accessKeyId
        let spaces = [UserAccessKeys.records.space, Users.records.space]
        let before = spaces.map(room.engine.version(of:))
        note(room, ada, key, later: 1)
        try await room.iam.keyObserver.flush(at: Timestamp(seconds: UserRoom.now))
        #expect(spaces.map(room.engine.version(of:)) == before)
    }
}
