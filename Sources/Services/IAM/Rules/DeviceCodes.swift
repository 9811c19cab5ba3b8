import Cryptography
import IAMModel
import Kernel
import Storage

/// Accepts the two codes that prove somebody holds a device.
enum DeviceCodes {
    /// Steps of 30 seconds by which a device's clock may be wrong when it is enabled, and when it is resynchronized.
    static let enablingWindow: Int64 = 10
    static let resyncWindow: Int64 = 120

    /// Checks two consecutive codes and notes how the device's clock runs; a code is accepted once.
    static func accept(
        _ first: String, _ second: String, on device: inout VirtualMFA, vault: Vault, at seconds: Int64, window: Int64
    ) throws {
        let seed = try vault.open(device.seed, for: VirtualMFA.sealContext(device.arn))
        let step = TimedCode.lastStep(of: first, second, seed: seed, at: seconds, window: window)
        guard let step, step > device.lastStep ?? .min else {
            throw IAMError.invalidAuthenticationCode("Authentication code for device is not valid.")
        }
        device.drift = step - seconds / TimedCode.step
        device.lastStep = step
    }
}
