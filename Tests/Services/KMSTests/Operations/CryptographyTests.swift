import KMSModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceKMS

/// What is encrypted comes back, and only to who names the right key and context.
@Suite struct CryptographyTests {
    private let context = ["pool": "birds", "tenant": "1"]

    @Test func whatWasEncryptedIsDecryptedWithoutNamingTheKey() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        let blob = try await room.encrypted(key.keyId, context: context)
        let output = try await room.run(
            KMSModel.Decrypt.self, DecryptRequest(ciphertextBlob: blob, encryptionContext: context))
        #expect(output.plaintext == Array("bird".utf8))
        #expect(output.keyId == key.arn)
        #expect(output.encryptionAlgorithm == .symmetricDefault)
        #expect(output.keyMaterialId == key.currentKeyMaterialId)
        #expect(blob.count <= 6144)
    }

    /// AWS says nothing more than the code.
    @Test(arguments: [
        nil, [:], ["pool": "birds"], ["pool": "birds", "tenant": "2"], ["pool": "birds", "Tenant": "1"],
    ])
    func anotherContextDoesNotOpen(other: [String: String]?) async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        let blob = try await room.encrypted(key.keyId, context: context)
        let refusal = await room.refusal(
            KMSModel.Decrypt.self, DecryptRequest(ciphertextBlob: blob, encryptionContext: other))
        #expect(refusal == "InvalidCiphertextException: ")
    }

    /// Pairs must not run into each other: `a`=`bc` is not `ab`=`c`.
    @Test func pairsOfTheContextAreKeptApart() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        let blob = try await room.encrypted(key.keyId, context: ["a": "bc"])
        let refusal = await room.refusal(
            KMSModel.Decrypt.self, DecryptRequest(ciphertextBlob: blob, encryptionContext: ["ab": "c"]))
        #expect(refusal == "InvalidCiphertextException: ")
    }

    /// No context and an empty one are the same, as on AWS.
    @Test func noContextIsTheEmptyOne() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        let blob = try await room.encrypted(key.keyId, context: [:])
        #expect(try await room.decrypted(blob) == "bird")
    }

    @Test func everyChangedByteIsRefused() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        let blob = try await room.encrypted(key.keyId)
        for place in blob.indices {
            var changed = blob
            changed[place] ^= 1
            let refusal = await room.refusal(KMSModel.Decrypt.self, DecryptRequest(ciphertextBlob: changed))
            #expect(
                refusal == "InvalidCiphertextException: " || refusal.hasPrefix("AccessDeniedException: The ciphertext"),
                "byte \(place): \(refusal)")
        }
        let short = await room.refusal(KMSModel.Decrypt.self, DecryptRequest(ciphertextBlob: Array(blob.prefix(40))))
        #expect(short == "InvalidCiphertextException: ")
    }

    @Test func anotherKeyIsIncorrect() async throws {
        let room = try KMSRoom()
        let first = try await room.makeKey()
        let second = try await room.makeKey()
        let blob = try await room.encrypted(first.keyId)
        #expect(try await room.decrypted(blob, key: first.arn) == "bird")
        let refusal = await room.refusal(
            KMSModel.Decrypt.self, DecryptRequest(ciphertextBlob: blob, keyId: second.keyId))
        #expect(
            refusal == "IncorrectKeyException: The key ID in the request does not identify a CMK that can perform "
                + "this operation.")
    }

    /// A key is of one region.
    @Test func aCiphertextOfAnotherRegionIsUnknown() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        let blob = try await room.encrypted(key.keyId)
        let refusal = await room.refusal(
            KMSModel.Decrypt.self, DecryptRequest(ciphertextBlob: blob), in: Region("us-east-1"))
        #expect(refusal.hasPrefix("AccessDeniedException: The ciphertext refers to a customer master key"))
    }

    /// The same words twice give different ciphertexts.
    @Test func ciphertextsDiffer() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        #expect(try await room.encrypted(key.keyId) != room.encrypted(key.keyId))
    }

    @Test(arguments: [(DataKeySpec.aes256, nil as Int?, 32), (.aes128, nil, 16)])
    func dataKeysHaveTheirLength(spec: DataKeySpec, count: Int?, length: Int) async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        let made = try await room.run(
            KMSModel.GenerateDataKey.self,
            GenerateDataKeyRequest(
                keyId: key.keyId, encryptionContext: context, numberOfBytes: count, keySpec: spec))
        #expect(made.plaintext?.count == length)
        let opened = try await room.run(
            KMSModel.Decrypt.self,
            DecryptRequest(ciphertextBlob: made.ciphertextBlob, encryptionContext: context))
        #expect(opened.plaintext == made.plaintext)
    }

    @Test func aDataKeyMayStayClosed() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        let made = try await room.run(
            KMSModel.GenerateDataKeyWithoutPlaintext.self,
            GenerateDataKeyWithoutPlaintextRequest(keyId: key.keyId, numberOfBytes: 1024))
        let opened = try await room.run(
            KMSModel.Decrypt.self, DecryptRequest(ciphertextBlob: made.ciphertextBlob))
        #expect(opened.plaintext?.count == 1024)
    }

    @Test func reEncryptingChangesKeyAndContext() async throws {
        let room = try KMSRoom()
        let first = try await room.makeKey()
        let second = try await room.makeKey()
        let blob = try await room.encrypted(first.keyId, context: context)
        let moved = try await room.run(
            KMSModel.ReEncrypt.self,
            ReEncryptRequest(
                ciphertextBlob: blob, sourceEncryptionContext: context, destinationKeyId: second.keyId,
                destinationEncryptionContext: ["new": "one"]))
        #expect(moved.sourceKeyId == first.arn)
        #expect(moved.keyId == second.arn)
        let text = try await room.decrypted(try #require(moved.ciphertextBlob), context: ["new": "one"])
        #expect(text == "bird")
    }

    /// A dry run says that it would have succeeded, and fails as the run would.
    @Test func dryRunsAnswerWithoutDoing() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        let blob = try await room.encrypted(key.keyId)
        let would = "DryRunOperationException: The request would have succeeded, but the DryRun option is set."
        var request = DecryptRequest(ciphertextBlob: blob, dryRun: true)
        #expect(await room.refusal(KMSModel.Decrypt.self, request) == would)
        request.encryptionContext = ["wrong": "one"]
        #expect(await room.refusal(KMSModel.Decrypt.self, request) == "InvalidCiphertextException: ")
        let encrypt = EncryptRequest(keyId: key.keyId, plaintext: [1], dryRun: true)
        #expect(await room.refusal(KMSModel.Encrypt.self, encrypt) == would)
        let grant = CreateGrantRequest(
            keyId: key.keyId, granteePrincipal: room.user("ada").arn, operations: [.decrypt], dryRun: true)
        #expect(await room.refusal(KMSModel.CreateGrant.self, grant) == would)
        let listed = try await room.run(KMSModel.ListGrants.self, ListGrantsRequest(keyId: key.keyId))
        #expect(listed.grants?.isEmpty == true)
    }

    /// What isn't served is said to be so, with AWS's texts where it has some.
    @Test func parametersOfOtherKeysAreRefused() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey().keyId
        #expect(
            await room.refusal(
                KMSModel.Encrypt.self,
                EncryptRequest(keyId: key, plaintext: [1], encryptionAlgorithm: .rsaesOaepSha256))
                == "InvalidKeyUsageException: Algorithm RSAES_OAEP_SHA_256 is incompatible with key spec "
                + "SYMMETRIC_DEFAULT.")
        #expect(
            await room.refusal(KMSModel.GenerateDataKey.self, GenerateDataKeyRequest(keyId: key))
                == "ValidationException: Please specify either number of bytes or key spec.")
        #expect(
            await room.refusal(
                KMSModel.GenerateDataKey.self,
                GenerateDataKeyRequest(keyId: key, numberOfBytes: 32, keySpec: .aes256))
                == "ValidationException: Please specify either number of bytes or key spec.")
        #expect(
            await room.refusal(KMSModel.GenerateRandom.self, GenerateRandomRequest())
                == "ValidationException: NumberOfBytes is required.")
        #expect(
            await room.refusal(
                KMSModel.Encrypt.self, EncryptRequest(keyId: key, plaintext: [UInt8](repeating: 0, count: 4097)))
                == "ValidationException: 1 validation error detected: Value at 'plaintext' failed to satisfy "
                + "constraint: Member must have length less than or equal to 4096")
        #expect(
            await room.refusal(
                KMSModel.Decrypt.self, DecryptRequest(ciphertextBlob: try await room.encrypted(key), recipient: .init())
            )
                == "UnsupportedOperationException: Recipient is not supported by this server.")
    }
}
