import IAMModel
import Kernel
import Storage

/// Counts what an account has, beside what it may have.
struct GetAccountSummary: Operation {
    typealias Model = IAMModel.GetAccountSummary

    let store: IAMStore

    func permissions(for input: Input, in call: Call) -> [Permission] {
        [Permission("iam:GetAccountSummary", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let counts = try await store.read { try AccountCounts.counts(of: call.account, $0) }
        return Output(summaryMap: counts.merging(AccountCounts.quotas) { count, _ in count })
    }
}
