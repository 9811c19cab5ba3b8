/// Which address of a new or changed user gets a code.
enum AutoVerification {
    /// The address whose code confirms a new user: where both are verified, the phone.
    ///
    /// Source: "Verifying contact information at sign-up" in the developer guide.
    static func attribute(for user: StoredUser, in pool: StoredPool) -> String? {
        let verified = pool.settings.autoVerifiedAttributes ?? []
        return ["phone_number", "email"].first { name in
            verified.contains(name) && !user.attributes[name, default: ""].isEmpty
        }
    }
}
