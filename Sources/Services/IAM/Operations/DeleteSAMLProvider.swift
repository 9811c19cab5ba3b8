import IAMModel
import Kernel
import Storage
import Wire

/// Removes a SAML provider.
struct DeleteSAMLProvider: Operation {
    typealias Model = IAMModel.DeleteSAMLProvider

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:DeleteSAMLProvider", onProvider: input.samlProviderArn, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let provider = try SAMLProviders.required(input.samlProviderArn, in: call.account, transaction)
            try SAMLProviders.records.remove(
                [.string(provider.name)], account: call.account.digits, in: transaction)
        }
        return Output()
    }
}
