import KMSModel
import Kernel

/// Calls off a key's deletion; the key is disabled then.
struct CancelKeyDeletion: Operation {
    typealias Model = KMSModel.CancelKeyDeletion

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission(KeyRequest(administering: input.keyId, by: "CancelKeyDeletion"), in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let key = try await store.change(input.keyId, in: call) { key in
            guard key.deletion != nil else { throw KMSError.kmsInvalidState("\(key.arn) is not pending deletion.") }
            key.deletion = nil
            key.isEnabled = false
        }
        return Output(keyId: key.arn)
    }
}
