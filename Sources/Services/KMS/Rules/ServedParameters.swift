import KMSModel
import Wire

/// Refuses what the parameters of cryptographic operations could mean elsewhere.
enum ServedParameters {
    /// Symmetric keys know one algorithm. Source: AWS's answer for another, as LocalStack's snapshots recorded it.
    static func check(algorithm: EncryptionAlgorithmSpec?) throws(ServiceError) {
        guard let algorithm, algorithm != .symmetricDefault else { return }
        throw KMSError.invalidKeyUsage(
            "Algorithm \(algorithm.rawValue) is incompatible with key spec SYMMETRIC_DEFAULT.")
    }

    /// Answers for enclaves are encrypted under keys that only Nitro attests.
    static func check(recipient: RecipientInfo?) throws(ServiceError) {
        if recipient != nil { throw Refusal.unsupported("Recipient") }
    }

    static func check(modifiers: [DryRunModifierType]?) throws(ServiceError) {
        if modifiers?.isEmpty == false { throw Refusal.unsupported("DryRunModifiers") }
    }

    /// The ciphertext, which the model has as optional for the sake of dry runs.
    static func ciphertext(_ blob: [UInt8]?) throws(ServiceError) -> [UInt8] {
        guard let blob else {
            throw Refusal.invalid(
                "1 validation error detected: Value at 'ciphertextBlob' failed to satisfy constraint: "
                    + "Member must not be null")
        }
        return blob
    }

    /// Bytes of a data key. Source: AWS's text, as moto has it.
    static func length(_ spec: DataKeySpec?, _ count: Int?) throws(ServiceError) -> Int {
        switch (spec, count) {
        case (let spec?, nil): return spec == .aes128 ? 16 : 32
        case (nil, let count?): return count
        default: throw Refusal.invalid("Please specify either number of bytes or key spec.")
        }
    }
}
