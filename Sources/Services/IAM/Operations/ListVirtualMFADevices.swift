import IAMModel
import Kernel
import Storage

/// Lists the account's virtual devices, with the users who have them.
struct ListVirtualMFADevices: Operation {
    typealias Model = IAMModel.ListVirtualMFADevices

    let store: IAMStore

    func permissions(for input: Input, in call: Call) -> [Permission] {
        [Permission("iam:ListVirtualMFADevices", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let status = input.assignmentStatus ?? .any
        return try await store.read { transaction in
            let page = try store.page(
                VirtualMFAs.records, PageRequest(input.marker, input.maxItems), in: call.account,
                shape: status.rawValue, transaction
            ) { status == .any || (status == .assigned) == ($0.userID != nil) }
            let devices = try page.records.map { device in
                let user = try device.userID.flatMap { try Users.withID($0, in: call.account, transaction) }
                return VirtualMFADevice(device, of: user)
            }
            return Output(virtualMFADevices: devices, isTruncated: page.next != nil, marker: page.next)
        }
    }
}
