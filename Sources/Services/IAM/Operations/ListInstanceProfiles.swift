import IAMModel
import Kernel
import Storage

/// Lists the instance profiles whose path begins so, in the order of their names.
struct ListInstanceProfiles: Operation {
    typealias Model = IAMModel.ListInstanceProfiles

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let arn = "arn:aws:iam::\(call.account):instance-profile\(input.pathPrefix ?? "/")"
        return [Permission("iam:ListInstanceProfiles", on: arn)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let prefix = input.pathPrefix ?? "/"
        return try await store.read { transaction in
            let page = try store.page(
                InstanceProfiles.records, PageRequest(input.marker, input.maxItems), in: call.account, shape: prefix,
                transaction, where: { $0.path.hasPrefix(prefix) })
            return Output(
                instanceProfiles: try page.records.map { try InstanceProfile($0, withTags: false, transaction) },
                isTruncated: page.next != nil,
                marker: page.next
            )
        }
    }
}
