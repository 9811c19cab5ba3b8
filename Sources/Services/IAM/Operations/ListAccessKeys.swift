import IAMModel
import Kernel
import Storage

/// Lists the keys of a user, or of the calling one, without their secrets.
struct ListAccessKeys: Operation {
    typealias Model = IAMModel.ListAccessKeys

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let name = try CallingUser.name(input.userName, in: call)
        return [try await store.permission("iam:ListAccessKeys", on: .user, named: name, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try CallingUser.name(input.userName, in: call)
        return try await store.read { transaction in
            let user = try Users.required(name, in: call.account, transaction)
            let page = try store.page(
                UserAccessKeys.records, PageRequest(input.marker, input.maxItems), prefix: [.string(user.id)],
                in: call.account, transaction)
            return Output(
                accessKeyMetadata: page.records.map { AccessKeyMetadata($0, of: user) },
                isTruncated: page.next != nil, marker: page.next)
        }
    }
}
