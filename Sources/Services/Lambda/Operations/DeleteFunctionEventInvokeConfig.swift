import Kernel
import LambdaModel
import Storage
import Wire

/// Takes the settings of asynchronous invocation away, so that AWS's own hold.
struct DeleteFunctionEventInvokeConfig: Operation {
    typealias Model = LambdaModel.DeleteFunctionEventInvokeConfig

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        return [try await store.permission("lambda:DeleteFunctionEventInvokeConfig", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let key = EventInvokeConfigs.key(locator.id, EventInvokeRules.qualifier(of: locator))
        let removed = try await store.write {
            try EventInvokeConfigs.records.remove(key, account: locator.id.account.digits, in: $0)
        }
        guard removed != nil else { throw EventInvokeRules.missing(locator) }
        return Output()
    }
}
