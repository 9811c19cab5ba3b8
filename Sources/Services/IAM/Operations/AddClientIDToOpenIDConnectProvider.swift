import IAMModel
import Kernel
import Storage
import Wire

/// Adds an audience to those that a provider's tokens may name; one that is there already is no error.
struct AddClientIDToOpenIDConnectProvider: Operation {
    typealias Model = IAMModel.AddClientIDToOpenIDConnectProvider

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:AddClientIDToOpenIDConnectProvider", onProvider: input.openIDConnectProviderArn, in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var provider = try OIDCProviders.required(input.openIDConnectProviderArn, in: call.account, transaction)
            if !provider.clientIDs.contains(input.clientID) { provider.clientIDs.append(input.clientID) }
            try ProviderURL.check(clientIDs: provider.clientIDs)
            try OIDCProviders.records.replace(provider, in: transaction)
        }
        return Output()
    }
}
