import Kernel
import UserPoolsModel
import Wire

extension UserPoolStore {
    /// A permission on a pool of the caller's own, with the pool's tags; on the bare ARN where there is no such pool.
    ///
    /// - Parameter context: condition keys that the request brings, such as `aws:RequestTag/…`.
    func permission(
        _ action: String, onPool id: String, in call: Call, context: [String: [String]] = [:]
    ) async throws -> Permission {
        let arn = PoolID(id).arn(account: call.account)
        let tags: [String: String]
        do {
            tags = try await directory.pool(id, in: call).tags
        } catch let error as ServiceError {
            guard error.code == "ResourceNotFoundException" else { throw error }
            tags = [:]
        }
        return Permission(
            action, on: arn, context: context.merging(TagRules.resourceContext(tags)) { given, _ in given })
    }
}
