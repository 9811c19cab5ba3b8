import IAMModel
import Kernel
import Storage
import Wire

/// Registers a SAML identity provider by its metadata document.
///
/// Encrypted assertions are not served: a mode or key for them is refused.
struct CreateSAMLProvider: Operation {
    typealias Model = IAMModel.CreateSAMLProvider

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let arn = "arn:aws:iam::\(call.account):saml-provider/\(input.name)"
        let context = TagSet.requestContext(input.tags)
        let creation = Permission("iam:CreateSAMLProvider", on: arn, context: context)
        return context.isEmpty ? [creation] : [creation, Permission("iam:TagSAMLProvider", on: arn, context: context)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try SAMLProvider.refuseEncryption(mode: input.assertionEncryptionMode, key: input.addPrivateKey)
        let metadata = try SAMLMetadata(input.samlMetadataDocument)
        let provider = SAMLProvider(
            account: call.account,
            name: input.name,
            uuid: store.random.uniqueID(prefix: "ASPI", length: 22),
            metadata: input.samlMetadataDocument,
            createdAt: call.time.seconds,
            validUntil: metadata.end(from: call.time),
            tags: try TagSet(creating: input.tags)
        )
        try await store.write { transaction in
            let count = try SAMLProviders.records.count(account: call.account.digits, in: transaction)
            try Quotas.check(count, Quotas.samlProviders, "SAMLProvidersPerAccount")
            do {
                try SAMLProviders.records.insert(provider, in: transaction)
            } catch StorageFault.duplicate {
                throw IAMError.entityAlreadyExists("SAMLProvider with name \(provider.name) already exists.")
            }
        }
        return Output(samlProviderArn: provider.arn, tags: provider.tags.wire)
    }
}
