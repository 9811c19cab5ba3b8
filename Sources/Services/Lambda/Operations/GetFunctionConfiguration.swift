import Kernel
import LambdaModel
import Storage

/// Describes the settings of a function or of one of its versions.
struct GetFunctionConfiguration: Operation {
    typealias Model = LambdaModel.GetFunctionConfiguration

    let store: LambdaStore
    let answers: FunctionAnswers

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        return [try await store.permission("lambda:GetFunctionConfiguration", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let target = try await store.read {
            try FunctionTarget(locator, missingAlias: Refusal.functionNotFound, in: $0)
        }
        return try answers.configuration(of: target.version, arn: target.arn)
    }
}
