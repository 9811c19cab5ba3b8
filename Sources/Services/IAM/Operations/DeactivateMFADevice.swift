import IAMModel
import Kernel
import Storage
import Wire

/// Takes a device from a user, or from the calling one; the device itself stays.
struct DeactivateMFADevice: Operation {
    typealias Model = IAMModel.DeactivateMFADevice

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let name = try CallingUser.name(input.userName, in: call)
        return [try await store.permission("iam:DeactivateMFADevice", on: .user, named: name, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try CallingUser.name(input.userName, in: call)
        try await store.write { transaction in
            let user = try Users.required(name, in: call.account, transaction)
            var device = try VirtualMFAs.required(input.serialNumber, enabledFor: user, transaction)
            device.userID = nil
            device.enabledAt = nil
            try VirtualMFAs.records.replace(device, in: transaction)
        }
        return Output()
    }
}
