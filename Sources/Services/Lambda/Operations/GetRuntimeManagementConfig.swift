import Kernel
import LambdaModel
import Storage

/// Says of every version that its runtime is the one that is installed, as it is updated.
struct GetRuntimeManagementConfig: Operation {
    typealias Model = LambdaModel.GetRuntimeManagementConfig

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        return [try await store.permission("lambda:GetRuntimeManagementConfig", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let target = try await store.read { try FunctionTarget(locator, in: $0) }
        return Output(updateRuntimeOn: .auto, functionArn: target.version.arn)
    }
}
