import Logging
import Storage
import Testing
import UserPoolsModel
import Wire

@testable import ServiceUserPools

/// The life of groups and memberships as administrators and Terraform drive it.
struct GroupTests {
    private static let role = "arn:aws:iam::123456789012:role/members"

    /// Terraform reads back what it wrote, and an update that names one member must leave the others alone.
    @Test func isMadeReadChangedAndDeleted() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let made = try await room.run(
            UserPoolsModel.CreateGroup.self,
            .init(
                groupName: "members", userPoolId: pool.id.text, description: "All", roleArn: Self.role, precedence: 3)
        ).group
        #expect(made?.groupName == "members")
        #expect(made?.creationDate?.milliseconds == UserPoolRoom.start)
        room.clock.advance(seconds: 5)
        _ = try await room.run(
            UserPoolsModel.UpdateGroup.self,
            .init(groupName: "members", userPoolId: pool.id.text, description: "Most", precedence: 0))
        let read = try await room.run(
            UserPoolsModel.GetGroup.self, .init(groupName: "members", userPoolId: pool.id.text)
        ).group
        #expect(read?.description == "Most")
        #expect(read?.roleArn == Self.role)
        #expect(read?.precedence == 0)
        #expect(read?.lastModifiedDate?.milliseconds == UserPoolRoom.start + 5000)
        _ = try await room.run(
            UserPoolsModel.DeleteGroup.self, .init(groupName: "members", userPoolId: pool.id.text))
        let refusal = await room.refusal(
            UserPoolsModel.GetGroup.self, .init(groupName: "members", userPoolId: pool.id.text))
        #expect(refusal == "ResourceNotFoundException: Group not found.")
    }

    /// Provisioning scripts branch on these texts.
    @Test func refusesWhatIsThereAndWhatIsNot() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        try await room.layUser("ada", in: pool)
        let id = pool.id.text
        _ = try await room.run(UserPoolsModel.CreateGroup.self, .init(groupName: "g", userPoolId: id))
        let twice = await room.refusal(UserPoolsModel.CreateGroup.self, .init(groupName: "g", userPoolId: id))
        #expect(twice == "GroupExistsException: A group with the name already exists.")
        let elsewhere = await room.refusal(
            UserPoolsModel.CreateGroup.self, .init(groupName: "g", userPoolId: "eu-central-1_Missing00"))
        #expect(elsewhere == "ResourceNotFoundException: User pool eu-central-1_Missing00 does not exist.")
        let nobody = await room.refusal(
            UserPoolsModel.AdminAddUserToGroup.self, .init(userPoolId: id, username: "eve", groupName: "g"))
        #expect(nobody == "UserNotFoundException: User does not exist.")
        let nowhere = await room.refusal(
            UserPoolsModel.AdminAddUserToGroup.self, .init(userPoolId: id, username: "ada", groupName: "h"))
        #expect(nowhere == "ResourceNotFoundException: Group not found.")
        let negative = await room.refusal(
            UserPoolsModel.CreateGroup.self, .init(groupName: "n", userPoolId: id, precedence: -1))
        #expect(negative.contains("at 'precedence' failed to satisfy constraint"))
    }

    /// Whoever makes a group with a role gives its members that role: the caller must be allowed to.
    @Test func asksForThePassingOfRoles() async throws {
        let own = #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"cognito-idp:*","Resource":"*"}}"#
        let room = try UserPoolRoom(grants: ["keeper": own])
        let pool = try await room.makePool()
        let keeper = room.user("keeper")
        _ = try await room.run(
            UserPoolsModel.CreateGroup.self, .init(groupName: "plain", userPoolId: pool.id.text), as: keeper)
        let refusal = await room.refusal(
            UserPoolsModel.CreateGroup.self,
            .init(groupName: "strong", userPoolId: pool.id.text, roleArn: Self.role), as: keeper)
        #expect(refusal.contains("not authorized to perform: iam:PassRole on resource: \(Self.role)"))
        let change = await room.refusal(
            UserPoolsModel.UpdateGroup.self,
            .init(groupName: "plain", userPoolId: pool.id.text, roleArn: Self.role), as: keeper)
        #expect(change.contains("iam:PassRole"))
    }

    /// No permission of one account passes on a role of another; members would get it all the same.
    @Test func rolesAreOfThePoolsAccount() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let foreign = "arn:aws:iam::999988887777:role/members"
        let expected = "InvalidParameterException: Cross-account pass role is not allowed."
        let made = await room.refusal(
            UserPoolsModel.CreateGroup.self, .init(groupName: "g", userPoolId: pool.id.text, roleArn: foreign))
        #expect(made == expected)
        _ = try await room.run(
            UserPoolsModel.CreateGroup.self, .init(groupName: "g", userPoolId: pool.id.text, roleArn: Self.role))
        let changed = await room.refusal(
            UserPoolsModel.UpdateGroup.self, .init(groupName: "g", userPoolId: pool.id.text, roleArn: foreign))
        #expect(changed == expected)
    }

    /// Tokens and roles follow precedence; a user may be in a group only once, and in no more than a hundred.
    @Test func countsAndOrdersMemberships() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let ada = try await room.layUser("ada", in: pool)
        for number in 0...100 {
            _ = try await room.run(
                UserPoolsModel.CreateGroup.self,
                .init(groupName: "g\(number)", userPoolId: pool.id.text, precedence: number == 7 ? 0 : nil))
        }
        for number in 0..<100 {
            try await join("g\(number)", "ada", room, pool)
        }
        try await join("g5", "ada", room, pool)
        let refusal = await UserPoolRoom.refusal { try await join("g100", "ada", room, pool) }
        #expect(refusal == "LimitExceededException: Exceeded the limit of 100 groups for a user.")
        let groups = try await room.store.read { try Memberships.groups(of: ada, $0) }
        #expect(groups.count == 100)
        #expect(groups.first?.name == "g7")
    }

    /// Listings come in pages whose tokens are good for that listing alone.
    @Test func listsInPages() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        try await room.layUser("ada", in: pool)
        for name in ["a", "b", "c"] {
            _ = try await room.run(
                UserPoolsModel.CreateGroup.self, .init(groupName: name, userPoolId: pool.id.text))
            try await join(name, "ada", room, pool)
        }
        let first = try await room.run(UserPoolsModel.ListGroups.self, .init(userPoolId: pool.id.text, limit: 2))
        #expect(first.groups?.map(\.groupName) == ["a", "b"])
        let rest = try await room.run(
            UserPoolsModel.ListGroups.self, .init(userPoolId: pool.id.text, limit: 2, nextToken: first.nextToken))
        #expect(rest.groups?.map(\.groupName) == ["c"])
        #expect(rest.nextToken == nil)
        let mine = try await room.run(
            UserPoolsModel.AdminListGroupsForUser.self,
            .init(username: "ada", userPoolId: pool.id.text, limit: 1))
        #expect(mine.groups?.map(\.groupName) == ["a"])
        let stolen = await room.refusal(
            UserPoolsModel.ListGroups.self, .init(userPoolId: pool.id.text, nextToken: mine.nextToken))
        #expect(stolen == "InvalidParameterException: Invalid pagination token given.")
    }

    /// A group that takes a deleted one's name must not take its members too, however many are yet to be swept.
    @Test func doesNotInheritMembers() async throws {
        let room = try UserPoolRoom()
        let pool = try await room.makePool()
        let id = pool.id.text
        _ = try await room.run(UserPoolsModel.CreateGroup.self, .init(groupName: "g", userPoolId: id))
        let old = try await room.store.read { try Groups.require("g", in: pool, $0) }
        let zoe = try await room.layUser("zoe", in: pool)
        let crowd = (0..<1200).map { number in
            StoredMembership(
                pool: pool.id, account: pool.account, group: "g", user: "user" + String(10_000 + number),
                groupID: old.id)
        }
        try await room.store.write { transaction in
            for member in crowd { try Memberships.records.insert(member, in: transaction) }
        }
        try await join("g", "zoe", room, pool)
        _ = try await room.run(UserPoolsModel.DeleteGroup.self, .init(groupName: "g", userPoolId: id))
        _ = try await room.run(UserPoolsModel.CreateGroup.self, .init(groupName: "g", userPoolId: id))
        let members = try await room.run(
            UserPoolsModel.ListUsersInGroup.self, .init(userPoolId: id, groupName: "g"))
        #expect(members.users?.isEmpty == true)
        #expect(try await room.store.read { try Memberships.groups(of: zoe, $0) }.isEmpty)
        #expect(try await left(room) == 701)
        let sweeper = GroupSweeper(store: room.store, clock: room.clock, logger: Logger(label: "test"))
        try await sweeper.sweep()
        #expect(try await left(room) == 0)
        #expect(try await room.store.read { try DeletedGroups.records.scanAllAccounts(in: $0) }.isEmpty)
        let group = try await room.run(UserPoolsModel.GetGroup.self, .init(groupName: "g", userPoolId: id))
        #expect(group.group?.groupName == "g")
    }

    private func join(_ group: String, _ user: String, _ room: UserPoolRoom, _ pool: StoredPool) async throws {
        _ = try await room.run(
            UserPoolsModel.AdminAddUserToGroup.self,
            .init(userPoolId: pool.id.text, username: user, groupName: group))
    }

    private func left(_ room: UserPoolRoom) async throws -> Int {
        try await room.store.read { try Memberships.records.count(account: UserPoolRoom.digits, in: $0) }
    }
}
