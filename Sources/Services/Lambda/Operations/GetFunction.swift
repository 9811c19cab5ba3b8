import Kernel
import LambdaModel
import Storage

/// Describes a function or one of its versions, with an address from which its archive can be fetched.
struct GetFunction: Operation {
    typealias Model = LambdaModel.GetFunction

    let store: LambdaStore
    let links: CodeLinks
    let answers: FunctionAnswers

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        return [try await store.permission("lambda:GetFunction", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let target = try await store.read {
            try FunctionTarget(locator, missingAlias: Refusal.functionNotFound, in: $0)
        }
        let location = links.location(
            of: target.version.code, account: locator.id.account, region: locator.id.region, in: call)
        return Output(
            configuration: try answers.configuration(of: target.version, arn: target.arn),
            code: FunctionCodeLocation(repositoryType: "S3", location: location),
            tags: target.function.tags.isEmpty ? nil : target.function.tags,
            concurrency: target.function.reservedConcurrency.map { Concurrency(reservedConcurrentExecutions: $0) }
        )
    }
}
