import IdentityPoolsModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIdentityPools

/// Which claims become session tags is kept per provider, under the names that AWS and Terraform use.
struct PrincipalTagAttributeMapTests {
    @Test(arguments: [SamplePool.userPool, SamplePool.ownUserPool, SamplePool.openIDConnect, "accounts.google.com"])
    func mapsComeBackAsGiven(_ provider: String) async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.run(IdentityPoolsModel.CreateIdentityPool.self, SamplePool.request).identityPoolId
        let get = GetPrincipalTagAttributeMapInput(identityPoolId: pool, identityProviderName: provider)
        let absent = "ResourceNotFoundException: Identity provider '\(provider)' not found in IdentityPool '\(pool)'."
        #expect(await room.refusal(IdentityPoolsModel.GetPrincipalTagAttributeMap.self, get) == absent)

        let set = try await room.run(
            IdentityPoolsModel.SetPrincipalTagAttributeMap.self,
            .init(identityPoolId: pool, identityProviderName: provider, principalTags: ["team": "custom:team"]))
        let expected = SetPrincipalTagAttributeMapResponse(
            identityPoolId: pool, identityProviderName: provider, useDefaults: false,
            principalTags: ["team": "custom:team"])
        #expect(set == expected)
        let got = try await room.run(IdentityPoolsModel.GetPrincipalTagAttributeMap.self, get)
        #expect(got.principalTags == expected.principalTags && got.useDefaults == false)

        _ = try await room.run(
            IdentityPoolsModel.SetPrincipalTagAttributeMap.self,
            .init(identityPoolId: pool, identityProviderName: provider, useDefaults: true))
        let defaults = try await room.run(IdentityPoolsModel.GetPrincipalTagAttributeMap.self, get)
        #expect(defaults.principalTags == [:] && defaults.useDefaults == true)
        let stored = try await room.store.pool(IdentityPoolID(pool))
        #expect(stored.principalTags[provider]?.claims == ["username": "sub", "client": "aud"])
    }

    /// A map that no login would ever meet is refused rather than kept for nothing.
    @Test(arguments: ["www.example.com", SamplePool.userPool + ":" + SamplePool.client, "login.example"])
    func refusesProvidersThatThePoolLacks(_ provider: String) async throws {
        let room = try IdentityPoolRoom()
        let pool = try await room.run(IdentityPoolsModel.CreateIdentityPool.self, SamplePool.request).identityPoolId
        #expect(
            await room.refusal(
                IdentityPoolsModel.SetPrincipalTagAttributeMap.self,
                .init(identityPoolId: pool, identityProviderName: provider, useDefaults: true))
                == "ResourceNotFoundException: Identity provider '\(provider)' not found in IdentityPool '\(pool)'.")
    }
}
