import IAMModel
import IAMPolicy
import Kernel

/// Lists the condition keys that policies given as texts mention.
struct GetContextKeysForCustomPolicy: Operation {
    typealias Model = IAMModel.GetContextKeysForCustomPolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("iam:GetContextKeysForCustomPolicy", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let sources = try SimulationRequest.sources(input.policyInputList)
        return Output(contextKeyNames: PolicySimulator.contextKeys(of: sources))
    }
}
