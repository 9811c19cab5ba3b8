import Kernel
import LambdaModel
import Storage

/// Which versions of layers a listing is asked for.
struct LayerFilter: Hashable, Sendable {
    let runtime: String?
    let architecture: String?

    init(_ runtime: Runtime?, _ architecture: Architecture?) {
        self.runtime = runtime?.rawValue
        self.architecture = architecture?.rawValue
    }

    /// A layer that names no runtime or architecture is listed for none.
    func admits(_ layer: StoredLayerVersion) -> Bool {
        (runtime.map(layer.runtimes.contains) ?? true) && (architecture.map(layer.architectures.contains) ?? true)
    }

    /// What page tokens are bound to.
    var shape: String { "\(runtime ?? "")/\(architecture ?? "")" }

    /// The newest version of a layer that is admitted.
    func newest(of id: LayerID, _ transaction: any ReadTransaction) throws -> StoredLayerVersion? {
        try LayerVersions.records.scan(
            index: "newest", prefix: LayerVersions.prefix(id), account: id.account.digits, in: transaction
        ).first(where: admits)
    }
}
