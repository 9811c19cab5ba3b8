import Kernel
import LambdaModel
import Storage
import Wire

/// Changes to who may use a version of a layer.
enum LayerPolicies {
    /// The version, or the refusal of operations on its policy.
    static func required(
        _ name: LayerVersionName, in call: Call, _ transaction: any ReadTransaction
    ) throws -> StoredLayerVersion {
        guard let layer = try name.stored(in: call, transaction) else { throw Refusal.layerVersionNotFound(name.arn) }
        return layer
    }

    static func checkRevision(_ expected: String?, of layer: StoredLayerVersion) throws(ServiceError) {
        if let expected, expected != layer.policyRevision {
            throw LambdaError.preconditionFailed(
                "The Revision Id provided does not match the latest Revision Id. "
                    + "Call the GetLayerPolicy API to retrieve the latest Revision Id",
                type: "User")
        }
    }
}
