import IAMModel
import IAMPolicy
import Kernel
import Storage

/// Tells what the policies of a user, group or role would decide about actions on resources.
struct SimulatePrincipalPolicy: Operation {
    typealias Model = IAMModel.SimulatePrincipalPolicy

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("iam:SimulatePrincipalPolicy", on: input.policySourceArn)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let (holder, granted, limit) = try await store.read { transaction in
            let holder = try PolicyHolder.required(arn: input.policySourceArn, in: call.account, transaction)
            return (holder, try sources(of: holder, transaction), try boundary(of: holder, transaction))
        }
        guard input.resourcePolicy == nil || input.callerArn != nil || holder.kind == .user else {
            throw IAMError.invalidInput("CallerArn is required when a resource policy is specified.")
        }
        let request = SimulationRequest(
            policies: try SimulationRequest.sources(input.policyInputList ?? []) + granted,
            boundaryTexts: input.permissionsBoundaryPolicyInputList ?? [],
            actions: input.actionNames,
            resources: input.resourceArns,
            resourcePolicy: input.resourcePolicy,
            resourceOwner: input.resourceOwner,
            caller: try input.callerArn.map(Caller.init(userARN:)) ?? Caller(simulating: holder),
            contextEntries: input.contextEntries
        )
        return try request.answer(
            by: request.simulator(boundary: limit), PageRequest(input.marker, input.maxItems), in: call.account,
            of: store)
    }

    private func sources(
        of holder: PolicyHolder, _ transaction: any ReadTransaction
    ) throws -> [PolicySimulator.Source] {
        try GrantedPolicies.of(holder, transaction).map { policy in
            let kind: PolicySourceType =
                switch policy.source {
                case .inline(let owner): PolicySourceType(rawValue: owner.kind.rawValue)
                case .managed(.aws): .awsManaged
                case .managed(.customer): .userManaged
                }
            return try PolicySimulator.Source(id: policy.name, kind: kind, parsing: policy.document, as: .inline)
        }
    }

    private func boundary(
        of holder: PolicyHolder, _ transaction: any ReadTransaction
    ) throws -> PolicySimulator.Source? {
        guard let arn = holder.boundary,
            let text = try ManagedPolicyTexts.document(ofPolicy: arn, in: holder.account, transaction)
        else { return nil }
        return try PolicySimulator.Source(id: arn, parsing: text, as: .inline)
    }
}
