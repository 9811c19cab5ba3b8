import Kernel
import LambdaModel
import Storage

/// Says of every function that no code signing is configured for it: this server has none.
struct GetFunctionCodeSigningConfig: Operation {
    typealias Model = LambdaModel.GetFunctionCodeSigningConfig

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let id = try FunctionLocator(input.functionName, in: call).id
        return [
            try await store.permission(
                "lambda:GetFunctionCodeSigningConfig", on: FunctionLocator(id: id, qualifier: nil), in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let id = try FunctionLocator(input.functionName, in: call).id
        _ = try await store.read { try LatestVersion.required(id, $0) }
        return Output(codeSigningConfigArn: "", functionName: id.name)
    }
}
