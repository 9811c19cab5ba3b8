import IAMModel
import Kernel
import Storage
import Wire

/// Adds tags to a SAML provider, or gives tags that it has other values.
struct TagSAMLProvider: Operation {
    typealias Model = IAMModel.TagSAMLProvider

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:TagSAMLProvider", onProvider: input.samlProviderArn, in: call,
                context: TagSet.requestContext(input.tags))
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var provider = try SAMLProviders.required(input.samlProviderArn, in: call.account, transaction)
            try provider.tags.merge(input.tags)
            try SAMLProviders.records.replace(provider, in: transaction)
        }
        return Output()
    }
}
