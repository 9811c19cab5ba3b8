import KMSModel
import Testing
import Wire

@testable import ServiceKMS

/// The name under which signatures and policies know the service.
@Suite struct ServiceTests {
    @Test func theServiceIsKMS() {
        #expect(KMSModelService.descriptor.name == "kms")
    }
}
