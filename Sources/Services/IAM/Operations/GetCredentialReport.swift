import IAMModel
import Kernel
import Storage
import Wire

/// Hands out the credential report that was made in the last four hours.
struct GetCredentialReport: Operation {
    typealias Model = IAMModel.GetCredentialReport

    let store: IAMStore

    func permissions(for input: Input, in call: Call) -> [Permission] {
        [Permission("iam:GetCredentialReport", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        // AWS sends these two codes without any message.
        guard let report = try await store.read({ try CredentialReports.of(call.account, $0) }) else {
            throw IAMError.reportNotPresent("")
        }
        guard call.time.seconds - report.generatedAt <= CredentialReport.lifetime else {
            throw IAMError.reportExpired("")
        }
        return Output(
            content: Array(report.content.utf8), reportFormat: .textCsv,
            generatedTime: Timestamp(seconds: report.generatedAt))
    }
}
