/// An access key of an account's root, in clear.
package struct RootKey: Hashable, Sendable {
    package var accessKeyID: String
    package var secretKey: String

    package init(accessKeyID: String, secretKey: String) {
        self.accessKeyID = accessKeyID
        self.secretKey = secretKey
    }
}
