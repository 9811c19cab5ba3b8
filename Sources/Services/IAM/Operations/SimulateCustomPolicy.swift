import IAMModel
import IAMPolicy
import Kernel

/// Tells what policies given as texts would decide about actions on resources.
struct SimulateCustomPolicy: Operation {
    typealias Model = IAMModel.SimulateCustomPolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("iam:SimulateCustomPolicy", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        guard input.resourcePolicy == nil || input.callerArn != nil else {
            throw IAMError.invalidInput("CallerArn is required when a resource policy is specified.")
        }
        let nobody = Caller(kind: .user, arn: "arn:aws:iam::\(call.account):user/", account: call.account.digits)
        let request = SimulationRequest(
            policies: try SimulationRequest.sources(input.policyInputList),
            boundaryTexts: input.permissionsBoundaryPolicyInputList ?? [],
            actions: input.actionNames,
            resources: input.resourceArns,
            resourcePolicy: input.resourcePolicy,
            resourceOwner: input.resourceOwner,
            caller: try input.callerArn.map(Caller.init(userARN:)) ?? nobody,
            contextEntries: input.contextEntries
        )
        return try request.answer(
            by: request.simulator(), PageRequest(input.marker, input.maxItems), in: call.account, of: store)
    }
}
