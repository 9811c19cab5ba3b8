import IAMModel
import Kernel
import Wire

/// Gives a SAML provider's metadata document and until when it holds.
struct GetSAMLProvider: Operation {
    typealias Model = IAMModel.GetSAMLProvider

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:GetSAMLProvider", onProvider: input.samlProviderArn, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let provider = try await store.read { transaction in
            try SAMLProviders.required(input.samlProviderArn, in: call.account, transaction)
        }
        return Output(
            samlProviderUUID: provider.uuid,
            samlMetadataDocument: provider.metadata,
            createDate: Timestamp(seconds: provider.createdAt),
            validUntil: Timestamp(seconds: provider.validUntil),
            tags: provider.tags.wire ?? []
        )
    }
}
