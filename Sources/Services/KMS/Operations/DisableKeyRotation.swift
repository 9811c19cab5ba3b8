import KMSModel
import Kernel
import Wire

/// Ends a key's automatic rotation.
struct DisableKeyRotation: Operation {
    typealias Model = KMSModel.DisableKeyRotation

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission(KeyRequest(administering: input.keyId, by: "DisableKeyRotation"), in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.change(input.keyId, in: call) { key in
            try key.checkUsable()
            key.rotation = nil
        }
        return Output()
    }
}
