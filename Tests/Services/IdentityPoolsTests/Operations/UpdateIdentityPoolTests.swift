import IdentityPoolsModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIdentityPools

/// An update replaces what was said before, but for what never changes.
struct UpdateIdentityPoolTests {
    /// AWS's reference: what is left out falls back to its default. Terraform's provider leaves tags and the
    /// developer's provider out, and expects them to stay.
    @Test func whatIsLeftOutFallsBack() async throws {
        let room = try IdentityPoolRoom()
        let made = try await room.run(IdentityPoolsModel.CreateIdentityPool.self, SamplePool.request)
        let updated = try await room.run(
            IdentityPoolsModel.UpdateIdentityPool.self,
            .init(
                identityPoolId: made.identityPoolId, identityPoolName: "fish", allowUnauthenticatedIdentities: false))
        let expected = IdentityPool(
            identityPoolId: made.identityPoolId, identityPoolName: "fish", allowUnauthenticatedIdentities: false,
            developerProviderName: "login.example", identityPoolTags: ["stage": "dev"])
        #expect(updated == expected)
        let described = try await room.run(
            IdentityPoolsModel.DescribeIdentityPool.self, .init(identityPoolId: made.identityPoolId))
        #expect(described == expected)
    }

    /// Roles and principal tags have operations of their own, and must survive.
    @Test func rolesAndPrincipalTagsStay() async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.layPool {
            $0.roles.authenticated = SamplePool.role + "user"
            $0.principalTags = ["x": PrincipalTagMap(usesDefaults: true, tags: [:])]
        }
        _ = try await room.run(
            IdentityPoolsModel.UpdateIdentityPool.self,
            .init(identityPoolId: pool.id.text, identityPoolName: "fish", allowUnauthenticatedIdentities: false))
        let stored = try await room.stored(pool)
        #expect(stored?.roles == pool.roles && stored?.principalTags == pool.principalTags)
    }

    /// The developer's provider may be set once; other tags replace those that were.
    @Test func theDevelopersProviderIsSetOnce() async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.layPool { $0.tags = ["stage": "dev"] }
        var request = IdentityPool(
            identityPoolId: pool.id.text, identityPoolName: "birds", allowUnauthenticatedIdentities: true,
            developerProviderName: "login.example", identityPoolTags: ["team": "a"])
        let updated = try await room.run(IdentityPoolsModel.UpdateIdentityPool.self, request)
        #expect(updated.developerProviderName == "login.example" && updated.identityPoolTags == ["team": "a"])
        _ = try await room.run(IdentityPoolsModel.UpdateIdentityPool.self, request)

        request.developerProviderName = "login.other"
        request.identityPoolName = "fish"
        #expect(
            await room.refusal(IdentityPoolsModel.UpdateIdentityPool.self, request)
                == "InvalidParameterException: The developer provider name cannot be changed once it has been set.")
        #expect(try await room.stored(pool)?.name == "birds")
    }
}
