import IAMModel
import Kernel
import Storage

/// Lists the ARNs of an account's OpenID Connect providers.
struct ListOpenIDConnectProviders: Operation {
    typealias Model = IAMModel.ListOpenIDConnectProviders

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("iam:ListOpenIDConnectProviders", on: "arn:aws:iam::\(call.account):oidc-provider/*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let providers = try await store.read { transaction in
            try OIDCProviders.records.scan(account: call.account.digits, in: transaction)
        }
        return Output(openIDConnectProviderList: providers.map { OpenIDConnectProviderListEntry(arn: $0.arn) })
    }
}
