import IAMModel
import IAMPolicy
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIAM

/// What somebody may do follows from these policies: all that apply, none that do not, and never stale ones.
struct StoredPoliciesTests {
    private func names(_ policies: [NamedPolicy]) -> Set<String> { Set(policies.map(\.name)) }

    private func session(_ room: UserRoom, _ origin: SessionPrincipal.Origin) -> SessionPrincipal {
        SessionPrincipal(
            account: room.account, origin: origin, accessKeyID: "ASIAX", issuedAt: 0, expiresAt: UserRoom.now + 60)
    }

    private func makeRole(_ room: UserRoom, _ name: String) async throws -> IAMModel.Role {
        try await room.run(
            IAMModel.CreateRole.self, .init(roleName: name, assumeRolePolicyDocument: PolicyRoom.trustEC2)
        ).role
    }

    @Test func usersHaveTheirOwnPoliciesAndTheirGroups() async throws {
        let room = try UserRoom()
        let ada = Principal.user(try await room.makeUser("Ada"))
        let attached = try await room.makePolicy("Attached", allowing: "s3:*")
        let group = try await room.makePolicy("Group", allowing: "sns:*")
        let boundary = try await room.makePolicy("Boundary", allowing: "*")
        _ = try await room.run(IAMModel.CreateGroup.self, .init(groupName: "G"))
        _ = try await room.run(IAMModel.AddUserToGroup.self, .init(groupName: "G", userName: "Ada"))
        #expect(try await room.iam.policies.grants(of: ada).policies.identity.isEmpty)

        _ = try await room.run(IAMModel.AttachUserPolicy.self, .init(userName: "Ada", policyArn: attached))
        _ = try await room.run(IAMModel.AttachGroupPolicy.self, .init(groupName: "G", policyArn: group))
        _ = try await room.run(
            IAMModel.PutUserPolicy.self,
            .init(userName: "Ada", policyName: "inline", policyDocument: UserRoom.allow("sqs:*")))
        _ = try await room.run(
            IAMModel.PutUserPermissionsBoundary.self, .init(userName: "Ada", permissionsBoundary: boundary))
        _ = try await room.run(
            IAMModel.TagUser.self, .init(userName: "Ada", tags: [Tag(key: "team", value: "red")]))
        let grants = try await room.iam.policies.grants(of: ada)
        #expect(names(grants.policies.identity) == [attached, group, "inline"])
        #expect(grants.policies.boundary?.name == boundary && grants.policies.session == nil)
        #expect(grants.tags == ["team": "red"])

        _ = try await room.run(IAMModel.RemoveUserFromGroup.self, .init(groupName: "G", userName: "Ada"))
        #expect(try await !names(room.iam.policies.grants(of: ada).policies.identity).contains(group))
    }

    @Test func hitsDoNotReachTheStore() async throws {
        let room = try UserRoom()
        let ada = Principal.user(try await room.makeUser("Ada"))
        _ = try await room.iam.policies.grants(of: ada)
        let calls = room.engine.calls
        _ = try await room.iam.policies.grants(of: ada)
        #expect(room.engine.calls == calls)
    }

    @Test func aNewVersionOfAPolicyHoldsAtOnce() async throws {
        let room = try UserRoom()
        let ada = Principal.user(try await room.makeUser("Ada"))
        let policy = try await room.makePolicy("P", allowing: "s3:*")
        _ = try await room.run(IAMModel.AttachUserPolicy.self, .init(userName: "Ada", policyArn: policy))
        let before = try await room.iam.policies.grants(of: ada).policies.identity.map(\.document.text)
        #expect(before == [UserRoom.allow("s3:*")])
        _ = try await room.run(
            IAMModel.CreatePolicyVersion.self,
            .init(policyArn: policy, policyDocument: UserRoom.allow("sns:*"), setAsDefault: true))
        let after = try await room.iam.policies.grants(of: ada).policies.identity.map(\.document.text)
        #expect(after == [UserRoom.allow("sns:*")])
    }

    @Test func aDeletedUserOrRoleHasNothingEvenIfItsNameLivesOn() async throws {
        let room = try UserRoom()
        let ada = Principal.user(try await room.makeUser("Ada"))
        let role = try await makeRole(room, "R")
        let session = Principal.session(
            session(room, .role(name: "R", path: "/", id: role.roleId, sessionName: "s")))
        _ = try await room.iam.policies.grants(of: ada)
        _ = try await room.run(IAMModel.DeleteUser.self, .init(userName: "Ada"))
        _ = try await room.run(IAMModel.DeleteRole.self, .init(roleName: "R"))
        try await room.makeUser("Ada")
        _ = try await makeRole(room, "R")
        let document = UserRoom.allow("*")
        _ = try await room.run(
            IAMModel.PutUserPolicy.self, .init(userName: "Ada", policyName: "p", policyDocument: document))
        _ = try await room.run(
            IAMModel.PutRolePolicy.self, .init(roleName: "R", policyName: "p", policyDocument: document))
        #expect(try await room.iam.policies.grants(of: ada).policies.identity.isEmpty)
        #expect(try await room.iam.policies.grants(of: session).policies.identity.isEmpty)
    }

    @Test func roleSessionsAreNarrowedByTheirPolicies() async throws {
        let room = try UserRoom()
        let role = try await makeRole(room, "R")
        let policy = try await room.makePolicy("P", allowing: "s3:*")
        _ = try await room.run(
            IAMModel.PutRolePolicy.self,
            .init(roleName: "R", policyName: "inline", policyDocument: UserRoom.allow("*")))
        _ = try await room.run(
            IAMModel.TagRole.self,
            .init(roleName: "R", tags: [Tag(key: "a", value: "role"), Tag(key: "b", value: "role")]))
        var principal = session(room, .role(name: "R", path: "/", id: role.roleId, sessionName: "s"))
        let plain = try await room.iam.policies.grants(of: .session(principal))
        #expect(names(plain.policies.identity) == ["inline"] && plain.policies.session == nil)
        principal.sessionPolicies = [UserRoom.allow("s3:GetObject")]
        principal.sessionPolicyARNs = [policy, room.arn("policy/gone")]
        principal.tags = ["b": "session"]
        for _ in 0..<2 {
            let narrowed = try await room.iam.policies.grants(of: .session(principal))
            #expect(narrowed.policies.session?.map(\.name) == ["session policy", policy])
            #expect(narrowed.tags == ["a": "role", "b": "session"])
        }
    }

    @Test func federatedUsersHaveTheirIssuersPoliciesWithinTheirOwn() async throws {
        let room = try UserRoom()
        let ada = try await room.makeUser("Ada")
        _ = try await room.run(
            IAMModel.PutUserPolicy.self,
            .init(userName: "Ada", policyName: "inline", policyDocument: UserRoom.allow("*")))
        let issuer = SessionUser(name: ada.name, path: ada.path, id: ada.id)
        let federated = session(room, .federatedUser(name: "guest", issuer: issuer))
        let grants = try await room.iam.policies.grants(of: .session(federated))
        #expect(names(grants.policies.identity) == ["inline"])
        #expect(grants.policies.session == [], "without session policies it may do nothing by itself")
        let own = try await room.iam.policies.grants(of: .session(session(room, .own(issuer))))
        #expect(names(own.policies.identity) == ["inline"] && own.policies.session == nil)
    }

    @Test func passwordRulesLetUsersChangeTheirOwn() async throws {
        let room = try UserRoom()
        let ada = Principal.user(try await room.makeUser("Ada"))
        #expect(try await room.iam.policies.grants(of: ada).policies.identity.isEmpty)
        _ = try await room.run(
            IAMModel.UpdateAccountPasswordPolicy.self, .init(allowUsersToChangePassword: true))
        #expect(try await names(room.iam.policies.grants(of: ada).policies.identity) == ["AccountPasswordPolicy"])
    }
}
