import Kernel
import LambdaModel
import Storage

/// How much an account may use in a region, and how much it does.
struct GetAccountSettings: Operation {
    typealias Model = LambdaModel.GetAccountSettings

    let store: LambdaStore
    /// Invocations that run at the same time.
    let concurrency: Int

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("lambda:GetAccountSettings", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let usage = try await store.read { try AccountUsageCount(of: call.account, in: call.region, $0) }
        return Output(
            accountLimit: AccountLimit(
                totalCodeSize: Quotas.totalCode,
                codeSizeUnzipped: Quotas.unzippedCode,
                codeSizeZipped: Quotas.zippedCode,
                concurrentExecutions: concurrency,
                unreservedConcurrentExecutions: concurrency - usage.reserved
            ),
            accountUsage: AccountUsage(totalCodeSize: usage.codeSize, functionCount: usage.functions)
        )
    }
}
