import KMSModel
import Kernel

/// Gives up to 1,024 unpredictable bytes.
struct GenerateRandom: Operation {
    typealias Model = KMSModel.GenerateRandom

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [store.permission("GenerateRandom", in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try ServedParameters.check(recipient: input.recipient)
        if input.customKeyStoreId != nil { throw Refusal.unsupported("CustomKeyStoreId") }
        guard let count = input.numberOfBytes else { throw Refusal.invalid("NumberOfBytes is required.") }
        return Output(plaintext: store.random.bytes(count))
    }
}
