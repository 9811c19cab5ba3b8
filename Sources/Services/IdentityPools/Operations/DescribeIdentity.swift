import IdentityPoolsModel
import Kernel

/// Describes one identity to its pool's owner. The call names no pool, so that policies cannot either.
///
/// Source of the permission: "Actions, resources, and condition keys for Amazon Cognito Identity" in the Service
/// Authorization Reference, which has no resource for this operation.
struct DescribeIdentity: Operation {
    typealias Model = IdentityPoolsModel.DescribeIdentity

    let store: IdentityPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        [Permission("cognito-identity:DescribeIdentity", on: "*")]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let (identity, pool) = try await Linking(store: store).find(IdentityID(input.identityId))
        guard identity.account == call.account else { throw Refusal.forbidden(identity.id) }
        guard pool.id.region == call.region else { throw Refusal.noIdentity(identity.id) }
        return Output(describing: identity)
    }
}
