import Kernel
import LambdaModel
import Storage
import Wire

/// Gives a function or alias an address of its own, at which it answers plain HTTP.
struct CreateFunctionUrlConfig: Operation {
    typealias Model = LambdaModel.CreateFunctionUrlConfig

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let context = ["lambda:FunctionUrlAuthType": [input.authType.rawValue]]
        return [try await store.permission("lambda:CreateFunctionUrlConfig", on: locator, in: call, context: context)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let qualifier = try FunctionURLRules.qualifier(of: locator)
        let cors = input.cors.map { CrossOriginRules($0) }
        let url = StoredFunctionURL(
            id: locator.id,
            qualifier: qualifier,
            label: FunctionURLRules.label(of: locator.id, qualifier, vault: store.vault),
            authType: input.authType.rawValue,
            invokeMode: (input.invokeMode ?? .buffered).rawValue,
            cors: cors?.isEmpty == true ? nil : cors,
            createdAt: call.time.milliseconds,
            modifiedAt: call.time.milliseconds
        )
        try await store.write { transaction in
            try FunctionURLRules.checkFunction(locator, in: transaction)
            do {
                try FunctionURLs.records.insert(url, in: transaction)
            } catch StorageFault.duplicate {
                throw FunctionURLRules.exists(url.arn)
            }
        }
        return Output(
            functionUrl: FunctionURLRules.address(of: url, in: call),
            functionArn: url.arn,
            authType: input.authType,
            cors: url.cors.map { Cors($0) },
            creationTime: call.time.withMilliseconds,
            invokeMode: InvokeMode(rawValue: url.invokeMode)
        )
    }
}
