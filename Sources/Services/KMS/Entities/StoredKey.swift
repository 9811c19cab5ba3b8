import KMSModel
import Kernel
import Wire

/// A symmetric encryption key, without its material.
struct StoredKey: Codable, Hashable, Sendable {
    /// A deletion that has been scheduled.
    struct Deletion: Codable, Hashable, Sendable {
        /// Milliseconds since 1970.
        var at: Int64
        var windowInDays: Int
    }

    /// Automatic rotation, where it is on.
    struct Rotation: Codable, Hashable, Sendable {
        static let standardPeriod = 365

        var periodInDays: Int
        /// Milliseconds since 1970.
        var nextAt: Int64
    }

    let address: KeyAddress
    /// Milliseconds since 1970.
    let createdAt: Int64
    var description: String
    /// As it was put, or AWS's default.
    var policy: String
    var tags: [String: String]
    /// The id of the material that encrypts.
    var currentMaterial: String
    var isEnabled = true
    var deletion: Deletion?
    var rotation: Rotation?
    /// How often it was rotated on demand; AWS sets a limit to that.
    var rotationsOnDemand = 0

    var arn: String { address.arn }

    var state: KeyState {
        if deletion != nil { return .pendingDeletion }
        return isEnabled ? .enabled : .disabled
    }

    /// When something is to be done with the key by itself, in milliseconds since 1970.
    var dueAt: Int64? {
        if let deletion { return deletion.at }
        return isEnabled ? rotation?.nextAt : nil
    }

    /// Refuses what only an enabled key does. Source: "Key states of AWS KMS keys" in the developer guide.
    func checkUsable() throws(ServiceError) {
        try checkKept()
        if !isEnabled { throw KMSError.disabled("\(arn) is disabled.") }
    }

    /// Refuses what cannot be done with a key that is about to be deleted.
    func checkKept() throws(ServiceError) {
        if deletion != nil { throw KMSError.kmsInvalidState("\(arn) is pending deletion.") }
    }
}
