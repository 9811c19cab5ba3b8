import Kernel
import LambdaModel
import Testing
import Wire

@testable import ServiceLambda

/// The smaller settings say what is true here, and refuse what is not.
struct SettingsTests {
    @Test func accountsAreCounted() async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f") { $0.publish = true }
        try await room.makeFunction("g", code: "longer than the other")
        let layer = try await room.makeLayer("l")
        let answer = try await room.run(LambdaModel.GetAccountSettings.self, .init())
        let sizes = [StoredZip.archive(["index.mjs": "one"]).count, StoredZip.archive(["index.mjs": "one"]).count]
        let other = StoredZip.archive(["index.mjs": "longer than the other"]).count
        #expect(answer.accountUsage?.functionCount == 2)
        let total = sizes.reduce(0, +) + other + (layer.content?.codeSize ?? 0)
        #expect(answer.accountUsage?.totalCodeSize == total)
        #expect(answer.accountLimit?.codeSizeUnzipped == 262_144_000)
        #expect(answer.accountLimit?.unreservedConcurrentExecutions == answer.accountLimit?.concurrentExecutions)
    }

    @Test func runtimesAreManagedByTheMachine() async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f")
        let found = try await room.run(
            LambdaModel.GetRuntimeManagementConfig.self, .init(functionName: "f"))
        #expect(found.updateRuntimeOn == .auto)
        _ = try await room.run(
            LambdaModel.PutRuntimeManagementConfig.self, .init(functionName: "f", updateRuntimeOn: .auto))
        #expect(
            await room.refusal(
                LambdaModel.PutRuntimeManagementConfig.self,
                .init(functionName: "f", updateRuntimeOn: .functionUpdate))
                == "InvalidParameterValueException: UpdateRuntimeOn FunctionUpdate is not supported by this server.")
    }

    @Test func recursionIsRemembered() async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f")
        let get = GetFunctionRecursionConfigRequest(functionName: "f")
        #expect(try await room.run(LambdaModel.GetFunctionRecursionConfig.self, get).recursiveLoop == .terminate)
        _ = try await room.run(
            LambdaModel.PutFunctionRecursionConfig.self, .init(functionName: "f", recursiveLoop: .allow))
        #expect(try await room.run(LambdaModel.GetFunctionRecursionConfig.self, get).recursiveLoop == .allow)
    }

    @Test func noCodeIsSigned() async throws {
        let room = try LambdaRoom()
        try await room.makeFunction("f")
        let answer = try await room.run(
            LambdaModel.GetFunctionCodeSigningConfig.self, .init(functionName: "f"))
        #expect((answer.codeSigningConfigArn, answer.functionName) == ("", "f"))
    }
}
