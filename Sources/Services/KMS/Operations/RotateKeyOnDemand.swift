import KMSModel
import Kernel
import Storage
import Wire

/// Gives a key new material at once; automatic rotation goes on as it was planned.
struct RotateKeyOnDemand: Operation {
    typealias Model = KMSModel.RotateKeyOnDemand

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission(KeyRequest(administering: input.keyId, by: "RotateKeyOnDemand"), in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try KeyName(input.keyId, forms: .keysOnly, in: call)
        let spare = try store.cipher.spare()
        let now = call.time.milliseconds
        let key = try await store.write { transaction in
            var key = try name.key(transaction)
            try key.checkUsable()
            guard key.rotationsOnDemand < KeyRotation.limitOnDemand else {
                throw KMSError.limitExceeded(
                    "The key has been rotated on demand \(KeyRotation.limitOnDemand) times, which is the limit.")
            }
            try KeyRotation.rotate(&key, to: spare, cause: .onDemand, at: now, transaction)
            key.rotationsOnDemand += 1
            try Keys.records.replace(key, in: transaction)
            return key
        }
        return Output(keyId: key.address.id)
    }
}
