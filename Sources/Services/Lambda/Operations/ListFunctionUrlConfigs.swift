import Kernel
import LambdaModel
import Storage
import Wire

/// Lists the addresses of a function and of its aliases.
struct ListFunctionUrlConfigs: Operation {
    typealias Model = LambdaModel.ListFunctionUrlConfigs

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let id = try FunctionLocator(input.functionName, in: call).id
        let locator = FunctionLocator(id: id, qualifier: nil)
        return [try await store.permission("lambda:ListFunctionUrlConfigs", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let id = try FunctionLocator(input.functionName, in: call).id
        let page = try await store.read { transaction in
            guard try Functions.get(id, transaction) != nil else { throw FunctionURLRules.functionMissing() }
            return try store.page(
                FunctionURLs.records, PageRequest(input.marker, input.maxItems), in: id.account,
                prefix: FunctionURLs.prefix(id), transaction)
        }
        return Output(
            functionUrlConfigs: page.records.map { FunctionURLRules.answer($0, in: call) }, nextMarker: page.next)
    }
}
