import KMSModel
import Kernel

/// Describes a key.
struct DescribeKey: Operation {
    typealias Model = KMSModel.DescribeKey

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission(Self.request(input), in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        Output(keyMetadata: try await store.key(for: Self.request(input), in: call).key.metadata)
    }

    private static func request(_ input: Input) -> KeyRequest {
        KeyRequest("DescribeKey", input.keyId, grantTokens: input.grantTokens)
    }
}
