internal import Crypto

/// Derived signing keys, so that a busy caller's four HMACs are spent once a day and not once a request.
///
/// A value without a lock: whoever shares it between threads puts it in the lock that their platform has (the
/// server in a `Mutex`, an app in an actor), and this room stays free of both. Bounded by two generations: when the
/// young one is full it becomes the old one and the old one is dropped, so a key in use is never far from the front
/// and a flood of strangers costs at most `capacity` entries.
package struct SigningKeyCache: Sendable {
    private struct Entry: Sendable {
        var secretDigest: [UInt8]
        var key: SigningKey
    }

    private struct Name: Hashable, Sendable {
        var accessKeyID: String
        var scope: CredentialScope
    }

    private let generationSize: Int
    private var young: [Name: Entry] = [:]
    private var old: [Name: Entry] = [:]

    /// - Parameter capacity: the most keys held at any time; at least 2.
    package init(capacity: Int = 4096) {
        generationSize = max(capacity / 2, 1)
    }

    /// How many keys are held.
    package var count: Int { young.count + old.count }

    /// The key for a scope, derived anew when it is not held or when the secret has changed.
    package mutating func key(accessKeyID: String, secretAccessKey: String, scope: CredentialScope) -> SigningKey {
        let name = Name(accessKeyID: accessKeyID, scope: scope)
        let digest = Self.digest(secretAccessKey)
        if let entry = young[name], SigningText.isEqualInConstantTime(entry.secretDigest, digest) {
            return entry.key
        }
        var entry: Entry
        if let held = old.removeValue(forKey: name), SigningText.isEqualInConstantTime(held.secretDigest, digest) {
            entry = held
        } else {
            entry = Entry(secretDigest: digest, key: SigningKey(secretAccessKey: secretAccessKey, scope: scope))
        }
        if young[name] == nil, young.count >= generationSize {
            old = young
            young = [:]
        }
        young[name] = entry
        return entry.key
    }

    /// Forgets every key; for a reset server.
    package mutating func removeAll() {
        young = [:]
        old = [:]
    }

    private static func digest(_ secret: String) -> [UInt8] {
        secret.withUTF8Bytes { bytes in
            var hash = SHA256()
            hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
            return Array(hash.finalize())
        }
    }
}
