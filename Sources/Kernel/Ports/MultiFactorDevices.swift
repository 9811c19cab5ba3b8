package import Wire

/// The devices by which users prove that they hold more than their key.
package protocol MultiFactorDevices: Sendable {
    /// Whether a device that is enabled for this user shows this code now. A code is good once: `spending` it makes
    /// it and every earlier one worthless.
    ///
    /// - Parameter user: the user's unique id, `AIDA…`.
    func check(
        _ code: String,
        onDevice serialNumber: String,
        of user: String,
        in account: AccountID,
        at time: Timestamp,
        spending isSpent: Bool
    ) async throws -> SecondFactor
}

/// What a code proved.
package enum SecondFactor: Hashable, Sendable {
    case proved
    /// Not the device's code, or one that was used before.
    case wrongCode
    /// No device of this user's.
    case unknownDevice
}
