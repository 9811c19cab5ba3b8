import Kernel
import Testing

@testable import ServiceIdentityPools

/// An id carries its region, since unsigned calls bring none.
@Suite struct IdentityPoolIDTests {
    @Test func theRegionStandsBeforeTheColon() {
        let id = IdentityPoolID("eu-central-1:7f0d2c1a-0000-4000-8000-000000000001")
        #expect(id.region.name == "eu-central-1")
        #expect(IdentityID(id.text).region == id.region)
    }
}
