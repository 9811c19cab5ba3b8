import IAMModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIAM

/// Groups carry permissions to their members: who is in them, and the refusals, must be AWS's.
struct GroupTests {
    @Test func groupsAreMadeDescribedRenamedAndDeleted() async throws {
        let room = try UserRoom()
        let made = try await room.run(IAMModel.CreateGroup.self, .init(path: "/a/", groupName: "Staff")).group
        #expect(made.arn == room.arn("group/a/Staff") && made.groupId.hasPrefix("AGPA"))
        _ = try await room.run(
            IAMModel.UpdateGroup.self, .init(groupName: "staff", newPath: "/b/", newGroupName: "Crew"))
        let group = try await room.run(IAMModel.GetGroup.self, .init(groupName: "Crew")).group
        #expect(group.arn == room.arn("group/b/Crew") && group.groupId == made.groupId)
        let listed = try await room.run(IAMModel.ListGroups.self, .init(pathPrefix: "/b/")).groups
        #expect(listed.map(\.groupName) == ["Crew"])
        _ = try await room.run(IAMModel.DeleteGroup.self, .init(groupName: "Crew"))
        let gone = await room.refusal(IAMModel.GetGroup.self, .init(groupName: "Crew"))
        #expect(gone == "NoSuchEntity: The group with name Crew cannot be found.")
    }

    @Test func refusalsAreAWSs() async throws {
        let room = try UserRoom()
        try await room.makeUser("Ada")
        _ = try await room.run(IAMModel.CreateGroup.self, .init(groupName: "A"))
        _ = try await room.run(IAMModel.CreateGroup.self, .init(groupName: "B"))
        let taken = await room.refusal(IAMModel.CreateGroup.self, .init(groupName: "a"))
        #expect(taken == "EntityAlreadyExists: Group with name a already exists.")
        let renamed = await room.refusal(IAMModel.UpdateGroup.self, .init(groupName: "A", newGroupName: "B"))
        #expect(renamed == "EntityAlreadyExists: Group with name B already exists.")
        let noUser = await room.refusal(IAMModel.AddUserToGroup.self, .init(groupName: "none", userName: "none"))
        #expect(noUser == "NoSuchEntity: The user with name none cannot be found.")
        let noGroup = await room.refusal(IAMModel.RemoveUserFromGroup.self, .init(groupName: "none", userName: "Ada"))
        #expect(noGroup == "NoSuchEntity: The group with name none cannot be found.")
        let outside = await room.refusal(IAMModel.RemoveUserFromGroup.self, .init(groupName: "A", userName: "Ada"))
        #expect(outside == "no refusal")
    }

    @Test func groupsWithMembersOrPoliciesAreNotDeleted() async throws {
        let room = try UserRoom()
        try await room.makeUser("Ada")
        _ = try await room.run(IAMModel.CreateGroup.self, .init(groupName: "G"))
        let policy = try await room.makePolicy("P", allowing: "s3:*")
        func refusal() async -> String { await room.refusal(IAMModel.DeleteGroup.self, .init(groupName: "G")) }
        _ = try await room.run(IAMModel.AddUserToGroup.self, .init(groupName: "G", userName: "Ada"))
        #expect(await refusal() == "DeleteConflict: Cannot delete entity, must remove users from group first.")
        _ = try await room.run(IAMModel.RemoveUserFromGroup.self, .init(groupName: "G", userName: "Ada"))
        _ = try await room.run(IAMModel.AttachGroupPolicy.self, .init(groupName: "G", policyArn: policy))
        #expect(await refusal() == "DeleteConflict: Cannot delete entity, must detach all policies first.")
    }

    @Test func aUserBelongsToTenGroupsAtMostAndListsThem() async throws {
        let room = try UserRoom()
        try await room.makeUser("Ada")
        for index in 0..<11 { _ = try await room.run(IAMModel.CreateGroup.self, .init(groupName: "g\(index)")) }
        for index in 0..<10 {
            _ = try await room.run(IAMModel.AddUserToGroup.self, .init(groupName: "g\(index)", userName: "Ada"))
        }
        let again = await room.refusal(IAMModel.AddUserToGroup.self, .init(groupName: "g3", userName: "Ada"))
        #expect(again == "no refusal")
        let eleventh = await room.refusal(IAMModel.AddUserToGroup.self, .init(groupName: "g10", userName: "Ada"))
        #expect(eleventh == "LimitExceeded: Cannot exceed quota for GroupsPerUser: 10")
        let first = try await room.run(IAMModel.ListGroupsForUser.self, .init(userName: "Ada", maxItems: 7))
        let rest = try await room.run(
            IAMModel.ListGroupsForUser.self, .init(userName: "Ada", marker: first.marker, maxItems: 7))
        #expect((first.groups + rest.groups).map(\.groupName) == (0..<10).map { "g\($0)" })
        #expect(rest.isTruncated == false)
    }
}
