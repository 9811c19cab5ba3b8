import IAMModel
import Kernel
import Storage

/// Lists the roles whose path begins so, in the order of their names.
struct ListRoles: Operation {
    typealias Model = IAMModel.ListRoles

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("iam:ListRoles", on: "arn:aws:iam::\(call.account):role\(input.pathPrefix ?? "/")")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let prefix = input.pathPrefix ?? "/"
        return try await store.read { transaction in
            let page = try store.page(
                Roles.records, PageRequest(input.marker, input.maxItems), in: call.account, shape: prefix, transaction,
                where: { $0.path.hasPrefix(prefix) })
            return Output(
                roles: try page.records.map { try Role($0, transaction) },
                isTruncated: page.next != nil,
                marker: page.next
            )
        }
    }
}
