import IAMModel
import Kernel
import Storage
import Wire

/// Takes tags from a SAML provider; keys that it does not have are no error.
struct UntagSAMLProvider: Operation {
    typealias Model = IAMModel.UntagSAMLProvider

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [
            try await store.permission(
                "iam:UntagSAMLProvider", onProvider: input.samlProviderArn, in: call,
                context: ["aws:TagKeys": input.tagKeys])
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var provider = try SAMLProviders.required(input.samlProviderArn, in: call.account, transaction)
            for key in input.tagKeys { provider.tags.remove(key) }
            try SAMLProviders.records.replace(provider, in: transaction)
        }
        return Output()
    }
}
