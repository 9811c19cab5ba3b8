/// What a root key given in the settings must look like.
enum RootKeyRules {
    /// AWS's model of access key ids (`accessKeyIdType` of STS).
    private static let idLength = 16...128

    /// The key, or `nil` where neither half is given.
    static func key(accessKeyID: String?, secretKey: String?) throws(AccountFault) -> RootKey? {
        guard accessKeyID != nil || secretKey != nil else { return nil }
        guard let accessKeyID, let secretKey else { throw .incompleteRootKey }
        guard idLength.contains(accessKeyID.utf8.count), accessKeyID.utf8.allSatisfy(isWord),
            !accessKeyID.hasPrefix("ASIA")
        else { throw .invalidAccessKeyID(accessKeyID) }
        guard !secretKey.isEmpty else { throw .emptySecretKey }
        return RootKey(accessKeyID: accessKeyID, secretKey: secretKey)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
        default: false
        }
    }
}
