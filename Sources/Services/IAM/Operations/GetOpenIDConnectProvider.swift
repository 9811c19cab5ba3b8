import IAMModel
import Kernel
import Wire

/// Describes an OpenID Connect provider; its URL comes without the scheme, as on AWS.
struct GetOpenIDConnectProvider: Operation {
    typealias Model = IAMModel.GetOpenIDConnectProvider

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:GetOpenIDConnectProvider", onProvider: input.openIDConnectProviderArn, in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let provider = try await store.read { transaction in
            try OIDCProviders.required(input.openIDConnectProviderArn, in: call.account, transaction)
        }
        return Output(
            url: provider.url,
            clientIDList: provider.clientIDs,
            thumbprintList: provider.thumbprints,
            createDate: Timestamp(seconds: provider.createdAt),
            tags: provider.tags.wire ?? []
        )
    }
}
