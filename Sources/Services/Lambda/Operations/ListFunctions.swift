import Kernel
import LambdaModel
import Storage

/// Lists an account's functions in a region by name, or all versions of them.
struct ListFunctions: Operation {
    typealias Model = LambdaModel.ListFunctions

    let store: LambdaStore
    let answers: FunctionAnswers

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("lambda:ListFunctions", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        // Replicas for CloudFront are the only functions that have a master in another region.
        guard input.masterRegion == nil else { return Output(functions: []) }
        let request = PageRequest(input.marker, input.maxItems)
        let isAll = input.functionVersion == .all
        let page = try await store.read { transaction in
            try isAll ? versions(request, call, transaction) : functions(request, call, transaction)
        }
        return Output(
            nextMarker: page.next,
            functions: try page.records.map {
                try answers.configuration(of: $0, arn: isAll ? $0.qualifiedARN : $0.arn, .listed)
            }
        )
    }

    private func versions(
        _ request: PageRequest, _ call: Call, _ transaction: any ReadTransaction
    ) throws -> Page<StoredVersion> {
        try store.page(
            Versions.records, request, in: call.account, prefix: [.string(call.region.name)], transaction)
    }

    private func functions(
        _ request: PageRequest, _ call: Call, _ transaction: any ReadTransaction
    ) throws -> Page<StoredVersion> {
        let page = try store.page(
            Functions.records, request, in: call.account, prefix: [.string(call.region.name)], transaction)
        return Page(
            records: try page.records.compactMap { try Versions.get($0.id, .latest, transaction) }, next: page.next)
    }
}
