import Cryptography
import IAMModel
import Kernel
import Storage
import Wire

/// Makes a virtual device that no user has yet; its seed is shown this once.
struct CreateVirtualMFADevice: Operation {
    typealias Model = IAMModel.CreateVirtualMFADevice

    let store: IAMStore

    func permissions(for input: Input, in call: Call) -> [Permission] {
        let arn = "arn:aws:iam::\(call.account):mfa\(input.path ?? "/")\(input.virtualMFADeviceName)"
        let context = TagSet.requestContext(input.tags)
        let tagging = input.tags?.isEmpty == false ? [Permission("iam:TagMFADevice", on: arn, context: context)] : []
        return [Permission("iam:CreateVirtualMFADevice", on: arn, context: context)] + tagging
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let seed = store.random.bytes(VirtualMFA.seedLength)
        let path = input.path ?? "/"
        let arn = "arn:aws:iam::\(call.account):mfa\(path)\(input.virtualMFADeviceName)"
        let device = VirtualMFA(
            account: call.account,
            name: input.virtualMFADeviceName,
            path: path,
            seed: try store.vault.seal(seed, for: VirtualMFA.sealContext(arn)),
            createdAt: call.time.seconds,
            tags: try TagSet(creating: input.tags)
        )
        let alias = try await store.write { transaction in
            do {
                try VirtualMFAs.records.insert(device, in: transaction)
            } catch StorageFault.duplicate {
                throw IAMError.entityAlreadyExists("MFA device already exists.")
            }
            return try AccountSettingsRecords.of(call.account, transaction).alias
        }
        let secret = Base32.text(seed)
        let owner = alias ?? call.account.digits
        let picture = QRCode.png(of: "otpauth://totp/\(device.name)@\(owner)?secret=\(secret)&issuer=Martlet")
        return Output(
            virtualMFADevice: VirtualMFADevice(
                serialNumber: arn, base32StringSeed: Array(secret.utf8), qrCodePNG: picture, tags: device.tags.wire))
    }
}
