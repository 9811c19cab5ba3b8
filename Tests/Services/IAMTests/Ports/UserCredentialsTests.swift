import IAMModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIAM

/// Every signature is checked against what this port answers: it must be right at once, from memory or not.
struct UserCredentialsTests {
    private let time = Timestamp(seconds: UserRoom.now)

    @Test func keyOpensAsItsUserFromStoreAndFromMemory() async throws {
        let room = try UserRoom()
        let ada = try await room.makeUser("Ada", path: "/x/")
        let key = try await room.makeKey("Ada")
        var expected = ada
        expected.accessKeyID = key.accessKeyId
        let credential = Credential(
            accessKeyID: key.accessKeyId, secretKey: key.secretAccessKey, principal: .user(expected))
        let port = room.iam.credentials
        for _ in 0..<2 {
            let found = try await port.credential(accessKeyID: key.accessKeyId, sessionToken: nil, at: time)
            #expect(found == credential)
        }
        let calls = room.engine.calls
        _ = try await port.credential(accessKeyID: key.accessKeyId, sessionToken: nil, at: time)
        #expect(room.engine.calls == calls, "the second look does not reach the store")
    }

    @Test func othersKeysAreNotItsOwn() async throws {
        let room = try UserRoom()
        for id in ["AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE", ""] {
            #expect(try await room.iam.credentials.credential(accessKeyID: id, sessionToken: nil, at: time) == nil)
        }
    }

    @Test func revocationAndRenamingHoldForTheNextRequest() async throws {
        let room = try UserRoom()
        try await room.makeUser("Ada")
        let key = try await room.makeKey("Ada").accessKeyId
        let port = room.iam.credentials
        func found() async throws -> Credential? {
            try await port.credential(accessKeyID: key, sessionToken: nil, at: time)
        }
        _ = try await found()
        _ = try await room.run(IAMModel.UpdateUser.self, .init(userName: "Ada", newUserName: "Eve"))
        #expect(try await found()?.principal.arn == room.arn("user/Eve"))
        _ = try await room.run(
            IAMModel.UpdateAccessKey.self, .init(userName: "Eve", accessKeyId: key, status: .inactive))
        await #expect(throws: CredentialFault.invalid) { try await found() }
        _ = try await room.run(
            IAMModel.UpdateAccessKey.self, .init(userName: "Eve", accessKeyId: key, status: .active))
        #expect(try await found() != nil)
        _ = try await room.run(IAMModel.DeleteAccessKey.self, .init(userName: "Eve", accessKeyId: key))
        #expect(try await found() == nil)
    }

    @Test func longTermKeysTakeNoSessionToken() async throws {
        let room = try UserRoom()
        try await room.makeUser("Ada")
        let key = try await room.makeKey("Ada").accessKeyId
        await #expect(throws: CredentialFault.invalid) {
            try await room.iam.credentials.credential(accessKeyID: key, sessionToken: "token", at: time)
        }
    }
}
