import IAMModel
import Kernel
import Testing
import Wire

@testable import ServiceIAM

/// Roles carry all delegated access; Terraform reads every field back and must find what it wrote.
struct RoleTests {
    private func trust(_ principal: String) -> String {
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":\(principal),\
        "Action":"sts:AssumeRole"}]}
        """
    }

    @Test("a role is described as it was made")
    func create() async throws {
        let room = try PolicyRoom()
        let boundary = try await room.makePolicy("Boundary")
        let made = try await room.run(
            ServiceIAM.CreateRole.init,
            .init(
                path: "/app/", roleName: "Lambda", assumeRolePolicyDocument: PolicyRoom.trustEC2,
                description: "runs things", maxSessionDuration: 7200, permissionsBoundary: boundary,
                tags: [.init(key: "env", value: "dev")])
        ).role
        #expect(made.arn == room.arn("role/app/Lambda"))
        #expect(made.roleId.hasPrefix("AROA") && made.roleId.utf8.count == 21)
        #expect(made.roleLastUsed == nil)
        let role = try await room.run(ServiceIAM.GetRole.init, .init(roleName: "Lambda")).role
        #expect(role.assumeRolePolicyDocument == PercentCoding.encode(PolicyRoom.trustEC2))
        #expect(role.description == "runs things")
        #expect(role.maxSessionDuration == 7200)
        #expect(role.permissionsBoundary?.permissionsBoundaryArn == boundary)
        #expect(role.tags == [.init(key: "env", value: "dev")])
        #expect(role.createDate == Timestamp(seconds: PolicyRoom.now))
        #expect(role.roleLastUsed == RoleLastUsed())
        let listed = try await room.run(ServiceIAM.ListRoles.init, .init(pathPrefix: "/app/")).roles
        #expect(listed.map(\.roleName) == ["Lambda"])
        #expect(listed[0].tags == nil)
        #expect(listed[0].permissionsBoundary == nil)
    }

    @Test("a name is taken whatever its case, and looked up so")
    func names() async throws {
        let room = try PolicyRoom()
        try await room.makeRole("App")
        #expect(
            await room.refusal(
                ServiceIAM.CreateRole.init, .init(roleName: "APP", assumeRolePolicyDocument: PolicyRoom.trustEC2))
                == "EntityAlreadyExists: Role with name APP already exists.")
        #expect(try await room.run(ServiceIAM.GetRole.init, .init(roleName: "app")).role.roleName == "App")
        #expect(
            await room.refusal(ServiceIAM.GetRole.init, .init(roleName: "gone"))
                == "NoSuchEntity: The role with name gone cannot be found.")
    }

    @Test("who does not exist cannot be trusted")
    func principals() async throws {
        let room = try PolicyRoom()
        try await room.makeUser("u", path: "/team/")
        let create = ServiceIAM.CreateRole.init
        let cases = [
            (#"{"AWS":"\#(room.arn("user/team/u"))"}"#, "no refusal"),
            (#"{"AWS":"\#(room.arn("root"))"}"#, "no refusal"),
            (#"{"AWS":"999999999999"}"#, "no refusal"),
            (#"{"Federated":"\#(room.arn("oidc-provider/example.com"))"}"#, "no refusal"),
            (
                #"{"AWS":"\#(room.arn("user/u"))"}"#,
                #"MalformedPolicyDocument: Invalid principal in policy: "AWS":"\#(room.arn("user/u"))""#
            ),
            (
                #"{"AWS":"\#(room.arn("role/gone"))"}"#,
                #"MalformedPolicyDocument: Invalid principal in policy: "AWS":"\#(room.arn("role/gone"))""#
            ),
            (
                #"{"AWS":"AIDAAAAAAAAAAAAAAAAAA"}"#,
                #"MalformedPolicyDocument: Invalid principal in policy: "AWS":"AIDAAAAAAAAAAAAAAAAAA""#
            ),
        ]
        for (index, (principal, outcome)) in cases.enumerated() {
            #expect(
                await room.refusal(
                    create, .init(roleName: "r\(index)", assumeRolePolicyDocument: trust(principal))) == outcome)
        }
    }

    @Test("a trusted user who is gone leaves an id behind, and a later one of the name is not trusted")
    func bound() async throws {
        let room = try PolicyRoom()
        let id = try await room.makeUser("u")
        let document = trust(#"{"AWS":"\#(room.arn("user/u"))"}"#)
        try await room.makeRole("r", trust: document)
        func shown() async throws -> String? {
            let role = try await room.run(ServiceIAM.GetRole.init, .init(roleName: "r")).role
            return role.assumeRolePolicyDocument.flatMap { PercentCoding.decode($0.utf8) }
        }
        #expect(try await shown() == document)
        _ = try await room.run(ServiceIAM.DeleteUser.init, .init(userName: "u"))
        #expect(try await shown() == trust(#"{"AWS":"\#(id)"}"#))
        try await room.makeUser("u")
        #expect(try await shown() == trust(#"{"AWS":"\#(id)"}"#))
        _ = try await room.run(
            ServiceIAM.UpdateAssumeRolePolicy.init, .init(roleName: "r", policyDocument: document))
        #expect(try await shown() == document)
    }

    @Test("trust policies have texts and a size of their own")
    func trustPolicies() async throws {
        let room = try PolicyRoom()
        try await room.makeRole("r")
        let update = ServiceIAM.UpdateAssumeRolePolicy.init
        #expect(
            await room.refusal(update, .init(roleName: "r", policyDocument: "{"))
                == "MalformedPolicyDocument: This policy contains invalid Json")
        let names = (0..<80).map { #""service-\#($0)-of-many.amazonaws.com""# }.joined(separator: ",")
        #expect(
            await room.refusal(update, .init(roleName: "r", policyDocument: trust(#"{"Service":[\#(names)]}"#)))
                == "LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048")
    }

    @Test("what is not given to an update stays")
    func update() async throws {
        let room = try PolicyRoom()
        try await room.makeRole("r")
        _ = try await room.run(ServiceIAM.UpdateRole.init, .init(roleName: "r", maxSessionDuration: 43200))
        _ = try await room.run(ServiceIAM.UpdateRole.init, .init(roleName: "r", description: "first"))
        let answer = try await room.run(
            ServiceIAM.UpdateRoleDescription.init, .init(roleName: "r", description: "second"))
        #expect(answer.role?.description == "second")
        let role = try await room.run(ServiceIAM.GetRole.init, .init(roleName: "r")).role
        #expect(role.maxSessionDuration == 43200)
        #expect(role.description == "second")
    }

    @Test("a boundary must exist, and can be taken away")
    func boundary() async throws {
        let room = try PolicyRoom()
        try await room.makeRole("r")
        let gone = room.arn("policy/Gone")
        #expect(
            await room.refusal(
                ServiceIAM.PutRolePermissionsBoundary.init, .init(roleName: "r", permissionsBoundary: gone))
                == "NoSuchEntity: Scope ARN: \(gone) does not exist or is not attachable.")
        let arn = try await room.makePolicy("B")
        _ = try await room.run(
            ServiceIAM.PutRolePermissionsBoundary.init, .init(roleName: "r", permissionsBoundary: arn))
        #expect(
            await room.refusal(ServiceIAM.DeletePolicy.init, .init(policyArn: arn))
                == "DeleteConflict: Cannot delete a policy attached to entities.")
        _ = try await room.run(ServiceIAM.DeleteRolePermissionsBoundary.init, .init(roleName: "r"))
        #expect(try await room.run(ServiceIAM.GetRole.init, .init(roleName: "r")).role.permissionsBoundary == nil)
    }

    @Test("a role is deleted only once nothing hangs on it")
    func delete() async throws {
        let room = try PolicyRoom()
        try await room.makeRole("r")
        let delete = ServiceIAM.DeleteRole.init
        let arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        _ = try await room.run(ServiceIAM.CreateInstanceProfile.init, .init(instanceProfileName: "p"))
        _ = try await room.run(
            ServiceIAM.AddRoleToInstanceProfile.init, .init(instanceProfileName: "p", roleName: "r"))
        _ = try await room.run(ServiceIAM.AttachRolePolicy.init, .init(roleName: "r", policyArn: arn))
        _ = try await room.run(
            ServiceIAM.PutRolePolicy.init, .init(roleName: "r", policyName: "p", policyDocument: PolicyRoom.allowAll))
        #expect(
            await room.refusal(delete, .init(roleName: "r"))
                == "DeleteConflict: Cannot delete entity, must remove roles from instance profile first.")
        _ = try await room.run(
            ServiceIAM.RemoveRoleFromInstanceProfile.init, .init(instanceProfileName: "p", roleName: "r"))
        #expect(
            await room.refusal(delete, .init(roleName: "r"))
                == "DeleteConflict: Cannot delete entity, must detach all policies first.")
        _ = try await room.run(ServiceIAM.DetachRolePolicy.init, .init(roleName: "r", policyArn: arn))
        #expect(
            await room.refusal(delete, .init(roleName: "r"))
                == "DeleteConflict: Cannot delete entity, must delete policies first.")
        _ = try await room.run(ServiceIAM.DeleteRolePolicy.init, .init(roleName: "r", policyName: "p"))
        #expect(await room.refusal(delete, .init(roleName: "r")) == "no refusal")
        #expect(
            await room.refusal(delete, .init(roleName: "r"))
                == "NoSuchEntity: The role with name r cannot be found.")
    }

    @Test("lists come in parts")
    func pages() async throws {
        let room = try PolicyRoom()
        for name in ["c", "a", "B", "d"] { try await room.makeRole(name) }
        let first = try await room.run(ServiceIAM.ListRoles.init, .init(maxItems: 3))
        #expect(first.roles.map(\.roleName) == ["a", "B", "c"])
        let rest = try await room.run(ServiceIAM.ListRoles.init, .init(marker: first.marker, maxItems: 3))
        #expect(rest.roles.map(\.roleName) == ["d"])
        #expect(
            await room.refusal(ServiceIAM.ListRoles.init, .init(pathPrefix: "/x/", marker: first.marker))
                == "ValidationError: Invalid Marker.")
    }
}
