import IAMModel
import Kernel
import Storage
import Wire

/// Removes an audience from a provider; one that is not there is no error.
struct RemoveClientIDFromOpenIDConnectProvider: Operation {
    typealias Model = IAMModel.RemoveClientIDFromOpenIDConnectProvider

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:RemoveClientIDFromOpenIDConnectProvider", onProvider: input.openIDConnectProviderArn, in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var provider = try OIDCProviders.required(input.openIDConnectProviderArn, in: call.account, transaction)
            provider.clientIDs.removeAll { $0 == input.clientID }
            try OIDCProviders.records.replace(provider, in: transaction)
        }
        return Output()
    }
}
