import IAMModel
import Kernel

/// Gives the text of one version of a managed policy, percent-encoded.
struct GetPolicyVersion: Operation {
    typealias Model = IAMModel.GetPolicyVersion

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:GetPolicyVersion", onPolicy: input.policyArn, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.read { transaction in
            switch try ManagedPolicy.required(input.policyArn, in: call.account, transaction) {
            case .aws(let policy):
                guard input.versionId == "v\(policy.version)" else {
                    throw ManagedPolicy.versionAbsence(input.versionId, of: input.policyArn)
                }
                return Output(policyVersion: PolicyVersion(policy, withDocument: true))
            case .customer(let policy):
                let version = try ManagedPolicy.requiredVersion(input.versionId, of: policy, transaction)
                return Output(policyVersion: PolicyVersion(version, of: policy, withDocument: true))
            }
        }
    }
}
