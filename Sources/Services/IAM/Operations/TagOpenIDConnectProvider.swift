import IAMModel
import Kernel
import Storage
import Wire

/// Adds tags to an OpenID Connect provider, or gives tags that it has other values.
struct TagOpenIDConnectProvider: Operation {
    typealias Model = IAMModel.TagOpenIDConnectProvider

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:TagOpenIDConnectProvider", onProvider: input.openIDConnectProviderArn, in: call,
                context: TagSet.requestContext(input.tags))
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var provider = try OIDCProviders.required(input.openIDConnectProviderArn, in: call.account, transaction)
            try provider.tags.merge(input.tags)
            try OIDCProviders.records.replace(provider, in: transaction)
        }
        return Output()
    }
}
