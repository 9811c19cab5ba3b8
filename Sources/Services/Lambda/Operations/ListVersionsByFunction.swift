import Kernel
import LambdaModel
import Storage

/// Lists `$LATEST` and the published versions of a function, in the order of their numbers.
struct ListVersionsByFunction: Operation {
    typealias Model = LambdaModel.ListVersionsByFunction

    let store: LambdaStore
    let answers: FunctionAnswers

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let id = try FunctionLocator(input.functionName, in: call).id
        return [
            try await store.permission(
                "lambda:ListVersionsByFunction", on: FunctionLocator(id: id, qualifier: nil), in: call)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let id = try FunctionLocator(input.functionName, in: call).id
        let page = try await store.read { transaction in
            guard try Functions.get(id, transaction) != nil else { throw Refusal.functionNotFound(id.arn) }
            return try store.page(
                Versions.records, PageRequest(input.marker, input.maxItems), in: id.account,
                prefix: Versions.prefix(id), transaction)
        }
        return Output(
            nextMarker: page.next,
            versions: try page.records.map { try answers.configuration(of: $0, arn: $0.qualifiedARN, .listed) }
        )
    }
}
