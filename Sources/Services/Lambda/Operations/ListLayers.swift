import Kernel
import LambdaModel
import Storage

/// Lists the layers of an account in a region, each with its newest version that suits.
struct ListLayers: Operation {
    typealias Model = LambdaModel.ListLayers

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("lambda:ListLayers", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let filter = LayerFilter(input.compatibleRuntime, input.compatibleArchitecture)
        let request = PageRequest(input.marker, input.maxItems)
        return try await store.read { transaction in
            let page = try store.page(
                Layers.records, request, in: call.account, prefix: [.string(call.region.name)], shape: filter.shape,
                transaction, where: { try filter.newest(of: $0.id, transaction) != nil })
            let layers = try page.records.map { layer in
                LayersListItem(
                    layerName: layer.id.name,
                    layerArn: layer.id.arn,
                    latestMatchingVersion: try filter.newest(of: layer.id, transaction)
                        .map(LayerVersionsListItem.init(describing:))
                )
            }
            return Output(nextMarker: page.next, layers: layers)
        }
    }
}
