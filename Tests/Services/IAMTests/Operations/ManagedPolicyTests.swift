import IAMModel
import Kernel
import Testing
import Wire

@testable import ServiceIAM

/// Templates and Terraform live on managed policies: their versions, limits and refusals must be AWS's.
struct ManagedPolicyTests {
    private static let other = #"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}"#

    @Test("a policy is made, described and found")
    func create() async throws {
        let room = try PolicyRoom()
        let output = try await room.run(
            ServiceIAM.CreatePolicy.init,
            .init(
                policyName: "App", path: "/team/", policyDocument: PolicyRoom.allowAll, description: "for the app",
                tags: [.init(key: "env", value: "dev")]))
        let made = try #require(output.policy)
        #expect(made.arn == room.arn("policy/team/App"))
        #expect(made.policyId?.hasPrefix("ANPA") == true)
        #expect(made.policyId?.utf8.count == 21)
        #expect(made.tags == [.init(key: "env", value: "dev")])
        let found = try #require(
            try await room.run(ServiceIAM.GetPolicy.init, .init(policyArn: room.arn("policy/team/App"))).policy)
        #expect(found.description == "for the app")
        #expect(found.defaultVersionId == "v1")
        #expect(found.attachmentCount == 0)
        #expect(found.isAttachable == true)
        #expect(found.createDate == Timestamp(seconds: PolicyRoom.now))
        #expect(found.path == "/team/")
    }

    @Test("refusals carry AWS's codes and texts")
    func refusals() async throws {
        let room = try PolicyRoom()
        let arn = try await room.makePolicy("App")
        let create = ServiceIAM.CreatePolicy.init
        let text = PolicyRoom.allowAll
        #expect(
            await room.refusal(create, .init(policyName: "APP", policyDocument: text))
                == "EntityAlreadyExists: A policy called APP already exists. Duplicate names are not allowed.")
        #expect(
            await room.refusal(create, .init(policyName: "Bad", policyDocument: "{"))
                == "MalformedPolicyDocument: Syntax errors in policy.")
        let long = text.replacing(#""Action":"*""#, with: "\"Action\":\"s3:\(String(repeating: "G", count: 6200))\"")
        #expect(
            await room.refusal(create, .init(policyName: "Long", policyDocument: long))
                == "LimitExceeded: Cannot exceed quota for PolicySize: 6144")
        let gone = room.arn("policy/Gone")
        #expect(
            await room.refusal(ServiceIAM.GetPolicy.init, .init(policyArn: gone))
                == "NoSuchEntity: Policy \(gone) was not found.")
        #expect(
            await room.refusal(ServiceIAM.GetPolicyVersion.init, .init(policyArn: arn, versionId: "v7"))
                == "NoSuchEntity: Policy \(arn) version v7 does not exist or is not attachable.")
        #expect(
            await room.refusal(ServiceIAM.GetPolicy.init, .init(policyArn: "arn:aws:iam::123456789012:user/x"))
                == "InvalidInput: ARN arn:aws:iam::123456789012:user/x is not valid.")
    }

    @Test("white space does not count against the size")
    func whiteSpace() async throws {
        let room = try PolicyRoom()
        let padded = PolicyRoom.allowAll + String(repeating: " \n", count: 6000)
        let arn = try await room.makePolicy("Padded", padded)
        #expect(arn == room.arn("policy/Padded"))
    }

    @Test("a policy has at most five versions, whose numbers are not used again")
    func versions() async throws {
        let room = try PolicyRoom()
        let arn = try await room.makePolicy("App")
        for number in 2...5 {
            let made = try await room.run(
                ServiceIAM.CreatePolicyVersion.init, .init(policyArn: arn, policyDocument: Self.other),
                later: Int64(number))
            #expect(made.policyVersion?.versionId == "v\(number)")
            #expect(made.policyVersion?.isDefaultVersion == false)
            #expect(made.policyVersion?.document == nil)
        }
        #expect(
            await room.refusal(
                ServiceIAM.CreatePolicyVersion.init, .init(policyArn: arn, policyDocument: Self.other))
                == "LimitExceeded: A managed policy can have up to 5 versions. Before you create a new version, you "
                + "must delete an existing version.")
        #expect(
            await room.refusal(ServiceIAM.DeletePolicyVersion.init, .init(policyArn: arn, versionId: "v1"))
                == "DeleteConflict: Cannot delete the default version of a policy.")
        #expect(
            await room.refusal(ServiceIAM.DeletePolicy.init, .init(policyArn: arn))
                == "DeleteConflict: This policy has more than one version. Before you delete a policy, you must delete "
                + "the policy's versions. The default version is deleted with the policy.")
        _ = try await room.run(ServiceIAM.DeletePolicyVersion.init, .init(policyArn: arn, versionId: "v5"))
        let next = try await room.run(
            ServiceIAM.CreatePolicyVersion.init,
            .init(policyArn: arn, policyDocument: Self.other, setAsDefault: true), later: 60)
        #expect(next.policyVersion?.versionId == "v6")
        let policy = try await room.run(ServiceIAM.GetPolicy.init, .init(policyArn: arn)).policy
        #expect(policy?.defaultVersionId == "v6")
        #expect(policy?.updateDate == Timestamp(seconds: PolicyRoom.now + 60))
    }

    @Test("versions are listed latest first, in parts")
    func listVersions() async throws {
        let room = try PolicyRoom()
        let arn = try await room.makePolicy("App")
        for _ in 2...4 {
            _ = try await room.run(
                ServiceIAM.CreatePolicyVersion.init, .init(policyArn: arn, policyDocument: Self.other))
        }
        let list = ServiceIAM.ListPolicyVersions.init
        let first = try await room.run(list, .init(policyArn: arn, maxItems: 3))
        #expect(first.versions?.map(\.versionId) == ["v4", "v3", "v2"])
        #expect(first.isTruncated == true)
        let rest = try await room.run(list, .init(policyArn: arn, marker: first.marker, maxItems: 3))
        #expect(rest.versions?.map(\.versionId) == ["v1"])
        #expect(rest.isTruncated == false)
        #expect(rest.marker == nil)
        #expect(
            await room.refusal(list, .init(policyArn: arn, marker: "nonsense")) == "ValidationError: Invalid Marker.")
    }

    @Test("the default version is what GetPolicyVersion says, percent-encoded")
    func defaultVersion() async throws {
        let room = try PolicyRoom()
        let arn = try await room.makePolicy("App")
        _ = try await room.run(ServiceIAM.CreatePolicyVersion.init, .init(policyArn: arn, policyDocument: Self.other))
        _ = try await room.run(ServiceIAM.SetDefaultPolicyVersion.init, .init(policyArn: arn, versionId: "v2"))
        let version = try await room.run(
            ServiceIAM.GetPolicyVersion.init, .init(policyArn: arn, versionId: "v2")
        ).policyVersion
        #expect(version?.isDefaultVersion == true)
        #expect(version?.document?.hasPrefix("%7B%22Version%22%3A%222012-10-17%22%2C") == true)
        #expect(version?.document.flatMap { PercentCoding.decode($0.utf8) } == Self.other)
    }

    @Test("AWS's own policies can be read and not changed")
    func awsPolicies() async throws {
        let room = try PolicyRoom()
        let arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
        let policy = try #require(try await room.run(ServiceIAM.GetPolicy.init, .init(policyArn: arn)).policy)
        #expect(policy.description == "Provides write permissions to CloudWatch Logs.")
        #expect(policy.createDate?.text(.iso8601) == "2015-04-09T15:03:43Z")
        let version = try await room.run(ServiceIAM.GetPolicyVersion.init, .init(policyArn: arn, versionId: "v1"))
        #expect(version.policyVersion?.document?.contains("logs%3APutLogEvents") == true)
        #expect(
            await room.refusal(ServiceIAM.DeletePolicy.init, .init(policyArn: arn))
                == "AccessDenied: User: arn:aws:iam::123456789012:root is not authorized to perform: iam:DeletePolicy "
                + "on resource: policy \(arn)")
    }

    @Test("lists can be narrowed by scope, use and path")
    func list() async throws {
        let room = try PolicyRoom()
        let attached = try await room.makePolicy("Attached", path: "/team/")
        let bounding = try await room.makePolicy("Bounding")
        try await room.makePolicy("Unused")
        try await room.makeRole("R")
        _ = try await room.run(ServiceIAM.AttachRolePolicy.init, .init(roleName: "R", policyArn: attached))
        _ = try await room.run(
            ServiceIAM.AttachRolePolicy.init,
            .init(roleName: "R", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess"))
        _ = try await room.run(
            ServiceIAM.PutRolePermissionsBoundary.init, .init(roleName: "R", permissionsBoundary: bounding))
        let cases: [(ListPoliciesRequest, [String])] = [
            (.init(scope: .local), ["Attached", "Bounding", "Unused"]),
            (.init(scope: .local, pathPrefix: "/team/"), ["Attached"]),
            (.init(scope: .local, onlyAttached: true), ["Attached", "Bounding"]),
            (.init(onlyAttached: true), ["Attached", "Bounding", "ReadOnlyAccess"]),
            (.init(scope: .aws, onlyAttached: true), ["ReadOnlyAccess"]),
            (.init(policyUsageFilter: .permissionsBoundary), ["Bounding"]),
            (.init(policyUsageFilter: .permissionsPolicy), ["Attached", "ReadOnlyAccess"]),
        ]
        for (input, names) in cases {
            let output = try await room.run(ServiceIAM.ListPolicies.init, input)
            #expect(output.policies?.compactMap(\.policyName) == names)
        }
    }

    @Test("a long list comes in parts that miss nothing")
    func pages() async throws {
        let room = try PolicyRoom()
        try await room.makePolicy("ReadOnlyAccess")
        var names: [String] = []
        var marker: String?
        repeat {
            let page = try await room.run(ServiceIAM.ListPolicies.init, .init(marker: marker, maxItems: 7))
            names += page.policies?.compactMap(\.policyName) ?? []
            marker = page.marker
        } while marker != nil
        #expect(names.count == AWSManagedPolicy.all.count + 1)
        #expect(names.filter { $0 == "ReadOnlyAccess" }.count == 2)
    }

    @Test("a policy in use cannot be deleted, one that is not goes with its last version")
    func delete() async throws {
        let room = try PolicyRoom()
        let arn = try await room.makePolicy("App")
        try await room.makeUser("u")
        _ = try await room.run(ServiceIAM.AttachUserPolicy.init, .init(userName: "u", policyArn: arn))
        #expect(
            await room.refusal(ServiceIAM.DeletePolicy.init, .init(policyArn: arn))
                == "DeleteConflict: Cannot delete a policy attached to entities.")
        _ = try await room.run(ServiceIAM.DetachUserPolicy.init, .init(userName: "u", policyArn: arn))
        _ = try await room.run(ServiceIAM.DeletePolicy.init, .init(policyArn: arn))
        #expect(
            await room.refusal(ServiceIAM.DeletePolicy.init, .init(policyArn: arn))
                == "NoSuchEntity: Policy \(arn) was not found.")
    }

    @Test("authorization sees the policy's real ARN, its tags and those of the request")
    func permissions() async throws {
        let room = try PolicyRoom()
        let tags = [IAMModel.Tag(key: "env", value: "dev")]
        let made = try await room.permissions(
            ServiceIAM.CreatePolicy.init,
            .init(policyName: "App", path: "/team/", policyDocument: PolicyRoom.allowAll, tags: tags))
        #expect(made.map(\.action) == ["iam:CreatePolicy", "iam:TagPolicy"])
        #expect(made.map(\.resource) == [room.arn("policy/team/App"), room.arn("policy/team/App")])
        #expect(made[0].context["aws:RequestTag/env"] == ["dev"])
        _ = try await room.run(
            ServiceIAM.CreatePolicy.init,
            .init(policyName: "App", path: "/team/", policyDocument: PolicyRoom.allowAll, tags: tags))
        let read = try await room.permissions(
            ServiceIAM.GetPolicy.init, .init(policyArn: room.arn("policy/team/App")))
        #expect(read.map(\.context) == [["iam:ResourceTag/env": ["dev"], "aws:ResourceTag/env": ["dev"]]])
    }
}
