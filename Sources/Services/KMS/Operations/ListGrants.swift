import KMSModel
import Kernel
import Storage

/// Lists a key's grants, all of them or those of one grantee.
struct ListGrants: Operation {
    typealias Model = KMSModel.ListGrants

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let isForService = KeyConditions.service(of: call) != nil
        let request = KeyRequest(
            "ListGrants", input.keyId, forms: .keysOnly,
            conditions: ["kms:GrantIsForAWSResource": [isForService ? "true" : "false"]])
        return [try await store.permission(request, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let request = PageRequest(input.marker, input.limit, standard: 50, atMost: 100)
        let name = try KeyName(input.keyId, forms: .keysOnly, in: call)
        let page = try await store.read { [store] transaction in
            let key = try name.key(transaction).address
            return try store.page(
                Grants.records, request, in: key.account, prefix: key.parts,
                shape: "\(input.grantId ?? "")/\(input.granteePrincipal ?? "")", transaction
            ) { grant in
                (input.grantId == nil || grant.id == input.grantId)
                    && (input.granteePrincipal == nil || grant.terms.grantee == input.granteePrincipal)
            }
        }
        return Output(grants: page.records.map(\.entry), nextMarker: page.next, truncated: page.next != nil)
    }
}
