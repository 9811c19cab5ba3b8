import Kernel
import LambdaModel
import Storage
import Wire

/// Lets an account, or everybody, use a version of a layer.
struct AddLayerVersionPermission: Operation {
    typealias Model = LambdaModel.AddLayerVersionPermission

    let store: LambdaStore

    func permissions(for input: Input, in call: Call) async throws -> [Permission] {
        let name = try LayerVersionName(input.layerName, input.versionNumber, in: call)
        return [try await store.permission("lambda:AddLayerVersionPermission", on: name, in: call)]
    }

    func run(_ input: Input, in call: Call) async throws -> Output {
        let name = try LayerVersionName(input.layerName, input.versionNumber, in: call)
        let grant = StoredLayerVersion.Grant(
            sid: input.statementId, action: input.action, principal: input.principal,
            organization: input.organizationId)
        guard grant.organization == nil || grant.principal == "*" else {
            throw Refusal.invalid("Principal must be * when OrganizationId is given.")
        }
        let revision = store.random.uuid()
        try await store.write { transaction in
            var layer = try LayerPolicies.required(name, in: call, transaction)
            guard !layer.grants.contains(where: { $0.sid == grant.sid }) else {
                throw Refusal.conflict(
                    "The statement id (\(grant.sid)) provided already exists. "
                        + "Please provide a new statement id, or remove the existing statement.")
            }
            try LayerPolicies.checkRevision(input.revisionId, of: layer)
            layer.grants.append(grant)
            layer.policyRevision = revision
            let size = layer.policyText.utf8.count
            guard size <= StoredPolicy.limit else {
                throw LambdaError.policyLengthExceeded(
                    "The final policy size (\(size)) is bigger than the limit (\(StoredPolicy.limit)).", type: "User")
            }
            try LayerVersions.records.replace(layer, in: transaction)
        }
        return Output(
            statement: String(decoding: grant.statement(on: name.arn).json, as: UTF8.self), revisionId: revision)
    }
}
