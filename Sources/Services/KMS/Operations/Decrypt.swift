import KMSModel
import Kernel

/// Decrypts a ciphertext, which names its key itself.
struct Decrypt: Operation {
    typealias Model = KMSModel.Decrypt

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "Decrypt", opening: try ServedParameters.ciphertext(input.ciphertextBlob), with: input.keyId,
                under: input.encryptionContext, tokens: input.grantTokens, in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try ServedParameters.check(algorithm: input.encryptionAlgorithm)
        try ServedParameters.check(recipient: input.recipient)
        try ServedParameters.check(modifiers: input.dryRunModifiers)
        let opened = try await store.open(
            try ServedParameters.ciphertext(input.ciphertextBlob), with: input.keyId, under: input.encryptionContext,
            in: call)
        try Refusal.dryRun(input.dryRun)
        return Output(
            keyId: opened.key.arn, plaintext: opened.plaintext, encryptionAlgorithm: .symmetricDefault,
            keyMaterialId: opened.material.id)
    }
}
