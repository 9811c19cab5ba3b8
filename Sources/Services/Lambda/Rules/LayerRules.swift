import Kernel
import Storage
import Wire

/// Which layers a function may use.
enum LayerRules {
    /// The layers of these ARNs, lowest first, or AWS's refusal. That they may be read has been asked before.
    static func resolve(
        _ arns: [String], for id: FunctionID, keeping known: [UsedLayer] = [], _ transaction: any ReadTransaction
    ) throws -> [UsedLayer] {
        guard arns.count <= Quotas.layersPerFunction else {
            throw Refusal.invalid("Cannot reference more than \(Quotas.layersPerFunction) layers.")
        }
        var seen: [LayerID: String] = [:]
        return try arns.map { arn in
            guard let name = LayerVersionName(arn: arn) else { throw Refusal.layerVersionMissing(arn) }
            guard name.id.region == id.region else {
                throw Refusal.invalid(
                    "Layers are not in the same region as the function. "
                        + "Layers are expected to be in region \(id.region).")
            }
            let layer = try LayerVersions.get(name.id, name.number, transaction).map {
                UsedLayer(arn: arn, code: $0.code)
            }
            // A version that was deleted stays good for the functions that have it.
            guard let layer = layer ?? known.first(where: { $0.arn == arn }) else {
                throw Refusal.layerVersionMissing(arn)
            }
            if let other = seen.updateValue(arn, forKey: name.id) {
                throw Refusal.invalid(
                    "Two different versions of the same layer are not allowed to be referenced in the same function. "
                        + "\(other) and \(arn) are versions of the same layer.")
            }
            return layer
        }
    }
}

extension Refusal {
    /// As a function's settings are refused, where operations on layers say `layerVersionNotFound`.
    static func layerVersionMissing(_ arn: String) -> ServiceError { invalid("Layer version \(arn) does not exist.") }
}
