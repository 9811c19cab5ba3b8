import KMSModel
import Testing
import Wire

@testable import ServiceKMS

/// Tags are told apart by their bytes: policies decide by them.
@Suite struct TagTests {
    private static let sign = "\u{212A}"

    private func tags(_ room: KMSRoom, _ key: KeyMetadata) async throws -> [String] {
        let output = try await room.run(KMSModel.ListResourceTags.self, ListResourceTagsRequest(keyId: key.keyId))
        return (output.tags ?? []).map { "\($0.tagKey)=\($0.tagValue)" }
    }

    /// A Kelvin sign neither changes nor removes the tag `K`.
    @Test func aLookalikeLeavesTheTagAlone() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey(CreateKeyRequest(tags: [Tag(tagKey: "K", tagValue: "1")]))
        let refusal = await room.refusal(
            KMSModel.TagResource.self,
            TagResourceRequest(
                keyId: key.keyId, tags: [Tag(tagKey: "a", tagValue: "2"), Tag(tagKey: Self.sign, tagValue: "2")]))
        #expect(refusal.hasPrefix("ValidationException: "))
        let removal = await room.refusal(
            KMSModel.UntagResource.self, UntagResourceRequest(keyId: key.keyId, tagKeys: [Self.sign]))
        #expect(removal == refusal)
        #expect(try await tags(room, key) == ["K=1"])
        _ = try await room.run(KMSModel.UntagResource.self, UntagResourceRequest(keyId: key.keyId, tagKeys: ["K"]))
        #expect(try await tags(room, key) == [])
    }

    /// One request cannot bring both.
    @Test func lookalikesAreNotKeptTogether() async throws {
        let room = try KMSRoom()
        let both = [Tag(tagKey: "K", tagValue: "1"), Tag(tagKey: Self.sign, tagValue: "2")]
        let refusal = await room.refusal(KMSModel.CreateKey.self, CreateKeyRequest(tags: both))
        #expect(refusal.hasPrefix("TagException: "))
    }
}
