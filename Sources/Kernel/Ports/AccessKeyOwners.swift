/// Knows whose the long-term access keys of this server are, active or not.
package protocol AccessKeyOwners: Sendable {
    /// `nil` for a key that this server never issued.
    func owner(ofAccessKey accessKeyID: String) async throws -> AccountID?
}
