import IdentityPoolsModel
import Kernel
import Storage
import Wire

/// Deletes identities of the caller's own pools; their logins are free for new ones.
///
/// What is not the caller's to delete is answered as unprocessed, unknown ids like those of others: so nobody learns
/// which of them exist. Source of the permission: the Service Authorization Reference.
struct DeleteIdentities: Operation {
    typealias Model = IdentityPoolsModel.DeleteIdentities

    let store: IdentityPoolStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        try await store.permissions(
            "cognito-identity:DeleteIdentities", on: input.identityIdsToDelete.map { IdentityID($0) }, in: call)
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        var known: Set<String> = []
        let ids = input.identityIdsToDelete.filter { known.insert($0).inserted }.map { IdentityID($0) }
        let unprocessed = try await store.write { transaction in
            try ids.filter { try !delete($0, in: call, transaction) }
        }
        return Output(
            unprocessedIdentityIds: unprocessed.map {
                UnprocessedIdentityId(identityId: $0.text, errorCode: .accessDenied)
            })
    }

    private func delete(_ id: IdentityID, in call: Call, _ transaction: any WriteTransaction) throws -> Bool {
        guard let identity = try Identities.find(id, transaction), identity.account == call.account,
            identity.pool.region == call.region
        else { return false }
        try Identities.remove(identity, transaction)
        return true
    }
}
