import Kernel
import Wire

extension IdentityPoolStore {
    /// A permission on a pool of the caller's own, with the pool's tags; on the bare ARN where there is no such pool.
    ///
    /// - Parameter context: condition keys that the request brings, such as `aws:RequestTag/…`.
    func permission(
        _ action: String, onPool id: IdentityPoolID, in call: Call, context: [String: [String]] = [:]
    ) async throws -> Permission {
        let tags = try await known(id, in: call)?.tags ?? [:]
        return Permission(
            action, on: id.arn(account: call.account),
            context: context.merging(TagRules.resourceContext(tags)) { given, _ in given })
    }

    /// A pool of the caller's own account and region, if there is one.
    func known(_ id: IdentityPoolID, in call: Call) async throws -> StoredIdentityPool? {
        do {
            return try await pool(id, in: call)
        } catch let error as ServiceError {
            guard ["ResourceNotFoundException", "NotAuthorizedException"].contains(error.code) else { throw error }
            return nil
        }
    }
}
