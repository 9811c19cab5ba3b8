import KMSModel
import Kernel

/// Encrypts up to 4,096 bytes.
struct Encrypt: Operation {
    typealias Model = KMSModel.Encrypt

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let request = KeyRequest.use(
            "Encrypt", input.keyId, under: input.encryptionContext, tokens: input.grantTokens)
        return [try await store.permission(request, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try ServedParameters.check(algorithm: input.encryptionAlgorithm)
        let (key, material) = try await store.encryptionKey(input.keyId, in: call)
        try Refusal.dryRun(input.dryRun)
        let blob = try store.cipher.encrypt(input.plaintext, with: material, under: input.encryptionContext)
        return Output(ciphertextBlob: blob, keyId: key.arn, encryptionAlgorithm: .symmetricDefault)
    }
}
