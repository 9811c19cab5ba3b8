import IdentityPoolsModel
import Kernel
import Wire

/// Describes one identity to its pool's owner.
///
/// Source of the permission: "Actions, resources, and condition keys for Amazon Cognito Identity" in the Service
/// Authorization Reference, which has no resource for this operation, but the pool as a condition key.
struct DescribeIdentity: Operation {
    typealias Model = IdentityPoolsModel.DescribeIdentity

    let store: IdentityPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        try await store.permissions("cognito-identity:DescribeIdentity", on: [IdentityID(input.identityId)], in: call)
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let (identity, pool) = try await Linking(store: store).find(IdentityID(input.identityId))
        guard identity.account == call.account else { throw Refusal.forbidden(identity.id) }
        guard pool.id.region == call.region else { throw Refusal.noIdentity(identity.id) }
        return Output(describing: identity)
    }
}
