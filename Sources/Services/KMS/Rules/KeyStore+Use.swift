import KMSModel
import Kernel
import Storage
import Wire

extension KeyStore {
    /// The key that a request names, with the material that encrypts: always the key that was authorized.
    ///
    /// An alias may have moved since the request was authorized, so what it means now is read together with what that
    /// key asks for, and authorized again.
    func key(for request: KeyRequest, in call: Call) async throws -> (key: StoredKey, material: StoredMaterial) {
        let name = try KeyName(request.key, forms: request.forms, in: call)
        let canMove = name.alias != nil || request.hasMovingConditions
        let (key, material, permissions) = try await read { transaction in
            let key = try name.key(transaction)
            var permissions: [Permission] = []
            if canMove {
                permissions = [try permission(request, on: key, named: name.alias, in: call, transaction)]
            }
            return (key, try Materials.current(of: key, transaction), permissions)
        }
        try await authorizer.authorize(permissions, in: call)
        return (key, material)
    }

    /// The same, refused where the key is not enabled.
    func usableKey(for request: KeyRequest, in call: Call) async throws -> (key: StoredKey, material: StoredMaterial) {
        let found = try await key(for: request, in: call)
        try found.key.checkUsable()
        return found
    }

    /// What a ciphertext asks for: leave to use the key that it was made with, or that the caller says it was.
    func request(
        _ operation: String, opening blob: [UInt8], with key: String?, under context: [String: String]?,
        tokens: [String]?, conditions: [String: [String]] = [:], in call: Call
    ) async throws -> KeyRequest {
        let name: String
        if let key { name = key } else { name = try await material(of: blob, in: call).key.arn }
        var request = KeyRequest.use(operation, name, under: context, tokens: tokens, conditions: conditions)
        request.keyText = "the resource associated with this ciphertext"
        return request
    }

    /// Opens a ciphertext with the key that it names, which must be the one that the request names.
    func open(
        _ bytes: [UInt8], by request: KeyRequest, in call: Call
    ) async throws -> (key: StoredKey, material: StoredMaterial, plaintext: [UInt8]) {
        let blob = try CiphertextBlob(bytes)
        let material = try await material(of: bytes, in: call)
        let key = try await usableKey(for: request, in: call).key
        guard key.address == material.key else { throw Refusal.wrongKey }
        return (key, material, try cipher.decrypt(blob, with: material, under: request.encryptionContext))
    }

    /// The key behind an alias that is about to change, authorized again: it may have got another one since the
    /// operation was authorized.
    func authorizedTarget(of alias: String, by operation: String, in call: Call) async throws -> KeyAddress {
        let target = try await target(of: alias, in: call)
        try await authorizer.authorize(
            [try await permission(KeyRequest(administering: target.id, by: operation), in: call)], in: call)
        return target
    }
}
