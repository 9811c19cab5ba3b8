import IAMModel
import Kernel
import Storage

/// Lists users in the order of their names, all or those under a path.
struct ListUsers: Operation {
    typealias Model = IAMModel.ListUsers

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("iam:ListUsers", on: "arn:aws:iam::\(call.account):user\(input.pathPrefix ?? "/")")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let prefix = input.pathPrefix ?? "/"
        let page = try await store.read { transaction in
            try store.page(
                Users.records, PageRequest(input.marker, input.maxItems), in: call.account, shape: prefix, transaction
            ) { $0.path.hasPrefix(prefix) }
        }
        return Output(
            users: page.records.map { IAMModel.User($0) }, isTruncated: page.next != nil, marker: page.next)
    }
}
