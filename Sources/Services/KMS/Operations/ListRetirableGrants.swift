import KMSModel
import Kernel
import Storage
import Wire

/// Lists the grants that a principal of the caller's account may retire, be their keys of any account.
struct ListRetirableGrants: Operation {
    typealias Model = KMSModel.ListRetirableGrants

    let store: KeyStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [store.permission("ListRetirableGrants", in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        guard let principal = ARN(input.retiringPrincipal), principal.account == call.account.digits else {
            throw KMSError.invalidArn("ARN does not refer to a valid principal: \(input.retiringPrincipal)")
        }
        let region = call.region
        let grants = try await store.read {
            try Grants.retirable(by: input.retiringPrincipal, in: region, $0)
        }
        let page = try store.page(
            grants, PageRequest(input.marker, input.limit, standard: 50, atMost: 100),
            listing: .init(
                space: Grants.records.space, account: call.account.digits,
                shape: [.string(region.name), .string(input.retiringPrincipal)]),
            name: \.id)
        return Output(grants: page.records.map(\.entry), nextMarker: page.next, truncated: page.next != nil)
    }
}
