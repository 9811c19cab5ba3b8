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
    }

    /// Whoever found the pool before it was deleted may lay something down afterwards: that goes, too.
    @Test func whatComesLateIsSweptAsWell() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let other = try await room.makePool("others")
        _ = try await room.run(UserPoolsModel.DeleteUserPool.self, .init(userPoolId: pool.id.text))
        let sweeper = SweepDeletedPools(store: room.store, clock: room.clock, logger: room.call().logger)
        try await sweeper.sweep()
        try await room.layUser("late", in: pool)
        room.clock.advance(seconds: SweepDeletedPools.afterglow / 1000)
        try await sweeper.sweep()
        let (pools, users) = try await room.engine.read { transaction in
            (
                try Pools.records.scan(account: UserPoolRoom.digits, in: transaction),
                try Users.records.count(account: UserPoolRoom.digits, in: transaction)
            )
        }
        #expect(pools.map(\.id) == [other.id])
        #expect(users == 0)
    }

    /// Creators that found the pool while it was there look again as they write.
    @Test(arguments: ["group", "client", "server", "import", "provider", "user"])
    func nothingIsMadeInAPoolThatWasDeletedMeanwhile(_ kind: String) async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool { $0.autoVerifiedAttributes = [.email] }
        // The directory still holds what it read before: a deletion on another node, or a moment ago.
        let behind = StaleEngine(room.engine)
        let late = UserPoolStore(
            storage: behind, vault: room.vault, random: room.random, outbox: room.outbox, spares: QuickKeys.spares())
        _ = try await late.directory.pool(pool.id.text)
        _ = try await room.run(UserPoolsModel.DeleteUserPool.self, .init(userPoolId: pool.id.text))
        let service = UserPools(store: late, clock: room.clock, logger: room.call().logger, client: room.client)
        let client = InProcessClient(authorizer: Authorizer(policies: FixedGrants(texts: [:])))
        client.install([service, room.lambda])
        let refusal = await UserPoolRoom.refusal {
            try await Self.make(kind, in: pool, by: client, as: .root(account: room.account), room.call())
        }
        #expect(refusal == "ResourceNotFoundException: User pool \(pool.id) does not exist.")
        #expect(try await room.engine.read { try PoolBelongings.remain(of: pool, in: $0) } == false)
    }

    private static func make(
        _ kind: String, in pool: StoredPool, by client: InProcessClient, as root: Principal, _ call: Call
    ) async throws {
        let id = pool.id.text
        switch kind {
        case "group":
            _ = try await client.call(
                UserPoolsModel.CreateGroup.self, .init(groupName: "g", userPoolId: id), as: root, in: call)
        case "client":
            _ = try await client.call(
                UserPoolsModel.CreateUserPoolClient.self, .init(userPoolId: id, clientName: "c"), as: root, in: call)
        case "server":
            _ = try await client.call(
                UserPoolsModel.CreateResourceServer.self, .init(userPoolId: id, identifier: "api", name: "api"),
                as: root, in: call)
        case "import":
            _ = try await client.call(
                UserPoolsModel.CreateUserImportJob.self,
                .init(jobName: "j", userPoolId: id, cloudWatchLogsRoleArn: "arn:aws:iam::123456789012:role/logs"),
                as: root, in: call)
        case "provider":
            let details = ["client_id": "a", "client_secret": "b", "authorize_scopes": "email"]
            _ = try await client.call(
                UserPoolsModel.CreateIdentityProvider.self,
                .init(userPoolId: id, providerName: "Google", providerType: .google, providerDetails: details),
                as: root, in: call)
        default:
            _ = try await client.call(
                UserPoolsModel.AdminCreateUser.self, .init(userPoolId: id, username: "u"), as: root, in: call)
        }
    }

    @Test func aDeletedPoolCountsNoMoreAgainstTheLimit() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        _ = try await room.run(UserPoolsModel.DeleteUserPool.self, .init(userPoolId: pool.id.text))
        let counts = try await room.engine.read { transaction in
            let region: [KeyPart] = [.string(UserPoolRoom.region.name)]
            return (
                try Pools.records.count(prefix: region, account: UserPoolRoom.digits, in: transaction),
                try Pools.records.count(
                    index: "deleted-here", prefix: region, account: UserPoolRoom.digits, in: transaction)
            )
        }
        #expect(counts == (1, 1))
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
