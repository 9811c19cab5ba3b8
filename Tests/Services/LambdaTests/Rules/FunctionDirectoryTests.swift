import Kernel
import LambdaModel
import Testing
import Wire

@testable import ServiceLambda

/// Invocations read functions from memory; what was changed must be seen by the very next one.
struct FunctionDirectoryTests {
    @Test func changesAreSeenAtOnce() async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f") { $0.environment = Environment(variables: ["AA": "1"]) }
        let directory = FunctionDirectory(store: room.store)
        let locator = FunctionLocator(id: room.id("f"), qualifier: nil)
        let first = try await directory.target(locator)
        #expect(try await directory.target(locator) == first)
        #expect(try directory.runnable(first.version).variables == ["AA": "1"])
        #expect(first.policy == nil)

        _ = try await room.run(
            LambdaModel.AddPermission.self,
            .init(functionName: "f", statementId: "s", action: "lambda:InvokeFunction", principal: "*"))
        #expect(try await directory.target(locator).policy != nil)
        _ = try await room.run(
            LambdaModel.UpdateFunctionConfiguration.self,
            .init(functionName: "f", environment: Environment(variables: ["AA": "2"])))
        let second = try await directory.target(locator)
        let runnable = try directory.runnable(second.version)
        #expect(runnable.variables == ["AA": "2"])
        #expect(runnable.revision != first.version.runtimeRevision)
        _ = try await room.run(LambdaModel.DeleteFunction.self, .init(functionName: "f"))
        await #expect(throws: ServiceError.self) { try await directory.target(locator) }
    }

    @Test func aRunnableFunctionSaysAllThatTheRunnerNeeds() async throws {
        let room = try LambdaRoom()
        try await room.makeLayer("l")
        try await room.makeFunction("f") {
            $0.layers = [LambdaRoom.layerARN + "l:1"]
            $0.timeout = 7
            $0.memorySize = 256
            $0.ephemeralStorage = EphemeralStorage(size: 600)
        }
        let version = try #require(try await room.version("f"))
        let runnable = try FunctionDirectory(store: room.store).runnable(version)
        #expect((runnable.name, runnable.version, runnable.handler) == ("f", "$LATEST", "index.handler"))
        #expect((runnable.runtime, runnable.timeout, runnable.memoryMegabytes) == ("nodejs22.x", 7, 256))
        #expect((runnable.scratchMegabytes, runnable.logGroup) == (600, "/aws/lambda/f"))
        #expect(runnable.code == version.code.blob)
        #expect(runnable.layers == version.settings.layers.map(\.code.blob))
    }
}
