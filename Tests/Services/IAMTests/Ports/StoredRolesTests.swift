import IAMModel
import IAMPolicy
import Kernel
import Storage
import Testing
import Wire

@testable import ServiceIAM

/// What STS learns of roles and providers.
struct StoredRolesTests {
    @Test func rolesAreFoundByTheirExactName() async throws {
        let room = try UserRoom()
        let made = try await room.run(
            IAMModel.CreateRole.self,
            .init(path: "/p/", roleName: "Reader", assumeRolePolicyDocument: PolicyRoom.trustEC2)
        ).role
        let role = try #require(try await room.iam.roles.role(named: "Reader", in: room.account))
        #expect(role.arn == made.arn && role.id == made.roleId && role.maxSessionDuration == 3600)
        #expect(role.trust.kind == .trust)
        #expect(try await room.iam.roles.role(named: "reader", in: room.account) == nil)
        let other = try #require(AccountID("210987654321"))
        #expect(try await room.iam.roles.role(named: "Reader", in: other) == nil)
    }

    /// Roles are answered from memory, which must never outlive a change of what they trust.
    @Test func changesAreSeenAtOnce() async throws {
        let room = try UserRoom()
        let roles = room.iam.roles
        #expect(try await roles.role(named: "R", in: room.account) == nil)
        _ = try await room.run(
            IAMModel.CreateRole.self, .init(roleName: "R", assumeRolePolicyDocument: PolicyRoom.trustEC2))
        let first = try #require(try await roles.role(named: "R", in: room.account))
        #expect(try await roles.role(named: "R", in: room.account) == first)
        _ = try await room.run(
            IAMModel.UpdateAssumeRolePolicy.self,
            .init(
                roleName: "R",
                policyDocument: PolicyRoom.trustEC2.replacing("ec2.amazonaws.com", with: "lambda.amazonaws.com")))
        #expect(try await roles.role(named: "R", in: room.account)?.trust != first.trust)
        _ = try await room.run(IAMModel.DeleteRole.self, .init(roleName: "R"))
        #expect(try await roles.role(named: "R", in: room.account) == nil)
    }

    @Test func useIsWrittenDownWithTheNextFlush() async throws {
        let room = try UserRoom()
        _ = try await room.run(
            IAMModel.CreateRole.self, .init(roleName: "R", assumeRolePolicyDocument: PolicyRoom.trustEC2))
        await room.iam.roles.noteUse(
            ofRole: "R", in: room.account, region: Region("eu-west-1"), at: UserRoom.now)
        try await room.iam.keyObserver.flush(at: Timestamp(seconds: UserRoom.now))
        let role = try await room.run(IAMModel.GetRole.self, .init(roleName: "R")).role
        #expect(role.roleLastUsed?.region == "eu-west-1")
        #expect(role.roleLastUsed?.lastUsedDate == Timestamp(seconds: UserRoom.now))
    }
}
