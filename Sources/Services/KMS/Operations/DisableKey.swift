import KMSModel
import Kernel
import Wire

/// Makes a key unusable until it is enabled again.
struct DisableKey: Operation {
    typealias Model = KMSModel.DisableKey

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission(KeyRequest(administering: input.keyId, by: "DisableKey"), in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.change(input.keyId, in: call) { key in
            try key.checkKept()
            key.isEnabled = false
        }
        return Output()
    }
}
