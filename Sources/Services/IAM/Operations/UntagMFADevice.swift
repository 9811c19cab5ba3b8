import IAMModel
import Kernel
import Storage
import Wire

/// Takes tags from a virtual device; keys that it does not have are passed over.
struct UntagMFADevice: Operation {
    typealias Model = IAMModel.UntagMFADevice

    let store: IAMStore

    func permissions(for input: Input, in call: Call) -> [Permission] {
        [Permission("iam:UntagMFADevice", on: input.serialNumber, context: ["aws:TagKeys": input.tagKeys])]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var device = try VirtualMFAs.required(input.serialNumber, in: call.account, transaction)
            for key in input.tagKeys { device.tags.remove(key) }
            try VirtualMFAs.records.replace(device, in: transaction)
        }
        return Output()
    }
}
