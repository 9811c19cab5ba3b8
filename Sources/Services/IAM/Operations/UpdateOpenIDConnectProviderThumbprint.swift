import IAMModel
import Kernel
import Storage
import Wire

/// Replaces the thumbprints of the certificates that a provider's addresses may show.
struct UpdateOpenIDConnectProviderThumbprint: Operation {
    typealias Model = IAMModel.UpdateOpenIDConnectProviderThumbprint

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:UpdateOpenIDConnectProviderThumbprint", onProvider: input.openIDConnectProviderArn, in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var provider = try OIDCProviders.required(input.openIDConnectProviderArn, in: call.account, transaction)
            try ProviderURL.check(thumbprints: input.thumbprintList)
            provider.thumbprints = input.thumbprintList
            try OIDCProviders.records.replace(provider, in: transaction)
        }
        return Output()
    }
}
