import Kernel
import LambdaModel
import Storage
import Wire

/// Makes the next version of a layer from an archive, and the layer with its first.
struct PublishLayerVersion: Operation {
    typealias Model = LambdaModel.PublishLayerVersion

    let store: LambdaStore
    let shelf: CodeShelf
    let links: CodeLinks

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let id = LayerID(input.layerName, in: call)
        return [
            Permission(
                "lambda:PublishLayerVersion", on: id.arn, ownedBy: id.account == call.account ? nil : id.account)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let id = LayerID(input.layerName, in: call)
        guard id.region == call.region else { throw Refusal.resourceNotFound() }
        let archive = try CodeRules.archive(input.content)
        let layer = try await shelf.keeping(archive) { code in
            try await store.write { transaction in
                let number = try Layers.nextNumber(for: id, transaction)
                let layer = StoredLayerVersion(
                    id: id,
                    number: number,
                    description: input.description ?? "",
                    licenseInfo: input.licenseInfo,
                    runtimes: input.compatibleRuntimes?.map(\.rawValue) ?? [],
                    architectures: input.compatibleArchitectures?.map(\.rawValue) ?? [],
                    code: code,
                    createdAt: call.time.milliseconds
                )
                try LayerVersions.records.insert(layer, in: transaction)
                return layer
            }
        }
        let location = links.location(of: layer.code, account: id.account, region: id.region, in: call)
        return Output(describing: layer, location: location)
    }
}
