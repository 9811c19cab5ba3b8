import Kernel
import LambdaModel
import Storage

/// Deletes a function with all that belongs to it, or one published version that no alias names.
struct DeleteFunction: Operation {
    typealias Model = LambdaModel.DeleteFunction

    let store: LambdaStore
    let shelf: CodeShelf

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        return [try await store.permission("lambda:DeleteFunction", on: locator, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let locator = try FunctionLocator(input.functionName, qualifier: input.qualifier, in: call)
        let gone = try await store.write { transaction in
            guard try Functions.get(locator.id, transaction) != nil else {
                throw Refusal.functionNotFound(locator.arn)
            }
            guard let qualifier = locator.qualifier else { return try Self.removeAll(of: locator.id, transaction) }
            return try Self.remove(qualifier, of: locator.id, transaction)
        }
        await shelf.retire(gone.map(\.runtimeRevision))
        await shelf.discard(gone.flatMap(\.blobs))
        return Output(statusCode: 204)
    }

    /// Answers the versions that were there. Event source mappings stay, as on AWS.
    private static func removeAll(of id: FunctionID, _ transaction: any WriteTransaction) throws -> [StoredVersion] {
        let versions = try Versions.all(of: id, transaction)
        let account = id.account.digits
        for version in versions {
            try Versions.records.remove(Versions.key(id, version.number), account: account, in: transaction)
        }
        for alias in try Aliases.all(of: id, transaction) {
            try Aliases.records.remove(Aliases.key(id, alias.name), account: account, in: transaction)
        }
        for policy in try FunctionPolicies.all(of: id, transaction) {
            try FunctionPolicies.records.remove(
                FunctionPolicies.key(id, policy.qualifier), account: account, in: transaction)
        }
        try InvocationRecords.forget(id, transaction)
        try Functions.records.remove(Functions.key(id), account: account, in: transaction)
        return versions
    }

    private static func remove(
        _ qualifier: String, of id: FunctionID, _ transaction: any WriteTransaction
    ) throws -> [StoredVersion] {
        guard let number = FunctionVersionNumber(qualifier) else {
            throw Refusal.invalid("Deletion of aliases is not currently supported.")
        }
        guard number != .latest else {
            throw Refusal.invalid("$LATEST version cannot be deleted without deleting the function.")
        }
        let aliases = try Aliases.all(of: id, transaction).filter {
            $0.version == number || $0.weights[number.text] != nil
        }
        guard aliases.isEmpty else {
            let names = aliases.map(\.name).joined(separator: ", ")
            throw Refusal.conflict("Unable to delete version because the following aliases reference it: [\(names)]")
        }
        let gone = try Versions.records.remove(
            Versions.key(id, number), account: id.account.digits, in: transaction)
        try FunctionPolicies.records.remove(
            FunctionPolicies.key(id, number.text), account: id.account.digits, in: transaction)
        try InvocationRecords.forget(id, qualifier: number.text, transaction)
        return gone.map { [$0] } ?? []
    }
}
