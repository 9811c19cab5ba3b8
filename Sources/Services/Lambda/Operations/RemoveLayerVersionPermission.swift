import Kernel
import LambdaModel
import Storage
import Wire

/// Takes a statement out of the policy of a layer's version; functions that use it already go on.
struct RemoveLayerVersionPermission: Operation {
    typealias Model = LambdaModel.RemoveLayerVersionPermission

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let name = try LayerVersionName(input.layerName, input.versionNumber, in: call)
        return [try await store.permission("lambda:RemoveLayerVersionPermission", on: name, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try LayerVersionName(input.layerName, input.versionNumber, in: call)
        let revision = store.random.uuid()
        try await store.write { transaction in
            var layer = try LayerPolicies.required(name, in: call, transaction)
            try LayerPolicies.checkRevision(input.revisionId, of: layer)
            guard let place = layer.grants.firstIndex(where: { $0.sid == input.statementId }) else {
                throw LambdaError.resourceNotFound(
                    "Statement \(input.statementId) is not found in resource policy.", type: "User")
            }
            layer.grants.remove(at: place)
            layer.policyRevision = revision
            try LayerVersions.records.replace(layer, in: transaction)
        }
        return Output()
    }
}
