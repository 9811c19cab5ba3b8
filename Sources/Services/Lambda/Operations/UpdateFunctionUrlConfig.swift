import Kernel
import LambdaModel
import Storage
import Wire

/// Changes how the address of a function or alias answers; the address itself stays.
struct UpdateFunctionUrlConfig: Operation {
    typealias Model = LambdaModel.UpdateFunctionUrlConfig

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let context = input.authType.map { ["lambda:FunctionUrlAuthType": [$0.rawValue]] } ?? [:]
        return [try await store.permission("lambda:UpdateFunctionUrlConfig", on: locator, in: call, context: context)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let qualifier = try FunctionURLRules.qualifier(of: locator)
        let changed = try await store.write { transaction in
            try FunctionURLRules.checkFunction(locator, in: transaction)
            guard var url = try FunctionURLs.get(locator.id, qualifier, transaction) else {
                throw Refusal.resourceNotFound()
            }
            if let authType = input.authType { url.authType = authType.rawValue }
            if let mode = input.invokeMode { url.invokeMode = mode.rawValue }
            if let cors = input.cors.map({ CrossOriginRules($0) }) { url.cors = cors.isEmpty ? nil : cors }
            url.modifiedAt = call.time.milliseconds
            try FunctionURLs.records.replace(url, in: transaction)
            return url
        }
        let answer = FunctionURLRules.answer(changed, in: call)
        return Output(
            functionUrl: answer.functionUrl, functionArn: answer.functionArn, authType: answer.authType,
            cors: answer.cors, creationTime: answer.creationTime, lastModifiedTime: answer.lastModifiedTime,
            invokeMode: answer.invokeMode)
    }
}
