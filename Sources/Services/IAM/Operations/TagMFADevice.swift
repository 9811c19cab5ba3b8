import IAMModel
import Kernel
import Storage
import Wire

/// Adds tags to a virtual device, or gives those it has other values.
struct TagMFADevice: Operation {
    typealias Model = IAMModel.TagMFADevice

    let store: IAMStore

    func permissions(for input: Input, in call: Call) -> [Permission] {
        [Permission("iam:TagMFADevice", on: input.serialNumber, context: TagSet.requestContext(input.tags))]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        try await store.write { transaction in
            var device = try VirtualMFAs.required(input.serialNumber, in: call.account, transaction)
            try device.tags.merge(input.tags)
            try VirtualMFAs.records.replace(device, in: transaction)
        }
        return Output()
    }
}
