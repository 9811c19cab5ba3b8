import LambdaModel
import Testing

@testable import ServiceLambda

/// Reservations must never take from others what AWS leaves them.
struct FunctionConcurrencyTests {
    private func put(_ room: InvocationRoom, _ count: Int, _ name: String = "f") async -> String {
        await room.refusal(
            LambdaModel.PutFunctionConcurrency.self,
            .init(functionName: name, reservedConcurrentExecutions: count))
    }

    private func reserved(_ room: InvocationRoom) async throws -> Int? {
        try await room.run(LambdaModel.GetFunctionConcurrency.self, .init(functionName: "f"))
            .reservedConcurrentExecutions
    }

    @Test func comesAndGoes() async throws {
        let room = try InvocationRoom()
        try await room.lay("f")
        #expect(try await reserved(room) == nil)
        #expect(await put(room, 5) == "no refusal")
        #expect(try await reserved(room) == 5)
        #expect(await put(room, 0) == "no refusal")
        #expect(try await reserved(room) == 0)
        _ = try await room.run(LambdaModel.DeleteFunctionConcurrency.self, .init(functionName: "f"))
        #expect(try await reserved(room) == nil)
    }

    @Test func leavesAHundred() async throws {
        let room = try InvocationRoom()
        try await room.lay("other") { $0.reservedConcurrency = 500 }
        try await room.lay("f")
        #expect(await put(room, 400) == "no refusal")
        #expect(
            await put(room, 401) == "InvalidParameterValueException: Specified ReservedConcurrentExecutions for "
                + "function decreases account's UnreservedConcurrentExecution below its minimum value of [100].")
        #expect(try await reserved(room) == 400)
    }

    @Test func notBelowWhatIsProvisioned() async throws {
        let room = try InvocationRoom()
        try await room.lay("f", versions: 1)
        _ = try await room.run(
            LambdaModel.PutProvisionedConcurrencyConfig.self,
            .init(functionName: "f", qualifier: "1", provisionedConcurrentExecutions: 3))
        #expect(
            await put(room, 2)
                == "InvalidParameterValueException:  ReservedConcurrentExecutions  2 should not be lower "
                + "than function's total provisioned concurrency [3].")
    }

    @Test(arguments: [
        ("missing", "ResourceNotFoundException: Function not found: \(InvocationRoom.arn)missing"),
        (
            "f:1",
            "InvalidParameterValueException: This operation is permitted on Lambda functions only. Aliases and "
                + "versions do not support this operation. Please specify either a function name or an unqualified "
                + "function ARN."
        ),
    ])
    func refuses(_ name: String, _ expected: String) async throws {
        let room = try InvocationRoom()
        try await room.lay("f", versions: 1)
        #expect(await put(room, 1, name) == expected)
    }
}
