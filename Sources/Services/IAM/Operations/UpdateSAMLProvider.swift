import IAMModel
import Kernel
import Storage

/// Replaces the metadata document of a SAML provider.
struct UpdateSAMLProvider: Operation {
    typealias Model = IAMModel.UpdateSAMLProvider

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:UpdateSAMLProvider", onProvider: input.samlProviderArn, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try SAMLProvider.refuseEncryption(
            mode: input.assertionEncryptionMode, key: input.addPrivateKey ?? input.removePrivateKey)
        return try await store.write { transaction in
            var provider = try SAMLProviders.required(input.samlProviderArn, in: call.account, transaction)
            if let document = input.samlMetadataDocument {
                provider.metadata = document
                provider.validUntil = try SAMLMetadata(document).end(from: call.time)
            }
            try SAMLProviders.records.replace(provider, in: transaction)
            return Output(samlProviderArn: provider.arn)
        }
    }
}
