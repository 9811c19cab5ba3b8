import Kernel
import LambdaModel
import Storage

/// Accepts that runtimes are updated with the machine, and refuses to hold one back: only one of each is installed.
struct PutRuntimeManagementConfig: Operation {
    typealias Model = LambdaModel.PutRuntimeManagementConfig

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        return [try await store.permission("lambda:PutRuntimeManagementConfig", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let target = try await store.read { try FunctionTarget(locator, in: $0) }
        guard input.updateRuntimeOn == .auto else {
            throw Refusal.unsupported("UpdateRuntimeOn \(input.updateRuntimeOn.rawValue)")
        }
        guard input.runtimeVersionArn == nil else {
            throw Refusal.invalid("RuntimeVersionArn can only be given with UpdateRuntimeOn Manual.")
        }
        return Output(updateRuntimeOn: .auto, functionArn: target.version.arn)
    }
}
