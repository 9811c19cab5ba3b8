internal import Cryptography
package import Kernel
internal import Storage
package import Wire

/// Answers for STS whether a user's virtual device shows a code.
package struct StoredDevices: MultiFactorDevices {
    let store: IAMStore

    /// Steps of 30 seconds by which a device may differ from how its clock was last seen to run.
    private static let window: Int64 = 1

    package func check(
        _ code: String,
        onDevice serialNumber: String,
        of user: String,
        in account: AccountID,
        at time: Timestamp,
        spending isSpent: Bool
    ) async throws -> SecondFactor {
        guard isSpent else {
            return try await store.read { transaction in
                guard let device = try device(serialNumber, of: user, in: account, transaction) else {
                    return .unknownDevice
                }
                return try accepted(code, on: device, at: time) == nil ? .wrongCode : .proved
            }
        }
        return try await store.write { transaction in
            guard let device = try device(serialNumber, of: user, in: account, transaction) else {
                return .unknownDevice
            }
            guard let used = try accepted(code, on: device, at: time) else { return .wrongCode }
            try VirtualMFAs.records.put(used, in: transaction)
            return .proved
        }
    }

    private func device(
        _ serialNumber: String, of user: String, in account: AccountID, _ transaction: any ReadTransaction
    ) throws -> VirtualMFA? {
        let device = try VirtualMFAs.device(arn: serialNumber, in: account, transaction)
        return device?.userID == user ? device : nil
    }

    /// The device as it is after it showed this code; `nil` where it does not, or did before.
    private func accepted(_ code: String, on device: VirtualMFA, at time: Timestamp) throws -> VirtualMFA? {
        var device = device
        let seed = try store.vault.open(device.seed, for: VirtualMFA.sealContext(device.arn))
        let now = time.seconds / TimedCode.step + device.drift
        let step = TimedCode.step(of: code, seed: seed, near: now, window: Self.window)
        guard let step, step > device.lastStep ?? .min else { return nil }
        device.lastStep = step
        return device
    }
}
