import IAMModel
import Kernel
import Storage
import Wire

/// Takes a key out of use or back into it, from the next request on.
struct UpdateAccessKey: Operation {
    typealias Model = IAMModel.UpdateAccessKey

    let store: IAMStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let name = try CallingUser.name(input.userName, in: call)
        return [try await store.permission("iam:UpdateAccessKey", on: .user, named: name, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try CallingUser.name(input.userName, in: call)
        guard let status = UserAccessKey.Status(rawValue: input.status.rawValue) else {
            // Only keys of services can expire.
            throw IAMError.invalidInput("The status \(input.status.rawValue) is not valid for an access key.")
        }
        try await store.write { transaction in
            let user = try Users.required(name, in: call.account, transaction)
            var key = try UserAccessKeys.required(input.accessKeyId, of: user, transaction)
            key.status = status
            try UserAccessKeys.records.replace(key, in: transaction)
        }
        return Output()
    }
}
