import IAMModel
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIAM

/// Users are what most of IAM hangs on: their names, texts of refusal and limits must be AWS's.
struct UserTests {
    @Test func createdUserIsDescribedWithAllThatWasGiven() async throws {
        let room = try UserRoom()
        let boundary = try await room.makePolicy("Bounds", allowing: "s3:*")
        let tags = [Tag(key: "Team", value: "Red"), Tag(key: "Cost", value: "1")]
        let made = try await room.run(
            IAMModel.CreateUser.self,
            .init(path: "/division/", userName: "Ada", permissionsBoundary: boundary, tags: tags)
        ).user
        let user = try await room.run(IAMModel.GetUser.self, .init(userName: "Ada")).user
        #expect(made == user)
        #expect(user.arn == room.arn("user/division/Ada"))
        #expect(user.userId.hasPrefix("AIDA") && user.userId.count == 21)
        #expect(user.createDate == Timestamp(seconds: UserRoom.now))
        #expect(user.permissionsBoundary?.permissionsBoundaryArn == boundary)
        #expect(user.tags?.map(\.key) == ["Cost", "Team"])
    }

    @Test func withoutNameGetUserDescribesTheCaller() async throws {
        let room = try UserRoom()
        let ada = try await room.makeUser("Ada")
        #expect(try await room.run(IAMModel.GetUser.self, .init(), as: .user(ada)).user.userName == "Ada")
        let root = try await room.run(IAMModel.GetUser.self, .init()).user
        #expect(root.arn == room.arn("root") && root.userId == "123456789012")
        let session = SessionPrincipal(
            account: room.account, origin: .role(name: "R", path: "/", id: "AROAX", sessionName: "s"),
            accessKeyID: "ASIAX", issuedAt: 0, expiresAt: 1)
        let refusal = await room.refusal(IAMModel.GetUser.self, .init(), as: .session(session))
        #expect(refusal == "ValidationError: Must specify userName when calling with non-User credentials")
    }

    @Test func namesAreUniqueAndFoundWithoutCase() async throws {
        let room = try UserRoom()
        try await room.makeUser("Ada")
        let taken = await room.refusal(IAMModel.CreateUser.self, .init(userName: "ADA"))
        #expect(taken == "EntityAlreadyExists: User with name ADA already exists.")
        let renamed = await room.refusal(IAMModel.UpdateUser.self, .init(userName: "Ada", newUserName: "ada"))
        #expect(renamed == "EntityAlreadyExists: User with name ada already exists.")
        #expect(try await room.run(IAMModel.GetUser.self, .init(userName: "ada")).user.userName == "Ada")
    }

    @Test func unknownUsersAreRefusedByEveryOperation() async throws {
        let room = try UserRoom()
        let expected = "NoSuchEntity: The user with name nobody cannot be found."
        #expect(await room.refusal(IAMModel.GetUser.self, .init(userName: "nobody")) == expected)
        #expect(await room.refusal(IAMModel.DeleteUser.self, .init(userName: "nobody")) == expected)
        #expect(await room.refusal(IAMModel.UpdateUser.self, .init(userName: "nobody", newPath: "/x/")) == expected)
        #expect(await room.refusal(IAMModel.TagUser.self, .init(userName: "nobody", tags: [])) == expected)
        #expect(await room.refusal(IAMModel.UntagUser.self, .init(userName: "nobody", tagKeys: [])) == expected)
        #expect(await room.refusal(IAMModel.ListUserTags.self, .init(userName: "nobody")) == expected)
        #expect(await room.refusal(IAMModel.ListGroupsForUser.self, .init(userName: "nobody")) == expected)
        #expect(await room.refusal(IAMModel.CreateAccessKey.self, .init(userName: "nobody")) == expected)
        #expect(await room.refusal(IAMModel.GetLoginProfile.self, .init(userName: "nobody")) == expected)
        #expect(await room.refusal(IAMModel.ListMFADevices.self, .init(userName: "nobody")) == expected)
    }

    @Test func whatBelongsToAUserFollowsItsRenaming() async throws {
        let room = try UserRoom()
        let ada = try await room.makeUser("Ada")
        let key = try await room.makeKey("Ada")
        _ = try await room.run(IAMModel.CreateGroup.self, .init(groupName: "Staff"))
        _ = try await room.run(IAMModel.AddUserToGroup.self, .init(groupName: "Staff", userName: "Ada"))
        _ = try await room.run(
            IAMModel.UpdateUser.self, .init(userName: "Ada", newPath: "/new/", newUserName: "Augusta"))
        let user = try await room.run(IAMModel.GetUser.self, .init(userName: "Augusta")).user
        #expect(user.userId == ada.id && user.arn == room.arn("user/new/Augusta"))
        let keys = try await room.run(IAMModel.ListAccessKeys.self, .init(userName: "Augusta")).accessKeyMetadata
        #expect(keys.map(\.accessKeyId) == [key.accessKeyId] && keys.map(\.userName) == ["Augusta"])
        let members = try await room.run(IAMModel.GetGroup.self, .init(groupName: "Staff")).users
        #expect(members.map(\.userName) == ["Augusta"])
        try await room.makeUser("Ada")
        let later = try await room.run(IAMModel.ListAccessKeys.self, .init(userName: "Ada")).accessKeyMetadata
        #expect(later.isEmpty)
    }

    @Test func usersWithBelongingsAreNotDeleted() async throws {
        let room = try UserRoom()
        try await room.makeUser("Ada")
        let policy = try await room.makePolicy("P", allowing: "s3:*")
        func refusal() async -> String { await room.refusal(IAMModel.DeleteUser.self, .init(userName: "Ada")) }

        let key = try await room.makeKey("Ada")
        #expect(await refusal() == "DeleteConflict: Cannot delete entity, must delete access keys first.")
        _ = try await room.run(
            IAMModel.DeleteAccessKey.self, .init(userName: "Ada", accessKeyId: key.accessKeyId))

        _ = try await room.run(IAMModel.AttachUserPolicy.self, .init(userName: "Ada", policyArn: policy))
        #expect(await refusal() == "DeleteConflict: Cannot delete entity, must detach all policies first.")
        _ = try await room.run(IAMModel.DetachUserPolicy.self, .init(userName: "Ada", policyArn: policy))

        let document = UserRoom.allow("s3:*")
        _ = try await room.run(
            IAMModel.PutUserPolicy.self, .init(userName: "Ada", policyName: "p", policyDocument: document))
        #expect(await refusal() == "DeleteConflict: Cannot delete entity, must delete policies first.")
        _ = try await room.run(IAMModel.DeleteUserPolicy.self, .init(userName: "Ada", policyName: "p"))

        _ = try await room.run(IAMModel.CreateGroup.self, .init(groupName: "G"))
        _ = try await room.run(IAMModel.AddUserToGroup.self, .init(groupName: "G", userName: "Ada"))
        #expect(await refusal() == "DeleteConflict: Cannot delete entity, must remove users from group first.")
        _ = try await room.run(IAMModel.RemoveUserFromGroup.self, .init(groupName: "G", userName: "Ada"))

        #expect(await refusal() == "no refusal")
    }

    @Test func listsArePagedUnderTheirPath() async throws {
        let room = try UserRoom()
        for name in ["b", "A", "c"] { try await room.makeUser(name, path: "/team/") }
        try await room.makeUser("other")
        let first = try await room.run(IAMModel.ListUsers.self, .init(pathPrefix: "/team/", maxItems: 2))
        #expect(first.users.map(\.userName) == ["A", "b"] && first.isTruncated == true)
        let rest = try await room.run(
            IAMModel.ListUsers.self, .init(pathPrefix: "/team/", marker: first.marker, maxItems: 2))
        #expect(rest.users.map(\.userName) == ["c"] && rest.isTruncated == false && rest.marker == nil)
        let foreign = await room.refusal(IAMModel.ListUsers.self, .init(marker: first.marker))
        #expect(foreign == "ValidationError: Invalid Marker.")
    }

    @Test func tagsReplaceAndGoWithoutCase() async throws {
        let room = try UserRoom()
        try await room.makeUser("Ada")
        let tags = [Tag(key: "Department", value: "finance"), Tag(key: "b", value: "2")]
        _ = try await room.run(IAMModel.TagUser.self, .init(userName: "Ada", tags: tags))
        _ = try await room.run(
            IAMModel.TagUser.self, .init(userName: "Ada", tags: [Tag(key: "department", value: "hr")]))
        let listed = try await room.run(IAMModel.ListUserTags.self, .init(userName: "Ada")).tags
        #expect(listed == [Tag(key: "b", value: "2"), Tag(key: "department", value: "hr")])
        let twice = await room.refusal(
            IAMModel.TagUser.self,
            .init(userName: "Ada", tags: [Tag(key: "x", value: "1"), Tag(key: "X", value: "2")]))
        #expect(
            twice
                == "InvalidInput: Duplicate tag keys found. Please note that Tag keys are case insensitive.")
        let many = (0..<50).map { Tag(key: "k\($0)", value: "") }
        let limit = await room.refusal(IAMModel.TagUser.self, .init(userName: "Ada", tags: many))
        #expect(limit == "LimitExceeded: The number of tags has reached the maximum limit.")
        _ = try await room.run(IAMModel.UntagUser.self, .init(userName: "Ada", tagKeys: ["B", "none"]))
        #expect(
            try await room.run(IAMModel.ListUserTags.self, .init(userName: "Ada")).tags.map(\.key) == ["department"])
    }

    @Test func boundariesMustExist() async throws {
        let room = try UserRoom()
        try await room.makeUser("Ada")
        let missing = room.arn("policy/missing")
        let refusal = await room.refusal(
            IAMModel.PutUserPermissionsBoundary.self, .init(userName: "Ada", permissionsBoundary: missing))
        #expect(refusal == "NoSuchEntity: Scope ARN: \(missing) does not exist or is not attachable.")
        let policy = try await room.makePolicy("P", allowing: "s3:*")
        _ = try await room.run(
            IAMModel.PutUserPermissionsBoundary.self, .init(userName: "Ada", permissionsBoundary: policy))
        let bounded = try await room.run(IAMModel.GetUser.self, .init(userName: "Ada")).user
        #expect(bounded.permissionsBoundary?.permissionsBoundaryArn == policy)
        _ = try await room.run(IAMModel.DeleteUserPermissionsBoundary.self, .init(userName: "Ada"))
        #expect(try await room.run(IAMModel.GetUser.self, .init(userName: "Ada")).user.permissionsBoundary == nil)
    }

    @Test func permissionsNameTheRealPathAndTheConditionKeys() async throws {
        let room = try UserRoom()
        try await room.makeUser("Ada", path: "/division/")
        let tags = [Tag(key: "Team", value: "Red")]
        _ = try await room.run(IAMModel.TagUser.self, .init(userName: "Ada", tags: tags))
        let delete = try await room.permissions(IAMModel.DeleteUser.self, .init(userName: "ada"))
        #expect(delete.map(\.resource) == [room.arn("user/division/Ada")])
        #expect(delete.first?.context["iam:ResourceTag/Team"] == ["Red"])
        let create = try await room.permissions(
            IAMModel.CreateUser.self, .init(path: "/x/", userName: "New", permissionsBoundary: "b", tags: tags))
        #expect(create.map(\.action) == ["iam:CreateUser", "iam:TagUser"])
        #expect(create.first?.resource == room.arn("user/x/New"))
        #expect(create.first?.context["iam:PermissionsBoundary"] == ["b"])
        #expect(create.first?.context["aws:RequestTag/Team"] == ["Red"])
        let list = try await room.permissions(IAMModel.ListUsers.self, .init())
        #expect(list.map(\.resource) == [room.arn("user/")])
        let rename = try await room.permissions(IAMModel.UpdateUser.self, .init(userName: "Ada", newUserName: "B"))
        #expect(rename.map(\.resource) == [room.arn("user/division/Ada"), room.arn("user/division/B")])
    }
}
