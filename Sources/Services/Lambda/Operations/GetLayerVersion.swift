import Kernel
import LambdaModel
import Storage

/// Describes a version of a layer, with an address from which its archive can be fetched.
struct GetLayerVersion: Operation {
    typealias Model = LambdaModel.GetLayerVersion

    let store: LambdaStore
    let links: CodeLinks

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let name = try LayerVersionName(input.layerName, input.versionNumber, in: call)
        return [try await store.permission("lambda:GetLayerVersion", on: name, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try LayerVersionName(input.layerName, input.versionNumber, in: call)
        guard let layer = try await store.read({ try name.stored(in: call, $0) }) else {
            throw Refusal.resourceNotFound()
        }
        let location = links.location(of: layer.code, account: name.id.account, region: name.id.region, in: call)
        return Output(describing: layer, location: location)
    }
}
