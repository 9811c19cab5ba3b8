internal import Foundation
internal import Wire

/// What keys of tags a request may bring.
///
/// Policies compare bytes, while maps of Swift take canonically equivalent keys for one: a key in another form than the
/// composed one (Unicode's NFC) could pass a policy about `Kind` and then change `Kind` all the same.
enum TagKeys {
    static let conditionKey = "aws:TagKeys"

    /// Refuses keys that are not composed.
    static func check(_ permission: Permission) throws(ServiceError) {
        for key in permission.context[conditionKey] ?? [] where !isComposed(key) {
            throw CommonError.validation("Tag keys must be in Unicode's composed form (NFC).")
        }
    }

    private static func isComposed(_ key: String) -> Bool {
        key.utf8.allSatisfy { $0 < 0x80 } || key.hasSameBytes(as: key.precomposedStringWithCanonicalMapping)
    }
}
