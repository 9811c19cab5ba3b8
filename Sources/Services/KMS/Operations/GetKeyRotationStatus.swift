import KMSModel
import Kernel
import Wire

/// Tells whether and when a key is rotated by itself.
struct GetKeyRotationStatus: Operation {
    typealias Model = KMSModel.GetKeyRotationStatus

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let request = KeyRequest("GetKeyRotationStatus", input.keyId, forms: .keysOnly)
        return [try await store.permission(request, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let key = try await store.key(input.keyId, in: call)
        // A key that is to be deleted is not rotated; should it be kept after all, it is again.
        let rotation = key.deletion == nil ? key.rotation : nil
        return Output(
            keyRotationEnabled: rotation != nil, keyId: key.address.id, rotationPeriodInDays: rotation?.periodInDays,
            nextRotationDate: rotation.map { Timestamp(milliseconds: $0.nextAt) })
    }
}
