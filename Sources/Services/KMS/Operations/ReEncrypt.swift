import KMSModel
import Kernel

/// Puts a ciphertext under another key or context, without the plaintext leaving the server.
struct ReEncrypt: Operation {
    typealias Model = KMSModel.ReEncrypt

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let blob = try ServedParameters.ciphertext(input.ciphertextBlob)
        let isSame = try await store.isKey(input.destinationKeyId, of: blob, in: call)
        let conditions = ["kms:ReEncryptOnSameKey": [isSame ? "true" : "false"]]
        return [
            try await store.permission(
                "ReEncryptFrom", opening: blob, with: input.sourceKeyId, under: input.sourceEncryptionContext,
                tokens: input.grantTokens, conditions: conditions, in: call),
            try await store.permission(
                .use(
                    "ReEncryptTo", input.destinationKeyId, under: input.destinationEncryptionContext,
                    tokens: input.grantTokens, conditions: conditions), in: call),
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try ServedParameters.check(algorithm: input.sourceEncryptionAlgorithm)
        try ServedParameters.check(algorithm: input.destinationEncryptionAlgorithm)
        try ServedParameters.check(modifiers: input.dryRunModifiers)
        let source = try await store.open(
            try ServedParameters.ciphertext(input.ciphertextBlob), with: input.sourceKeyId,
            under: input.sourceEncryptionContext, in: call)
        let (key, material) = try await store.encryptionKey(input.destinationKeyId, in: call)
        try Refusal.dryRun(input.dryRun)
        let blob = try store.cipher.encrypt(
            source.plaintext, with: material, under: input.destinationEncryptionContext)
        return Output(
            ciphertextBlob: blob, sourceKeyId: source.key.arn, keyId: key.arn,
            sourceEncryptionAlgorithm: .symmetricDefault, destinationEncryptionAlgorithm: .symmetricDefault,
            sourceKeyMaterialId: source.material.id, destinationKeyMaterialId: material.id)
    }
}
