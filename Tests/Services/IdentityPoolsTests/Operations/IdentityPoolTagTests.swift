import IdentityPoolsModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIdentityPools

/// Tags can be added, changed, listed and taken away, within AWS's bounds.
struct IdentityPoolTagTests {
    @Test func tagsAreMergedAndTaken() async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.layPool { $0.tags = ["a": "1", "b": "2"] }
        _ = try await room.run(
            IdentityPoolsModel.TagResource.self, .init(resourceArn: pool.arn, tags: ["b": "3", "c": "4"]))
        _ = try await room.run(
            IdentityPoolsModel.UntagResource.self, .init(resourceArn: pool.arn, tagKeys: ["a", "unknown"]))
        let listed = try await room.run(
            IdentityPoolsModel.ListTagsForResource.self, .init(resourceArn: pool.arn))
        #expect(listed.tags == ["b": "3", "c": "4"])
    }

    @Test func refusesTooManyAndWhatIsNoARN() async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.layPool { $0.tags = ["a": "1"] }
        let many = Dictionary(uniqueKeysWithValues: (0..<50).map { ("\($0)", "") })
        #expect(
            await room.refusal(IdentityPoolsModel.TagResource.self, .init(resourceArn: pool.arn, tags: many))
                == "InvalidParameterException: The number of tags exceeds the limit of 50.")
        #expect(try await room.stored(pool)?.tags == ["a": "1"])
        #expect(
            await room.refusal(IdentityPoolsModel.ListTagsForResource.self, .init(resourceArn: pool.id.text))
                == "InvalidParameterException: Invalid resource ARN: \(pool.id)")
    }
}
