import KMSModel
import Kernel

/// Decrypts a ciphertext, which names its key itself.
struct Decrypt: Operation {
    typealias Model = KMSModel.Decrypt

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let blob = try ServedParameters.ciphertext(input.ciphertextBlob)
        return [try await store.permission(try await request(input, opening: blob, in: call), in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try ServedParameters.check(algorithm: input.encryptionAlgorithm)
        try ServedParameters.check(recipient: input.recipient)
        try ServedParameters.check(modifiers: input.dryRunModifiers)
        let blob = try ServedParameters.ciphertext(input.ciphertextBlob)
        let opened = try await store.open(blob, by: try await request(input, opening: blob, in: call), in: call)
        try Refusal.dryRun(input.dryRun)
        return Output(
            keyId: opened.key.arn, plaintext: opened.plaintext, encryptionAlgorithm: .symmetricDefault,
            keyMaterialId: opened.material.id)
    }

    private func request(_ input: Input, opening blob: [UInt8], in call: Call) async throws -> KeyRequest {
        try await store.request(
            "Decrypt", opening: blob, with: input.keyId, under: input.encryptionContext, tokens: input.grantTokens,
            in: call)
    }
}
