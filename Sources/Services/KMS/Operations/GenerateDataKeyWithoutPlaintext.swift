import KMSModel
import Kernel

/// Draws a key for use outside, and gives it encrypted only, to be decrypted when it is needed.
struct GenerateDataKeyWithoutPlaintext: Operation {
    typealias Model = KMSModel.GenerateDataKeyWithoutPlaintext

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission(Self.request(input), in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let length = try ServedParameters.length(input.keySpec, input.numberOfBytes)
        let (key, material) = try await store.usableKey(for: Self.request(input), in: call)
        try Refusal.dryRun(input.dryRun)
        let blob = try store.cipher.encrypt(
            store.random.bytes(length), with: material, under: input.encryptionContext)
        return Output(ciphertextBlob: blob, keyId: key.arn, keyMaterialId: material.id)
    }

    private static func request(_ input: Input) -> KeyRequest {
        .use("GenerateDataKeyWithoutPlaintext", input.keyId, under: input.encryptionContext, tokens: input.grantTokens)
    }
}
