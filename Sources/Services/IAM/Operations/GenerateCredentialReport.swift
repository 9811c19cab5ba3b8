import IAMModel
import Kernel
import Storage
import Wire

/// Makes the credential report, unless there is one of the last four hours; it is ready at once.
struct GenerateCredentialReport: Operation {
    typealias Model = IAMModel.GenerateCredentialReport

    let store: IAMStore
    let accountCreation: @Sendable (AccountID) async throws -> Timestamp?

    func permissions(for input: Input, in call: Call) -> [Permission] {
        [Permission("iam:GenerateCredentialReport", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let account = call.account
        let now = call.time.seconds
        let rootCreated = try await accountCreation(account)?.seconds ?? 0
        let isFresh = try await store.write { transaction in
            if let report = try CredentialReports.of(account, transaction),
                now - report.generatedAt < CredentialReport.lifetime
            {
                return true
            }
            let content = try CredentialReport.text(of: account, rootCreatedAt: rootCreated, transaction)
            let report = StoredCredentialReport(account: account, content: content, generatedAt: now)
            try CredentialReports.records.put(report, in: transaction)
            return false
        }
        return isFresh
            ? Output(state: .complete)
            : Output(state: .started, description: "No report exists. Starting a new report generation task")
    }
}
