import Kernel
import LambdaModel
import Storage
import Testing
import Wire

@testable import ServiceLambda

/// What was asked for must run, also after a restart and after the alias has moved.
struct ProvisioningTests {
    private func put(_ room: InvocationRoom, _ qualifier: String, _ count: Int) async throws {
        _ = try await room.run(
            LambdaModel.PutProvisionedConcurrencyConfig.self,
            .init(functionName: "f", qualifier: qualifier, provisionedConcurrentExecutions: count))
    }

    private func status(
        _ room: InvocationRoom, _ qualifier: String
    ) async throws -> GetProvisionedConcurrencyConfigResponse {
        try await room.run(
            LambdaModel.GetProvisionedConcurrencyConfig.self, .init(functionName: "f", qualifier: qualifier))
    }

    @Test func startsAndStops() async throws {
        let room = try InvocationRoom()
        try await room.lay("f", versions: 1)
        try await put(room, "1", 3)
        let before = try await status(room, "1")
        #expect((before.status, before.allocatedProvisionedConcurrentExecutions) == (.inProgress, 0))
        #expect(before.lastModified == "2026-11-22T10:00:00+0000")
        await room.engine.provisioning.reconcile()
        let after = try await status(room, "1")
        #expect((after.status, after.allocatedProvisionedConcurrentExecutions) == (.ready, 3))
        #expect(
            (after.requestedProvisionedConcurrentExecutions, after.availableProvisionedConcurrentExecutions) == (3, 3))
        await room.engine.provisioning.reconcile()
        #expect(room.runner.provisions == ["3 of 1"])
        _ = try await room.run(
            LambdaModel.DeleteProvisionedConcurrencyConfig.self, .init(functionName: "f", qualifier: "1"))
        await room.engine.provisioning.reconcile()
        #expect(room.runner.provisions == ["3 of 1", "0 of 1"])
        let refusal = await room.refusal(
            LambdaModel.GetProvisionedConcurrencyConfig.self, .init(functionName: "f", qualifier: "1"))
        #expect(
            refusal == "ProvisionedConcurrencyConfigNotFoundException: "
                + "No Provisioned Concurrency Config found for this function")
    }

    @Test func followsTheAlias() async throws {
        let room = try InvocationRoom()
        try await room.lay("f", versions: 2)
        try await room.alias("live", of: "f", to: 1)
        try await put(room, "live", 2)
        await room.engine.provisioning.reconcile()
        try await room.alias("live", of: "f", to: 2)
        await room.engine.provisioning.reconcile()
        #expect(room.runner.provisions == ["2 of 1", "0 of 1", "2 of 2"])
    }

    @Test func isThereAfterARestart() async throws {
        let room = try InvocationRoom()
        try await room.lay("f", versions: 1)
        try await put(room, "1", 1)
        let later = try InvocationRoom(storage: room.storage.reopened())
        await later.engine.provisioning.reconcile()
        #expect(later.runner.provisions == ["1 of 1"])
    }

    @Test func tellsOfFailure() async throws {
        let room = try InvocationRoom()
        try await room.lay("f", versions: 1)
        room.runner.failProvisioning(.codeUnusable("broken"))
        try await put(room, "1", 1)
        await room.engine.provisioning.reconcile()
        let failed = try await status(room, "1")
        #expect(failed.status == .failed)
        #expect(failed.statusReason?.contains("broken") == true)
        room.runner.failProvisioning(nil)
        try await put(room, "1", 1)
        await room.engine.provisioning.reconcile()
        #expect(try await status(room, "1").status == .ready)
    }

    @Test(arguments: [
        (
            "$LATEST", 1,
            "InvalidParameterValueException: Provisioned Concurrency Configs cannot be applied to "
                + "unpublished function versions."
        ),
        ("9", 1, "ResourceNotFoundException: Function not found: \(InvocationRoom.arn)f:9"),
        ("nobody", 1, "ResourceNotFoundException: Cannot find alias arn: \(InvocationRoom.arn)f:nobody"),
        (
            "live", 1,
            "ResourceConflictException: Alias can't be used for Provisioned Concurrency configuration on an "
                + "already Provisioned version"
        ),
        (
            "2", 1001,
            "InvalidParameterValueException: Specified ConcurrentExecutions for function is greater than "
                + "account's unreserved concurrency [1000]."
        ),
        (
            "2", 900,
            "InvalidParameterValueException: Specified ConcurrentExecutions for function decreases account's "
                + "UnreservedConcurrentExecution below its minimum value of [100]."
        ),
    ])
    func refuses(_ qualifier: String, _ count: Int, _ expected: String) async throws {
        let room = try InvocationRoom()
        try await room.lay("f", versions: 2)
        try await room.alias("live", of: "f", to: 1)
        try await put(room, "1", 1)
        let refusal = await room.refusal(
            LambdaModel.PutProvisionedConcurrencyConfig.self,
            .init(functionName: "f", qualifier: qualifier, provisionedConcurrentExecutions: count))
        #expect(refusal == expected)
    }

    @Test func reservationsBoundIt() async throws {
        let room = try InvocationRoom()
        try await room.lay("f", versions: 2) { $0.reservedConcurrency = 5 }
        try await put(room, "1", 3)
        let refusal = await room.refusal(
            LambdaModel.PutProvisionedConcurrencyConfig.self,
            .init(functionName: "f", qualifier: "2", provisionedConcurrentExecutions: 3))
        #expect(
            refusal == "InvalidParameterValueException: Requested Provisioned Concurrency should not be greater than "
                + "the reservedConcurrentExecution for function")
        let list = try await room.run(
            LambdaModel.ListProvisionedConcurrencyConfigs.self, .init(functionName: "f"))
        #expect(list.provisionedConcurrencyConfigs?.map(\.functionArn) == [InvocationRoom.arn + "f:1"])
    }
}
