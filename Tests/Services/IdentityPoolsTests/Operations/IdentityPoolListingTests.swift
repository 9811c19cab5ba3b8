import IdentityPoolsModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIdentityPools

/// Pools are listed page by page, each once, and only the caller's own.
struct IdentityPoolListingTests {
    @Test func pagesTellEveryPoolOnce() async throws {
        let room = try IdentityPoolRoom()
        var names: [String: String] = [:]
        for number in 1...5 {
            let pool = try await room.layPool("pool \(number)")
            names[pool.id.text] = pool.name
        }
        try await room.layPool("gone") { $0.isDeleted = true }
        var token: String?
        var found: [String: String] = [:]
        var sizes: [Int] = []
        repeat {
            let page = try await room.run(
                IdentityPoolsModel.ListIdentityPools.self, .init(maxResults: 2, nextToken: token))
            let pools = try #require(page.identityPools)
            sizes.append(pools.count)
            for pool in pools { found[pool.identityPoolId ?? ""] = pool.identityPoolName }
            token = page.nextToken
        } while token != nil
        #expect(found == names && sizes.reduce(0, +) == 5)

        let stranger = Principal.root(account: try #require(AccountID("999988887777")))
        let none = try await room.run(
            IdentityPoolsModel.ListIdentityPools.self, .init(maxResults: 60), as: stranger)
        #expect(none.identityPools == [] && none.nextToken == nil)
        let elsewhere = try await room.run(
            IdentityPoolsModel.ListIdentityPools.self, .init(maxResults: 60), region: Region("eu-west-1"))
        #expect(elsewhere.identityPools == [])
    }

    @Test func refusesForeignTokensAndSizes() async throws {
        let room = try IdentityPoolRoom()
        #expect(
            await room.refusal(
                IdentityPoolsModel.ListIdentityPools.self, .init(maxResults: 60, nextToken: "made-up"))
                == "InvalidParameterException: Invalid pagination token given.")
        let tooMany = await room.refusal(IdentityPoolsModel.ListIdentityPools.self, .init(maxResults: 61))
        #expect(tooMany.hasSuffix("Member must have value less than or equal to 60"))
    }

    /// The thousand-and-first pool of an account's region is one too many.
    @Test func poolsAreLimited() async throws {
        let room = try IdentityPoolRoom()
        let template = try await room.layPool()
        let account = room.account
        try await room.store.write { transaction in
            for number in 1..<PoolRules.limit {
                let pool = StoredIdentityPool(
                    id: IdentityPoolID("eu-central-1:\(number)"), account: account, name: template.name, createdAt: 0,
                    allowsGuests: true, supportedLogins: [:], openIDConnectProviders: [], samlProviders: [],
                    userPools: [], tags: [:])
                try Pools.records.insert(pool, in: transaction)
            }
        }
        let request = CreateIdentityPoolInput(identityPoolName: "birds", allowUnauthenticatedIdentities: true)
        #expect(
            await room.refusal(IdentityPoolsModel.CreateIdentityPool.self, request)
                == "LimitExceededException: Exceeded maximum number of identity pools: 1000")
        _ = try await room.run(
            IdentityPoolsModel.CreateIdentityPool.self, request, region: Region("eu-west-1"))
    }
}
