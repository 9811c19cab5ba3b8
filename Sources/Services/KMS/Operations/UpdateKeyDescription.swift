import KMSModel
import Kernel
import Wire

/// Changes what a key says of itself.
struct UpdateKeyDescription: Operation {
    typealias Model = KMSModel.UpdateKeyDescription

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission(KeyRequest(administering: input.keyId, by: "UpdateKeyDescription"), in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.change(input.keyId, in: call) { key in
            try key.checkKept()
            key.description = input.description
        }
        return Output()
    }
}
