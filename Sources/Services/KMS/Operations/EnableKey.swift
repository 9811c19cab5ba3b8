import KMSModel
import Kernel
import Wire

/// Makes a disabled key usable again.
struct EnableKey: Operation {
    typealias Model = KMSModel.EnableKey

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission(KeyRequest(administering: input.keyId, by: "EnableKey"), in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.change(input.keyId, in: call) { key in
            try key.checkKept()
            key.isEnabled = true
        }
        return Output()
    }
}
