import IAMModel
import Kernel
import Storage

/// Lists a virtual device's tags in the order of their keys.
struct ListMFADeviceTags: Operation {
    typealias Model = IAMModel.ListMFADeviceTags

    let store: IAMStore

    func permissions(for input: Input, in call: Call) -> [Permission] {
        [Permission("iam:ListMFADeviceTags", on: input.serialNumber)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let page = try await store.read { transaction in
            let device = try VirtualMFAs.required(input.serialNumber, in: call.account, transaction)
            return try store.page(
                device.tags.tags, PageRequest(input.marker, input.maxItems), listing: "tags/\(device.arn)",
                in: call.account
            ) { $0.key }
        }
        return Output(
            tags: page.records.map { IAMModel.Tag(key: $0.key, value: $0.value) }, isTruncated: page.next != nil,
            marker: page.next)
    }
}
