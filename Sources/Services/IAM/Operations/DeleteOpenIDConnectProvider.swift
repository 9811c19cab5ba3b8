import IAMModel
import Kernel
import Storage
import Wire

/// Removes an OpenID Connect provider; roles that trust it can no longer be assumed with its tokens.
struct DeleteOpenIDConnectProvider: Operation {
    typealias Model = IAMModel.DeleteOpenIDConnectProvider

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:DeleteOpenIDConnectProvider", onProvider: input.openIDConnectProviderArn, in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let provider = try OIDCProviders.required(input.openIDConnectProviderArn, in: call.account, transaction)
            try OIDCProviders.records.remove(
                [.string(provider.url)], account: call.account.digits, in: transaction)
        }
        return Output()
    }
}
