import IAMModel
import Kernel
import Storage
import Wire

/// Lists an account's SAML providers.
struct ListSAMLProviders: Operation {
    typealias Model = IAMModel.ListSAMLProviders

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("iam:ListSAMLProviders", on: "arn:aws:iam::\(call.account):saml-provider/*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let providers = try await store.read { transaction in
            try SAMLProviders.records.scan(account: call.account.digits, in: transaction)
        }
        return Output(
            samlProviderList: providers.map { provider in
                SAMLProviderListEntry(
                    arn: provider.arn,
                    validUntil: Timestamp(seconds: provider.validUntil),
                    createDate: Timestamp(seconds: provider.createdAt)
                )
            }
        )
    }
}
