import IAMModel
import IAMPolicy
import Kernel
import Testing

@testable import ServiceIAM

/// Services find their role by AWS's name and path, and nobody else may change it.
struct ServiceLinkedRoleTests {
    @Test("every service in the table has a trust policy that reads and a policy that is kept")
    func table() throws {
        for service in LinkedService.all {
            let trust = try PolicyDocument(parsing: service.trustPolicy, as: .trust)
            #expect(trust.principals == [PolicyPrincipal(kind: .service, value: service.name)])
            #expect(AWSManagedPolicy.find(service.policyARN) != nil, "\(service.name)")
        }
        #expect(Set(LinkedService.all.map(\.name)).count == LinkedService.all.count)
    }

    @Test("the role has AWS's name, path and policy, and is taken once")
    func create() async throws {
        let room = try PolicyRoom()
        let create = ServiceIAM.CreateServiceLinkedRole.init
        let made = try await room.run(
            create, .init(awsServiceName: "replication.dynamodb.amazonaws.com", description: "global tables")
        ).role
        #expect(
            made?.arn
                == room.arn(
                    "role/aws-service-role/replication.dynamodb.amazonaws.com/AWSServiceRoleForDynamoDBReplication"))
        let attached = try await room.run(
            ServiceIAM.ListAttachedRolePolicies.init, .init(roleName: "AWSServiceRoleForDynamoDBReplication"))
        #expect(attached.attachedPolicies?.map(\.policyName) == ["DynamoDBReplicationServiceRolePolicy"])
        #expect(
            await room.refusal(create, .init(awsServiceName: "replication.dynamodb.amazonaws.com"))
                == "InvalidInput: Service role name AWSServiceRoleForDynamoDBReplication has been taken in this "
                + "account, please try a different suffix.")
        #expect(
            await room.refusal(create, .init(awsServiceName: "events.amazonaws.com", customSuffix: "x"))
                == "InvalidInput: Custom suffix is not allowed for events.amazonaws.com")
        let second = try await room.run(
            create, .init(awsServiceName: "autoscaling.amazonaws.com", customSuffix: "blue"))
        #expect(second.role?.roleName == "AWSServiceRoleForAutoScaling_blue")
        #expect(
            await room.refusal(create, .init(awsServiceName: "nobody.amazonaws.com"))
                == "InvalidInput: Service-linked roles are not supported for the service nobody.amazonaws.com.")
    }

    @Test("nobody but the service changes it")
    func protection() async throws {
        let room = try PolicyRoom()
        _ = try await room.run(
            ServiceIAM.CreateServiceLinkedRole.init, .init(awsServiceName: "events.amazonaws.com"))
        let name = "AWSServiceRoleForCloudWatchEvents"
        let text =
            "UnmodifiableEntity: Cannot perform the operation on the protected role '\(name)' - this role is "
            + "only modifiable by AWS"
        let policy = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        let refusals = [
            await room.refusal(ServiceIAM.DeleteRole.init, .init(roleName: name)),
            await room.refusal(ServiceIAM.AttachRolePolicy.init, .init(roleName: name, policyArn: policy)),
            await room.refusal(
                ServiceIAM.DetachRolePolicy.init,
                .init(
                    roleName: name,
                    policyArn: "arn:aws:iam::aws:policy/aws-service-role/CloudWatchEventsServiceRolePolicy")),
            await room.refusal(
                ServiceIAM.PutRolePolicy.init,
                .init(roleName: name, policyName: "p", policyDocument: PolicyRoom.allowAll)),
            await room.refusal(
                ServiceIAM.UpdateAssumeRolePolicy.init,
                .init(roleName: name, policyDocument: PolicyRoom.trustEC2)),
            await room.refusal(
                ServiceIAM.PutRolePermissionsBoundary.init, .init(roleName: name, permissionsBoundary: policy)),
        ]
        for refusal in refusals { #expect(refusal == text) }
        _ = try await room.run(
            ServiceIAM.UpdateRoleDescription.init, .init(roleName: name, description: "may be described"))
    }

    @Test("its deletion is a task that can be asked about")
    func delete() async throws {
        let room = try PolicyRoom()
        _ = try await room.run(
            ServiceIAM.CreateServiceLinkedRole.init, .init(awsServiceName: "events.amazonaws.com"))
        try await room.makeRole("plain")
        let delete = ServiceIAM.DeleteServiceLinkedRole.init
        let name = "AWSServiceRoleForCloudWatchEvents"
        let task = try await room.run(delete, .init(roleName: name)).deletionTaskId
        #expect(task.hasPrefix("task/aws-service-role/events.amazonaws.com/\(name)/"))
        let status = ServiceIAM.GetServiceLinkedRoleDeletionStatus.init
        #expect(try await room.run(status, .init(deletionTaskId: task)).status == .succeeded)
        #expect(
            try await room.permissions(status, .init(deletionTaskId: task)).map(\.resource)
                == [room.arn("role/aws-service-role/events.amazonaws.com/\(name)")])
        #expect(
            await room.refusal(delete, .init(roleName: name))
                == "NoSuchEntity: The role with name \(name) cannot be found.")
        #expect(
            await room.refusal(delete, .init(roleName: "plain"))
                == "NoSuchEntity: The role with name plain cannot be found.")
        #expect(
            await room.refusal(status, .init(deletionTaskId: "task/x"))
                == "NoSuchEntity: The deletion task task/x cannot be found.")
    }
}
