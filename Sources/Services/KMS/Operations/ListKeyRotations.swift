import KMSModel
import Kernel
import Storage

/// Lists the rotations of a key that have happened, oldest first, or all its materials.
struct ListKeyRotations: Operation {
    typealias Model = KMSModel.ListKeyRotations

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission(KeyRequest(administering: input.keyId, by: "ListKeyRotations"), in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let request = PageRequest(input.marker, input.limit, standard: 100, atMost: 1000)
        let name = try KeyName(input.keyId, forms: .keysOnly, in: call)
        let isComplete = input.includeKeyMaterial == .allKeyMaterial
        let (key, page) = try await store.read { [store] transaction in
            let key = try name.key(transaction)
            let page = try store.page(
                Materials.records, request, in: key.address.account, prefix: key.address.parts,
                shape: isComplete ? "all" : "", transaction
            ) { isComplete || $0.cause != nil }
            return (key, page)
        }
        return Output(
            rotations: page.records.map { $0.entry(isCurrent: $0.id == key.currentMaterial) }, nextMarker: page.next,
            truncated: page.next != nil)
    }
}
