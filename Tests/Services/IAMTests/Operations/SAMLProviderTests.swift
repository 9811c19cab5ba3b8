import IAMModel
import Kernel
import Testing
import Wire

@testable import ServiceIAM

/// Metadata that is no SAML metadata must be refused when it is given, not when somebody signs in.
struct SAMLProviderTests {
    private static func metadata(_ attributes: String = "") -> String {
        """
        <?xml version="1.0"?><!-- metadata -->
        <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com"\
        \(attributes)><md:IDPSSODescriptor/></md:EntityDescriptor>
        """
    }

    @Test("a provider is made, described, changed and removed")
    func lifecycle() async throws {
        let room = try PolicyRoom()
        let create = ServiceIAM.CreateSAMLProvider.init
        let document = Self.metadata(#" validUntil="2030-01-01T00:00:00Z""#)
        let made = try await room.run(create, .init(samlMetadataDocument: document, name: "idp"))
        let arn = room.arn("saml-provider/idp")
        #expect(made.samlProviderArn == arn)
        #expect(
            await room.refusal(create, .init(samlMetadataDocument: document, name: "idp"))
                == "EntityAlreadyExists: SAMLProvider with name idp already exists.")
        let found = try await room.run(ServiceIAM.GetSAMLProvider.init, .init(samlProviderArn: arn))
        #expect(found.samlMetadataDocument == document)
        #expect(found.validUntil?.text(.iso8601) == "2030-01-01T00:00:00Z")
        #expect(found.samlProviderUUID?.utf8.count == 22)
        _ = try await room.run(
            ServiceIAM.UpdateSAMLProvider.init, .init(samlMetadataDocument: Self.metadata(), samlProviderArn: arn))
        let listed = try await room.run(ServiceIAM.ListSAMLProviders.init, .init()).samlProviderList
        #expect(listed?.map(\.arn) == [arn])
        let century = PolicyRoom.now + 100 * 365 * 86400
        #expect(listed?.first?.validUntil == Timestamp(seconds: century))
        _ = try await room.run(ServiceIAM.DeleteSAMLProvider.init, .init(samlProviderArn: arn))
        #expect(
            await room.refusal(ServiceIAM.GetSAMLProvider.init, .init(samlProviderArn: arn))
                == "NoSuchEntity: Manifest not found for arn \(arn)")
    }

    @Test(
        "only a well-formed EntityDescriptor of SAML 2.0 is metadata",
        arguments: [
            "no XML at all", "<a/>", "<EntityDescriptor entityID='x'/>",
            "<EntityDescriptor xmlns='urn:other' entityID='x'/>",
            "<EntityDescriptor xmlns='urn:oasis:names:tc:SAML:2.0:metadata' entityID='x'>",
            "<EntityDescriptor xmlns='urn:oasis:names:tc:SAML:2.0:metadata'/>",
            "<x:EntityDescriptor xmlns='urn:oasis:names:tc:SAML:2.0:metadata' entityID='x'/>",
            "<EntityDescriptor xmlns='urn:oasis:names:tc:SAML:2.0:metadata' entityID='x' validUntil='soon'/>",
        ])
    func malformed(_ document: String) async throws {
        let room = try PolicyRoom()
        #expect(
            await room.refusal(
                ServiceIAM.CreateSAMLProvider.init, .init(samlMetadataDocument: document, name: "idp"))
                == "InvalidInput: Could not parse metadata")
    }

    @Test("encrypted assertions are refused rather than ignored")
    func encryption() async throws {
        let room = try PolicyRoom()
        #expect(
            await room.refusal(
                ServiceIAM.CreateSAMLProvider.init,
                .init(samlMetadataDocument: Self.metadata(), name: "idp", assertionEncryptionMode: .required))
                == "InvalidInput: Encrypted SAML assertions are not supported.")
    }
}
