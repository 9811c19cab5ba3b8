import Kernel
import LambdaModel
import Storage

/// Describes a version of a layer that is named by its ARN.
struct GetLayerVersionByArn: Operation {
    typealias Model = LambdaModel.GetLayerVersionByArn

    let store: LambdaStore
    let links: CodeLinks

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("lambda:GetLayerVersion", on: Self.name(input), in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try Self.name(input)
        guard let layer = try await store.read({ try name.stored(in: call, $0) }) else {
            throw Refusal.resourceNotFound()
        }
        let location = links.location(of: layer.code, account: name.id.account, region: name.id.region, in: call)
        return Output(describing: layer, location: location)
    }

    private static func name(_ input: Input) throws -> LayerVersionName {
        guard let name = LayerVersionName(arn: input.arn) else { throw Refusal.resourceNotFound() }
        return name
    }
}
