import Kernel
import Storage
import Wire

extension LayerVersionName {
    /// A version of a layer as a request names it, by the layer's name or ARN and a number.
    init(_ layer: String, _ number: Int, in call: Call) throws(ServiceError) {
        guard number >= 1 else { throw Refusal.invalid("Layer Version Cannot be less than 1") }
        self.init(id: LayerID(layer, in: call), number: number)
    }

    /// What is kept of it; the region of another endpoint is out of reach.
    func stored(in call: Call, _ transaction: any ReadTransaction) throws -> StoredLayerVersion? {
        guard id.region == call.region else { return nil }
        return try LayerVersions.get(id, number, transaction)
    }
}

extension LambdaStore {
    /// A permission on a version of a layer, with its owner and policy.
    func permission(_ action: String, on name: LayerVersionName, in call: Call) async throws -> Permission {
        try await read { try name.permission(action, in: call, $0) }
    }
}
