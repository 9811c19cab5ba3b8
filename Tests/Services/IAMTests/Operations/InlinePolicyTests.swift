import IAMModel
import Kernel
import Testing
import Wire

@testable import ServiceIAM

/// Inline policies belong to one entity, are small, and come back percent-encoded.
struct InlinePolicyTests {
    @Test("a user's policy is put, replaced, listed, read and removed")
    func user() async throws {
        let room = try PolicyRoom()
        try await room.makeUser("u")
        for name in ["b", "a", "b"] {
            _ = try await room.run(
                ServiceIAM.PutUserPolicy.init,
                .init(userName: "u", policyName: name, policyDocument: PolicyRoom.allowAll))
        }
        let first = try await room.run(ServiceIAM.ListUserPolicies.init, .init(userName: "u", maxItems: 1))
        #expect(first.policyNames == ["a"])
        #expect(first.isTruncated == true)
        let rest = try await room.run(
            ServiceIAM.ListUserPolicies.init, .init(userName: "u", marker: first.marker, maxItems: 1))
        #expect(rest.policyNames == ["b"])
        let policy = try await room.run(ServiceIAM.GetUserPolicy.init, .init(userName: "u", policyName: "a"))
        #expect(policy.policyDocument == PercentCoding.encode(PolicyRoom.allowAll))
        _ = try await room.run(ServiceIAM.DeleteUserPolicy.init, .init(userName: "u", policyName: "a"))
        #expect(
            await room.refusal(ServiceIAM.GetUserPolicy.init, .init(userName: "u", policyName: "a"))
                == "NoSuchEntity: The user policy with name a cannot be found.")
        #expect(
            await room.refusal(ServiceIAM.DeleteUserPolicy.init, .init(userName: "u", policyName: "a"))
                == "NoSuchEntity: The user policy with name a cannot be found.")
    }

    @Test("groups and roles have them too")
    func groupAndRole() async throws {
        let room = try PolicyRoom()
        try await room.makeGroup("g")
        try await room.makeRole("r")
        _ = try await room.run(
            ServiceIAM.PutGroupPolicy.init,
            .init(groupName: "g", policyName: "p", policyDocument: PolicyRoom.allowAll))
        _ = try await room.run(
            ServiceIAM.PutRolePolicy.init, .init(roleName: "r", policyName: "p", policyDocument: PolicyRoom.allowAll))
        #expect(try await room.run(ServiceIAM.ListGroupPolicies.init, .init(groupName: "g")).policyNames == ["p"])
        #expect(try await room.run(ServiceIAM.ListRolePolicies.init, .init(roleName: "r")).policyNames == ["p"])
        #expect(
            await room.refusal(ServiceIAM.GetGroupPolicy.init, .init(groupName: "g", policyName: "q"))
                == "NoSuchEntity: The group policy with name q cannot be found.")
        #expect(
            await room.refusal(ServiceIAM.GetRolePolicy.init, .init(roleName: "r", policyName: "q"))
                == "NoSuchEntity: The role policy with name q cannot be found.")
        #expect(
            await room.refusal(ServiceIAM.GetRolePolicy.init, .init(roleName: "s", policyName: "q"))
                == "NoSuchEntity: The role with name s cannot be found.")
    }

    @Test("all inline policies of an entity together keep to its size")
    func sizes() async throws {
        let room = try PolicyRoom()
        try await room.makeUser("u")
        try await room.makeGroup("g")
        try await room.makeRole("r")
        func document(_ length: Int) -> String {
            let frame = #"{"Statement":[{"Effect":"Allow","Action":"s3:","Resource":"*"}]}"#
            return frame.replacing("s3:", with: "s3:" + String(repeating: "a", count: length - frame.utf8.count))
        }
        let half = document(1024)
        for name in ["a", "b", "a"] {
            _ = try await room.run(
                ServiceIAM.PutUserPolicy.init, .init(userName: "u", policyName: name, policyDocument: half))
        }
        let small = #"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#
        #expect(
            await room.refusal(
                ServiceIAM.PutUserPolicy.init, .init(userName: "u", policyName: "c", policyDocument: small))
                == "LimitExceeded: Maximum policy size of 2048 bytes exceeded for user u")
        #expect(
            await room.refusal(
                ServiceIAM.PutGroupPolicy.init, .init(groupName: "g", policyName: "c", policyDocument: document(5121)))
                == "LimitExceeded: Maximum policy size of 5120 bytes exceeded for group g")
        #expect(
            await room.refusal(
                ServiceIAM.PutRolePolicy.init, .init(roleName: "r", policyName: "c", policyDocument: document(10241)))
                == "LimitExceeded: Maximum policy size of 10240 bytes exceeded for role r")
    }

    @Test("a malformed document is refused with AWS's text")
    func malformed() async throws {
        let room = try PolicyRoom()
        try await room.makeUser("u")
        let document = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3","Resource":"*"}]}"#
        #expect(
            await room.refusal(
                ServiceIAM.PutUserPolicy.init, .init(userName: "u", policyName: "c", policyDocument: document))
                == "MalformedPolicyDocument: Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
        )
    }
}
