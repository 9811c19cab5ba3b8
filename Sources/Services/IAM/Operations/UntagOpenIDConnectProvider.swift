import IAMModel
import Kernel
import Storage
import Wire

/// Takes tags from an OpenID Connect provider; keys that it does not have are no error.
struct UntagOpenIDConnectProvider: Operation {
    typealias Model = IAMModel.UntagOpenIDConnectProvider

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:UntagOpenIDConnectProvider", onProvider: input.openIDConnectProviderArn, in: call,
                context: ["aws:TagKeys": input.tagKeys])
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var provider = try OIDCProviders.required(input.openIDConnectProviderArn, in: call.account, transaction)
            for key in input.tagKeys { provider.tags.remove(key) }
            try OIDCProviders.records.replace(provider, in: transaction)
        }
        return Output()
    }
}
