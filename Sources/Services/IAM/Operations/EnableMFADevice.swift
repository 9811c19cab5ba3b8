import IAMModel
import Kernel
import Storage
import Wire

/// Gives a user a device, once two of its codes have proved that the user holds it.
struct EnableMFADevice: Operation {
    typealias Model = IAMModel.EnableMFADevice

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [try await store.permission("iam:EnableMFADevice", on: .user, named: input.userName, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            let user = try Users.required(input.userName, in: call.account, transaction)
            var device = try VirtualMFAs.required(input.serialNumber, in: call.account, transaction)
            guard device.userID == nil else {
                throw IAMError.entityAlreadyExists("MFA Device is already in use.")
            }
            try Quotas.check(
                try VirtualMFAs.count(enabledForUser: user.id, in: call.account, transaction),
                Quotas.mfaDevicesPerUser, "MFADevicesPerUser")
            try DeviceCodes.accept(
                input.authenticationCode1, input.authenticationCode2, on: &device, vault: store.vault,
                at: call.time.seconds, window: DeviceCodes.enablingWindow)
            device.userID = user.id
            device.enabledAt = call.time.seconds
            try VirtualMFAs.records.replace(device, in: transaction)
        }
        return Output()
    }
}
