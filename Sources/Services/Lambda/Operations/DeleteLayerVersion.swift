import Kernel
import LambdaModel
import Storage
import Wire

/// Deletes a version of a layer, which functions that use it keep; one that is not there is deleted already.
struct DeleteLayerVersion: Operation {
    typealias Model = LambdaModel.DeleteLayerVersion

    let store: LambdaStore
    let shelf: CodeShelf

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let name = try LayerVersionName(input.layerName, input.versionNumber, in: call)
        return [try await store.permission("lambda:DeleteLayerVersion", on: name, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try LayerVersionName(input.layerName, input.versionNumber, in: call)
        let gone: StoredLayerVersion? = try await store.write { transaction in
            guard try name.stored(in: call, transaction) != nil else { return nil }
            return try LayerVersions.records.remove(
                LayerVersions.key(name.id, name.number), account: name.id.account.digits, in: transaction)
        }
        if let gone { await shelf.discard([gone.code.blob]) }
        return Output()
    }
}
