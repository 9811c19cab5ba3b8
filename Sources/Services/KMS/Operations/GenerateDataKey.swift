import KMSModel
import Kernel

/// Draws a key for use outside, and gives it plain and encrypted.
struct GenerateDataKey: Operation {
    typealias Model = KMSModel.GenerateDataKey

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission(Self.request(input), in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try ServedParameters.check(recipient: input.recipient)
        let length = try ServedParameters.length(input.keySpec, input.numberOfBytes)
        let (key, material) = try await store.usableKey(for: Self.request(input), in: call)
        try Refusal.dryRun(input.dryRun)
        let dataKey = store.random.bytes(length)
        let blob = try store.cipher.encrypt(dataKey, with: material, under: input.encryptionContext)
        return Output(ciphertextBlob: blob, plaintext: dataKey, keyId: key.arn, keyMaterialId: material.id)
    }

    private static func request(_ input: Input) -> KeyRequest {
        .use("GenerateDataKey", input.keyId, under: input.encryptionContext, tokens: input.grantTokens)
    }
}
