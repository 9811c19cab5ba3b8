import KMSModel
import Kernel
import Testing
import Wire

@testable import ServiceKMS

/// Aliases stand for keys wherever AWS lets them, and for nothing else.
@Suite struct AliasTests {
    /// By id, ARN, alias and the alias's ARN.
    @Test func everyNameMeansTheKey() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        _ = try await room.run(
            KMSModel.CreateAlias.self, CreateAliasRequest(aliasName: "alias/birds", targetKeyId: key.keyId))
        let arn = try #require(key.arn)
        let alias = "arn:aws:kms:eu-central-1:123456789012:alias/birds"
        for name in [key.keyId, arn, "alias/birds", alias] {
            let described = try await room.run(KMSModel.DescribeKey.self, DescribeKeyRequest(keyId: name))
            #expect(described.keyMetadata?.keyId == key.keyId)
            let blob = try await room.encrypted(name)
            #expect(try await room.decrypted(blob, key: name) == "bird")
        }
        #expect(
            await room.refusal(KMSModel.DisableKey.self, DisableKeyRequest(keyId: "alias/birds"))
                == "NotFoundException: Invalid keyId 'alias/birds'")
    }

    /// Texts as AWS gives them.
    @Test func wrongNamesAreRefused() async throws {
        let room = try KMSRoom()
        let id = "134f2428-cec1-4b25-a1ae-9048164dba47"
        let cases = [
            (id, "NotFoundException: Key 'arn:aws:kms:eu-central-1:123456789012:key/\(id)' does not exist"),
            ("fake-key-id", "NotFoundException: Invalid keyId 'fake-key-id'"),
            ("mrk-fake-key-id", "NotFoundException: Invalid keyId 'mrk-fake-key-id'"),
            (
                "alias/none",
                "NotFoundException: Alias arn:aws:kms:eu-central-1:123456789012:alias/none is not found."
            ),
            ("arn:aws:kms:us-east-1:123456789012:key/\(id)", "NotFoundException: Invalid arn us-east-1"),
        ]
        for (name, expected) in cases {
            #expect(await room.refusal(KMSModel.DescribeKey.self, DescribeKeyRequest(keyId: name)) == expected)
        }
    }

    @Test func badAliasesAreRefused() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        _ = try await room.run(
            KMSModel.CreateAlias.self, CreateAliasRequest(aliasName: "alias/birds", targetKeyId: key.keyId))
        let cases = [
            (
                "birds", key.keyId,
                "ValidationException: Alias must start with the prefix \"alias/\". "
                    + "Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html"
            ),
            ("alias/aws/s3", key.keyId, "NotAuthorizedException: "),
            (
                "alias/a:b", key.keyId,
                "ValidationException: alias/a:b contains invalid characters for an alias"
            ),
            ("alias/x", "alias/birds", "ValidationException: Aliases must refer to keys. Not aliases"),
            (
                "alias/birds", key.keyId,
                "AlreadyExistsException: An alias with the name "
                    + "arn:aws:kms:eu-central-1:123456789012:alias/birds already exists"
            ),
        ]
        for (name, target, expected) in cases {
            let request = CreateAliasRequest(aliasName: name, targetKeyId: target)
            #expect(await room.refusal(KMSModel.CreateAlias.self, request) == expected)
        }
    }

    @Test func anAliasMovesAndGoes() async throws {
        let room = try KMSRoom()
        let first = try await room.makeKey()
        let second = try await room.makeKey()
        _ = try await room.run(
            KMSModel.CreateAlias.self, CreateAliasRequest(aliasName: "alias/birds", targetKeyId: first.keyId))
        room.clock.advance(days: 1)
        _ = try await room.run(
            KMSModel.UpdateAlias.self, UpdateAliasRequest(aliasName: "alias/birds", targetKeyId: second.keyId))
        let described = try await room.run(KMSModel.DescribeKey.self, DescribeKeyRequest(keyId: "alias/birds"))
        #expect(described.keyMetadata?.keyId == second.keyId)
        let ofFirst = try await room.run(KMSModel.ListAliases.self, ListAliasesRequest(keyId: first.keyId))
        #expect(ofFirst.aliases?.isEmpty == true)
        let ofSecond = try await room.run(KMSModel.ListAliases.self, ListAliasesRequest(keyId: second.arn))
        #expect(ofSecond.aliases?.map(\.aliasName) == ["alias/birds"])
        #expect(ofSecond.aliases?.first?.lastUpdatedDate == room.clock.now())
        _ = try await room.run(KMSModel.DeleteAlias.self, DeleteAliasRequest(aliasName: "alias/birds"))
        #expect(
            await room.refusal(KMSModel.DeleteAlias.self, DeleteAliasRequest(aliasName: "alias/birds"))
                == "NotFoundException: Alias arn:aws:kms:eu-central-1:123456789012:alias/birds is not found.")
    }

    /// Every listing gives all its parts once, and refuses markers of others.
    @Test func listingsArePaged() async throws {
        let room = try KMSRoom()
        var ids: Set<String> = []
        for number in 0..<5 {
            let key = try await room.makeKey()
            ids.insert(key.keyId)
            _ = try await room.run(
                KMSModel.CreateAlias.self, CreateAliasRequest(aliasName: "alias/\(number)", targetKeyId: key.keyId))
        }
        var found: [String] = []
        var marker: String?
        repeat {
            let page = try await room.run(KMSModel.ListKeys.self, ListKeysRequest(limit: 2, marker: marker))
            found += page.keys?.compactMap(\.keyId) ?? []
            #expect(page.truncated == (page.nextMarker != nil))
            marker = page.nextMarker
        } while marker != nil
        #expect(found.count == 5)
        #expect(Set(found) == ids)
        let aliases = try await room.run(KMSModel.ListAliases.self, ListAliasesRequest(limit: 2))
        #expect(aliases.aliases?.map(\.aliasName) == ["alias/0", "alias/1"])
        let refusal = await room.refusal(KMSModel.ListKeys.self, ListKeysRequest(marker: aliases.nextMarker))
        #expect(refusal.hasPrefix("InvalidMarkerException: "))
    }
}
