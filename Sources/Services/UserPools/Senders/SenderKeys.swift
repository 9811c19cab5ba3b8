import KMSModel
import Kernel
import Logging
import UserPoolsModel
import Wire

/// The leave of a pool to use the key under which codes go to functions: a grant, made with the rights of who attaches
/// the key, and retired with the pool or when another key takes its place.
///
/// Source: "Custom sender Lambda triggers" in the developer guide: the caller needs `kms:CreateGrant`, or the key's policy
/// gives it to `cognito-idp.amazonaws.com`.
struct SenderKeys: Sendable {
    /// The member of the encryption context that names the pool, as messages that Cognito has written have it.
    static let contextName = "userpool-id"
    private static let principal = "cognito-idp.amazonaws.com"

    let client: InProcessClient

    /// Makes the grant for a key, unless the pool has it already; throws AWS's refusals.
    func grant(for triggers: TriggerSettings, of pool: StoredPool, in call: Call) async throws -> String? {
        guard let key = triggers.kmsKeyID else { return nil }
        let old = pool.settings.triggers
        if old.kmsKeyID == key, let grant = old.kmsGrantID { return grant }
        do {
            return try await makeGrant(key, for: pool, as: call.principal, in: call)
        } catch let error as ServiceError {
            guard Self.isDenial(error) else { throw error }
            return try await makeGrant(key, for: pool, instead: error, in: call)
        }
    }

    /// Gives a grant back that is no longer needed; best effort, for the key may be gone.
    func retireGrant(of old: TriggerSettings, keeping new: TriggerSettings?, pool: StoredPool, in call: Call) async {
        guard let key = old.kmsKeyID, let grant = old.kmsGrantID, new?.kmsGrantID != grant else { return }
        do {
            _ = try await client.call(
                KMSModel.RetireGrant.self, RetireGrantRequest(keyId: key, grantId: grant),
                as: .service(name: Self.principal, account: pool.account), for: pool.arn, in: pool.call(call))
        } catch {
            call.logger.notice(
                "grant not retired", metadata: ["pool": "\(pool.id)", "key": "\(key)", "cause": "\(error)"])
        }
    }

    /// A data key for one message, plain and encrypted.
    func dataKey(
        under context: [String: String], length: Int, for pool: StoredPool, in call: Call
    ) async throws -> GenerateDataKeyResponse {
        let request = GenerateDataKeyRequest(
            keyId: pool.settings.triggers.kmsKeyID ?? "", encryptionContext: context, numberOfBytes: length)
        return try await client.call(
            KMSModel.GenerateDataKey.self, request, as: .service(name: Self.principal, account: pool.account),
            for: pool.arn, in: pool.call(call))
    }

    /// Where the caller has no right to, the key's own policy may leave it to the service.
    private func makeGrant(
        _ key: String, for pool: StoredPool, instead refusal: ServiceError, in call: Call
    ) async throws -> String? {
        let service = Principal.service(name: Self.principal, account: pool.account)
        do {
            return try await makeGrant(key, for: pool, as: service, in: call)
        } catch let error as ServiceError {
            throw Self.isDenial(error) ? refusal : error
        }
    }

    private static func isDenial(_ error: ServiceError) -> Bool { error.code == "AccessDenied" }

    private func makeGrant(
        _ key: String, for pool: StoredPool, as principal: Principal, in call: Call
    ) async throws -> String? {
        let request = CreateGrantRequest(
            keyId: key, granteePrincipal: Self.principal, retiringPrincipal: Self.principal,
            operations: [.generateDataKey],
            constraints: GrantConstraints(encryptionContextSubset: [Self.contextName: pool.id.text]),
            name: "cognito-idp/\(pool.id.text)")
        do {
            return try await client.call(
                KMSModel.CreateGrant.self, request, as: principal, for: pool.arn, in: pool.call(call)
            ).grantId
        } catch let error as ServiceError {
            if Self.isDenial(error) { throw error }
            throw Refusal.invalid("The KMS key \(key) cannot be used: \(error.message)")
        }
    }
}
