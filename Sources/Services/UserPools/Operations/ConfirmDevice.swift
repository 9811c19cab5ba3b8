import Cryptography
import Kernel
import Storage
import UserPoolsModel
import Wire

/// Confirms a device that was announced at sign-in, with the verifier of a secret that the device drew.
struct ConfirmDevice: Operation {
    typealias Model = UserPoolsModel.ConfirmDevice

    let store: UserPoolStore
    let accessTokens: AccessTokens

    func permissions(for input: Input, in call: Call) -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let holder = try await accessTokens.holder(of: input.accessToken, in: call)
        // Only the sign-in that announced a device carries its key in the access token.
        guard let settings = holder.pool.settings.devices, holder.deviceKey == input.deviceKey else {
            throw Refusal.invalid("Invalid device key given.")
        }
        guard let config = input.deviceSecretVerifierConfig else {
            throw Refusal.missingParameter("DeviceSecretVerifierConfig")
        }
        let device = try device(input, config, of: holder, isRemembered: !settings.remembersOnPromptOnly, in: call)
        try await store.write { transaction in
            do {
                try Devices.records.insert(device, in: transaction)
            } catch StorageFault.duplicate {
                throw UserPoolsError.deviceKeyExists("Device key already exists.")
            }
        }
        return Output(userConfirmationNecessary: settings.remembersOnPromptOnly)
    }

    private func device(
        _ input: Input, _ config: DeviceSecretVerifierConfigType, of holder: TokenHolder, isRemembered: Bool,
        in call: Call
    ) throws -> StoredDevice {
        guard let salt = Base64.decode((config.salt ?? "").utf8),
            let value = Base64.decode((config.passwordVerifier ?? "").utf8), !salt.isEmpty,
            let verifier = SecureRemotePassword.Verifier(salt: salt, value: value)
        else { throw Refusal.invalid("Invalid device secret verifier given.") }
        let now = call.time.milliseconds
        return StoredDevice(
            pool: holder.pool.id, account: holder.pool.account, user: holder.user.sub, key: input.deviceKey,
            groupKey: DeviceKeys.group(of: input.deviceKey, vault: store.vault), salt: verifier.saltHexadecimal,
            verifier: try store.vault.seal(verifier.value, for: StoredDevice.verifierContext(input.deviceKey)),
            name: input.deviceName, isRemembered: isRemembered, lastAddress: call.source.address, createdAt: now,
            modifiedAt: now, authenticatedAt: now)
    }
}
