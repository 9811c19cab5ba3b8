import IAMModel
import Kernel
import Storage
import Wire

/// Learns anew how a device's clock runs, from two of its codes.
struct ResyncMFADevice: Operation {
    typealias Model = IAMModel.ResyncMFADevice

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:ResyncMFADevice", on: .user, named: input.userName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let user = try Users.required(input.userName, in: call.account, transaction)
            var device = try VirtualMFAs.required(input.serialNumber, enabledFor: user, transaction)
            try DeviceCodes.accept(
                input.authenticationCode1, input.authenticationCode2, on: &device, vault: store.vault,
                at: call.time.seconds, window: DeviceCodes.resyncWindow)
            try VirtualMFAs.records.replace(device, in: transaction)
        }
        return Output()
    }
}
