import KMSModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceKMS

/// A key is used in the states in which AWS lets it be used, and deleted only after its waiting period.
@Suite struct KeyStateTests {
    @Test func aNewKeyIsDescribedAsAWSDoes() async throws {
        let room = try KMSRoom()
        let made = try await room.makeKey(
            CreateKeyRequest(description: "birds", tags: [Tag(tagKey: "team", tagValue: "a")]))
        #expect(made.arn == "arn:aws:kms:eu-central-1:123456789012:key/\(made.keyId)")
        #expect(made.keyState == .enabled)
        #expect(made.enabled == true)
        #expect(made.keyUsage == .encryptDecrypt)
        #expect(made.keySpec == .symmetricDefault)
        #expect(made.origin == .awsKms)
        #expect(made.keyManager == .customer)
        #expect(made.encryptionAlgorithms == [.symmetricDefault])
        #expect(made.multiRegion == false)
        #expect(made.description == "birds")
        let described = try await room.run(KMSModel.DescribeKey.self, DescribeKeyRequest(keyId: made.keyId))
        #expect(described.keyMetadata == made)
        let tags = try await room.run(KMSModel.ListResourceTags.self, ListResourceTagsRequest(keyId: made.keyId))
        #expect(tags.tags == [Tag(tagKey: "team", tagValue: "a")])
        #expect(tags.truncated == false)
    }

    /// Key kinds that are not served say so; impossible ones in AWS's words.
    @Test func otherKeysAreRefused() async throws {
        let room = try KMSRoom()
        let cases: [(CreateKeyRequest, String)] = [
            (
                CreateKeyRequest(keyUsage: .signVerify, keySpec: .rsa2048),
                "UnsupportedOperationException: KeySpec RSA_2048 is not supported by this server."
            ),
            (
                CreateKeyRequest(keySpec: .hmac256),
                "ValidationException: You must specify a KeyUsage value for all KMS keys except for symmetric "
                    + "encryption keys."
            ),
            (
                CreateKeyRequest(keyUsage: .signVerify),
                "ValidationException: KeyUsage SIGN_VERIFY is not compatible with KeySpec SYMMETRIC_DEFAULT"
            ),
            (
                CreateKeyRequest(origin: .external),
                "UnsupportedOperationException: Origin EXTERNAL is not supported by this server."
            ),
            (
                CreateKeyRequest(multiRegion: true),
                "UnsupportedOperationException: MultiRegion is not supported by this server."
            ),
            (
                CreateKeyRequest(customKeyStoreId: "cks-1"),
                "UnsupportedOperationException: CustomKeyStoreId is not supported by this server."
            ),
            (
                CreateKeyRequest(tags: [Tag(tagKey: "aws:x", tagValue: "")]),
                "TagException: Tags beginning with aws: are reserved"
            ),
            (
                CreateKeyRequest(policy: "{}"), "MalformedPolicyDocumentException: Syntax errors in policy."
            ),
        ]
        for (request, expected) in cases {
            #expect(await room.refusal(KMSModel.CreateKey.self, request) == expected)
        }
        let listed = try await room.run(KMSModel.ListKeys.self, ListKeysRequest())
        #expect(listed.keys?.isEmpty == true)
    }

    /// Texts as AWS gives them.
    @Test func aDisabledKeyIsNotUsed() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        let arn = try #require(key.arn)
        let blob = try await room.encrypted(key.keyId)
        _ = try await room.run(KMSModel.DisableKey.self, DisableKeyRequest(keyId: key.keyId))
        let disabled = "DisabledException: \(arn) is disabled."
        #expect(await room.refusal(KMSModel.Decrypt.self, DecryptRequest(ciphertextBlob: blob)) == disabled)
        #expect(
            await room.refusal(KMSModel.Encrypt.self, EncryptRequest(keyId: arn, plaintext: [1])) == disabled)
        #expect(
            await room.refusal(KMSModel.EnableKeyRotation.self, EnableKeyRotationRequest(keyId: arn)) == disabled)
        _ = try await room.run(KMSModel.EnableKey.self, EnableKeyRequest(keyId: arn))
        #expect(try await room.decrypted(blob) == "bird")
    }

    @Test func aDeletionCanBeCalledOff() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        let arn = try #require(key.arn)
        let blob = try await room.encrypted(arn)
        let planned = try await room.run(
            KMSModel.ScheduleKeyDeletion.self, ScheduleKeyDeletionRequest(keyId: arn, pendingWindowInDays: 7))
        #expect(planned.keyId == arn)
        #expect(planned.keyState == .pendingDeletion)
        #expect(planned.deletionDate == room.clock.now().adding(seconds: 7 * 86_400))
        let pending = "KMSInvalidStateException: \(arn) is pending deletion."
        #expect(await room.refusal(KMSModel.Decrypt.self, DecryptRequest(ciphertextBlob: blob)) == pending)
        #expect(await room.refusal(KMSModel.EnableKey.self, EnableKeyRequest(keyId: arn)) == pending)
        #expect(
            await room.refusal(KMSModel.ScheduleKeyDeletion.self, ScheduleKeyDeletionRequest(keyId: arn)) == pending)
        _ = try await room.run(KMSModel.CancelKeyDeletion.self, CancelKeyDeletionRequest(keyId: arn))
        let described = try await room.run(KMSModel.DescribeKey.self, DescribeKeyRequest(keyId: arn))
        #expect(described.keyMetadata?.keyState == .disabled)
        #expect(
            await room.refusal(KMSModel.CancelKeyDeletion.self, CancelKeyDeletionRequest(keyId: arn))
                == "KMSInvalidStateException: \(arn) is not pending deletion.")
        room.clock.advance(days: 8)
        try await room.upkeep.work()
        _ = try await room.run(KMSModel.EnableKey.self, EnableKeyRequest(keyId: arn))
        #expect(try await room.decrypted(blob) == "bird")
    }

    @Test(arguments: [1, 6, 31])
    func theWaitingPeriodHasBounds(days: Int) async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        let refusal = await room.refusal(
            KMSModel.ScheduleKeyDeletion.self, ScheduleKeyDeletionRequest(keyId: key.keyId, pendingWindowInDays: days))
        #expect(refusal == "ValidationException: PendingWindowInDays must be between 7 and 30 days.")
    }

    /// After the waiting period nothing is left: not the key, not its material, not its names.
    @Test func aDeletedKeyIsGoneForGood() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        let arn = try #require(key.arn)
        let kept = try await room.makeKey()
        let blob = try await room.encrypted(arn)
        _ = try await room.run(
            KMSModel.CreateAlias.self, CreateAliasRequest(aliasName: "alias/birds", targetKeyId: arn))
        _ = try await room.run(
            KMSModel.CreateGrant.self,
            CreateGrantRequest(keyId: arn, granteePrincipal: room.user("ada").arn, operations: [.decrypt]))
        _ = try await room.run(
            KMSModel.ScheduleKeyDeletion.self, ScheduleKeyDeletionRequest(keyId: arn, pendingWindowInDays: 7))
        room.clock.advance(days: 6)
        try await room.upkeep.work()
        _ = try await room.run(KMSModel.DescribeKey.self, DescribeKeyRequest(keyId: arn))
        room.clock.advance(days: 1)
        try await room.upkeep.work()
        #expect(
            await room.refusal(KMSModel.DescribeKey.self, DescribeKeyRequest(keyId: arn))
                == "NotFoundException: Key '\(arn)' does not exist")
        #expect(
            await room.refusal(KMSModel.Decrypt.self, DecryptRequest(ciphertextBlob: blob))
                == "AccessDeniedException: The ciphertext refers to a customer master key that does not exist, "
                + "does not exist in this region, or you are not allowed to access.")
        let counts = try await room.engine.read { transaction in
            [
                try Materials.records.scanAllAccounts(in: transaction).count,
                try Aliases.records.scanAllAccounts(in: transaction).count,
                try Grants.records.scanAllAccounts(in: transaction).count,
            ]
        }
        #expect(counts == [1, 0, 0])
        _ = try await room.encrypted(kept.keyId)
    }
}
