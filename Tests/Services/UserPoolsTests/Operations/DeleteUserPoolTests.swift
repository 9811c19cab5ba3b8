import Kernel
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// A deleted pool is gone at once for everybody, and what it held goes too: personal data must not stay behind.
struct DeleteUserPoolTests {
    @Test func protectionAndDomainsStandInTheWay() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool { $0.deletionProtection = .active }
        let delete = DeleteUserPoolRequest(userPoolId: pool.id.text)
        #expect(
            await room.refusal(UserPoolsModel.DeleteUserPool.self, delete)
                == "InvalidParameterException: The user pool cannot be deleted because deletion protection is activated. "
                + "Deletion protection must be inactivated first.")
        _ = try await room.run(UserPoolsModel.UpdateUserPool.self, .init(userPoolId: pool.id.text))
        _ = try await room.run(
            UserPoolsModel.CreateUserPoolDomain.self, .init(domain: "birds", userPoolId: pool.id.text))
        #expect(
            await room.refusal(UserPoolsModel.DeleteUserPool.self, delete)
                == "InvalidParameterException: User pool cannot be deleted. It has a domain configured that should be "
                + "deleted first.")
        _ = try await room.run(
            UserPoolsModel.DeleteUserPoolDomain.self, .init(domain: "birds", userPoolId: pool.id.text))
        _ = try await room.run(UserPoolsModel.DeleteUserPool.self, delete)
    }

    @Test func aDeletedPoolAndItsClientsAreFoundNoMore() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let client = try await room.makeClient(of: pool)
        _ = try await room.run(UserPoolsModel.DeleteUserPool.self, .init(userPoolId: pool.id.text))
        let gone = "ResourceNotFoundException: User pool \(pool.id) does not exist."
        #expect(
            await room.refusal(UserPoolsModel.DescribeUserPool.self, .init(userPoolId: pool.id.text)) == gone)
        #expect(await room.refusal(UserPoolsModel.DeleteUserPool.self, .init(userPoolId: pool.id.text)) == gone)
        let refusal = await UserPoolRoom.refusal { _ = try await room.store.directory.client(client.id) }
        #expect(refusal == "ResourceNotFoundException: User pool client \(client.id) does not exist.")
        #expect(try await room.run(UserPoolsModel.ListUserPools.self, .init(maxResults: 60)).userPools == [])
    }

    @Test func theSweeperLeavesNothingOfADeletedPoolAndAllOfTheOthers() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let other = try await room.makePool("others")
        for owner in [pool, other] {
            for number in 0...SweepDeletedPools.batch { try await room.layUser("user-\(number)", in: owner) }
            try await room.makeClient(of: owner)
            _ = try await room.run(
                UserPoolsModel.CreateResourceServer.self,
                .init(userPoolId: owner.id.text, identifier: "api", name: "api"))
        }
        _ = try await room.run(UserPoolsModel.DeleteUserPool.self, .init(userPoolId: pool.id.text))
        let sweeper = SweepDeletedPools(store: room.store, clock: room.clock, logger: room.call().logger)
        await sweeper.run()
        #expect(try await sweeper.sweep() == false)
        let (users, counts, servers) = try await room.engine.read { transaction in
            let account = UserPoolRoom.digits
            return (
                try Users.records.scan(account: account, in: transaction),
                try UserCounts.records.scan(account: account, in: transaction),
                try ResourceServers.records.scan(account: account, in: transaction)
            )
        }
        #expect(users.count == SweepDeletedPools.batch + 1)
        #expect(users.allSatisfy { $0.pool == other.id })
        #expect(counts.allSatisfy { $0.pool == other.id })
        #expect(servers.map(\.pool) == [other.id])
        let left = try await room.engine.read { try Pools.records.scan(account: UserPoolRoom.digits, in: $0) }
        #expect(left.map(\.id) == [other.id])
    }

    @Test func usersAreCountedAsTheyComeAndGo() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        var last: StoredUser?
        for number in 0..<20 { last = try await room.layUser("user-\(number)", in: pool) }
        let leaver = try #require(last)
        try await room.store.write { try Users.remove(leaver, $0) }
        try await room.store.write { try Users.remove(leaver, $0) }
        let answer = try await room.run(UserPoolsModel.DescribeUserPool.self, .init(userPoolId: pool.id.text))
        #expect(answer.userPool?.estimatedNumberOfUsers == 19)
    }

    @Test func aRunningImportKeepsItsPool() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let job = StoredImportJob(
            pool: pool.id, account: pool.account, id: "import-a", name: "import",
            roleARN: "arn:aws:iam::123456789012:role/logs", address: "https://127.0.0.1/",
            createdAt: UserPoolRoom.start,
            status: .inProgress)
        try await room.store.write { try ImportJobs.records.insert(job, in: $0) }
        let refusal = "UserImportInProgressException: Users are being imported into user pool \(pool.id)."
        #expect(
            await room.refusal(UserPoolsModel.DeleteUserPool.self, .init(userPoolId: pool.id.text)) == refusal)
        #expect(
            await room.refusal(UserPoolsModel.UpdateUserPool.self, .init(userPoolId: pool.id.text)) == refusal)
    }
}
