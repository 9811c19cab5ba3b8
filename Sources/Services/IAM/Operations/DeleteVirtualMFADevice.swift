import IAMModel
import Kernel
import Storage
import Wire

/// Deletes a virtual device that no user has.
struct DeleteVirtualMFADevice: Operation {
    typealias Model = IAMModel.DeleteVirtualMFADevice

    let store: IAMStore

    func permissions(for input: Input, in call: Call) -> [Permission] {
        [Permission("iam:DeleteVirtualMFADevice", on: input.serialNumber)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let device = try VirtualMFAs.required(input.serialNumber, in: call.account, transaction)
            guard device.userID == nil else {
                throw IAMError.deleteConflict("MFA VirtualDevice in use. Must deactivate first.")
            }
            try VirtualMFAs.records.remove(
                VirtualMFAs.key(device.arn), account: call.account.digits, in: transaction)
        }
        return Output()
    }
}
