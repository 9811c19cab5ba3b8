import Kernel
import LambdaModel
import Storage

/// The policy of a layer's version, as a JSON text.
struct GetLayerVersionPolicy: Operation {
    typealias Model = LambdaModel.GetLayerVersionPolicy

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let name = try LayerVersionName(input.layerName, input.versionNumber, in: call)
        return [try await store.permission("lambda:GetLayerVersionPolicy", on: name, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try LayerVersionName(input.layerName, input.versionNumber, in: call)
        let layer = try await store.read { try LayerPolicies.required(name, in: call, $0) }
        guard !layer.grants.isEmpty else {
            throw LambdaError.resourceNotFound("No policy is associated with the given resource.", type: "User")
        }
        return Output(policy: layer.policyText, revisionId: layer.policyRevision)
    }
}
