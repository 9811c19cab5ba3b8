import Kernel
import LambdaModel
import Storage
import Wire

/// Lists the settings of asynchronous invocation of a function and of its versions and aliases.
struct ListFunctionEventInvokeConfigs: Operation {
    typealias Model = LambdaModel.ListFunctionEventInvokeConfigs

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let id = try FunctionLocator(input.functionName, in: call).id
        let locator = FunctionLocator(id: id, qualifier: nil)
        return [try await store.permission("lambda:ListFunctionEventInvokeConfigs", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let id = try FunctionLocator(input.functionName, in: call).id
        let page = try await store.read { transaction in
            guard try Functions.get(id, transaction) != nil else {
                throw LambdaError.resourceNotFound("The function doesn't exist.", type: "User")
            }
            return try store.page(
                EventInvokeConfigs.records, PageRequest(input.marker, input.maxItems), in: id.account,
                prefix: EventInvokeConfigs.prefix(id), transaction)
        }
        return Output(
            functionEventInvokeConfigs: page.records.map { EventInvokeRules.answer($0) }, nextMarker: page.next)
    }
}
