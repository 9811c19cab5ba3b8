import IAMModel
import IAMPolicy
import Kernel

/// Lists the condition keys that the policies of a user, group or role mention.
struct GetContextKeysForPrincipalPolicy: Operation {
    typealias Model = IAMModel.GetContextKeysForPrincipalPolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("iam:GetContextKeysForPrincipalPolicy", on: input.policySourceArn)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let granted = try await store.read { transaction in
            let holder = try PolicyHolder.required(arn: input.policySourceArn, in: call.account, transaction)
            return try GrantedPolicies.of(holder, transaction)
        }
        let own = try granted.map { try PolicySimulator.Source(id: $0.name, parsing: $0.document, as: .inline) }
        let given = try SimulationRequest.sources(input.policyInputList ?? [])
        return Output(contextKeyNames: PolicySimulator.contextKeys(of: own + given))
    }
}
