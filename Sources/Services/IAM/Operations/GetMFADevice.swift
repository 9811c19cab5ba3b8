import IAMModel
import Kernel
import Storage
import Wire

/// Describes a device that is enabled for a user, or for the calling one.
struct GetMFADevice: Operation {
    typealias Model = IAMModel.GetMFADevice

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let name = try CallingUser.name(input.userName, in: call)
        return [try await store.permission("iam:GetMFADevice", on: .user, named: name, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try CallingUser.name(input.userName, in: call)
        return try await store.read { transaction in
            let user = try Users.required(name, in: call.account, transaction)
            let device = try VirtualMFAs.required(input.serialNumber, enabledFor: user, transaction)
            return Output(
                userName: user.name, serialNumber: device.arn,
                enableDate: device.enabledAt.map(Timestamp.init(seconds:)))
        }
    }
}
