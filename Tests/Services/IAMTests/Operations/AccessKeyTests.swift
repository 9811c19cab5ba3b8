import IAMModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIAM

/// Access keys open the account: their secrets are shown once, and the refusals are AWS's.
struct AccessKeyTests {
    @Test func secretIsShownOnceAndKeptSealed() async throws {
        let room = try UserRoom()
        try await room.makeUser("Ada")
        let key = try await room.makeKey("Ada")
        #expect(key.accessKeyId.hasPrefix("AKIA") && key.accessKeyId.count == 20)
        #expect(key.secretAccessKey.count == 40 && key.status == .active)
        let stored = try await room.engine.read { try $0.entries(in: .all, reverse: false, limit: 1000) }
        #expect(!stored.isEmpty)
        for entry in stored {
            #expect(!String(decoding: entry.value, as: UTF8.self).contains(key.secretAccessKey))
        }
    }

    @Test func withoutNameOwnKeysAreMeant() async throws {
        let room = try UserRoom()
        let ada = try await room.makeUser("Ada")
        let key = try await room.run(IAMModel.CreateAccessKey.self, .init(), as: .user(ada)).accessKey
        _ = try await room.run(
            IAMModel.UpdateAccessKey.self, .init(accessKeyId: key.accessKeyId, status: .inactive), as: .user(ada))
        let keys = try await room.run(IAMModel.ListAccessKeys.self, .init(), as: .user(ada)).accessKeyMetadata
        #expect(keys.map(\.status) == [.inactive])
        _ = try await room.run(IAMModel.DeleteAccessKey.self, .init(accessKeyId: key.accessKeyId), as: .user(ada))
        #expect(try await room.run(IAMModel.ListAccessKeys.self, .init(), as: .user(ada)).accessKeyMetadata.isEmpty)
        let root = await room.refusal(IAMModel.DeleteAccessKey.self, .init(accessKeyId: key.accessKeyId))
        #expect(root == "ValidationError: Must specify userName when calling with non-User credentials")
    }

    @Test func anotherUsersKeyIsAsGoodAsNone() async throws {
        let room = try UserRoom()
        try await room.makeUser("Ada")
        try await room.makeUser("Bob")
        let key = try await room.makeKey("Ada").accessKeyId
        let expected = "NoSuchEntity: The Access Key with id \(key) cannot be found."
        let updated = await room.refusal(
            IAMModel.UpdateAccessKey.self, .init(userName: "Bob", accessKeyId: key, status: .inactive))
        #expect(updated == expected)
        let deleted = await room.refusal(IAMModel.DeleteAccessKey.self, .init(userName: "Bob", accessKeyId: key))
        #expect(deleted == expected)
    }

    @Test func lastUseIsToldBeforeAndAfterItIsWrittenDown() async throws {
        let room = try UserRoom()
        let ada = try await room.makeUser("Ada")
        let key = try await room.makeKey("Ada").accessKeyId
        func lastUse() async throws -> GetAccessKeyLastUsedResponse {
            try await room.run(IAMModel.GetAccessKeyLastUsed.self, .init(accessKeyId: key))
        }
        let unused = try await lastUse()
        #expect(unused.userName == "Ada" && unused.accessKeyLastUsed?.lastUsedDate == nil)
        #expect(unused.accessKeyLastUsed?.serviceName == "N/A" && unused.accessKeyLastUsed?.region == "N/A")
        let time = Timestamp(seconds: UserRoom.now + 5)
        room.iam.keyObserver.accessKeyUsed(
            key, by: .user(ada), service: "sts", region: Region("eu-central-1"), at: time)
        let pending = try await lastUse()
        #expect(pending.accessKeyLastUsed?.lastUsedDate == time)
        try await room.iam.keyObserver.flush(at: time)
        #expect(try await lastUse() == pending)
        #expect(pending.accessKeyLastUsed?.serviceName == "sts")
    }

    @Test func unknownKeysAreRefusedLikeForbiddenOnes() async throws {
        let room = try UserRoom()
        let refusal = await room.refusal(
            IAMModel.GetAccessKeyLastUsed.self, .init(accessKeyId: "AKIAIOSFODNN7EXAMPLE"))
        #expect(
            refusal
                == "AccessDenied: User: \(room.arn("root")) is not authorized to perform iam:GetAccessKeyLastUsed "
                + "on resource: access key AKIAIOSFODNN7EXAMPLE")
    }
}
