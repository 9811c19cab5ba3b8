import KMSModel
import Kernel
import Testing
import Wire

@testable import ServiceKMS

/// Rotation gives new ciphertexts new material and leaves old ones readable.
@Suite struct RotationTests {
    @Test func oldCiphertextsStayReadable() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        var blobs = [try await room.encrypted(key.keyId)]
        for _ in 0..<3 {
            _ = try await room.run(KMSModel.RotateKeyOnDemand.self, RotateKeyOnDemandRequest(keyId: key.keyId))
            blobs.append(try await room.encrypted(key.keyId))
        }
        for blob in blobs { #expect(try await room.decrypted(blob) == "bird") }
        #expect(Set(try blobs.map { try CiphertextBlob($0).material }).count == 4)
        let listed = try await room.run(KMSModel.ListKeyRotations.self, ListKeyRotationsRequest(keyId: key.keyId))
        #expect(listed.rotations?.map(\.rotationType) == [.onDemand, .onDemand, .onDemand])
        #expect(listed.rotations?.map(\.keyMaterialState) == [.nonCurrent, .nonCurrent, .current])
        let all = try await room.run(
            KMSModel.ListKeyRotations.self,
            ListKeyRotationsRequest(keyId: key.keyId, includeKeyMaterial: .allKeyMaterial))
        #expect(all.rotations?.first?.keyMaterialId == key.currentKeyMaterialId)
        #expect(all.rotations?.count == 4)
        #expect(all.rotations?.first?.rotationDate == nil)
    }

    @Test func aKeyRotatesByItself() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        let request = GetKeyRotationStatusRequest(keyId: key.keyId)
        #expect(try await room.run(KMSModel.GetKeyRotationStatus.self, request).keyRotationEnabled == false)
        _ = try await room.run(
            KMSModel.EnableKeyRotation.self, EnableKeyRotationRequest(keyId: key.keyId, rotationPeriodInDays: 90))
        let status = try await room.run(KMSModel.GetKeyRotationStatus.self, request)
        #expect(status.keyRotationEnabled == true)
        #expect(status.rotationPeriodInDays == 90)
        #expect(status.nextRotationDate == room.clock.now().adding(seconds: 90 * 86_400))
        room.clock.advance(days: 89)
        try await room.upkeep.work()
        let listing = ListKeyRotationsRequest(keyId: key.keyId)
        #expect(try await room.run(KMSModel.ListKeyRotations.self, listing).rotations?.isEmpty == true)
        room.clock.advance(days: 1)
        try await room.upkeep.work()
        try await room.upkeep.work()
        let rotations = try await room.run(KMSModel.ListKeyRotations.self, listing).rotations
        #expect(rotations?.map(\.rotationType) == [.automatic])
        #expect(
            try await room.run(KMSModel.GetKeyRotationStatus.self, request).nextRotationDate
                == room.clock.now().adding(seconds: 90 * 86_400))
    }

    /// A disabled key rests; it is rotated once it is enabled again.
    @Test func aDisabledKeyIsNotRotated() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        _ = try await room.run(KMSModel.EnableKeyRotation.self, EnableKeyRotationRequest(keyId: key.keyId))
        _ = try await room.run(KMSModel.DisableKey.self, DisableKeyRequest(keyId: key.keyId))
        room.clock.advance(days: 400)
        try await room.upkeep.work()
        let listing = ListKeyRotationsRequest(keyId: key.keyId)
        #expect(try await room.run(KMSModel.ListKeyRotations.self, listing).rotations?.isEmpty == true)
        _ = try await room.run(KMSModel.EnableKey.self, EnableKeyRequest(keyId: key.keyId))
        try await room.upkeep.work()
        #expect(try await room.run(KMSModel.ListKeyRotations.self, listing).rotations?.count == 1)
    }

    @Test func rotationCanBeEnded() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        _ = try await room.run(KMSModel.EnableKeyRotation.self, EnableKeyRotationRequest(keyId: key.keyId))
        _ = try await room.run(KMSModel.DisableKeyRotation.self, DisableKeyRotationRequest(keyId: key.keyId))
        room.clock.advance(days: 400)
        try await room.upkeep.work()
        let rotations = try await room.run(
            KMSModel.ListKeyRotations.self, ListKeyRotationsRequest(keyId: key.keyId)
        ).rotations
        #expect(rotations?.isEmpty == true)
    }

    @Test func rotationOnDemandHasALimit() async throws {
        let room = try KMSRoom()
        let key = try await room.makeKey()
        for _ in 0..<25 {
            _ = try await room.run(KMSModel.RotateKeyOnDemand.self, RotateKeyOnDemandRequest(keyId: key.keyId))
        }
        let refusal = await room.refusal(
            KMSModel.RotateKeyOnDemand.self, RotateKeyOnDemandRequest(keyId: key.keyId))
        #expect(refusal.hasPrefix("LimitExceededException: "))
    }
}
