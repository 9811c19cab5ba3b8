import Kernel
import LambdaModel
import Wire

/// Describes the address of a function or alias.
struct GetFunctionUrlConfig: Operation {
    typealias Model = LambdaModel.GetFunctionUrlConfig

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        return [try await store.permission("lambda:GetFunctionUrlConfig", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let qualifier = try FunctionURLRules.qualifier(of: locator)
        guard let url = try await store.read({ try FunctionURLs.get(locator.id, qualifier, $0) }) else {
            throw Refusal.resourceNotFound()
        }
        let answer = FunctionURLRules.answer(url, in: call)
        return Output(
            functionUrl: answer.functionUrl, functionArn: answer.functionArn, authType: answer.authType,
            cors: answer.cors, creationTime: answer.creationTime, lastModifiedTime: answer.lastModifiedTime,
            invokeMode: answer.invokeMode)
    }
}
