import Kernel
import LambdaModel
import Storage

/// Lists the versions of a layer that suit, newest first; of an unknown layer there are none.
struct ListLayerVersions: Operation {
    typealias Model = LambdaModel.ListLayerVersions

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let id = LayerID(input.layerName, in: call)
        return [
            Permission("lambda:ListLayerVersions", on: "*", ownedBy: id.account == call.account ? nil : id.account)
        ]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let id = LayerID(input.layerName, in: call)
        let filter = LayerFilter(input.compatibleRuntime, input.compatibleArchitecture)
        let page = try await store.read { transaction in
            try store.page(
                LayerVersions.records, PageRequest(input.marker, input.maxItems), in: id.account,
                prefix: LayerVersions.prefix(id), index: "newest", shape: filter.shape, transaction,
                where: { $0.id.region == call.region && filter.admits($0) })
        }
        return Output(
            nextMarker: page.next, layerVersions: page.records.map(LayerVersionsListItem.init(describing:)))
    }
}
