import IdentityPoolsModel
import Kernel

/// Gives an identity credentials for an hour: the enhanced flow.
struct GetCredentialsForIdentity: Operation {
    typealias Model = IdentityPoolsModel.GetCredentialsForIdentity

    let proof: IdentityProof
    let sessions: IdentitySessions

    /// The logins are the permission.
    func permissions(for input: Input, in call: Call) -> [Permission] { [] }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let (found, pool) = try await proof.find(input.identityId, for: .getCredentialsForIdentity, in: call)
        let proved = try await proof.prove(found, in: pool, by: input.logins, call: call)
        let credentials = try await sessions.open(proved, customRole: input.customRoleArn, in: call)
        return Output(identityId: proved.identity.id.text, credentials: credentials)
    }
}
