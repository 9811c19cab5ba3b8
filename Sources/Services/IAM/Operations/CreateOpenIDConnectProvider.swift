import IAMModel
import Kernel
import Storage
import Wire

/// Registers an OpenID Connect issuer, whose tokens roles may then trust.
///
/// AWS fetches the issuer's certificate where no thumbprint is given; here the list then stays empty.
struct CreateOpenIDConnectProvider: Operation {
    typealias Model = IAMModel.CreateOpenIDConnectProvider

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let issuer = (try? ProviderURL(input.url).issuer) ?? "*"
        let arn = "arn:aws:iam::\(call.account):oidc-provider/\(issuer)"
        let context = TagSet.requestContext(input.tags)
        let creation = Permission("iam:CreateOpenIDConnectProvider", on: arn, context: context)
        if context.isEmpty { return [creation] }
        return [creation, Permission("iam:TagOpenIDConnectProvider", on: arn, context: context)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let url = try ProviderURL(input.url)
        let thumbprints = input.thumbprintList ?? []
        let clientIDs = input.clientIDList ?? []
        try ProviderURL.check(thumbprints: thumbprints)
        try ProviderURL.check(clientIDs: clientIDs)
        let provider = OIDCProvider(
            account: call.account,
            url: url.issuer,
            clientIDs: clientIDs,
            thumbprints: thumbprints,
            createdAt: call.time.seconds,
            tags: try TagSet(creating: input.tags)
        )
        try await store.write { transaction in
            let count = try OIDCProviders.records.count(account: call.account.digits, in: transaction)
            try Quotas.check(count, Quotas.openIDProviders, "OpenIdConnectProvidersPerAccount")
            do {
                try OIDCProviders.records.insert(provider, in: transaction)
            } catch StorageFault.duplicate {
                throw IAMError.entityAlreadyExists("Provider with url \(input.url) already exists.")
            }
        }
        return Output(openIDConnectProviderArn: provider.arn, tags: provider.tags.wire)
    }
}
