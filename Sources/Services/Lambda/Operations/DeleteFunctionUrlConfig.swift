import Kernel
import LambdaModel
import Storage
import Wire

/// Takes the address of a function or alias away. Made again, it is the same one.
struct DeleteFunctionUrlConfig: Operation {
    typealias Model = LambdaModel.DeleteFunctionUrlConfig

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        return [try await store.permission("lambda:DeleteFunctionUrlConfig", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let key = FunctionURLs.key(locator.id, try FunctionURLRules.qualifier(of: locator))
        let removed = try await store.write {
            try FunctionURLs.records.remove(key, account: locator.id.account.digits, in: $0)
        }
        guard removed != nil else { throw Refusal.resourceNotFound() }
        return Output()
    }
}
