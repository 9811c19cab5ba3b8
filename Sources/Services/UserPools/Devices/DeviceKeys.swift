import Crypto
import Kernel
import Storage
import UserPoolsModel

/// Names for devices: a key of one's own, and a group key that follows from it, so that nothing need be kept of a
/// device before it is confirmed.
enum DeviceKeys {
    /// A new device's key and group key.
    static func draw(in pool: StoredPool, vault: Vault, random: any RandomSource) -> NewDeviceMetadataType {
        let key = "\(pool.id.region)_\(random.uuid())"
        return NewDeviceMetadataType(deviceKey: key, deviceGroupKey: group(of: key, vault: vault))
    }

    /// A dash and eight letters or digits, as AWS's look.
    static func group(of key: String, vault: Vault) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(key.utf8), using: vault.key(for: "cognito-idp/device-group"))
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        return "-" + String(Array(code).prefix(8).map { alphabet[Int($0) % alphabet.count] })
    }
}
