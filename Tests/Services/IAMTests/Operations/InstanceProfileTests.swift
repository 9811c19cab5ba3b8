import IAMModel
import Kernel
import Testing

@testable import ServiceIAM

/// An instance profile is a drawer for one role; Terraform makes them beside roles.
struct InstanceProfileTests {
    @Test("a profile takes one role and gives it back")
    func lifecycle() async throws {
        let room = try PolicyRoom()
        try await room.makeRole("r")
        try await room.makeRole("s")
        let made = try await room.run(
            ServiceIAM.CreateInstanceProfile.init,
            .init(instanceProfileName: "p", path: "/app/", tags: [.init(key: "env", value: "dev")])
        ).instanceProfile
        #expect(made.arn == room.arn("instance-profile/app/p"))
        #expect(made.instanceProfileId.hasPrefix("AIPA"))
        #expect(made.roles.isEmpty)
        _ = try await room.run(
            ServiceIAM.AddRoleToInstanceProfile.init, .init(instanceProfileName: "p", roleName: "r"))
        #expect(
            await room.refusal(
                ServiceIAM.AddRoleToInstanceProfile.init, .init(instanceProfileName: "p", roleName: "s"))
                == "LimitExceeded: Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1")
        let found = try await room.run(ServiceIAM.GetInstanceProfile.init, .init(instanceProfileName: "p"))
        #expect(found.instanceProfile.roles.map(\.roleName) == ["r"])
        #expect(found.instanceProfile.tags == [.init(key: "env", value: "dev")])
        let holding = try await room.run(ServiceIAM.ListInstanceProfilesForRole.init, .init(roleName: "r"))
        #expect(holding.instanceProfiles.map(\.instanceProfileName) == ["p"])
        #expect(
            await room.refusal(ServiceIAM.DeleteInstanceProfile.init, .init(instanceProfileName: "p"))
                == "DeleteConflict: Cannot delete entity, must remove roles from instance profile first.")
        #expect(
            await room.refusal(
                ServiceIAM.RemoveRoleFromInstanceProfile.init, .init(instanceProfileName: "p", roleName: "s"))
                == "NoSuchEntity: The role with name s cannot be found.")
        _ = try await room.run(
            ServiceIAM.RemoveRoleFromInstanceProfile.init, .init(instanceProfileName: "p", roleName: "r"))
        _ = try await room.run(ServiceIAM.DeleteInstanceProfile.init, .init(instanceProfileName: "p"))
        #expect(
            await room.refusal(ServiceIAM.GetInstanceProfile.init, .init(instanceProfileName: "p"))
                == "NoSuchEntity: Instance Profile p cannot be found.")
    }

    @Test("a name is taken once; lists know paths")
    func names() async throws {
        let room = try PolicyRoom()
        let create = ServiceIAM.CreateInstanceProfile.init
        _ = try await room.run(create, .init(instanceProfileName: "p", path: "/app/"))
        _ = try await room.run(create, .init(instanceProfileName: "q"))
        #expect(
            await room.refusal(create, .init(instanceProfileName: "P"))
                == "EntityAlreadyExists: Instance Profile P already exists.")
        let listed = try await room.run(ServiceIAM.ListInstanceProfiles.init, .init(pathPrefix: "/app/"))
        #expect(listed.instanceProfiles.map(\.instanceProfileName) == ["p"])
    }

    @Test("putting a role in asks for the right to pass it")
    func passing() async throws {
        let room = try PolicyRoom()
        try await room.makeRole("r", path: "/app/")
        let asked = try await room.permissions(
            ServiceIAM.AddRoleToInstanceProfile.init, .init(instanceProfileName: "p", roleName: "r"))
        #expect(
            asked == [
                Permission("iam:AddRoleToInstanceProfile", on: room.arn("instance-profile/p")),
                Permission(
                    "iam:PassRole", on: room.arn("role/app/r"),
                    context: ["iam:PassedToService": ["ec2.amazonaws.com"]]),
            ])
    }
}
