import IAMModel
import Kernel
import Storage
import Wire

/// Lists the devices of a user, or of the calling one.
struct ListMFADevices: Operation {
    typealias Model = IAMModel.ListMFADevices

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let name = try CallingUser.name(input.userName, in: call)
        return [try await store.permission("iam:ListMFADevices", on: .user, named: name, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try CallingUser.name(input.userName, in: call)
        return try await store.read { transaction in
            let user = try Users.required(name, in: call.account, transaction)
            let page = try store.page(
                VirtualMFAs.records, PageRequest(input.marker, input.maxItems), prefix: [.string(user.id)],
                index: "user", in: call.account, transaction)
            let devices = page.records.map {
                MFADevice(
                    userName: user.name, serialNumber: $0.arn,
                    enableDate: Timestamp(seconds: $0.enabledAt ?? $0.createdAt))
            }
            return Output(mfaDevices: devices, isTruncated: page.next != nil, marker: page.next)
        }
    }
}
