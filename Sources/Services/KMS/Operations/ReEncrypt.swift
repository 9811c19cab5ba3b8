import KMSModel
import Kernel

/// Puts a ciphertext under another key or context, without the plaintext leaving the server.
struct ReEncrypt: Operation {
    typealias Model = KMSModel.ReEncrypt

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let blob = try ServedParameters.ciphertext(input.ciphertextBlob)
        let requests = try await requests(input, opening: blob, in: call)
        return [
            try await store.permission(requests.source, in: call),
            try await store.permission(requests.destination, in: call),
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try ServedParameters.check(algorithm: input.sourceEncryptionAlgorithm)
        try ServedParameters.check(algorithm: input.destinationEncryptionAlgorithm)
        try ServedParameters.check(modifiers: input.dryRunModifiers)
        let bytes = try ServedParameters.ciphertext(input.ciphertextBlob)
        let requests = try await requests(input, opening: bytes, in: call)
        let source = try await store.open(bytes, by: requests.source, in: call)
        let (key, material) = try await store.usableKey(for: requests.destination, in: call)
        // The alias moved between the two looks at it, and the condition was another one.
        guard (key.address == source.key.address) == requests.isSame else { throw Refusal.movedAlias }
        try Refusal.dryRun(input.dryRun)
        let blob = try store.cipher.encrypt(
            source.plaintext, with: material, under: input.destinationEncryptionContext)
        return Output(
            ciphertextBlob: blob, sourceKeyId: source.key.arn, keyId: key.arn,
            sourceEncryptionAlgorithm: .symmetricDefault, destinationEncryptionAlgorithm: .symmetricDefault,
            sourceKeyMaterialId: source.material.id, destinationKeyMaterialId: material.id)
    }

    private func requests(
        _ input: Input, opening blob: [UInt8], in call: Call
    ) async throws -> (source: KeyRequest, destination: KeyRequest, isSame: Bool) {
        let isSame = try await store.isKey(input.destinationKeyId, of: blob, in: call)
        let conditions = ["kms:ReEncryptOnSameKey": [isSame ? "true" : "false"]]
        var source = try await store.request(
            "ReEncryptFrom", opening: blob, with: input.sourceKeyId, under: input.sourceEncryptionContext,
            tokens: input.grantTokens, conditions: conditions, in: call)
        source.hasMovingConditions = try KeyName(input.destinationKeyId, in: call).alias != nil
        let destination = KeyRequest.use(
            "ReEncryptTo", input.destinationKeyId, under: input.destinationEncryptionContext,
            tokens: input.grantTokens, conditions: conditions)
        return (source, destination, isSame)
    }
}
