import IAMModel
import Kernel
import Storage

/// Lists groups in the order of their names, all or those under a path.
struct ListGroups: Operation {
    typealias Model = IAMModel.ListGroups

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("iam:ListGroups", on: "arn:aws:iam::\(call.account):group\(input.pathPrefix ?? "/")")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let prefix = input.pathPrefix ?? "/"
        let page = try await store.read { transaction in
            try store.page(
                Groups.records, PageRequest(input.marker, input.maxItems), in: call.account, shape: prefix, transaction
            ) { $0.path.hasPrefix(prefix) }
        }
        return Output(
            groups: page.records.map { IAMModel.Group($0) }, isTruncated: page.next != nil, marker: page.next)
    }
}
