import IAMModel
import Kernel
import Testing
import Wire

@testable import ServiceIAM

/// Audits read a whole account through this one operation: nothing may be left out or come twice.
struct AccountAuthorizationDetailsTests {
    private static let details = ServiceIAM.GetAccountAuthorizationDetails.init

    private func room() async throws -> PolicyRoom {
        let room = try PolicyRoom()
        try await room.makeUser("ann")
        try await room.makeUser("ben")
        try await room.makeGroup("g")
        try await room.makeRole("r")
        let policy = try await room.makePolicy("Own")
        _ = try await room.run(ServiceIAM.AddUserToGroup.init, .init(groupName: "g", userName: "ann"))
        _ = try await room.run(ServiceIAM.AttachUserPolicy.init, .init(userName: "ann", policyArn: policy))
        _ = try await room.run(
            ServiceIAM.PutUserPolicy.init,
            .init(userName: "ann", policyName: "in", policyDocument: PolicyRoom.allowAll))
        _ = try await room.run(
            ServiceIAM.AttachRolePolicy.init,
            .init(roleName: "r", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess"))
        _ = try await room.run(ServiceIAM.CreateInstanceProfile.init, .init(instanceProfileName: "p"))
        _ = try await room.run(
            ServiceIAM.AddRoleToInstanceProfile.init, .init(instanceProfileName: "p", roleName: "r"))
        return room
    }

    @Test("everything of an account is described")
    func everything() async throws {
        let output = try await room().run(Self.details, .init())
        let ann = try #require(output.userDetailList?.first)
        #expect(output.userDetailList?.compactMap(\.userName) == ["ann", "ben"])
        #expect(ann.groupList == ["g"])
        #expect(ann.userPolicyList?.map(\.policyDocument) == [PercentCoding.encode(PolicyRoom.allowAll)])
        #expect(ann.attachedManagedPolicies?.map(\.policyName) == ["Own"])
        #expect(output.groupDetailList?.compactMap(\.groupName) == ["g"])
        let role = try #require(output.roleDetailList?.first)
        #expect(role.assumeRolePolicyDocument == PercentCoding.encode(PolicyRoom.trustEC2))
        #expect(role.instanceProfileList?.map(\.instanceProfileName) == ["p"])
        #expect(output.policies?.compactMap(\.policyName) == ["Own", "ReadOnlyAccess"])
        #expect(output.policies?.first?.policyVersionList?.count == 1)
        #expect(output.policies?.first?.attachmentCount == 1)
        #expect(output.isTruncated == false)
    }

    @Test(
        "a filter names the kinds",
        arguments: [
            ([EntityType.user], [2, 0, 0, 0]), ([.group, .role], [0, 1, 1, 0]), ([.localManagedPolicy], [0, 0, 0, 1]),
            ([.awsManagedPolicy], [0, 0, 0, 1]),
        ])
    func filter(_ kinds: [EntityType], _ counts: [Int]) async throws {
        let output = try await room().run(Self.details, .init(filter: kinds))
        let found = [
            output.userDetailList?.count, output.groupDetailList?.count, output.roleDetailList?.count,
            output.policies?.count,
        ]
        #expect(found == counts)
    }

    @Test("parts make the whole")
    func pages() async throws {
        let room = try await room()
        var count = 0
        var marker: String?
        repeat {
            let page = try await room.run(Self.details, .init(maxItems: 2, marker: marker))
            let part = [
                page.userDetailList?.count, page.groupDetailList?.count, page.roleDetailList?.count,
                page.policies?.count,
            ].compactMap(\.self).reduce(0, +)
            #expect(part == 2)
            count += part
            marker = page.marker
        } while marker != nil
        #expect(count == 6)
    }

    @Test("policies that grant a service are found, groups' ones included")
    func granting() async throws {
        let room = try await room()
        _ = try await room.run(
            ServiceIAM.PutGroupPolicy.init,
            .init(
                groupName: "g", policyName: "queues",
                policyDocument: #"{"Statement":{"Effect":"Allow","Action":["sqs:Send*"],"Resource":"*"}}"#))
        let output = try await room.run(
            ServiceIAM.ListPoliciesGrantingServiceAccess.init,
            .init(arn: room.arn("user/ann"), serviceNamespaces: ["sqs", "s3"]))
        let entries = output.policiesGrantingServiceAccess
        #expect(entries.map(\.serviceNamespace) == ["sqs", "s3"])
        #expect(entries[0].policies?.map(\.policyName) == ["in", "Own", "queues"])
        #expect(entries[0].policies?.map(\.policyType) == [.inline, .managed, .inline])
        #expect(entries[0].policies?.map(\.entityName) == ["ann", nil, "g"])
        #expect(entries[0].policies?.map(\.entityType) == [.user, nil, .group])
        #expect(entries[1].policies?.map(\.policyName) == ["in", "Own"])
    }
}
