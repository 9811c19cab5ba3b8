import IAMModel
import Kernel
import Testing

@testable import ServiceIAM

/// Attachments are what most permissions of an account hang on.
struct AttachPolicyTests {
    private static let readOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess"

    /// The three kinds of entity, through the same eyes.
    enum Holder: CaseIterable, Sendable {
        case user, group, role

        var title: String {
            switch self {
            case .user: "User"
            case .group: "Group"
            case .role: "Role"
            }
        }

        func make(in room: PolicyRoom) async throws {
            switch self {
            case .user: try await room.makeUser("x")
            case .group: try await room.makeGroup("x")
            case .role: try await room.makeRole("x")
            }
        }

        func attach(_ arn: String, in room: PolicyRoom) async -> String {
            switch self {
            case .user:
                await room.refusal(ServiceIAM.AttachUserPolicy.init, .init(userName: "x", policyArn: arn))
            case .group:
                await room.refusal(ServiceIAM.AttachGroupPolicy.init, .init(groupName: "x", policyArn: arn))
            case .role:
                await room.refusal(ServiceIAM.AttachRolePolicy.init, .init(roleName: "x", policyArn: arn))
            }
        }

        func detach(_ arn: String, in room: PolicyRoom) async -> String {
            switch self {
            case .user:
                await room.refusal(ServiceIAM.DetachUserPolicy.init, .init(userName: "x", policyArn: arn))
            case .group:
                await room.refusal(ServiceIAM.DetachGroupPolicy.init, .init(groupName: "x", policyArn: arn))
            case .role:
                await room.refusal(ServiceIAM.DetachRolePolicy.init, .init(roleName: "x", policyArn: arn))
            }
        }

        func attached(in room: PolicyRoom, beneath prefix: String? = nil) async throws -> [String] {
            let policies =
                switch self {
                case .user:
                    try await room.run(
                        ServiceIAM.ListAttachedUserPolicies.init, .init(userName: "x", pathPrefix: prefix)
                    ).attachedPolicies
                case .group:
                    try await room.run(
                        ServiceIAM.ListAttachedGroupPolicies.init, .init(groupName: "x", pathPrefix: prefix)
                    ).attachedPolicies
                case .role:
                    try await room.run(
                        ServiceIAM.ListAttachedRolePolicies.init, .init(roleName: "x", pathPrefix: prefix)
                    ).attachedPolicies
                }
            return policies?.compactMap(\.policyName) ?? []
        }
    }

    @Test("attaching twice is one attachment, detaching twice is refused", arguments: Holder.allCases)
    func attach(_ holder: Holder) async throws {
        let room = try PolicyRoom()
        #expect(
            await holder.attach(Self.readOnly, in: room) == "NoSuchEntity: The \(holder) with name x cannot be found.")
        try await holder.make(in: room)
        let own = try await room.makePolicy("Own", path: "/team/")
        for arn in [own, Self.readOnly, own] { #expect(await holder.attach(arn, in: room) == "no refusal") }
        #expect(try await holder.attached(in: room) == ["Own", "ReadOnlyAccess"])
        #expect(try await holder.attached(in: room, beneath: "/team/") == ["Own"])
        #expect(await holder.detach(own, in: room) == "no refusal")
        #expect(await holder.detach(own, in: room) == "NoSuchEntity: Policy \(own) was not found.")
        #expect(try await holder.attached(in: room) == ["ReadOnlyAccess"])
    }

    @Test("what is no policy cannot be attached", arguments: Holder.allCases)
    func refusals(_ holder: Holder) async throws {
        let room = try PolicyRoom()
        try await holder.make(in: room)
        let gone = room.arn("policy/Gone")
        #expect(
            await holder.attach(gone, in: room)
                == "NoSuchEntity: Policy \(gone) does not exist or is not attachable.")
        #expect(
            await holder.attach("foo-bar-baz-qux-quux", in: room)
                == "InvalidInput: ARN foo-bar-baz-qux-quux is not valid.")
        #expect(
            await holder.attach("arn:aws:iam::aws:policy/aws-service-role/AWSLambdaReplicator", in: room)
                == "PolicyNotAttachable: Cannot attach a Service Role Policy to a Customer Role.")
    }

    @Test("ten policies are the limit", arguments: Holder.allCases)
    func limit(_ holder: Holder) async throws {
        let room = try PolicyRoom()
        try await holder.make(in: room)
        for number in 0..<10 {
            #expect(await holder.attach(try await room.makePolicy("P\(number)"), in: room) == "no refusal")
        }
        #expect(
            await holder.attach(Self.readOnly, in: room)
                == "LimitExceeded: Cannot exceed quota for PoliciesPer\(holder.title): 10")
    }

    @Test("authorization sees which policy, and the entity's boundary")
    func permissions() async throws {
        let room = try PolicyRoom()
        let boundary = try await room.makePolicy("Boundary")
        try await room.makeRole("x", path: "/app/")
        _ = try await room.run(
            ServiceIAM.PutRolePermissionsBoundary.init, .init(roleName: "x", permissionsBoundary: boundary))
        let asked = try await room.permissions(
            ServiceIAM.AttachRolePolicy.init, .init(roleName: "x", policyArn: Self.readOnly))
        #expect(
            asked == [
                Permission(
                    "iam:AttachRolePolicy", on: room.arn("role/app/x"),
                    context: ["iam:PolicyARN": [Self.readOnly], "iam:PermissionsBoundary": [boundary]])
            ])
    }

    @Test("the entities of a policy are listed by kind, use and path")
    func entities() async throws {
        let room = try PolicyRoom()
        let policy = try await room.makePolicy("Shared")
        for holder in Holder.allCases {
            try await holder.make(in: room)
            _ = await holder.attach(policy, in: room)
        }
        try await room.makeRole("bound", path: "/app/")
        _ = try await room.run(
            ServiceIAM.PutRolePermissionsBoundary.init, .init(roleName: "bound", permissionsBoundary: policy))
        let cases: [(EntityType?, PolicyUsageType?, String?, [String])] = [
            (nil, nil, nil, ["x", "x", "bound", "x"]), (.user, nil, nil, ["x"]), (.group, nil, nil, ["x"]),
            (.role, nil, nil, ["bound", "x"]), (nil, .permissionsBoundary, nil, ["bound"]),
            (.role, .permissionsPolicy, nil, ["x"]), (nil, nil, "/app/", ["bound"]),
        ]
        for (kind, usage, prefix, names) in cases {
            let found = try await room.run(
                ServiceIAM.ListEntitiesForPolicy.init,
                .init(policyArn: policy, entityFilter: kind, pathPrefix: prefix, policyUsageFilter: usage))
            let users = found.policyUsers?.compactMap(\.userName) ?? []
            let groups = found.policyGroups?.compactMap(\.groupName) ?? []
            let roles = found.policyRoles?.compactMap(\.roleName) ?? []
            #expect(users + groups + roles == names)
        }
        var marker: String?
        var count = 0
        repeat {
            let page = try await room.run(
                ServiceIAM.ListEntitiesForPolicy.init, .init(policyArn: policy, marker: marker, maxItems: 1))
            count += (page.policyUsers ?? []).count + (page.policyGroups ?? []).count + (page.policyRoles ?? []).count
            marker = page.marker
        } while marker != nil
        #expect(count == 4)
    }
}
