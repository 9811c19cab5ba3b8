import KMSModel
import Kernel

/// Encrypts up to 4,096 bytes.
struct Encrypt: Operation {
    typealias Model = KMSModel.Encrypt

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission(Self.request(input), in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try ServedParameters.check(algorithm: input.encryptionAlgorithm)
        let (key, material) = try await store.usableKey(for: Self.request(input), in: call)
        try Refusal.dryRun(input.dryRun)
        let blob = try store.cipher.encrypt(input.plaintext, with: material, under: input.encryptionContext)
        return Output(ciphertextBlob: blob, keyId: key.arn, encryptionAlgorithm: .symmetricDefault)
    }

    private static func request(_ input: Input) -> KeyRequest {
        .use("Encrypt", input.keyId, under: input.encryptionContext, tokens: input.grantTokens)
    }
}
