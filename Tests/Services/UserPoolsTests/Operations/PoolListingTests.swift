import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// Listings come in pages without losing or repeating anything, and tokens of another listing are refused.
struct PoolListingTests {
    @Test func poolsComeInPages() async throws {
        let room = try UserPoolRoom()
        var made: Set<String> = []
        for number in 0..<5 { made.insert(try await room.makePool("pool-\(number)").id.text) }
        var found: [String] = []
        var token: String?
        repeat {
            let page = try await room.run(
                UserPoolsModel.ListUserPools.self, .init(nextToken: token, maxResults: 2))
            found += (page.userPools ?? []).compactMap(\.id)
            token = page.nextToken
        } while token != nil
        #expect(found.count == 5)
        #expect(Set(found) == made)
    }

    @Test func aTokenOfAnotherListingIsRefused() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        try await room.makeClient(of: pool)
        try await room.makeClient(of: pool)
        let page = try await room.run(
            UserPoolsModel.ListUserPoolClients.self, .init(userPoolId: pool.id.text, maxResults: 1))
        #expect(page.userPoolClients?.count == 1)
        let token = try #require(page.nextToken)
        #expect(
            await room.refusal(UserPoolsModel.ListUserPools.self, .init(nextToken: token, maxResults: 1))
                == "InvalidParameterException: Invalid pagination token given.")
    }

    @Test func aPageHasSixtyAtMost() async throws {
        let room = try UserPoolRoom()
        #expect(
            await room.refusal(UserPoolsModel.ListUserPools.self, .init(maxResults: 61))
                == "InvalidParameterException: 1 validation error detected: Value '61' at 'maxResults' failed to satisfy "
                + "constraint: Member must have value less than or equal to 60")
    }
}
