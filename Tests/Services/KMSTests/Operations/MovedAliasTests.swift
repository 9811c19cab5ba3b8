import KMSModel
import Kernel
import Testing
import Wire

@testable import ServiceKMS

/// Whoever moves an alias while a request is served gets at no key that the request was not authorized for.
@Suite struct MovedAliasTests {
    private static let alias = "alias/birds"

    private let room: KMSRoom
    private let mallory: Principal
    /// Mallory's, to which the alias leads first.
    private let own: KeyMetadata
    /// Somebody else's.
    private let foreign: KeyMetadata

    init() async throws {
        room = try KMSRoom(grants: ["mallory": PolicyText.allow("kms:*Alias", on: "arn:aws:kms:*:*:alias/*")])
        mallory = room.user("mallory")
        own = try await room.makeKey(CreateKeyRequest(policy: Self.policy(for: mallory)))
        foreign = try await room.makeKey()
        _ = try await room.run(
            KMSModel.CreateAlias.self, CreateAliasRequest(aliasName: Self.alias, targetKeyId: own.keyId))
    }

    /// A key policy under which a principal may do all but what is denied.
    private static func policy(
        for principal: Principal, denying denied: (action: String, condition: String)? = nil
    ) -> String {
        let root = PolicyText.aws("arn:aws:iam::123456789012:root")
        let user = PolicyText.aws(principal.arn)
        let (action, condition) = denied ?? ("kms:CreateGrant", "{}")
        return PolicyText.key(
            ("Allow", root, "kms:*", "{}"), ("Allow", user, "kms:*", "{}"), ("Deny", user, action, condition))
    }

    /// Authorizes Mallory's request, moves the alias, and serves it.
    private func outcome<Asked: Kernel.Operation>(
        of operation: Asked, _ input: Asked.Input, movingTo key: KeyMetadata
    ) async throws -> String {
        try await move(to: own)
        var call = room.call()
        call.principal = mallory
        try await room.store.authorizer.authorize(try await operation.permissions(for: input, in: call), in: call)
        try await move(to: key)
        do {
            _ = try await operation.run(input, in: call)
            return "served"
        } catch let error as ServiceError {
            return error.jsonCode ?? error.code
        }
    }

    private func move(to key: KeyMetadata) async throws {
        _ = try await room.run(
            KMSModel.UpdateAlias.self, UpdateAliasRequest(aliasName: Self.alias, targetKeyId: key.keyId))
    }

    private func outcomes(movingTo key: KeyMetadata) async throws -> [String: String] {
        let store = room.store
        let blob = try await room.encrypted(key.keyId)
        let ownBlob = try await room.encrypted(own.keyId)
        return [
            "Encrypt": try await outcome(
                of: ServiceKMS.Encrypt(store: store), EncryptRequest(keyId: Self.alias, plaintext: [1]), movingTo: key),
            "Decrypt": try await outcome(
                of: ServiceKMS.Decrypt(store: store), DecryptRequest(ciphertextBlob: blob, keyId: Self.alias),
                movingTo: key),
            "ReEncryptFrom": try await outcome(
                of: ServiceKMS.ReEncrypt(store: store),
                ReEncryptRequest(ciphertextBlob: blob, sourceKeyId: Self.alias, destinationKeyId: own.keyId),
                movingTo: key),
            "ReEncryptTo": try await outcome(
                of: ServiceKMS.ReEncrypt(store: store),
                ReEncryptRequest(ciphertextBlob: ownBlob, destinationKeyId: Self.alias), movingTo: key),
            "GenerateDataKey": try await outcome(
                of: ServiceKMS.GenerateDataKey(store: store),
                GenerateDataKeyRequest(keyId: Self.alias, keySpec: .aes256), movingTo: key),
            "GenerateDataKeyWithoutPlaintext": try await outcome(
                of: ServiceKMS.GenerateDataKeyWithoutPlaintext(store: store),
                GenerateDataKeyWithoutPlaintextRequest(keyId: Self.alias, keySpec: .aes256), movingTo: key),
            "DescribeKey": try await outcome(
                of: ServiceKMS.DescribeKey(store: store), DescribeKeyRequest(keyId: Self.alias), movingTo: key),
        ]
    }

    /// What was authorized for one key is not done with another.
    @Test func aMovedAliasOpensNoForeignKey() async throws {
        let outcomes = try await outcomes(movingTo: foreign)
        #expect(outcomes.filter { $0.value != "AccessDeniedException" } == [:])
    }

    /// An alias that leads to another key of the same caller serves on.
    @Test func aMovedAliasServesItsOwner() async throws {
        let second = try await room.makeKey(CreateKeyRequest(policy: Self.policy(for: mallory)))
        let outcomes = try await outcomes(movingTo: second)
        #expect(outcomes.filter { $0.value != "served" } == [:])
    }

    /// The source's policy sees where the ciphertext really goes.
    @Test func aMovedDestinationIsSeenByTheSourcesPolicy() async throws {
        let condition = "{\"StringEquals\":{\"kms:ReEncryptOnSameKey\":\"false\"}}"
        let policy = Self.policy(for: mallory, denying: ("kms:ReEncryptFrom", condition))
        _ = try await room.run(KMSModel.PutKeyPolicy.self, PutKeyPolicyRequest(keyId: own.keyId, policy: policy))
        let second = try await room.makeKey(CreateKeyRequest(policy: Self.policy(for: mallory)))
        let request = ReEncryptRequest(
            ciphertextBlob: try await room.encrypted(own.keyId), destinationKeyId: Self.alias)
        let operation = ServiceKMS.ReEncrypt(store: room.store)
        #expect(try await outcome(of: operation, request, movingTo: own) == "served")
        #expect(try await outcome(of: operation, request, movingTo: second) == "AccessDeniedException")
    }

    /// Nobody takes an alias from a key that they were not authorized for.
    @Test func aMovedAliasIsNotTakenAway() async throws {
        let update = try await outcome(
            of: ServiceKMS.UpdateAlias(store: room.store),
            UpdateAliasRequest(aliasName: Self.alias, targetKeyId: own.keyId), movingTo: foreign)
        #expect(update == "AccessDeniedException")
        let delete = try await outcome(
            of: ServiceKMS.DeleteAlias(store: room.store), DeleteAliasRequest(aliasName: Self.alias),
            movingTo: foreign)
        #expect(delete == "AccessDeniedException")
        let described = try await room.run(KMSModel.DescribeKey.self, DescribeKeyRequest(keyId: Self.alias))
        #expect(described.keyMetadata?.keyId == foreign.keyId)
    }
}
